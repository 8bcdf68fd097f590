"""One TOML file of the lexicon: read, and checked against the keys that it may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import orjson

from touchline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A parsed file; its methods raise ConfigError with the file, the place and the nearest valid word."""

    path: Path
    content_table: Mapping[str, Any]

    def tables(self, name: str, keys: Sequence[str], required: Sequence[str] = ()) -> list[Mapping[str, Any]]:
        """The `[[name]]` tables of a file that holds nothing else."""
        self.check_keys(self.content_table, (name,), "the file")
        return list(self._checked(self.content_table.get(name, []), name, keys, required))

    def sub_tables(self, name: str, keys: Sequence[str], required: Sequence[str] = ()) -> list[Mapping[str, Any]]:
        """The `[[name]]` tables of a file with other tables beside them."""
        return list(self._checked(self.content_table.get(name, []), name, keys, required))

    def _checked(
        self, tables: Any, name: str, keys: Sequence[str], required: Sequence[str]
    ) -> Iterable[Mapping[str, Any]]:
        if not isinstance(tables, list):
            raise ConfigError(f"{self.path}: write [[{name}]], with two brackets, for each {name}")
        valid, needed = frozenset(keys), frozenset(required)
        for number, table in enumerate(tables, start=1):
            if not needed <= table.keys() <= valid:
                self.check_keys(table, keys, f"{name} {table.get('name') or number!r}", required=required)
            yield table

    def check_keys(
        self, table: Mapping[str, Any], keys: Sequence[str], where: str, *, required: Sequence[str] = ()
    ) -> None:
        """Refuse keys that nobody reads and miss none that is needed."""
        for key in table:
            if key not in keys:
                raise ConfigError(f"{self.path}: {where}: unknown key {key!r}{_nearest(key, list(keys))}")
        for key in required:
            if key not in table:
                raise ConfigError(f"{self.path}: {where}: the key {key!r} is missing")

    def choice(self, table: Mapping[str, Any], key: str, values: Sequence[str], default: str | None = None) -> str:
        """The value of a key that may hold only certain words."""
        value = table.get(key, default)
        if value not in values:
            raise ConfigError(
                f"{self.path}: {table.get('id', 'the file')!r}: {key} = {value!r}{_nearest(str(value), values)}"
            )
        return str(value)


def read_lexicon_file(path: Path, rows: str = "", keys: Sequence[str] = ()) -> LexiconFile:
    """Read one file; `rows` and their `keys` where it should hold `[[rows]]` alone, thousands of them.

    Raises ConfigError when it is not TOML or not readable.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
        tables = (_rows(content, rows, keys) if rows else None) or _plain_tables(text)
        return LexiconFile(path, tables if tables is not None else _any_toml(text))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _any_toml(text: str) -> dict[str, Any]:
    import tomllib  # Only files that are written in another way than the lexicon's own need it.

    return tomllib.loads(text)


# Strings in double quotes, lists of them, whole numbers and `true` are the same in TOML and JSON, and a JSON parser
# reads them ten times faster. What is written in any other way is left to tomllib, errors too.

_HEAD = re.compile(r"\[(\[?)(\w+(?:\.\w+)*)(\]?)\]")


def _rows(content: bytes, name: str, keys: Sequence[str]) -> dict[str, Any] | None:
    """Read a file of `[[name]]` tables with these keys, one a line, by making JSON of the whole; None for any other."""
    head = f"[[{name}]]".encode()
    begins = content.find(head)
    if begins < 0 or any(line and not line.startswith(b"#") for line in content[:begins].splitlines()):
        return None
    content = content[begins:]
    n_before = len(content)
    for key in keys:
        # Longer by one byte.
        content = content.replace(f"\n{key} = ".encode(), f',\n"{key}":'.encode())
    n_values = len(content) - n_before
    content = content.replace(b"\n" + head + b",\n", b"},{")
    try:
        rows = orjson.loads(b"[{" + content.removeprefix(head + b",\n") + b"}]")
    except ValueError:
        return None
    return {name: rows} if sum(map(len, rows)) == n_values else None


def _plain_tables(text: str) -> dict[str, Any] | None:
    """Read a file of tables with one `key = value` a line, or a list with its end on a line of its own."""
    content: dict[str, Any] = {}
    table = content
    lines = iter(text.splitlines())
    for line in lines:
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            opened = _open_table(content, line)
            if opened is None:
                return None
            table = opened
            continue
        key, equals, value = line.partition(" = ")
        try:
            key = orjson.loads(key) if key[:1] == '"' else key
            if value == "[":
                value = _long_list(lines)
            if not equals or key in table or not isinstance(key, str):
                return None
            table[key] = orjson.loads(value)
        except ValueError:
            return None
    return content


def _open_table(content: dict[str, Any], line: str) -> dict[str, Any] | None:
    """Begin the table of a head such as `[lists]`, `[times.units]` or `[[trigger]]`; None where it is there already."""
    head = _HEAD.fullmatch(line)
    if head is None or bool(head[1]) != bool(head[3]):
        return None
    *outer, name = head[2].split(".")
    for key in outer:
        content = content.get(key, {})
    if not isinstance(content, dict) or (outer and not content):
        return None
    table: dict[str, Any] = {}
    if not head[1]:
        return None if name in content else content.setdefault(name, table)
    tables = content.setdefault(name, [])
    if not isinstance(tables, list):
        return None
    tables.append(table)
    return table


def _long_list(lines: Iterator[str]) -> str:
    """The lines of a list up to its end, as JSON; the comma before the end is TOML's alone."""
    parts = [line for line in takewhile(lambda line: line != "]", lines) if not line.lstrip().startswith("#")]
    return f"[{' '.join(parts).rstrip().removesuffix(',')}]"


def _nearest(word: str, valid: Sequence[str]) -> str:
    import difflib  # Only a wrong file needs it.

    close = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; valid are {', '.join(valid)}"
