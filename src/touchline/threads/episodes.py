"""Where one vacancy of a seat ends and the next begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from touchline.model import Kind, Stage
from touchline.threads.standing import Standing
from touchline.threads.statements import Statement, effective_span, horizon_of
from touchline.threads.windows import (
    EFFECTIVE_SLACK_DAYS,
    LATE_DAYS,
    LATE_OUTGOING_DAYS,
    LEAD_IN_DAYS,
    QUIET_CERTAIN_DAYS,
    QUIET_INTERIM_DAYS,
    QUIET_RUMOUR_DAYS,
    RETURN_DAYS,
    RIVAL_DAYS,
    SAME_NEWS_DAYS,
    SETTLING_DAYS,
    STAY_DAYS,
)

People = dict[str, Standing]


@dataclass(slots=True)
class Episode:
    """One vacancy while its statements are gathered: `statements` in time order, undated ones after all others.

    `opened_on` is the date of the claim that opened it; `recalled` holds background claims, which only fill gaps.
    Appointments are told apart into `permanent` and `caretaking` ones, whatever word the single report uses.
    """

    opened_on: date
    statements: list[Statement] = field(default_factory=list)
    recalled: list[Statement] = field(default_factory=list)
    permanent: list[Statement] = field(default_factory=list)
    caretaking: list[Statement] = field(default_factory=list)
    out: People = field(default_factory=lambda: defaultdict(Standing))
    into: People = field(default_factory=lambda: defaultdict(Standing))
    interim: People = field(default_factory=lambda: defaultdict(Standing))
    caretaker_from: dict[str, date] = field(default_factory=dict)
    stayed_on: date | None = None
    last_on: date | None = None
    ahead_to: date | None = None

    def add(self, statement: Statement) -> None:
        """Take one more statement into account."""
        self.statements.append(statement)
        claim, on = statement.claim, statement.on
        if claim.kind is Kind.DEPARTURE:
            self.out[statement.person].add(statement)
        elif claim.kind is Kind.APPOINTMENT:
            self._add_appointment(statement)
        elif on and claim.stage is Stage.CONFIRMED:
            self.stayed_on = on
        if on:
            self.last_on = max(self.last_on or on, on)
        horizon = horizon_of(statement)
        if horizon and claim.stage and claim.stage >= Stage.EXPECTED:
            self.ahead_to = max(self.ahead_to or horizon, horizon)

    def _add_appointment(self, statement: Statement) -> None:
        person, on, stage = statement.person, statement.on, statement.claim.stage
        if statement.is_interim and on and stage and stage >= Stage.AGREED and person not in self.caretaker_from:
            self.caretaker_from[person] = on
            self._reread(person)
        if statement.is_interim or (person in self.caretaker_from and self._same_news(statement)):
            self.caretaking.append(statement)
            self.interim[person].add(statement)
        else:
            self.permanent.append(statement)
            self.into[person].add(statement)

    def _same_news(self, statement: Statement) -> bool:
        begun = self.caretaker_from[statement.person]
        return statement.on is not None and abs((statement.on - begun).days) <= SAME_NEWS_DAYS

    def _reread(self, person: str) -> None:
        """A caretaker whom the first papers took for more: what they wrote in these days is his interim news."""
        misread = [s for s in self.permanent if s.person == person and self._same_news(s)]
        if not misread:
            return
        self.permanent = [s for s in self.permanent if s not in misread]
        for people, statements in ((self.into, self.permanent), (self.interim, misread)):
            people.pop(person, None)
            for statement in (s for s in statements if s.person == person):
                people[person].add(statement)
        self.caretaking += misread

    def gone_on(self, person: str) -> date | None:
        """The day on which the person's departure was first confirmed, None while it is not."""
        standing = self.out.get(person)
        return standing.since if standing and standing.stage is Stage.CONFIRMED else None

    @property
    def incoming(self) -> str | None:
        """Who is confirmed as the new permanent coach."""
        sure = [person for person, standing in self.into.items() if standing.stage is Stage.CONFIRMED]
        return max(sure, key=lambda person: (self.into[person].strength, person), default=None)

    @property
    def filled_on(self) -> date | None:
        """The day on which the incoming coach was first confirmed."""
        person = self.incoming
        return self.into[person].since if person else None

    @property
    def certain(self) -> bool:
        """True when somebody's departure or appointment is at least agreed."""
        return any(
            (standing.stage or Stage.RUMOUR) >= Stage.AGREED
            for people in (self.out, self.into)
            for standing in people.values()
        )

    def alive(self, on: date) -> bool:
        """True while reports of this day may still be about this vacancy, as long as nobody has filled it."""
        if self.last_on is None:
            return False
        quiet = (on - max(self.last_on, self.ahead_to or self.last_on)).days
        if self.certain:
            return quiet <= QUIET_CERTAIN_DAYS
        if any(standing.stage for standing in self.interim.values()):
            return quiet <= QUIET_INTERIM_DAYS
        return quiet <= (STAY_DAYS if self.stayed_on == self.last_on else QUIET_RUMOUR_DAYS)

    def since_filled(self, on: date) -> int:
        """Days from the appointment to this day; large when nobody was appointed on a known day."""
        filled_on = self.filled_on
        return (on - filled_on).days if filled_on else 10_000


def stage_of(people: People, person: str) -> Stage | None:
    """The stage that stands for one person; None for somebody who is not among them. Adds nobody."""
    return people[person].stage if person in people else None


Place = Episode | Literal["open", "wait", "nowhere"]
"""Where a statement belongs: an episode, a new one, the waiting row of stays and denials, or nowhere."""


def split(statements: Sequence[Statement]) -> list[Episode]:
    """Cut the statements of one seat (in time order) into its vacancies, oldest first."""
    episodes: list[Episode] = []
    waiting: list[Statement] = []
    current = [s for s in statements if not s.claim.background]
    for statement in (s for s in current if s.on):
        on = _day(statement)
        place = _place(episodes, statement)
        if place == "wait":
            waiting.append(statement)
        elif place == "open":
            episode = Episode(opened_on=on)
            for early in waiting:
                if (on - _day(early)).days <= LEAD_IN_DAYS:
                    episode.add(early)
            waiting.clear()
            episode.add(statement)
            episodes.append(episode)
        elif isinstance(place, Episode):
            place.add(statement)
    for statement in (s for s in current if not s.on):
        fitting = [episode for episode in episodes if _fits(episode, statement)]
        if len(fitting) == 1:
            fitting[0].add(statement)
    _recall(episodes, (s for s in statements if s.claim.background))
    return episodes


def _place(episodes: Sequence[Episode], statement: Statement) -> Place:
    claim = statement.claim
    if claim.denied or claim.kind is Kind.STAY:
        return _place_answer(episodes, statement)
    if not episodes:
        return "open"
    if claim.kind is Kind.DEPARTURE:
        return _place_departure(episodes, statement)
    if statement.is_interim:
        return _place_interim(episodes[-1], statement)
    return _place_appointment(episodes, statement)


def _place_answer(episodes: Sequence[Episode], statement: Statement) -> Place:
    """A stay or a denial: it answers an open story, waits for one that it leads into, and opens none itself."""
    if not episodes:
        return "wait"
    latest, on = episodes[-1], _day(statement)
    if latest.filled_on is None:
        return latest if latest.alive(on) else "wait"
    about_next = statement.claim.kind is not Kind.APPOINTMENT and statement.person == latest.incoming
    return "wait" if about_next or latest.since_filled(on) > SETTLING_DAYS else latest


def _place_departure(episodes: Sequence[Episode], statement: Statement) -> Place:
    person, on, latest = statement.person, _day(statement), episodes[-1]
    told_before = _already_left(episodes, person, on)
    if told_before:
        return told_before
    if (stage_of(latest.into, person) or Stage.RUMOUR) >= Stage.AGREED:
        return "open"
    if person in latest.interim and (latest.filled_on is None or latest.since_filled(on) <= LATE_DAYS):
        return latest
    if latest.filled_on is not None:
        unnamed = not any((standing.stage or Stage.RUMOUR) >= Stage.AGREED for standing in latest.out.values())
        patience = LATE_OUTGOING_DAYS if unnamed else SETTLING_DAYS
        return latest if latest.since_filled(on) <= patience else "open"
    if not latest.alive(on):
        return "open"
    if (statement.claim.stage or Stage.RUMOUR) >= Stage.AGREED:
        # Another coach than the one who left: somebody came in between, of whom no report told.
        others = [latest.gone_on(other) for other in latest.out if other != person]
        if any(gone and (on - gone).days > SETTLING_DAYS for gone in others):
            return "open"
    return latest


def _already_left(episodes: Sequence[Episode], person: str, on: date) -> Episode | None:
    """The episode in which the person left this seat, if he has not come back since."""
    for episode in reversed(episodes):
        gone_on = episode.gone_on(person)
        if gone_on is None and episode.incoming not in (None, person):
            stage = stage_of(episode.out, person)
            gone_on = episode.filled_on if stage and stage >= Stage.EXPECTED else None
        if gone_on is not None:
            came_back = episode.incoming == person and (episode.into[person].since or gone_on) > gone_on
            if came_back:
                return None
            return episode if (on - max(gone_on, episode.last_on or gone_on)).days <= LATE_DAYS else None
        if (stage_of(episode.into, person) or Stage.RUMOUR) >= Stage.AGREED:
            return None
    return None


def _place_appointment(episodes: Sequence[Episode], statement: Statement) -> Place:
    person, on, latest = statement.person, _day(statement), episodes[-1]
    for episode in reversed(episodes):
        gone_on = episode.gone_on(person)
        if gone_on and person not in episode.interim and person not in episode.into:
            if (on - gone_on).days <= RETURN_DAYS:
                return _took_office(episodes, person, on) or "nowhere"
            break
        if episode.incoming == person:
            return _took_office(episodes, person, on) or "open"
    if latest.filled_on is None:
        return latest if latest.alive(on) else "open"
    patience = SETTLING_DAYS if person in latest.into else RIVAL_DAYS
    return latest if latest.since_filled(on) <= patience else "open"


def _took_office(episodes: Sequence[Episode], person: str, on: date) -> Episode | None:
    """The newest episode that the person filled, while reports of this day may still tell of it."""
    for episode in reversed(episodes):
        if episode.incoming == person:
            return episode if episode.since_filled(on) <= LATE_DAYS else None
    return None


def _place_interim(latest: Episode, statement: Statement) -> Place:
    on = _day(statement)
    if latest.filled_on is None:
        return latest if latest.alive(on) else "open"
    if statement.person == latest.incoming or statement.person in latest.interim:
        return latest if latest.since_filled(on) <= LATE_DAYS else "open"
    awaited = latest.ahead_to is not None and on <= latest.ahead_to
    return latest if awaited or latest.since_filled(on) <= SETTLING_DAYS else "open"


def _fits(episode: Episode, statement: Statement) -> bool:
    """True when the person plays the statement's part in the episode already."""
    person, kind = statement.person, statement.claim.kind
    if kind is Kind.APPOINTMENT:
        return person in episode.into or person in episode.interim
    return person in episode.out


def _recall(episodes: Sequence[Episode], background: Iterable[Statement]) -> None:
    """Let background claims join by person: the episode that their date names, else the last one before the report."""
    for statement in background:
        span = effective_span(statement.claim)
        if span:
            slack = timedelta(days=EFFECTIVE_SLACK_DAYS)
            first, last = span[0] - slack, span[1] + slack
        elif statement.on:
            first, last = statement.on - timedelta(days=LATE_DAYS), statement.on
        else:
            continue
        for episode in reversed(episodes):
            meant = episode.opened_on <= last and first <= (episode.last_on or episode.opened_on)
            if meant and (_fits(episode, statement) or _names_the_unnamed(episode, statement)):
                episode.recalled.append(statement)
                break


def _names_the_unnamed(episode: Episode, statement: Statement) -> bool:
    """True when a dated background claim says who left, and no other report of the episode does."""
    return (
        statement.claim.kind is Kind.DEPARTURE
        and effective_span(statement.claim) is not None
        and statement.person not in episode.into
        and not any(standing.stage for standing in episode.out.values())
    )


_FIRST_DAY: Final = date.min


def _day(statement: Statement) -> date:
    """The date of a dated statement."""
    return statement.on or _FIRST_DAY
