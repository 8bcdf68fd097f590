"""The nodes of a query: frozen values, with the place in the query's text (`at`) where a leaf begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from touchline.model import Kind, Stage

FlagName = Literal["unread", "starred", "followed", "new"]
FieldName = (
    Literal["club", "coach", "publisher", "feed", "tier"]
    | Literal["kind", "stage", "newer", "before", "thread", "lang", "league"]
)
Op = Literal[":", "=", "<", "<=", ">", ">="]

FLAGS: tuple[FlagName, ...] = ("unread", "starred", "followed", "new")
FIELDS: tuple[FieldName, ...] = (
    *("club", "coach", "publisher", "feed", "tier", "kind", "stage", "newer", "before", "thread", "lang", "league"),
)
CLAIM_FIELDS = frozenset({"club", "league", "coach", "kind", "stage"})
"""Fields that are asked of an article's claims; all of them in one `And` must hold for the same claim."""

Unit = Literal["hour", "day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Ago:
    """A moment before now: `Ago(7, "day")`; hours count to the minute, everything longer in whole days."""

    count: int
    unit: Unit

    def since(self, now: datetime) -> datetime:
        """The moment, aware, in UTC; the earliest possible one where the calendar does not reach so far back."""
        if self.unit == "hour":
            return now - timedelta(hours=self.count)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if self.unit in ("day", "week"):
            return midnight - timedelta(days=self.count * (7 if self.unit == "week" else 1))
        month = midnight.year * 12 + midnight.month - 1 - self.count * (12 if self.unit == "year" else 1)
        year, month = max(month // 12, 1), month % 12 + 1
        for day in range(midnight.day, 27, -1):
            try:
                return midnight.replace(year=year, month=month, day=day)
            except ValueError:  # one month before 31 March is the end of February
                continue
        return midnight.replace(year=year, month=month)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; as the beginning of one with `prefix`."""

    text: str
    prefix: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in the text."""

    text: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, lower case, without `#`."""

    name: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Flag:
    """What the user said of the article, or `new`: first seen since the reader's last session."""

    name: FlagName
    at: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A named value: `club:leverkusen`, `stage>=agreed`.

    `value` is a text for names, a number for `tier`, a `Kind`, a `Stage` (None for `denied`), and a day (the first one
    of a month or year) or an `Ago` for `newer` and `before`. `:` asks for words of a name, `=` for the whole name.
    """

    name: FieldName
    op: Op
    value: str | int | Kind | Stage | date | Ago | None
    at: int = 0


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


Node = Word | Phrase | Tag | Flag | Field | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: `root` is None for an empty one, which matches everything.

    `open_at` is where the leaf begins that a user who types is still writing: the last one when the text ends with it.
    """

    text: str
    root: Node | None
    open_at: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words and phrases that it looks for, each once, to highlight them; those of a `Not` are left out."""
        return tuple(dict.fromkeys(_words(self.root))) if self.root else ()


def _words(node: Node) -> Iterator[str]:
    match node:
        case Word(text) | Phrase(text):
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
