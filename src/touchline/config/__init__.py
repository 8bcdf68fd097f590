"""What the user set: folders, feeds, saved queries, keys; read from config.toml and feeds.toml, edited with care."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from touchline.config.addresses import canonical_address
    from touchline.config.editing import NewFeed, add_feed, add_feeds, change_feed, move_feed, remove_feed
    from touchline.config.example import write_example
    from touchline.config.folders import default_config_folder, default_library_folder
    from touchline.config.hooks import Hooks
    from touchline.config.loading import load_config
    from touchline.config.settings import Config
    from touchline.config.subscriptions import FeedConfig, SavedQuery, Standing

_NAMES = {
    "addresses": ("canonical_address",),
    "editing": ("NewFeed", "add_feed", "add_feeds", "change_feed", "move_feed", "remove_feed"),
    "example": ("write_example",),
    "folders": ("default_config_folder", "default_library_folder"),
    "hooks": ("Hooks",),
    "loading": ("load_config",),
    "settings": ("Config",),
    "subscriptions": ("FeedConfig", "SavedQuery", "Standing"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "Config",
    "FeedConfig",
    "Hooks",
    "NewFeed",
    "SavedQuery",
    "Standing",
    "add_feed",
    "add_feeds",
    "canonical_address",
    "change_feed",
    "default_config_folder",
    "default_library_folder",
    "load_config",
    "move_feed",
    "remove_feed",
    "write_example",
]


def __getattr__(name: str) -> Any:
    """Import what is first asked for: whoever needs a folder need not read TOML."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return value
