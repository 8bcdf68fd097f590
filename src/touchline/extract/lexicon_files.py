"""One TOML file of the lexicon: read, and checked against the keys that it may have."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from touchline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A parsed file; its methods raise ConfigError with the file, the place and the nearest valid word."""

    path: Path
    content: bytes
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
        return LexiconFile(path, content, tomllib.loads(content.decode("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _nearest(word: str, valid: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; valid are {', '.join(valid)}"
