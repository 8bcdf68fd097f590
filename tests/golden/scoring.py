"""How well the claims extracted from the sample match the hand-made ones: `python -m tests.sample.scoring`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.sample.golden import ARTICLES, article_key
from tests.sample.labels import load_labels
from touchline.extract import extract, load_rulebook
from touchline.fold import folded_words
from touchline.ingest.reading import read_path
from touchline.ingest.walk import WalkProblem, walk
from touchline.model import Article, Claim, Kind

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)


@dataclass(slots=True)
class Score:
    """What was right, wrong and missed, in words for the reader of a failed test."""

    n_right: int = 0
    n_stage_right: int = 0
    n_role_right: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    other_stage: list[str] = field(default_factory=list)

    def report(self) -> str:
        """The figures and every error."""
        right = max(1, self.n_right)
        return "\n".join(
            [
                f"precision {self.n_right / (right + len(self.false)):.3f}, "
                f"recall {self.n_right / (right + len(self.missed)):.3f}, "
                f"stage {self.n_stage_right / right:.3f}, role {self.n_role_right / right:.3f}",
                "false:",
                *self.false,
                "missed:",
                *self.missed,
                "other stage:",
                *self.other_stage,
            ]
        )


def score_sample() -> Score:
    """Extract the claims of every article of the sample and compare them with the hand-made ones."""
    rulebook = load_rulebook()
    needed, allowed = load_labels(optional=False), load_labels(optional=True)
    total = Score()
    for path in walk([ARTICLES]):
        assert not isinstance(path, WalkProblem), path
        for article in read_path(path, now=NOW):
            name = article_key(article)
            claims = [claim for claim in extract(article, rulebook).claims if not claim.background]
            _compare(article, claims, needed[name], allowed[name], total)
    return total


def _compare(
    article: Article, claims: list[Claim], needed: tuple[Claim, ...], allowed: tuple[Claim, ...], total: Score
) -> None:
    name = article_key(article)
    current = [label for label in needed if not label.background]
    found: set[int] = set()
    for claim in claims:
        labels = [label for label in current if _same(claim, label)]
        if labels:
            label = labels[0]
            if id(label) in found:
                continue
            found.add(id(label))
            total.n_right += 1
            total.n_role_right += claim.role.family == label.role.family
            total.n_stage_right += claim.stage is label.stage
            if claim.stage is not label.stage:
                total.other_stage.append(f"  {name}: {_words(claim)}, by hand {label.stage or 'denied'}")
        elif not any(_same(claim, label) for label in allowed):
            total.false.append(f"  {name}: {_words(claim)}  [{claim.rule}] {claim.quote[:160]!r}")
    for label in current:
        if id(label) not in found:
            total.missed.append(f"  {name}: {_words(label)}  {_mentions(article.text, label.person)}")


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
        and not set(_kinds(claim)).isdisjoint(_kinds(label))
    )


def _kinds(claim: Claim) -> Iterator[str]:
    # "He does not go" and "he stays" are one statement.
    stays = claim.kind is Kind.STAY or (claim.kind is Kind.DEPARTURE and claim.denied)
    yield Kind.STAY.value if stays else claim.kind.value


def _words(claim: Claim) -> str:
    stage = "denied" if claim.denied else str(claim.stage)
    squad = "" if claim.squad == "first" else f" ({claim.squad})"
    return f"{claim.kind} {claim.person} @ {claim.club}{squad} {claim.role} {stage}"


if __name__ == "__main__":
    print(score_sample().report())
