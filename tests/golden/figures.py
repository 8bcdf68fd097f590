"""The figures of the golden sets: claims, thread membership, the table of changes and the chains."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.golden.changes import Golden, Told, edges_of, load_golden, row_differences, tell, unexpected
from tests.golden.membership import BCubed, score_membership
from tests.golden.scoring import ClaimScore, score_claims
from tests.golden.sets import SETS, GoldenSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many were right; each that was missing, wrong or too many is a line in `wrong`."""

    n_right: int = 0
    wrong: tuple[str, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(n_right=self.n_right + other.n_right, wrong=self.wrong + other.wrong)

    @property
    def share(self) -> float:
        """Share of the right ones among all."""
        return self.n_right / (self.n_right + len(self.wrong))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of one golden set, or of several together."""

    n_articles: int = 0
    claims: ClaimScore = field(default_factory=ClaimScore)
    threads: BCubed = field(default_factory=BCubed)
    rows: Tally = field(default_factory=Tally)
    edges: Tally = field(default_factory=Tally)

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            n_articles=self.n_articles + other.n_articles,
            claims=self.claims + other.claims,
            threads=self.threads + other.threads,
            rows=self.rows + other.rows,
            edges=self.edges + other.edges,
        )

    def shares(self) -> Mapping[str, float]:
        """Every figure by its name in floors.toml; all lie between 0 and 1, and more is better."""
        return {
            "claims_precision": self.claims.precision,
            "claims_recall": self.claims.recall,
            "claims_f1": self.claims.f1,
            "claims_stage": self.claims.stage,
            "claims_role": self.claims.role,
            "threads_precision": self.threads.precision,
            "threads_recall": self.threads.recall,
            "threads_f1": self.threads.f1,
            "rows_right": self.rows.share,
            "edges_right": self.edges.share,
        }

    def errors(self) -> Iterator[str]:
        """Every error in words, under its heading."""
        yield from self.claims.errors()
        yield "rows of the table of changes:"
        yield from (f"  {line}" for line in self.rows.wrong)
        yield "edges:"
        yield from (f"  {line}" for line in self.edges.wrong)


def measure(golden_set: GoldenSet) -> Figures:
    """Extract and import a golden set, and compare all that comes out with what is right."""
    golden = load_golden(golden_set)
    with tempfile.TemporaryDirectory() as folder:
        told = tell(golden_set, golden, Path(folder))
    return Figures(
        n_articles=len(told.names),
        claims=score_claims(golden_set),
        threads=score_membership(golden, told),
        rows=_rows(golden, told),
        edges=_edges(golden, told),
    )


def measure_all() -> Mapping[str, Figures]:
    """The figures of each set by its name, and their total."""
    figures = {golden_set.name: measure(golden_set) for golden_set in SETS}
    return {**figures, "total": sum(figures.values(), start=Figures())}


def _rows(golden: Golden, told: Told) -> Tally:
    """One row for each golden change, and a wrong one for each thread that should not be."""
    found = {key: list(row_differences(change, told)) for key, change in golden.changes.items()}
    wrong = [f"{key}: {'; '.join(lines)}" for key, lines in found.items() if lines]
    wrong += [f"should not be: {line}" for line in unexpected(golden, told)]
    return Tally(n_right=sum(not lines for lines in found.values()), wrong=tuple(wrong))


def _edges(golden: Golden, told: Told) -> Tally:
    found = edges_of(told)
    missing = [f"missing: {_edge(edge)}" for edge in sorted(golden.edges - found)]
    false = [f"should not be: {_edge(edge)}" for edge in sorted(found - golden.edges)]
    return Tally(n_right=len(found & golden.edges), wrong=(*missing, *false))


def _edge(edge: tuple[str, str, str, bool]) -> str:
    person, left, filled, solid = edge
    return f"{person}, {left} to {filled}{'' if solid else ' (dotted)'}"
