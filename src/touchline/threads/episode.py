"""One vacancy while it is gathered from statements in time order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from touchline.model import Kind, Report, Stage
from touchline.threads.standing import Standing
from touchline.threads.statements import Statement, horizon_of
from touchline.threads.windows import (
    QUIET_CERTAIN_DAYS,
    QUIET_INTERIM_DAYS,
    QUIET_RUMOUR_DAYS,
    RETURN_DAYS,
    RIVAL_DAYS,
    SETTLING_DAYS,
    STAY_DAYS,
)

People = dict[str, Standing]


@dataclass(slots=True)
class Episode:
    """One vacancy while its statements are gathered: `statements` in time order, undated ones after all others.

    `opened_on` is the date of the claim that opened it, `incoming` who is confirmed as the new permanent coach.
    Appointments are told apart into `permanent` and `caretaking` ones; `recalled` holds background claims, which only
    fill gaps; `shown` reports that the user attached and that say nothing of the seat.
    """

    opened_on: date
    statements: list[Statement] = field(default_factory=list)
    recalled: list[Statement] = field(default_factory=list)
    shown: list[Report] = field(default_factory=list)
    permanent: list[Statement] = field(default_factory=list)
    caretaking: list[Statement] = field(default_factory=list)
    out: People = field(default_factory=lambda: defaultdict(Standing))
    into: People = field(default_factory=lambda: defaultdict(Standing))
    interim: People = field(default_factory=lambda: defaultdict(Standing))
    incoming: str | None = None
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
        if statement.is_interim:
            self.caretaking.append(statement)
            self.interim[statement.person].add(statement)
        else:
            self.permanent.append(statement)
            self.into[statement.person].add(statement)
            sure = [person for person, standing in self.into.items() if standing.stage is Stage.CONFIRMED]
            self.incoming = max(sure, key=lambda person: (self.into[person].strength, person), default=None)

    def gone_on(self, person: str) -> date | None:
        """The day on which the person's departure was first confirmed, None while it is not."""
        standing = self.out.get(person)
        return standing.since if standing and standing.stage is Stage.CONFIRMED else None

    @property
    def filled_on(self) -> date | None:
        """The day on which the incoming coach was first confirmed."""
        person = self.incoming
        return self.into[person].since if person else None

    @property
    def hardly_filled(self) -> bool:
        """True when one ordinary report is all that says so: those linked before may still be the right ones."""
        person = self.incoming
        return person is not None and self.into[person].says_one_paper

    def is_leaving(self, person: str) -> bool:
        """True for the one whose departure this vacancy told before anything of his coming."""
        going = self.out[person].first_on if person in self.out else None
        coming = self.into[person].first_on if person in self.into else None
        return going is not None and (coming is None or ((coming - going).days <= RETURN_DAYS and going <= coming))

    @property
    def leaver(self) -> str | None:
        """The one whose departure stands highest."""
        leaving = [person for person, standing in self.out.items() if standing.stage]
        return max(leaving, key=lambda person: (self.out[person].strength, person), default=None)

    def in_office(self, person: str, on: date, sure: bool) -> bool:
        """True when the person must have taken the seat by now, confirmed or not, as there is word of his leaving.

        Mere talk of it (not `sure`) asks for more time; for one who was only linked, it proves nothing.
        """
        coming = self.into.get(person)
        if coming is None or coming.stage is None or coming.since is None:
            return False
        if coming.stage is Stage.CONFIRMED:
            return True
        n_days = (on - coming.since).days
        if coming.stage is Stage.AGREED:
            return n_days > (RIVAL_DAYS if sure else SETTLING_DAYS)
        return sure and n_days > QUIET_RUMOUR_DAYS

    def just_came(self, person: str, on: date, sure: bool) -> bool:
        """True while talk of the person's leaving contradicts his coming rather than follows it.

        That is on the day itself, and for a week when it is not `sure`, no more than talk.
        """
        came_on = self.into[person].since
        if came_on is None:
            return False
        return (on - came_on).days <= (0 if sure else RIVAL_DAYS)

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
        if any(standing.stage for standing in self.interim.values()):
            return quiet <= QUIET_INTERIM_DAYS
        if self.certain:
            return quiet <= QUIET_CERTAIN_DAYS
        return quiet <= (STAY_DAYS if self.stayed_on == self.last_on else QUIET_RUMOUR_DAYS)

    def since_filled(self, on: date) -> int:
        """Days from the appointment to this day; large when nobody was appointed on a known day."""
        filled_on = self.filled_on
        return (on - filled_on).days if filled_on else 10_000


def stage_of(people: People, person: str) -> Stage | None:
    """The stage that stands for one person; None for somebody who is not among them. Adds nobody."""
    return people[person].stage if person in people else None
