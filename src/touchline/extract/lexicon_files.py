"""One TOML file of the lexicon: read, and checked against the keys that it may have."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
        for number, table in enumerate(tables, start=1):
            self.check_keys(table, keys, f"{name} {table.get('name') or number!r}", required=required)
            yield table

    def check_keys(
        self, table: Mapping[str, Any], keys: Iterable[str], where: str, *, required: Sequence[str] = ()
    ) -> None:
        """Refuse keys that nobody reads and miss none that is needed."""
        valid = list(keys)
        for key in table:
            if key not in valid:
                raise ConfigError(f"{self.path}: {where}: unknown key {key!r}{_nearest(key, valid)}")
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


def read_lexicon_file(path: Path) -> LexiconFile:
    """Read one file. Raises ConfigError when it is not TOML or not readable."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
        return LexiconFile(path, _plain_tables(text) or tomllib.loads(text))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


_TABLE = re.compile(r"\[\[(\w+)\]\]")


def _plain_tables(text: str) -> dict[str, list[dict[str, Any]]] | None:
    """Read a file of `[[tables]]` with one `key = value` a line; None for anything else, which tomllib reads.

    Values in double quotes, lists of them and `true` are the same in TOML and JSON, and a JSON parser reads the
    thousands of clubs and coaches ten times faster.
    """
    tables: dict[str, list[dict[str, Any]]] = {}
    table: dict[str, Any] | None = None
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        head = _TABLE.fullmatch(line)
        if head:
            table = {}
            tables.setdefault(head[1], []).append(table)
            continue
        key, equals, value = line.partition(" = ")
        if not equals or table is None or key in table or not key.isidentifier():
            return None
        try:
            table[key] = orjson.loads(value)
        except ValueError:
            return None
    return tables


def _nearest(word: str, valid: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; valid are {', '.join(valid)}"
