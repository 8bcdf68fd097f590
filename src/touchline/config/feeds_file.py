"""feeds.toml as a text: the names of its feeds, and replacing it at once."""

from __future__ import annotations

import os
from pathlib import Path

from touchline.config.addresses import made_name
from touchline.config.toml_file import parse_toml
from touchline.errors import ConfigError

FEEDS_FILE = "feeds.toml"


def feed_names(path: Path, text: str) -> list[str]:
    """The names of all feeds of the file, in order, also of those that loading leaves out."""
    feeds = parse_toml(path, text).get("feed", [])
    if not isinstance(feeds, list) or not all(isinstance(feed, dict) for feed in feeds):
        raise ConfigError(f"{path}: write every feed under a line [[feed]] of its own")
    return [
        str(feed.get("name") or "").strip() or made_name(str(feed.get("url") or feed.get("path"))) for feed in feeds
    ]


def replace_feeds_file(path: Path, text: str, names: list[str]) -> None:
    """Replace feeds.toml at once, after making sure that an edit left the feeds `names` in it.

    Raises:
        ConfigError: it did not, or the file cannot be written; it is as it was.
    """
    import tempfile  # every start reads the configuration, few edit it

    try:
        done = feed_names(path, text) == names
    except ConfigError:
        done = False
    if not done:
        raise ConfigError(f"{path} is written in a way that cannot be edited safely; please edit it by hand")
    target = path.resolve()  # a feeds.toml that is a link into a folder of dotfiles stays one
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and b"\r\n" in target.read_bytes():
            text = text.replace("\n", "\r\n")
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o600)
        temporary.replace(target)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise ConfigError(f"{path} cannot be written: {error.strerror or error}") from error
