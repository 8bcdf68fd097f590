"""When a country's season begins and ends: what seasons.toml says, and which season a date lies in."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from touchline.errors import ConfigError
from touchline.extract.lexicon_files import LexiconFile

JUST_ENDED_DAYS = 45
"""For so long after a season's last month "the end of the season" may still mean the one that is over."""


@dataclass(frozen=True, slots=True)
class Season:
    """The usual months, 1 to 12, in which the seasons up to the year `until` begin and end (None: up to now).

    `is_sure` is false where the last match falls now in one month, now in another; `unsure` are single such years.
    """

    starts: int
    ends: int
    is_sure: bool = False
    unsure: frozenset[int] = frozenset()
    until: int | None = None


DEFAULT = Season(8, 5)
"""Most of the world plays from August to May; without certainty, since nothing is said of the country."""


@dataclass(frozen=True, slots=True)
class Played:
    """One season: its first and last day by whole months, and whether the last month is certain."""

    first: date
    last: date
    is_sure: bool


@dataclass(frozen=True, slots=True)
class SeasonCalendar:
    """The seasons of one country, the oldest first."""

    rows: tuple[Season, ...] = (DEFAULT,)

    def played(self, on: date, shift: int, *, future: bool) -> Played:
        """The season that is on at a date (`shift` 0), the one before (-1), the one after (1).

        Between two seasons "the season" is the one that the tense tells of; "last" and "next" are those around.
        """
        season = self._row(on.year)
        year = next(year for year in range(on.year - 1, on.year + 3) if _played(season, year).last >= on)
        is_on = _played(season, year).first <= on
        if is_on or (shift == 0 and future):
            return _played(season, year + shift)
        return _played(season, year + shift if shift < 0 else year - 1 if shift == 0 else year + shift - 1)

    def begun_in(self, year: int) -> Played:
        """The season that is called after a year, or after it and the next."""
        season = self._row(year)
        return _played(season, year if season.starts <= season.ends else year + 1)

    def _row(self, year: int) -> Season:
        return next((row for row in self.rows if row.until is None or year <= row.until), self.rows[-1])

    def has_just_ended(self, on: date) -> bool:
        """True in the first weeks between two seasons."""
        over, ahead = self.played(on, 0, future=False), self.played(on, 0, future=True)
        return over != ahead and on - over.last <= timedelta(days=JUST_ENDED_DAYS)


def _played(season: Season, year: int) -> Played:
    """The season that ends in a year."""
    first = date(year if season.starts <= season.ends else year - 1, season.starts, 1)
    last = date(year, season.ends, calendar.monthrange(year, season.ends)[1])
    return Played(first, last, season.is_sure and year not in season.unsure)


KEYS = ("countries", "starts", "ends", "sure", "unsure", "until")


def read_seasons(file: LexiconFile | None) -> Mapping[str, SeasonCalendar]:
    """The calendars by country; none without a file. Raises ConfigError for a wrong key or a month that is none."""
    rows: dict[str, list[Season]] = {}
    if file is None:
        return {}
    for table in file.tables("season", KEYS, required=("countries", "starts", "ends")):
        for key in ("starts", "ends"):
            if table[key] not in range(1, 13):
                where = f"season of {', '.join(table['countries'])}"
                raise ConfigError(f"{file.path}: {where}: {key} = {table[key]!r} is no month")
        season = Season(
            table["starts"],
            table["ends"],
            table.get("sure", True),
            frozenset(table.get("unsure", ())),
            table.get("until"),
        )
        for country in table["countries"]:
            rows.setdefault(country, []).append(season)
    return {
        country: SeasonCalendar(tuple(sorted(seasons, key=lambda season: season.until or date.max.year)))
        for country, seasons in rows.items()
    }
