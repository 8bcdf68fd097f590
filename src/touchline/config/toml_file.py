"""One TOML file of the user's: text, tables and values, and what is wrong with them as warnings with lines."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from touchline.config.toml_lines import At, line_numbers
from touchline.errors import ConfigError

_DURATION = re.compile(r"(\d{1,6})\s*(s|m|h|d|w|(?:second|minute|hour|day|week)s?)")
_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_YEAR_S = 366 * 86_400
_MOST_DAYS = 36_600
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def read_toml_text(path: Path) -> str:
    """The text of a TOML file, "" when there is none.

    Raises:
        ConfigError: it cannot be read or is not UTF-8.
    """
    try:
        # A named pipe would be waited for, and a device has no end.
        if not stat.S_ISREG(mode := path.stat().st_mode) and not stat.S_ISDIR(mode):
            raise ConfigError(f"{path} cannot be read: it is a pipe or a device, not a file")
        raw = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}") from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}, line {line}: this is not UTF-8 text; save the file as UTF-8") from error


def parse_toml(path: Path, text: str) -> Mapping[str, Any]:
    """The tables of a TOML text.

    Raises:
        ConfigError: it is no TOML; the message names file and line.
    """
    if not text:
        return {}
    # Only now: most starts have no such file.
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = re.fullmatch(r"(.*?) ?\(at (?:line (\d+), column \d+|end of document)\)", str(error))
        line = (match and match[2]) or text.count("\n") + 1
        raise ConfigError(f"{path}, line {line}: {match[1] if match else error}") from error


@dataclass(slots=True)
class TomlFile:
    """One TOML file: its tables, read value by value, and the warnings that came up.

    Values are asked for by their place (`at`) and must exist; what has the wrong type leaves a warning and None or ().
    """

    path: Path
    raw: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    _lines: Mapping[At, int] | None = None

    @classmethod
    def read(cls, path: Path) -> TomlFile:
        """Read a file, as an empty one where there is none.

        Raises:
            ConfigError: it cannot be read or is no TOML.
        """
        raw = read_toml_text(path)
        return cls(path, raw, parse_toml(path, raw))

    def warn(self, at: At, sentence: str) -> None:
        """Note what is wrong at a table or key."""
        if self._lines is None:
            self._lines = line_numbers(self.raw)
        line = next((self._lines[at[:n]] for n in range(len(at), 0, -1) if at[:n] in self._lines), 1)
        self.warnings.append(f"{self.path}, line {line}: {sentence}")

    def value(self, at: At) -> Any:
        """The value at a place, as TOML gives it."""
        found: Any = self.content
        for key in at:
            found = found[key]
        return found

    def table(self, name: str, known: frozenset[str] | None = None) -> Mapping[str, Any]:
        """The table of this name, {} when there is none; keys that are not `known` are warned of (None: all are)."""
        found = self.content.get(name, {})
        if not isinstance(found, dict):
            self.warn((name,), f"write [{name}] as a table")
            return {}
        self.check_keys((name,), found, known)
        return found

    def tables(self, name: str, known: frozenset[str]) -> list[tuple[At, Mapping[str, Any]]]:
        """The tables of an array of tables, with their places."""
        found = self.content.get(name, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            self.warn((name,), f"write every {name} under a line [[{name}]] of its own")
            return []
        for position, table in enumerate(found):
            self.check_keys((name, position), table, known)
        return [((name, position), table) for position, table in enumerate(found)]

    def check_keys(self, at: At, table: Mapping[str, Any], known: frozenset[str] | None) -> None:
        """Warn of every key that is not `known`, naming the nearest one."""
        for key in table:
            if known is not None and key not in known:
                self.warn((*at, key), f"unknown key {key!r}{_nearest(key, known)}")

    def text(self, at: At) -> str | None:
        """A text that is not empty, without white space around it."""
        found = self.value(at)
        if isinstance(found, str) and found.strip():
            return found.strip()
        self.warn(at, f"{at[-1]!r} must be a text in quotes, not {_told(found)}")
        return None

    def texts(self, at: At) -> tuple[str, ...]:
        """A list of texts, each once; one text alone is a list of one."""
        found = self.value(at)
        many = [found] if isinstance(found, str) else found
        if isinstance(many, list) and all(isinstance(text, str) and text.strip() for text in many):
            return tuple(dict.fromkeys(text.strip() for text in many))
        self.warn(at, f'{at[-1]!r} must be a list of texts, such as ["one", "two"], not {_told(found)}')
        return ()

    def patterns(self, at: At) -> tuple[str, ...]:
        """A list of words, and of regular expressions between slashes."""
        found = self.texts(at)
        for text in found:
            try:
                pattern_of(text)
            except re.error as error:
                self.warn(at, f"{text!r} is no pattern: {error}")
                return ()
        return found

    def command(self, at: At) -> tuple[str, ...]:
        """A program and its arguments, which may be equal and empty."""
        found = self.value(at)
        if isinstance(found, list) and found and found[0] and all(isinstance(word, str) for word in found):
            return tuple(found)
        self.warn(at, f'{at[-1]!r} must be a list of a program and its arguments, such as ["notify-send", "News"]')
        return ()

    def days(self, at: At) -> int | None:
        """A number of days, from 1."""
        found = self.value(at)
        if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= _MOST_DAYS:
            return found
        self.warn(at, f"{at[-1]!r} must be a number of days from 1 on, not {_told(found)}")
        return None

    def flag(self, at: At) -> bool | None:
        """True or false."""
        found = self.value(at)
        if isinstance(found, bool):
            return found
        self.warn(at, f"{at[-1]!r} must be true or false, not {_told(found)}")
        return None

    def tier(self, at: At) -> int | None:
        """A number from 1 to 9."""
        found = self.value(at)
        if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= 9:
            return found
        self.warn(at, f"{at[-1]!r} must be a number from 1 (best) to 9, not {_told(found)}")
        return None

    def duration(self, at: At) -> int | None:
        """Seconds, from a number of them or a text such as "30m"."""
        found = self.value(at)
        if isinstance(found, int) and not isinstance(found, bool) and 0 < found < _YEAR_S:
            return found
        match = _DURATION.fullmatch(found.strip()) if isinstance(found, str) else None
        if match and 0 < (seconds := int(match[1]) * _UNIT_S[match[2][0]]) < _YEAR_S:
            return seconds
        self.warn(at, f'{at[-1]!r} must be a time such as "30m", "2h" or "1d", not {_told(found)}')
        return None

    def headers(self, at: At) -> tuple[tuple[str, str], ...]:
        """Names and values of HTTP headers."""
        found = self.value(at)
        if isinstance(found, dict) and all(
            _HEADER_NAME.fullmatch(name) and isinstance(value, str) and value.isprintable()
            for name, value in found.items()
        ):
            return tuple((name, value) for name in found if (value := self._from_environment(at, found[name])))
        # A header may hold a password: its value is never told.
        self.warn(at, f"{at[-1]!r} must be a table of header names with printable texts")
        return ()

    def _from_environment(self, at: At, value: str) -> str | None:
        """A header's value with `${NAME}` replaced by that environment variable; None where there is none."""
        for name in _VARIABLE.findall(value):
            if name not in os.environ:
                self.warn(at, f"there is no environment variable {name}; the header that needs it is not sent")
                return None
        return _VARIABLE.sub(lambda match: os.environ[match[1]], value)


def pattern_of(text: str) -> re.Pattern[str] | None:
    """The regular expression of a text between slashes, None for a plain word.

    Raises:
        re.error: it is none.
    """
    is_pattern = len(text) > 2 and text.startswith("/") and text.endswith("/")
    return re.compile(text[1:-1], re.IGNORECASE) if is_pattern else None


def _nearest(key: str, known: frozenset[str]) -> str:
    import difflib

    near = difflib.get_close_matches(key.casefold(), sorted(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known here: {', '.join(sorted(known))}"


def _told(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"
