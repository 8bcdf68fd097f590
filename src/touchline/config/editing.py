"""Edits of feeds.toml that leave every other line, comments and order as the user wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path
from urllib.parse import urlsplit

from touchline.config.addresses import absolute_path, canonical_address, is_web_address, made_name
from touchline.config.feeds_file import FEEDS_FILE, feed_names, replace_feeds_file
from touchline.config.loading import load_config
from touchline.config.toml_file import parse_toml, read_toml_text
from touchline.config.toml_lines import statements
from touchline.errors import ConfigError, NotFoundError

Value = str | int | bool | list[str]
"""What a key of a feed can be set to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """A feed to add: a URL or a path, a name that another feed may have already, None to make one, and tags."""

    address: str
    name: str | None = None
    tags: tuple[str, ...] = ()


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
    wanted = canonical_address(address)
    for feed in config.feeds:
        if canonical_address(feed.address) == wanted:
            raise ConfigError(f"{address} is there already: the feed {feed.name!r}")
    if name is not None and (not name.strip() or config.feed(name.strip())):
        raise ConfigError(f"there is a feed named {name.strip()!r} already" if name.strip() else "the name is empty")
    return add_feeds(folder, [NewFeed(address=address, name=name, tags=tags)])[0]


def add_feeds(folder: Path, feeds: Sequence[NewFeed]) -> list[str]:
    """Add those of many feeds whose address is not in feeds.toml yet, in one write, and return their names.

    A name that another feed has gets a number.

    Raises:
        ConfigError: feeds.toml cannot be read or written.
    """
    path = folder / FEEDS_FILE
    text = read_toml_text(path)
    there = load_config(folder).feeds
    addresses = {canonical_address(feed.address) for feed in there}
    before = feed_names(path, text)
    names = {name.casefold() for name in before} | {feed.name.casefold() for feed in there}
    blocks, added = [], []
    for feed in feeds:
        address = canonical_address(feed.address)
        if address in addresses:
            continue
        wanted = (feed.name or "").strip() or made_name(feed.address)
        name = next(each for each in _numbered(wanted) if each.casefold() not in names)
        addresses.add(address)
        names.add(name.casefold())
        blocks.append(_feed_block(name, feed.address, feed.tags))
        added.append(name)
    if added:
        edited = (text.rstrip("\n") + "\n\n" if text.strip() else text) + "\n".join(blocks)
        replace_feeds_file(path, edited, before + added)
    return added


def change_feed(folder: Path, name: str, values: Mapping[str, Value | None]) -> None:
    """Set keys of a feed of feeds.toml, or take those off whose value is None; comments and order stay.

    A new key stands below the feed's address. Lines are changed one by one, since tomlkit writes tables between tables
    otherwise than it read them.

    Raises:
        NotFoundError: no feed has this name.
        ConfigError: feeds.toml cannot be read or written, or would not say afterwards what it shall.
    """
    path = folder / FEEDS_FILE
    text = read_toml_text(path)
    names = feed_names(path, text)
    position = _position(path, names, name)
    edited = text
    for key, value in values.items():
        edited = _with_value(edited, position, key, value)
    if not _differs_only_in(path, text, edited, position, values):
        raise ConfigError(f"{path} is written in a way that cannot be edited safely; please edit it by hand")
    replace_feeds_file(path, edited, feed_names(path, edited))


def _with_value(text: str, position: int, key: str, value: Value | None) -> str:
    """The text with one key of a feed set or taken off."""
    own = {one.path[2:]: one for one in statements(text) if one.path[:2] == ("feed", position)}
    there = own.get((key,))
    if there is None:
        above = own.get(("url",)) or own.get(("path",)) or own.get(())
        if above is None or value is None:
            return text
        before = text[: above.end]
        return f"{before}{'' if before.endswith(chr(10)) else chr(10)}{_assigned(key, value)}\n{text[above.end :]}"
    if value is None:
        return text[: there.start] + text[there.end :]
    written = text[there.start : there.end]
    words, _, _ = written.partition("=")
    return f"{text[: there.start]}{words}={_space(written)}{_shown(value)}{_behind(written)}{text[there.end :]}"


def _assigned(key: str, value: Value) -> str:
    return f"{key} = {_shown(value)}"


def _shown(value: Value) -> str:
    import tomlkit

    return str(tomlkit.item(value).as_string())


def _space(statement: str) -> str:
    """What stands between the equals sign and the value."""
    _, _, behind = statement.partition("=")
    return behind[: len(behind) - len(behind.lstrip(" \t"))]


def _behind(statement: str) -> str:
    """What stands behind the value: a comment, and the line's end."""
    import tomllib

    for mark in re.finditer(r"[ \t]*(?:#|\n|\Z)", statement):
        with suppress(tomllib.TOMLDecodeError):  # within a string or a list there is more to come
            tomllib.loads(statement[: mark.start()])
            return statement[mark.start() :]
    return "\n"


def _differs_only_in(path: Path, text: str, edited: str, position: int, values: Mapping[str, Value | None]) -> bool:
    """Whether an edit changed what it should and nothing else."""
    expected = dict(parse_toml(path, text))
    feeds = [dict(feed) for feed in expected["feed"]]
    feeds[position] = {key: value for key, value in {**feeds[position], **values}.items() if value is not None}
    try:
        return {**expected, "feed": feeds} == parse_toml(path, edited)
    except ConfigError:
        return False


def remove_feed(folder: Path, name: str) -> None:
    """Take a feed out of feeds.toml.

    Comments above it and behind it stay, because they may speak of its neighbours.

    Raises:
        NotFoundError: no feed has this name.
        ConfigError: feeds.toml cannot be read or written, or its feeds are not under lines [[feed]].
    """
    path = folder / FEEDS_FILE
    text = read_toml_text(path)
    names = feed_names(path, text)
    position = _position(path, names, name)
    edited = text
    runs = groupby(statements(text), key=lambda statement: statement.path[:2] == ("feed", position))
    for statements_of_it in reversed([list(run) for mine, run in runs if mine]):
        before, after = edited[: statements_of_it[0].start], edited[statements_of_it[-1].end :]
        if before.endswith("\n\n") or not before:
            after = after.removeprefix("\n")
        edited = before + after if after.strip() else f"{before.rstrip()}\n".lstrip("\n")
    replace_feeds_file(path, edited, names[:position] + names[position + 1 :])


def _position(path: Path, names: Sequence[str], name: str) -> int:
    folded = [each.casefold() for each in names]
    if name.casefold() not in folded:
        raise NotFoundError(f"no feed of {path} is named {name!r}; `touchline feeds list` shows them")
    return folded.index(name.casefold())


def move_feed(folder: Path, name: str, url: str) -> bool:
    """Give a feed the new address that its server names; whether it was done. All else, comments too, stays.

    The address before is kept as `first_url`, of which the ids of the feed's articles are made. A feed with a password
    or headers of its own moves only within its server: where else these may be sent is for the user to say.

    Raises:
        NotFoundError: no feed has this name.
        ConfigError: feeds.toml cannot be read or written, or the feed is written in a way that cannot be edited safely.
    """
    path = folder / FEEDS_FILE
    feed = load_config(folder).feed(name)
    if feed is None:
        raise NotFoundError(f"no feed of {path} is named {name!r}; `touchline feeds list` shows them")
    if feed.url is None or feed.url == url or not is_web_address(url):
        return False
    login, _, _ = urlsplit(feed.url).netloc.rpartition("@")
    if (login or feed.headers) and _server(feed.url) != _server(url):
        return False
    if login:
        url = urlsplit(url)._replace(netloc=f"{login}@{urlsplit(url).netloc}").geturl()
    values: dict[str, Value | None] = {"url": url}
    if feed.first_url is None:
        values["first_url"] = feed.url
    change_feed(folder, name, values)
    return True


def _server(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


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
