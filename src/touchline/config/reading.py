"""config.toml and feeds.toml -> Config; what is wrong in them becomes warnings with file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from touchline.config.addresses import absolute_path, canonical_address, is_web_address, made_name
from touchline.config.hooks import Hooks
from touchline.config.loading import FEEDS, SETTINGS
from touchline.config.settings import Config
from touchline.config.subscriptions import FeedConfig, SavedQuery
from touchline.config.toml_file import TomlFile
from touchline.config.toml_lines import At

FEED_KEYS = frozenset(
    {
        *("name", "url", "path", "tags", "league", "publishers", "tier", "official", "include", "exclude"),
        *("interval", "timeout", "full_text", "keep_days", "headers", "enabled", "first_url"),
    }
)
DEFAULT_KEYS = FEED_KEYS - {"name", "url", "path", "publishers", "first_url"}
QUERY_KEYS = frozenset({"name", "query"})
READER_KEYS = frozenset({"theme", "refresh"})
HOOK_KEYS = frozenset({"on_new", "on_stage", "timeout"})
FEEDS_TABLES = frozenset({"defaults", "feed", "query"})
SETTINGS_TABLES = frozenset({"keys", "reader", "hooks"})


def read_config(folder: Path) -> Config:
    """See `load_config`."""
    settings, subscriptions = TomlFile.read(folder / SETTINGS), TomlFile.read(folder / FEEDS)
    _check_tables(settings, SETTINGS_TABLES, FEEDS_TABLES, FEEDS)
    _check_tables(subscriptions, FEEDS_TABLES, SETTINGS_TABLES, SETTINGS)
    feeds, queries = _feeds(subscriptions), _queries(subscriptions)
    keys = {action: settings.texts(("keys", action)) for action in settings.table("keys")}
    hooks = _hooks(settings)
    reader = settings.table("reader", READER_KEYS)
    theme = settings.text(("reader", "theme")) if "theme" in reader else None
    refreshes_itself = settings.flag(("reader", "refresh")) if "refresh" in reader else None
    return Config(
        feeds=feeds,
        queries=queries,
        warnings=(*settings.warnings, *subscriptions.warnings),
        folder=folder,
        lexicon_folder=folder / "lexicon",
        keys={action: chosen for action, chosen in keys.items() if chosen},
        hooks=hooks,
        theme=theme,
        refreshes_itself=refreshes_itself is not False,
    )


def _check_tables(file: TomlFile, known: frozenset[str], elsewhere: frozenset[str], other: str) -> None:
    for name in sorted(elsewhere & file.content.keys()):
        file.warn((name,), f"{name!r} belongs into {other}; it is not used here")
    file.check_keys((), {name: None for name in file.content if name not in elsewhere}, known)


def _feeds(file: TomlFile) -> tuple[FeedConfig, ...]:
    feeds: dict[str, FeedConfig] = {}
    addresses: dict[str, str] = {}
    shared = _values(file, ("defaults",), file.table("defaults", DEFAULT_KEYS), DEFAULT_KEYS)
    for at, table in file.tables("feed", FEED_KEYS):
        feed = _feed(file, at, table, shared)
        if feed is None:
            continue
        if feed.name.casefold() in feeds:
            file.warn((*at, "name"), f"there is a feed named {feed.name!r} already; this one is left out")
        elif (address := canonical_address(feed.address)) in addresses:
            file.warn(at, f"{feed.name!r} has the address of {addresses[address]!r}; it is left out")
        else:
            feeds[feed.name.casefold()] = feed
            addresses[address] = feed.name
    return tuple(feeds.values())


def _feed(file: TomlFile, at: At, table: Mapping[str, Any], shared: Mapping[str, Any]) -> FeedConfig | None:
    if ("url" in table) == ("path" in table):
        file.warn(at, "a feed needs either a url or a path; it is left out")
        return None
    address = file.text((*at, "url" if "url" in table else "path"))
    if address is None:
        return None
    url = path = None
    if "path" in table:
        path = absolute_path(address, file.path.parent)
    elif is_web_address(address):
        url = address
    else:
        file.warn((*at, "url"), f"{address!r} is no http or https address; the feed is left out")
        return None
    name = file.text((*at, "name")) if "name" in table else None
    own = _values(file, at, table, FEED_KEYS)
    return FeedConfig(name=name or made_name(address), url=url, path=path, **{**shared, **own})


def _values(file: TomlFile, at: At, table: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    readers: dict[str, Callable[[At], Any]] = {
        "league": file.text,
        "first_url": file.text,
        "tier": file.tier,
        "interval": file.duration,
        "timeout": file.duration,
        "headers": file.headers,
        **dict.fromkeys(("official", "full_text", "enabled"), file.flag),
        "keep_days": file.days,
        **dict.fromkeys(("tags", "publishers"), file.texts),
        **dict.fromkeys(("include", "exclude"), file.patterns),
    }
    found = {}
    for key in table:
        value = readers[key]((*at, key)) if key in known and key in readers else None
        if value is not None:
            found[f"{key}_s" if key in ("interval", "timeout") else key] = value
    if "tags" in found:
        found["tags"] = tuple(dict.fromkeys(tag.removeprefix("#").casefold() for tag in found["tags"]))
    return found


def _queries(file: TomlFile) -> tuple[SavedQuery, ...]:
    queries: dict[str, SavedQuery] = {}
    for at, table in file.tables("query", QUERY_KEYS):
        if "name" not in table or "query" not in table:
            file.warn(at, "a saved query needs a name and a query; it is left out")
            continue
        name, query = file.text((*at, "name")), file.text((*at, "query"))
        if name is None or query is None:
            continue
        if name.casefold() in queries:
            file.warn((*at, "name"), f"there is a query named {name!r} already; this one is left out")
            continue
        queries[name.casefold()] = SavedQuery(name, query)
    return tuple(queries.values())


def _hooks(file: TomlFile) -> Hooks | None:
    table = file.table("hooks", HOOK_KEYS)
    if not table:
        return None
    commands = {name: file.command(("hooks", name)) for name in ("on_new", "on_stage") if name in table}
    timeout_s = file.duration(("hooks", "timeout")) if "timeout" in table else None
    return Hooks(**commands, timeout_s=timeout_s or Hooks().timeout_s)
