"""Any operations in any order, by two processes that also stop and start, against a model of a few dictionaries."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.store.making import NOW, make_article, make_claim, make_thread
from touchline.model import Article, Claim, MarkChange
from touchline.store import shelf
from touchline.store.chips import choose_chip, current
from touchline.store.library import Library, open_library
from touchline.store.memory import MemoryStore

NUMBERS = st.integers(0, 3)
MONTHS = st.sampled_from([datetime(2025, 4, 3, tzinfo=UTC), datetime(2025, 5, 3, tzinfo=UTC), None])
BODIES = st.sampled_from(["A boat.", "A pier."])
ARTICLES = st.builds(
    lambda number, month, body: make_article(number, published_at=month, body=body), NUMBERS, MONTHS, BODIES
)
IDS = NUMBERS.map(lambda number: f"a{number}")
SOME_IDS = st.lists(IDS, max_size=4)
CLAIMS = st.sampled_from([(), (make_claim(),), (make_claim(background=True),), (make_claim(person="Bea Cove"),)])
MARKS = st.builds(
    lambda field, keys, value, name: MarkChange(
        field=field, keys=tuple(keys), value=value, tag=name if field == "tag" else None
    ),
    st.sampled_from(["read", "starred", "tag", "followed"]),
    SOME_IDS,
    st.booleans(),
    st.sampled_from(["coast", "sea"]),
)


class AnyOrder(RuleBasedStateMachine):
    """`here` works; `there` is another process, which takes its turn after `switch`."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.here = self.open()
        self.there = self.open()
        self.memory = MemoryStore()
        self.articles: dict[str, Article] = {}
        self.marks: dict[tuple[str, str | None], set[str]] = {}
        self.claims: dict[str, tuple[Claim, ...]] = {}
        self.stale = False

    def open(self) -> Library:
        return open_library(Path(self.folder.name) / "library", now=NOW)

    def both(self, name: str, *arguments: Any) -> Any:
        """Do something to the library and to the store in memory, which must answer the same."""
        here, memory = (getattr(store, name)(*arguments) for store in (self.here, self.memory))
        assert here == memory
        return here

    @rule(articles=st.lists(ARTICLES, max_size=3), later=st.integers(0, 3))
    def add(self, articles: list[Article], later: int) -> None:
        articles = [replace(article, first_seen_at=NOW + timedelta(days=later)) for article in articles]
        known = set(self.articles)
        expected = []
        before = dict(self.articles)
        for article in articles:
            held = self.articles.get(article.article_id)
            stored = replace(article, first_seen_at=held.first_seen_at) if held else article
            expected.append("added" if held is None else "unchanged" if held == stored else "updated")
            self.articles[article.article_id] = stored
        for article_id, article in self.articles.items():
            if article_id in known and before[article_id] != article:
                self.claims.pop(article_id, None)
                self.stale = True
        assert self.both("add_articles", articles) == expected

    @rule(ids=SOME_IDS)
    def delete(self, ids: list[str]) -> None:
        expected = [self.articles.pop(one) for one in dict.fromkeys(ids) if one in self.articles]
        for article in expected:
            self.claims.pop(article.article_id, None)
            self.stale = True
        assert self.both("delete_articles", ids) == expected

    @rule(changes=st.lists(MARKS, max_size=3), take_back=st.booleans())
    def mark(self, changes: list[MarkChange], take_back: bool) -> None:
        inverse = self.both("apply_marks", changes)
        if take_back:
            self.both("apply_marks", inverse)
            return
        for change in changes:
            held = self.marks.setdefault((change.field, change.tag), set())
            held.update(change.keys) if change.value else held.difference_update(change.keys)

    @rule(claims=st.dictionaries(IDS, CLAIMS, max_size=3))
    def save_claims(self, claims: dict[str, tuple[Claim, ...]]) -> None:
        self.both("save_claims", claims, "7")
        for article_id, made in claims.items():
            if article_id in self.articles:
                self.stale = self.stale or self.claims.get(article_id, ()) != made
                self.claims[article_id] = made

    @rule()
    def save_threads(self) -> None:
        self.both("all_claims")
        self.both("save_threads", [make_thread()])
        self.stale = False

    @rule(close=st.booleans())
    def reopen(self, close: bool) -> None:
        if close:
            self.here.close()
        self.here = self.open()

    @rule()
    def switch(self) -> None:
        self.here, self.there = self.there, self.here
        self.here.catch_up()

    @rule()
    def fold(self) -> None:
        with self.here._writing():
            pass
        with self.here._shelf.locked():
            self.here._shelf.fold_outgrown()

    @precondition(lambda self: self.articles)
    @rule(word=st.sampled_from(["boat", "pier"]))
    def search(self, word: str) -> None:
        expected = {one for one, article in self.articles.items() if word in article.text}
        assert self.both("search", word) == expected

    @invariant()
    def looks_the_same(self) -> None:
        rows = list(self.here.headlines())
        assert rows == list(self.here.headlines())
        order = sorted(self.articles.values(), key=lambda one: (one.sort_at, one.article_id), reverse=True)
        assert [row.article_id for row in rows] == [article.article_id for article in order]
        for row, article in zip(rows, order, strict=True):
            made = self.claims.get(row.article_id, ())
            assert self.here.article(row.article_id) == article
            assert self.here.claims(row.article_id) == made
            assert (row.headline, row.sort_at) == (article.headline, article.sort_at)
            assert (row.chip, row.n_claims) == (choose_chip(made), len(current(made)))
            assert self.here.headline(row.article_id) == row
        assert self.here.pending_claims("7") == [one.article_id for one in order if one.article_id not in self.claims]
        assert self.here.all_claims() == {one: made for one, made in self.claims.items() if made}
        assert self.here.threads_stale() == self.memory.threads_stale() == self.stale
        assert self.here.messages() == []

    @invariant()
    def marks_are_the_same(self) -> None:
        for store in (self.here, self.memory):
            view = store.marks()
            held = {mark: keys & self.articles.keys() for mark, keys in self.marks.items()}
            assert view.n_read == len(held.get(("read", None), ()))
            assert view.starred() == held.get(("starred", None), set())
            assert view.followed() == self.marks.get(("followed", None), set())
            counts = {tag: len(keys) for (field, tag), keys in held.items() if field == "tag" and keys}
            assert dict(view.tag_counts()) == counts
            for article_id in self.articles:
                assert view.is_read(article_id) == (article_id in held.get(("read", None), ()))
                tags = [tag for (field, tag), keys in self.marks.items() if field == "tag" and article_id in keys]
                assert list(view.tags_of(article_id)) == sorted(map(str, tags))

    @invariant()
    def lists_and_counts_are_the_same(self) -> None:
        for store in (self.here, self.memory):
            rows = list(store.headlines())
            listed = store.headlines()
            assert len(listed) == len(self.articles)
            assert [listed[at] for at in range(-len(rows), len(rows))] == [*rows, *rows]
            assert list(listed[1::2]) == rows[1::2]
            assert list(listed[1:3]) == rows[1:3]
            tally = store.tally()
            read = self.marks.get(("read", None), set()) & self.articles.keys()
            assert (tally.n_articles, tally.n_read) == (len(self.articles), len(read))
            counts = {"The Harbour Gazette": (len(self.articles), len(read))} if self.articles else {}
            assert tally.publishers == counts
            assert store.find_ids("a") == sorted(self.articles)
            assert not store.is_stored("a")

    def teardown(self) -> None:
        self.here.close()
        self.there.close()
        self.memory.close()
        self.folder.cleanup()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


class LettingGo(AnyOrder):
    """The same, with hardly any documents kept in memory: every month is let go and read again all the time."""

    def __init__(self) -> None:
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(shelf, "MAX_ROWS", dict.fromkeys(shelf.MAX_ROWS, 1))
        super().__init__()

    def teardown(self) -> None:
        super().teardown()
        self.patch.undo()


TestLettingGo = LettingGo.TestCase
TestLettingGo.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize("seed", range(12))
def test_two_processes_that_keep_nothing_follow_each_other(seed: int) -> None:
    """Long runs of plain chance: what two processes miss of each other shows only after many steps."""
    chance = random.Random(seed)
    months = [datetime(2025, 4, 3, tzinfo=UTC), datetime(2025, 5, 3, tzinfo=UTC), None]
    state = LettingGo()
    for _ in range(60):
        article_id = f"a{chance.randrange(4)}"
        match chance.choices(["add", "delete", "claims", "threads", "switch", "reopen"], [7, 3, 4, 1, 4, 1])[0]:
            case "add":
                articles = [
                    make_article(
                        chance.randrange(4),
                        published_at=chance.choice(months),
                        body=chance.choice(["A boat.", "A pier."]),
                    )
                    for _ in range(chance.randrange(3))
                ]
                state.add(articles, chance.randrange(3))
            case "delete":
                state.delete([article_id])
            case "claims":
                state.save_claims({article_id: chance.choice([(), (make_claim(),)])})
            case "threads":
                state.save_threads()
            case "switch":
                state.switch()
            case "reopen":
                state.reopen(chance.random() < 0.5)
        state.looks_the_same()
        state.marks_are_the_same()
        state.lists_and_counts_are_the_same()
    state.teardown()
