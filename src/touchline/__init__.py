"""A terminal news reader for people who follow who coaches whom."""

__version__ = "0.1.0"
