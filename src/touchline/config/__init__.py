"""What the user set: folders, feeds, saved queries, keys; read from config.toml and feeds.toml, edited with care."""

from __future__ import annotations

from touchline.config.editing import add_feed, remove_feed, write_example
from touchline.config.folders import default_config_folder, default_library_folder
from touchline.config.reading import load_config
from touchline.config.settings import Config, FeedConfig, SavedQuery, Standing

__all__ = [
    "Config",
    "FeedConfig",
    "SavedQuery",
    "Standing",
    "add_feed",
    "default_config_folder",
    "default_library_folder",
    "load_config",
    "remove_feed",
    "write_example",
]
