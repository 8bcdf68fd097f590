"""The one door to the core, by topic: reading, marking, importing, refreshing, stories, upkeep, sample.

Functions take an open `room.Newsroom` first. They may be called from any thread and may touch the disk; the reader
calls them in workers.
"""
