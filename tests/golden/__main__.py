"""Prints how right claims, story threads, the table of changes and the chains of the golden sets are.

`python -m tests.golden`, with `--errors` also every error, with `--floors` the figures as floors.toml has them.
"""

from __future__ import annotations

import argparse

from tests.golden.figures import Figures, measure_all
from tests.golden.floors import as_floors


def main() -> None:
    """Measure every golden set and print what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print every error")
    parser.add_argument("--floors", action="store_true", help="print the figures as floors.toml has them")
    wanted = parser.parse_args()
    figures = measure_all()
    for name, measured in figures.items():
        print("\n".join(_lines(name, measured)))
        if wanted.errors and name != "total":
            print("\n".join(measured.errors()))
    if wanted.floors:
        print(as_floors(figures))


def _lines(name: str, figures: Figures) -> list[str]:
    claims, threads, rows, edges = figures.claims, figures.threads, figures.rows, figures.edges
    return [
        f"{name}: {figures.n_articles} articles",
        f"  claims   precision {claims.precision:.3f}  recall {claims.recall:.3f}  F1 {claims.f1:.3f}"
        f"  stage {claims.stage:.3f}  role {claims.role:.3f}",
        f"  threads  precision {threads.precision:.3f}  recall {threads.recall:.3f}  F1 {threads.f1:.3f}  (B-cubed)",
        f"  changes  {rows.n_right} right, {len(rows.wrong)} wrong",
        f"  edges    {edges.n_right} right, {len(edges.wrong)} wrong",
    ]


if __name__ == "__main__":
    main()
