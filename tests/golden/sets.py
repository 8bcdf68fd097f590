"""The golden sets: articles with the claims, changes and chains that a careful editor reads in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from touchline.ingest.reading import read_path
from touchline.ingest.walk import WalkProblem, walk
from touchline.model import Article

_TESTS = Path(__file__).parents[1]
_SHIPPED = _TESTS.parent / "src" / "touchline" / "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenSet:
    """Where a golden set lies: a folder of articles, a file of changes and a file of claims.

    `now` is the moment at which the set is looked at, some weeks after its newest article: statuses depend on it.
    """

    name: str
    folder: Path
    changes: Path
    labels: Path
    now: datetime

    def articles(self) -> Mapping[str, Article]:
        """The set's articles by golden name."""
        read = {}
        for path in walk([self.folder]):
            assert not isinstance(path, WalkProblem), path
            for article in read_path(path, now=self.now):
                read[self.name_of(article)] = article
        return read

    def name_of(self, article: Article) -> str:
        """An article's golden name: its path, and for a feed's entry "#" and the last word of its address."""
        assert article.path is not None
        path, _, entry = article.path.partition("#")
        name = Path(path).relative_to(self.folder).as_posix()
        if not entry:
            return name
        assert article.url is not None
        return f"{name}#{article.url.rsplit('/', 1)[-1]}"


SAMPLE = GoldenSet(
    name="sample",
    folder=_SHIPPED / "articles",
    changes=_SHIPPED / "changes.golden.toml",
    labels=_TESTS / "sample" / "claims.golden.txt",
    now=datetime(2026, 2, 1, 12, tzinfo=UTC),
)

_INVENTED = Path(__file__).with_name("invented")

INVENTED = GoldenSet(
    name="invented",
    folder=_INVENTED / "articles",
    changes=_INVENTED / "changes.golden.toml",
    labels=_INVENTED / "claims.golden.txt",
    now=datetime(2025, 7, 15, 12, tzinfo=UTC),
)

SETS = (SAMPLE, INVENTED)
