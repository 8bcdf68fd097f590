"""Addresses of feeds: URLs, files, folders and glob patterns."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit


def is_web_address(address: str) -> bool:
    """True for an http or https URL with a host that can be asked for."""
    if not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def absolute_path(text: str, folder: Path) -> Path:
    """A path or glob pattern of a file in `folder`, absolute, with `~` expanded where there is a home folder."""
    path = Path(text)
    try:
        path = path.expanduser()
    except RuntimeError:  # "~nobody": no such user, so it stays a name
        path = Path(text)
    return (folder.absolute() / path) if not path.is_absolute() else path


def made_name(address: str) -> str:
    """A name for a feed without one: the host of its URL, or the last part of its path."""
    if is_web_address(address):
        return (urlsplit(address).hostname or address).removeprefix("www.")
    return Path(address).name or address
