"""Addresses of feeds: URLs, files, folders and glob patterns."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_web_address(address: str) -> bool:
    """True for an http or https URL with a host that can be asked for."""
    if not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def canonical_address(address: str) -> str:
    """One text for all ways to write an address: the host in small letters, no default port, fragment or last slash."""
    if not is_web_address(address):
        return address
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS[parts.scheme] else ""
    user = parts.netloc.rpartition("@")[0]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    netloc = f"{user}@{host}{port}" if user else f"{host}{port}"
    return urlunsplit((parts.scheme, netloc, parts.path.rstrip("/"), parts.query, ""))


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
