"""B-cubed precision and recall of thread membership: does each article stand among the right others.

Source: A. Bagga and B. Baldwin, "Algorithms for Scoring Coreference Chains", LREC workshop on linguistic coreference
(1998); for articles that belong to several threads the extension of E. Amigo, J. Gonzalo, J. Artiles and F. Verdejo,
"A comparison of extrinsic clustering evaluation metrics based on formal constraints", Information Retrieval 12 (2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.golden.changes import Golden, Told, is_aside

Memberships = Mapping[str, frozenset[str]]
"""For each article the threads that it belongs to."""


@dataclass(frozen=True, slots=True)
class BCubed:
    """The precision of every article that is told in a thread, and the recall of every one that should be."""

    precisions: tuple[float, ...] = ()
    recalls: tuple[float, ...] = ()

    def __add__(self, other: BCubed) -> BCubed:
        return BCubed(self.precisions + other.precisions, self.recalls + other.recalls)

    @property
    def precision(self) -> float:
        """How many of those that an article stands beside belong beside it, as the mean over articles."""
        return sum(self.precisions) / len(self.precisions) if self.precisions else 1.0

    @property
    def recall(self) -> float:
        """How many of those that belong beside an article stand there, as the mean over articles."""
        return sum(self.recalls) / len(self.recalls) if self.recalls else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(told: Memberships, golden: Memberships) -> BCubed:
    """Compare what was told with what is right.

    Two articles that share two threads here and one there agree in one of the two (the "multiplicity" of Amigo et al.).
    An article of which nothing was told has no precision, and one that belongs nowhere has no recall; in a thread where
    it does not belong its precision is 0, left out of all that it belongs to its recall is 0.
    """
    return BCubed(_agreements(told, golden), _agreements(golden, told))


def _agreements(one: Memberships, other: Memberships) -> tuple[float, ...]:
    """For every article of a thread in `one`: the mean, over those beside it and itself, of what `other` agrees to."""
    return tuple(_agreement(article, one, other) for article in sorted(one) if one[article])


def _agreement(article: str, one: Memberships, other: Memberships) -> float:
    shares = []
    for beside, threads in one.items():
        n_shared = len(threads & one[article])
        if n_shared:
            n_agreed = len(other.get(article, frozenset()) & other.get(beside, frozenset()))
            shares.append(min(n_shared, n_agreed) / n_shared)
    return sum(shares) / len(shares)


def score_membership(golden: Golden, told: Told) -> BCubed:
    """B-cubed of an import of a golden set.

    Articles that a careful editor could put into a thread or leave out (`may_hold`) are not counted in it, and threads
    beside the stories are not counted at all.
    """
    right: dict[str, set[str]] = {}
    for change in golden.changes.values():
        for name in change.articles:
            right.setdefault(name, set()).add(change.key)
    held: dict[str, set[str]] = {}
    for thread in told.threads:
        key = told.key_of(thread.thread_id)
        change = golden.changes.get(key) if key else None
        if change is None and is_aside(golden, thread.change.seat):
            continue
        for name in told.articles_of(thread) - (change.may_hold if change else frozenset()):
            held.setdefault(name, set()).add(thread.thread_id)
    return b_cubed(_frozen(held), _frozen(right))


def _frozen(memberships: Mapping[str, set[str]]) -> Memberships:
    return {name: frozenset(threads) for name, threads in memberships.items()}
