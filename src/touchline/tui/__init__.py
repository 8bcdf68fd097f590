"""The reader: everything of Textual. Screens ask the newsroom in workers; widgets only show what `present` made."""
