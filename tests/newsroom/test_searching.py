"""What a search finds is what asking every headline finds, in the same order, and costs no more than what is shown."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from touchline import query as queries
from touchline.config import load_config
from touchline.model import Article, Claim, Headline, Kind, MarkChange, Role, Stage
from touchline.newsroom.reading import story_list
from touchline.newsroom.room import Newsroom
from touchline.newsroom.sources import Sources
from touchline.store import search, shelf
from touchline.store.library import open_library

NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
WORDS = ("harbour", "haven", "quay", "boat", "boats", "pier", "Øresund", "Łódka", "straße", "ılık", "ægir", "đuro")
LEAVES = (
    *("harbour", "ha*", "boat", "quay", "oresund", "lodka", "strasse", "ilik", "aegir", "djuro", "duro", "missing"),
    *('"harbour quay"', '"boat pier"', "unread", "starred", "followed", "new", "#big", "#none", "club:harbour"),
    *("coach:askew", "kind:appointment", "stage>=agreed", "publisher:gazette", "lang:en", "newer:2025-03"),
    *("before:2025-05-10", "before:2024", "newer:30d", "tier:1"),
)


def article(chance: random.Random, number: int) -> Article:
    """Short of words and of times, so that much matches and many are of the same second."""
    day = datetime(2025, chance.choice((1, 2, 5, 5, 5)), chance.randint(1, 28), tzinfo=UTC)
    day += chance.choice((timedelta(), timedelta(), timedelta(hours=9, microseconds=5), timedelta(days=-900)))
    return Article(
        article_id=f"{chance.getrandbits(64):016x}" if number % 5 else f"odd {number}",
        title=None,
        text=" ".join(chance.choices(WORDS, k=6)),
        published_at=day if chance.random() < 0.9 else None,
        date_from="text",
        first_seen_at=NOW - timedelta(days=chance.choice((0, 40))),
        publisher=chance.choice(("Quay Gazette", "Echo", None)),
        language=chance.choice(("en", "de", None)),
    )


def change(chance: random.Random, room: Newsroom) -> None:
    """Add, rewrite, move, delete and mark some articles, and give some of them claims."""
    store = room.store
    store.add_articles([article(chance, number) for number in range(30)])
    ids = [row.article_id for row in store.headlines()]
    for article_id in chance.sample(ids, 8):
        held, other = store.article(article_id), article(chance, 1)
        assert held
        moves = chance.random() < 0.5
        changes = {"published_at": other.published_at} if moves else {"text": other.text}
        store.add_articles([replace(held, **changes)])
    store.save_claims({one: (claim(chance),) for one in chance.sample(ids, 10)}, str(chance.random()))
    store.delete_articles(chance.sample(ids, 4))
    for one in chance.sample(ids, 12):
        mark = chance.choice((("read", None), ("starred", None), ("tag", "big")))
        store.apply_marks([MarkChange(field=mark[0], keys=(one,), value=True, tag=mark[1])])


def claim(chance: random.Random) -> Claim:
    return Claim(
        kind=chance.choice(list(Kind)),
        person=chance.choice(("Tom Askew", "Ada Brook")),
        club=chance.choice(("Harbour Town", "Quay United")),
        role=Role.HEAD_COACH,
        stage=chance.choice((Stage.TALKS, Stage.CONFIRMED)),
    )


def some_query(chance: random.Random, depth: int = 2) -> str:
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(LEAVES)
    parts = [some_query(chance, depth - 1) for _ in range(chance.choice((1, 2, 2, 3)))]
    joined = chance.choice((" ", " ", " or ")).join(parts)
    return f"{chance.choice(('', '', '~'))}({joined})"


def expected(room: Newsroom, text: str, prefix: bool) -> list[Headline]:
    """Every headline asked."""
    query = queries.parse(text)
    return list(queries.select(query, room.store.headlines(), Sources(room), now=NOW, prefix=prefix))


def assert_same(room: Newsroom, text: str, prefix: bool) -> None:
    wanted = expected(room, text, prefix)
    assert list(story_list(room, text, prefix=prefix).rows) == wanted, text
    page = story_list(room, text, prefix=prefix, limit=7)
    assert (list(page.rows), page.more) == (wanted[:7], len(wanted) > 7), text
    ranked = story_list(room, text, prefix=prefix, by_rank=True).rows
    assert sorted(row.article_id for row in ranked) == sorted(row.article_id for row in wanted), text


@pytest.mark.parametrize("seed", range(6))
def test_random_queries_of_random_libraries(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FIRST_HITS", 3)
    monkeypatch.setattr(search, "MOST_RANKED", 8)
    monkeypatch.setitem(shelf.MAX_ROWS, shelf.HEADLINES, 10)
    chance = random.Random(seed)
    config = load_config(tmp_path / "config")
    for _ in range(3):
        room = Newsroom(store=open_library(tmp_path / "library", now=NOW), config=config, clock=lambda: NOW)
        for _ in range(2):
            change(chance, room)
            for _ in range(25):
                assert_same(room, some_query(chance), prefix=chance.random() < 0.3)
        room.close()


def test_an_unchanged_library_is_not_looked_through(tmp_path: Path) -> None:
    chance = random.Random(1)
    library = open_library(tmp_path / "library", now=NOW)
    library.add_articles([article(chance, number) for number in range(50)])
    n_found = len(library.search("boat"))
    library.close()
    library = open_library(tmp_path / "library", now=NOW)
    read: list[str] = []
    book = library._state.headlines
    rows = book.rows
    book.rows = lambda month: read.append(month) or rows(month)  # type: ignore[method-assign, func-returns-value]
    assert library.index_texts(0) == 0
    assert len(library.search("boat")) == n_found
    hits = library.newest("boat")
    assert next(hits).article_id and len(list(hits)) == n_found - 1
    # The index knows what it holds, and has the headlines of what it finds.
    assert read == []
    held = library.article(next(library.newest("boat")).article_id)
    assert held
    library.add_articles([replace(held, text="a buoy")])
    read.clear()
    assert [row.article_id for row in library.newest("buoy")] == [held.article_id]
    assert {held.sort_at.isoformat()[:7]} == set(read)
    library.close()


def test_months_are_read_only_as_far_as_the_page_goes(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library", now=NOW)
    library.add_articles(
        [
            replace(
                article(random.Random(number), number), published_at=NOW - timedelta(days=20 * number), language="en"
            )
            for number in range(40)
        ]
    )
    library.apply_marks([MarkChange(field="starred", keys=(library.headlines()[39].article_id,), value=True)])
    library.close()
    library = open_library(tmp_path / "library", now=NOW)
    room = Newsroom(store=library, config=load_config(tmp_path / "config"), clock=lambda: NOW)
    read: set[str] = set()
    book = library._state.headlines
    rows = book.rows
    book.rows = lambda month: read.add(month) or rows(month)  # type: ignore[method-assign, func-returns-value]
    assert len(story_list(room, "lang:en", limit=3).rows) == 3
    assert read == {"2025-06", "2025-05", "2025-04"}
    read.clear()
    assert len(story_list(room, "starred lang:en").rows) == 1
    assert read == {"2023-04"}
    read.clear()
    assert len(story_list(room, "newer:2024-02-01 before:2024-02-20").rows) == 1
    assert read <= {"2024-02"}
    library.close()
