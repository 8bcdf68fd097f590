"""Claims of the articles that wait for them, made by all cores where there are many."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.model import Article, Claim
from touchline.newsroom.room import Newsroom
from touchline.newsroom.workers import Workers, n_cores

if TYPE_CHECKING:
    from touchline.extract.rulebook import Rulebook

BATCH = 100
"""Articles a batch: small enough that stopping in between loses under a second of work."""
TASK = 25
"""Articles that a worker reads at once."""
MIN_FOR_WORKERS = 300
"""Articles for which workers are worth while: each loads the rulebook, which takes as long as reading some dozens."""
WINDOW = 1_000
"""Articles that are read file by file; among as many as this, newer ones need not come first."""


@dataclass(frozen=True, slots=True)
class ClaimBatch:
    """Claims by article id of some of the articles that wait; `n_articles` counts those that were deleted, too."""

    claims: Mapping[str, tuple[Claim, ...]]
    n_articles: int


@dataclass(frozen=True, slots=True)
class _Task:
    articles: tuple[Article, ...]
    n_articles: int
    own_lexicon: Path | None


def claims_made(room: Newsroom, pending: Sequence[str]) -> Generator[ClaimBatch, None, None]:
    """The claims of these articles in batches, newest first by and large; to be closed when no more are wanted."""
    if len(pending) < MIN_FOR_WORKERS or n_cores() < 2:
        for task in _tasks(room, pending, BATCH):
            yield ClaimBatch(_claims(task.articles, room.rulebook), task.n_articles)
        return
    with Workers() as workers:
        claims: dict[str, tuple[Claim, ...]] = {}
        n_articles = 0
        for task, made in workers.in_order(claims_of, _tasks(room, pending, TASK)):
            claims |= made
            n_articles += task.n_articles
            if n_articles >= BATCH:
                yield ClaimBatch(claims, n_articles)
                claims, n_articles = {}, 0
        yield ClaimBatch(claims, n_articles)


def claims_of(task: _Task) -> dict[str, tuple[Claim, ...]]:
    """Make the claims of a task, in a worker that has nothing but the task."""
    return _claims(task.articles, _rulebook(task.own_lexicon))


def _claims(articles: Sequence[Article], rulebook: Rulebook) -> dict[str, tuple[Claim, ...]]:
    from touchline.extract import extract

    return {article.article_id: extract(article, rulebook).claims for article in articles}


@cache
def _rulebook(own_lexicon: Path | None) -> Rulebook:
    from touchline.extract import load_rulebook

    return load_rulebook(own_lexicon)


def _tasks(room: Newsroom, pending: Sequence[str], size: int) -> Iterator[_Task]:
    own_lexicon = room.own_lexicon
    for begin in range(0, len(pending), WINDOW):
        window = sorted(pending[begin : begin + WINDOW], key=lambda one: _file_of(room, one), reverse=True)
        for start in range(0, len(window), size):
            ids = window[start : start + size]
            articles = tuple([article for one in ids if (article := room.store.article(one))])
            yield _Task(articles, len(ids), own_lexicon)


def _file_of(room: Newsroom, article_id: str) -> str:
    """The file in which an article's text lies: reading them in any order would read each file again and again."""
    headline = room.store.headline(article_id)
    return headline.shard if headline and headline.shard else ""
