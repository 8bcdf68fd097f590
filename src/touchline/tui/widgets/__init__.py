"""Widgets: data comes down as values of the model and of `present`, messages go up. They know no newsroom."""
