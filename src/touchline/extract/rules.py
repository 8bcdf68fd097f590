"""The rules of the lexicon as values: what triggers, bindings and cues say, without how they are matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from touchline.extract.lines import Line
from touchline.extract.matching import Matcher
from touchline.extract.nodes import Needs, Sequent, commonness, needs_of, starts_of
from touchline.extract.steps import Match
from touchline.extract.stretches import stretches_of
from touchline.model import CueEffect, Direction, Kind, Manner, Role, Stage

Evidence = Literal["rule", "person", "full"]


@dataclass(slots=True)
class Pattern:
    """One pattern of a rule; parsed when a text is first read, compiled when one may hold a match of it."""

    text: str
    parse: Callable[[], Sequent]
    _sequence: Sequent | None = field(default=None, repr=False)
    _matcher: Matcher | None = field(default=None, repr=False)
    _stretches: tuple[Matcher, ...] | None = field(default=None, repr=False)

    @property
    def sequence(self) -> Sequent:
        """The parsed pattern."""
        if self._sequence is None:
            self._sequence = self.parse()
        return self._sequence

    @property
    def needs(self) -> Needs:
        """What every match holds."""
        return needs_of(self.sequence)

    @property
    def starts(self) -> frozenset[str] | None:
        """The signs with which every match begins; None when it can begin with any."""
        return starts_of(self.sequence)

    def matches(self, line: Line, starts: Sequence[int] | None = None) -> list[tuple[int, Match]]:
        """All matches, each with its first index; only those at `starts` where they are known."""
        if self._matcher is None:
            self._matcher = Matcher(self.sequence)
        return self._matcher.matches(line, starts)

    def may_match(self, line: Line) -> bool:
        """True when a line whose names are not placed yet holds all that the pattern says beside them."""
        if self._stretches is None:
            # The rarest first: most sentences fail there, before it is asked where a name may begin.
            self._stretches = tuple(map(Matcher, sorted(stretches_of(self.sequence), key=_commonness)))
        return all(stretch.is_in(line) for stretch in self._stretches)


def _commonness(stretch: Sequent) -> float:
    """Roughly how many of a hundred sentences hold what a stretch needs."""
    needs = needs_of(stretch)
    return commonness(needs[0]) if needs else 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A phrase that announces a change.

    `stage` is what the bare phrase says. `role` is set where the phrase itself names the job. `evidence` "rule" means
    that only coaches are spoken of so; "person" asks that the article, or coaches.toml, shows the person to be one;
    "full" does not trust a surname of coaches.toml alone, since players leave and sign as well. `national` false keeps
    national teams out of the club slot (people "leave Spain" by aeroplane). `title_only` rules read headlines.
    `background` phrases recall the past by their form.
    """

    id: str
    kind: Kind
    patterns: tuple[Pattern, ...]
    stage: Stage = Stage.CONFIRMED
    denied: bool = False
    manner: Manner | None = None
    role: Role | None = None
    evidence: Evidence = "person"
    national: bool = True
    title_only: bool = False
    background: bool = False
    attribution: str | None = None
    club_known: bool = False
    """Whether the club must be named in the phrase or be the person's own; no guess from the article's topic."""
    negates: bool = False
    """Whether the phrase holds its own "not" ("will not renew his contract"), which denies nothing."""
    vacancy: bool = False
    """Whether a phrase without a club counts only where the article tells of a vacancy there ("X is another")."""
    presupposed: bool = False
    """Whether the phrase takes its news for granted, so that it holds in a question ("Who is next after his exit?")."""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A noun phrase that tells who holds a job: "Leverkusen coach Xabi Alonso", "the former Chelsea boss".

    `former` is true for a job he has left. `absorb` phrases become one person token, so that triggers see only him.
    `job` "other" is for jobs that make a person no coach (chairman, striker). `referent` phrases name nobody: "the
    Town boss".
    """

    id: str
    patterns: tuple[Pattern, ...]
    former: bool = False
    absorb: bool = True
    other_job: bool = False
    referent: bool = False
    weak: bool = False
    """Ties a person to a club without saying that he coaches it ("Chelsea's Palmer")."""
    coaches: bool = False
    """Tells that the person coaches, by what he does, and not where ("Ashby's side")."""
    speaks_for_club: bool = False
    """Tells that the person is the club's voice ("Leeds chairman Tom Ashby"): what he does, the club does."""
    player: bool = False
    """Tells that the person is, or was, a player."""
    not_after: frozenset[str] = frozenset()
    """Words that must not stand before the phrase ("sacked as the Chelsea boss" describes a job, nobody)."""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A phrase that says how certain a trigger near it is, whose words it is, or that it is past.

    `scope` is the greatest number of tokens between cue and trigger. `effect` "stop" ends other cues' scope.
    """

    id: str
    effect: CueEffect
    patterns: tuple[Pattern, ...]
    direction: Direction = "forward"
    scope: int = 12
    stage: Stage | None = None
    manner: Manner | None = None
    kinds: tuple[Kind, ...] = ()
    pseudo: tuple[Pattern, ...] = ()
    attributes: bool = False
    """Whether the cue names whose word it is, besides its effect."""
    attribution: str | None = None
    """Whose word it is, where the cue says so by itself ("the club said")."""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """A phrase that looks like a trigger and is none ("left on the bench"); triggers that overlap it are dropped."""

    id: str
    patterns: tuple[Pattern, ...]
    kinds: tuple[Kind, ...] = ()
    """The kinds of trigger that it drops; all where there are none."""
    examples: tuple[str, ...] = ()
