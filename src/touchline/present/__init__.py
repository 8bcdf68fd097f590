"""The model as lines of text with named styles, the same for the reader's screens and for the command line.

Every function is pure: values in, `lines.Line` tuples out. All text of other people passes `touchline.safe` here.
"""
