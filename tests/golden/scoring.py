"""How well the claims extracted from a golden set match the hand-made ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.golden.labels import load_labels
from tests.golden.sets import GoldenSet
from touchline.extract import extract, load_rulebook
from touchline.fold import folded_words
from touchline.model import Article, Claim, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimScore:
    """What was right, wrong and missed; the errors are lines for the reader of a failed test."""

    n_right: int = 0
    n_stage_right: int = 0
    n_role_right: int = 0
    false: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    other_stage: tuple[str, ...] = ()
    other_role: tuple[str, ...] = ()

    def __add__(self, other: ClaimScore) -> ClaimScore:
        return ClaimScore(
            n_right=self.n_right + other.n_right,
            n_stage_right=self.n_stage_right + other.n_stage_right,
            n_role_right=self.n_role_right + other.n_role_right,
            false=self.false + other.false,
            missed=self.missed + other.missed,
            other_stage=self.other_stage + other.other_stage,
            other_role=self.other_role + other.other_role,
        )

    @property
    def precision(self) -> float:
        """Share of the extracted claims that are right."""
        return self.n_right / (self.n_right + len(self.false))

    @property
    def recall(self) -> float:
        """Share of the needed claims that were found."""
        return self.n_right / (self.n_right + len(self.missed))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.n_right / (2 * self.n_right + len(self.false) + len(self.missed))

    @property
    def stage(self) -> float:
        """Share of the right claims whose stage (or denial) is the hand-made one."""
        return self.n_stage_right / self.n_right

    @property
    def role(self) -> float:
        """Share of the right claims whose role is the hand-made one: an interim is no head coach."""
        return self.n_role_right / self.n_right

    def errors(self) -> Iterator[str]:
        """Every error, under its heading."""
        kinds = {
            "false": self.false,
            "missed": self.missed,
            "other stage": self.other_stage,
            "other role": self.other_role,
        }
        for heading, lines in kinds.items():
            yield f"{heading}:"
            yield from lines


def score_claims(golden_set: GoldenSet) -> ClaimScore:
    """Extract the claims of every article of a golden set and compare them with the hand-made ones.

    Claims that the engine itself calls background are left out, and so are hand-made ones: the score is about news.
    """
    rulebook = load_rulebook()
    needed, allowed = load_labels(golden_set, optional=False), load_labels(golden_set, optional=True)
    total = ClaimScore()
    for name, article in golden_set.articles().items():
        news = [claim for claim in extract(article, rulebook).claims if not claim.background]
        total += _compare(article, name, news, needed[name], allowed[name])
    return total


def _compare(
    article: Article, name: str, claims: Sequence[Claim], needed: Sequence[Claim], allowed: Sequence[Claim]
) -> ClaimScore:
    wanted = [label for label in needed if not label.background]
    found: dict[int, Claim] = {}
    false = []
    for claim in claims:
        labels = [place for place, label in enumerate(wanted) if _same(claim, label)]
        if labels:
            # One person may be both caretaker and head coach: each claim goes to the label of its own role.
            free = [place for place in labels if place not in found]
            if free:
                found[min(free, key=lambda place: wanted[place].role is not claim.role)] = claim
        elif not any(_same(claim, label) for label in allowed):
            false.append(f"  {name}: {_words(claim)}  [{claim.rule}] {claim.quote[:160]!r}")
    return _score(article, name, wanted, found, false)


def _score(
    article: Article, name: str, wanted: Sequence[Claim], found: Mapping[int, Claim], false: Sequence[str]
) -> ClaimScore:
    pairs = [(claim, wanted[place]) for place, claim in found.items()]
    missed = [label for place, label in enumerate(wanted) if place not in found]
    other_stage = [(claim, label) for claim, label in pairs if claim.stage is not label.stage]
    other_role = [(claim, label) for claim, label in pairs if claim.role is not label.role]
    return ClaimScore(
        n_right=len(pairs),
        n_stage_right=len(pairs) - len(other_stage),
        n_role_right=len(pairs) - len(other_role),
        false=tuple(false),
        missed=tuple(f"  {name}: {_words(label)}  {_mentions(article.text, label.person)}" for label in missed),
        other_stage=tuple(f"  {name}: {_words(c)}, by hand {label.stage or 'denied'}" for c, label in other_stage),
        other_role=tuple(f"  {name}: {_words(claim)}, by hand {label.role}" for claim, label in other_role),
    )


def _mentions(text: str, person: str) -> str:
    """The sentences that name a person, for whoever asks why a claim was missed."""
    surname = folded_words(person)[-1]
    sentences = re.split(r"(?<=[.!?])\s+|\n+", text)
    return " | ".join(sentence for sentence in sentences if surname in folded_words(sentence))


def _same(claim: Claim, label: Claim) -> bool:
    return (
        folded_words(claim.person)[-1:] == folded_words(label.person)[-1:]
        and folded_words(claim.club) == folded_words(label.club)
        and claim.squad == label.squad
        and _kind(claim) is _kind(label)
    )


def _kind(claim: Claim) -> Kind:
    """The claim's kind; "he does not go" and "he stays" are one statement."""
    return Kind.STAY if claim.kind is Kind.DEPARTURE and claim.denied else claim.kind


def _words(claim: Claim) -> str:
    stage = "denied" if claim.denied else str(claim.stage)
    squad = "" if claim.squad == "first" else f" ({claim.squad})"
    return f"{claim.kind} {claim.person} @ {claim.club}{squad} {claim.role} {stage}"
