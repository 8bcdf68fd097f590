"""Edits of feeds.toml that leave every other line, comments and order as the user wrote them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count, groupby
from pathlib import Path

from touchline.config.addresses import absolute_path, is_web_address, made_name
from touchline.config.loading import load_config
from touchline.config.toml_file import parse_toml, read_toml_text
from touchline.config.toml_lines import statements
from touchline.errors import ConfigError, NotFoundError

FEEDS_FILE = "feeds.toml"


def write_example(folder: Path) -> Path:
    """Copy the example feeds.toml into the config folder and return its path.

    Raises:
        ConfigError: there is a feeds.toml already (it is left as it is), or the folder cannot be written.
    """
    path = folder / FEEDS_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(example_text())
    except FileExistsError:
        raise ConfigError(f"{path} exists already and was left as it is") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror or error}") from error
    return path


def example_text() -> str:
    """The example feeds.toml: in an installed package beside the modules, in a checkout at its top."""
    from importlib import resources

    packaged = resources.files("touchline") / FEEDS_FILE
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[3] / FEEDS_FILE).read_text(encoding="utf-8")


def add_feed(folder: Path, address: str, *, name: str | None = None, tags: tuple[str, ...] = ()) -> str:
    """Add a feed at the end of feeds.toml, made where there is none, and return the feed's name.

    `address` is an http(s) URL or a local file, folder or glob pattern, taken against the current folder. Without a
    `name` it is made of the address.

    Raises:
        ConfigError: the address is no URL and no such path exists, name or address are there already, or feeds.toml
            cannot be read or written.
    """
    address = address.strip()
    if not is_web_address(address):
        address = str(_existing_path(address))
    config = load_config(folder)
    for feed in config.feeds:
        if feed.address == address:
            raise ConfigError(f"{address} is there already: the feed {feed.name!r}")
    if name is not None and (not name.strip() or config.feed(name.strip())):
        raise ConfigError(f"there is a feed named {name.strip()!r} already" if name.strip() else "the name is empty")
    made = made_name(address)
    chosen = name.strip() if name else next(each for each in _numbered(made) if not config.feed(each))
    path = folder / FEEDS_FILE
    text = read_toml_text(path)
    block = _feed_block(chosen, address, tags)
    edited = text.rstrip("\n") + "\n\n" + block if text.strip() else text + block
    _write(path, edited, [*_names(path, text), chosen])
    return chosen


def remove_feed(folder: Path, name: str) -> None:
    """Take a feed out of feeds.toml.

    Comments above it and behind it stay, because they may speak of its neighbours.

    Raises:
        NotFoundError: no feed has this name.
        ConfigError: feeds.toml cannot be read or written, or its feeds are not under lines [[feed]].
    """
    path = folder / FEEDS_FILE
    text = read_toml_text(path)
    names = _names(path, text)
    folded = [each.casefold() for each in names]
    if name.casefold() not in folded:
        raise NotFoundError(f"no feed of {path} is named {name!r}; `touchline feeds list` shows them")
    position = folded.index(name.casefold())
    edited = text
    runs = groupby(statements(text), key=lambda statement: statement.path[:2] == ("feed", position))
    for statements_of_it in reversed([list(run) for mine, run in runs if mine]):
        before, after = edited[: statements_of_it[0].start], edited[statements_of_it[-1].end :]
        if before.endswith("\n\n") or not before:
            after = after.removeprefix("\n")
        edited = before + after if after.strip() else f"{before.rstrip()}\n".lstrip("\n")
    _write(path, edited, names[:position] + names[position + 1 :])


def _existing_path(address: str) -> Path:
    path = absolute_path(address, Path.cwd())
    if not address.isprintable():
        raise ConfigError(f"{address!r} has characters that feeds.toml cannot hold; rename the file first")
    if not address or not (any(mark in address for mark in "*?[") or path.exists()):
        raise ConfigError(f"{address!r} is no http or https address, and there is no such file or folder")
    return path


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {number}" for number in count(2))


def _feed_block(name: str, address: str, tags: tuple[str, ...]) -> str:
    import tomlkit

    table = tomlkit.table()
    table["name"] = name
    table["url" if is_web_address(address) else "path"] = address
    if tags:
        table["tags"] = list(tags)
    return f"[[feed]]\n{table.as_string()}"


def _names(path: Path, text: str) -> list[str]:
    """The names of all feeds of the file, in order, also of those that loading leaves out."""
    feeds = parse_toml(path, text).get("feed", [])
    if not isinstance(feeds, list) or not all(isinstance(feed, dict) for feed in feeds):
        raise ConfigError(f"{path}: write every feed under a line [[feed]] of its own")
    return [
        str(feed.get("name") or "").strip() or made_name(str(feed.get("url") or feed.get("path"))) for feed in feeds
    ]


def _write(path: Path, text: str, names: list[str]) -> None:
    """Replace feeds.toml at once, after making sure that the edit did what it should."""
    import tempfile  # as tomlkit and resources above: every start reads the configuration, few edit it

    try:
        done = _names(path, text) == names
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
