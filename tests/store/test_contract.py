"""The contract of `store.base.Store`, which every implementation passes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.store.making import NOW, make_article, make_claim, make_thread
from touchline.errors import QueryError
from touchline.model import Chip, Kind, Look, MarkChange, Role, Stage, Way
from touchline.store.base import Store
from touchline.store.thread_index import MOST_TOUCHED


def read(*keys: str, value: bool = True) -> MarkChange:
    return MarkChange(field="read", keys=keys, value=value)


def star(*keys: str, value: bool = True) -> MarkChange:
    return MarkChange(field="starred", keys=keys, value=value)


def tag(name: str, *keys: str, value: bool = True) -> MarkChange:
    return MarkChange(field="tag", keys=keys, value=value, tag=name)


def correction(*keys: str, value: bool = True) -> MarkChange:
    return MarkChange(field="correction", keys=keys, value=value)


def ids(store: Store) -> list[str]:
    return [headline.article_id for headline in store.headlines()]


class TestArticles:
    def test_added_articles_come_back(self, store: Store) -> None:
        article = make_article(
            1, feed="gazette", author="Cal Marsh", url="https://gazette.example/1", path="/news/1.txt"
        )
        assert store.add_articles([article]) == ["added"]
        assert store.article("a1") == article

    def test_headline_shows_the_article(self, store: Store) -> None:
        article = make_article(1, feed="gazette", author="Cal Marsh", url="https://gazette.example/1")
        store.add_articles([article])
        row = store.headline("a1")
        assert row is not None
        assert (row.headline, row.published_at, row.first_seen_at) == (article.title, article.published_at, NOW)
        assert (row.feed, row.publisher, row.author) == ("gazette", "The Harbour Gazette", "Cal Marsh")
        assert (row.language, row.url) == ("en", "https://gazette.example/1")
        assert (row.chip, row.n_claims) == (None, 0)
        assert list(store.headlines()) == [row]

    def test_untitled_articles_get_a_headline(self, store: Store) -> None:
        store.add_articles([make_article(1, title=None, body="He goes. Nobody knows where.")])
        assert [row.headline for row in store.headlines()] == ["He goes"]

    def test_what_is_not_stored_is_none(self, store: Store) -> None:
        assert store.article("a1") is None
        assert store.headline("a1") is None
        assert list(store.headlines()) == []
        assert store.claims("a1") == ()
        assert store.delete_articles(["a1"]) == []

    def test_same_content_is_unchanged_whenever_it_is_seen(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        before = store.revision
        again = replace(make_article(1), first_seen_at=NOW + timedelta(days=1))
        assert store.add_articles([again]) == ["unchanged"]
        assert store.article("a1") == make_article(1)
        assert store.revision == before

    def test_changed_content_is_updated_and_keeps_first_sight(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        changed = make_article(1, body="Everything is decided.", first_seen_at=NOW + timedelta(days=1))
        assert store.add_articles([changed]) == ["updated"]
        assert store.article("a1") == replace(changed, first_seen_at=NOW)
        row = store.headline("a1")
        assert row is not None
        assert row.first_seen_at == NOW

    def test_update_keeps_marks_and_makes_claims_pending(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.apply_marks([read("a1"), tag("coast", "a1")])
        store.save_claims({"a1": (make_claim(),)}, "7")
        assert store.add_articles([make_article(1, body="Everything is decided.")]) == ["updated"]
        assert store.marks().is_read("a1")
        assert store.marks().tags_of("a1") == ("coast",)
        assert store.pending_claims("7") == ["a1"]
        assert store.claims("a1") == ()
        row = store.headline("a1")
        assert row is not None
        assert (row.chip, row.n_claims) == (None, 0)

    def test_claims_are_made_again_when_a_text_comes_back(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        store.add_articles([make_article(1, body="Everything is decided.")])
        assert store.add_articles([make_article(1)]) == ["updated"]
        assert store.pending_claims("7") == ["a1"]
        assert store.claims("a1") == ()
        store.save_claims({"a1": (make_claim(),)}, "7")
        row = store.headline("a1")
        assert row is not None
        assert row.n_claims == 1

    def test_update_may_change_the_month(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        store.apply_marks([read("a1")])
        moved = replace(make_article(1), published_at=datetime(2024, 12, 24, tzinfo=UTC))
        assert store.add_articles([moved]) == ["updated"]
        assert ids(store) == ["a2", "a1"]
        assert store.article("a1") == moved
        assert store.marks().n_read == 1
        assert store.apply_marks([read("a1", value=False)]) == [read("a1")]
        store.save_claims({"a1": (make_claim(),)}, "7")
        assert store.claims("a1") == (make_claim(),)
        assert store.delete_articles(["a1"]) == [moved]
        assert ids(store) == ["a2"]

    def test_later_duplicates_in_a_batch_win(self, store: Store) -> None:
        second = make_article(1, body="Second.", first_seen_at=NOW + timedelta(days=1))
        third = make_article(1, body="Third.")
        assert store.add_articles([make_article(1), second, second, third]) == [
            "added",
            "updated",
            "unchanged",
            "updated",
        ]
        assert store.article("a1") == third
        assert len(store.headlines()) == 1

    def test_a_batch_that_ends_as_it_began_changes_nothing(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        before = store.revision
        assert store.add_articles([make_article(1, body="Other."), make_article(1)]) == ["updated", "updated"]
        assert store.article("a1") == make_article(1)
        assert store.revision == before

    def test_newest_first_then_by_id(self, store: Store) -> None:
        day = datetime(2025, 5, 20, tzinfo=UTC)
        store.add_articles(
            [
                make_article(1, published_at=day),
                make_article(2, published_at=None, date_from="none"),
                make_article(3, published_at=day + timedelta(microseconds=1)),
                make_article(4, published_at=day),
                make_article(5, published_at=datetime(1999, 1, 1, tzinfo=UTC)),
            ]
        )
        # The undated one sorts by first sight, 1 June.
        assert ids(store) == ["a2", "a3", "a4", "a1", "a5"]

    def test_old_lists_do_not_change(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        before = store.headlines()
        rows = list(before)
        assert store.headlines() is before
        store.add_articles([make_article(3), make_article(1, body="Other.")])
        store.delete_articles(["a2"])
        assert list(before) == rows
        assert [row.article_id for row in before[:1]] == ["a2"]
        assert ids(store) == ["a3", "a1"]

    def test_deleted_articles_come_back_with_their_marks(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.apply_marks([read("a1", "a2"), star("a1"), tag("coast", "a1")])
        store.save_claims({"a1": (make_claim(),)}, "7")
        assert store.delete_articles(["a1", "a9", "a1"]) == [make_article(1)]
        assert (store.article("a1"), store.headline("a1"), ids(store)) == (None, None, ["a2"])
        marks = store.marks()
        assert (marks.n_read, marks.starred(), marks.tagged("coast"), dict(marks.tag_counts())) == (1, set(), set(), {})
        assert store.all_claims() == {}
        assert store.add_articles([make_article(1)]) == ["added"]
        assert (marks.n_read, marks.starred(), marks.tagged("coast")) == (2, {"a1"}, {"a1"})
        assert dict(marks.tag_counts()) == {"coast": 1}
        assert store.pending_claims("7") == ["a2", "a1"]

    def test_find_ids(self, store: Store) -> None:
        store.add_articles([make_article(number) for number in range(10, 25)])
        assert store.find_ids("a2") == ["a20", "a21", "a22", "a23", "a24"]
        assert store.find_ids("a13") == ["a13"]
        assert store.find_ids("b") == []
        assert len(store.find_ids("a")) == 10
        store.delete_articles(["a13"])
        assert store.find_ids("a13") == []

    def test_many_articles_of_one_month(self, store: Store) -> None:
        articles = [make_article(1, article_id=f"m{number:03}") for number in range(650)]
        assert store.add_articles(articles[:299]) == ["added"] * 299
        assert store.add_articles(articles[299:]) == ["added"] * 351
        assert all(store.article(article.article_id) == article for article in articles)

    def test_one_batch_of_many_months_in_any_order(self, store: Store) -> None:
        first = datetime(2023, 1, 15, tzinfo=UTC)
        articles = [
            make_article(1, article_id=f"m{number:03}", published_at=first + timedelta(days=30 * (number * 7 % 40)))
            for number in range(200)
        ]
        assert store.add_articles(articles) == ["added"] * 200
        assert all(store.article(article.article_id) == article for article in articles)
        changed = [replace(article, author="Cal Marsh") for article in articles]
        assert store.add_articles(changed) == ["updated"] * 200
        assert store.delete_articles([article.article_id for article in articles]) == changed
        assert len(store.headlines()) == 0


class TestMarks:
    def test_marks_and_their_inverse(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        inverse = store.apply_marks([read("a1", "a2"), star("a2"), tag("coast", "a1")])
        assert inverse == [tag("coast", "a1", value=False), star("a2", value=False), read("a1", "a2", value=False)]
        marks = store.marks()
        assert (marks.is_read("a1"), marks.is_starred("a1"), marks.is_starred("a2")) == (True, False, True)
        assert marks.n_read == 2
        assert store.apply_marks(inverse) == [read("a1", "a2"), star("a2"), tag("coast", "a1")]
        assert (marks.n_read, marks.starred(), marks.tags_of("a1")) == (0, frozenset(), ())

    def test_only_what_changes_is_undone(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.apply_marks([read("a1")])
        assert store.apply_marks([read("a1", "a2", "a2"), star("a1", value=False)]) == [read("a2", value=False)]
        assert store.apply_marks([read("a1")]) == []

    def test_changes_of_one_call_come_one_after_the_other(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        inverse = store.apply_marks([star("a1"), star("a1", value=False), star("a1")])
        assert inverse == [star("a1", value=False), star("a1"), star("a1", value=False)]
        assert store.marks().is_starred("a1")
        store.apply_marks(inverse)
        assert not store.marks().is_starred("a1")

    def test_tags(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.apply_marks([tag("sea", "a1", "a2"), tag("coast", "a1")])
        marks = store.marks()
        assert marks.tags_of("a1") == ("coast", "sea")
        assert marks.tagged("sea") == {"a1", "a2"}
        assert marks.tagged("nothing") == frozenset()
        assert dict(marks.tag_counts()) == {"sea": 2, "coast": 1}
        store.apply_marks([tag("coast", "a1", value=False)])
        assert dict(marks.tag_counts()) == {"sea": 2}

    def test_a_tag_needs_a_name(self, store: Store) -> None:
        with pytest.raises(ValueError, match="name"):
            store.apply_marks([MarkChange(field="tag", keys=("a1",), value=True)])

    def test_the_view_is_live(self, store: Store) -> None:
        marks = store.marks()
        store.add_articles([make_article(1)])
        assert marks.starred() == frozenset()
        store.apply_marks([star("a1")])
        assert marks.starred() == {"a1"}

    def test_follows_are_no_articles(self, store: Store) -> None:
        store.apply_marks([MarkChange(field="followed", keys=("a1|harbour-town",), value=True)])
        assert store.marks().followed() == {"a1|harbour-town"}

    def test_corrections_are_kept_as_they_are(self, store: Store) -> None:
        wanted = correction("split a1", "ünreadable")
        assert store.apply_marks([wanted]) == [correction("split a1", "ünreadable", value=False)]
        assert store.marks().corrections() == {"split a1", "ünreadable"}
        assert store.apply_marks([correction("split a1", value=False)]) == [correction("split a1")]
        assert store.marks().corrections() == {"ünreadable"}

    def test_marks_of_articles_to_come(self, store: Store) -> None:
        store.apply_marks([read("a1"), tag("coast", "a1")])
        assert (store.marks().n_read, dict(store.marks().tag_counts())) == (0, {})
        store.add_articles([make_article(1)])
        assert (store.marks().n_read, dict(store.marks().tag_counts())) == (1, {"coast": 1})


class TestClaims:
    def test_claims_are_pending_until_saved(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2), make_article(3)])
        assert store.pending_claims("7") == ["a3", "a2", "a1"]
        store.save_claims({"a1": (), "a3": (make_claim(),)}, "7")
        assert store.pending_claims("7") == ["a2"]
        assert store.claims("a3") == (make_claim(),)
        assert store.all_claims() == {"a3": (make_claim(),)}

    def test_a_new_rulebook_makes_all_pending_but_keeps_claims(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        assert store.pending_claims("8") == ["a1"]
        assert store.claims("a1") == (make_claim(),)
        store.save_claims({"a1": ()}, "8")
        assert store.pending_claims("8") == []
        assert store.all_claims() == {}

    def test_chip_and_count_of_the_headline(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        told_again = make_claim(kind=Kind.DEPARTURE, stage=Stage.CONFIRMED, background=True)
        store.save_claims({"a1": (make_claim(kind=Kind.STAY), make_claim(), told_again)}, "7")
        row = store.headline("a1")
        assert row is not None
        assert row.chip == Chip(kind=Kind.APPOINTMENT, person="Ada Brook", club="Harbour Town", stage=Stage.TALKS)
        assert row.n_claims == 2
        assert list(store.headlines()) == [row]
        store.save_claims({"a1": ()}, "8")
        row = store.headline("a1")
        assert row is not None
        assert (row.chip, row.n_claims) == (None, 0)

    def test_claims_of_unknown_articles_are_dropped(self, store: Store) -> None:
        store.save_claims({"a1": (make_claim(),)}, "7")
        assert store.all_claims() == {}
        assert not store.threads_stale()
        store.add_articles([make_article(1)])
        assert store.pending_claims("7") == ["a1"]


class TestThreads:
    def test_threads_come_back_in_order(self, store: Store) -> None:
        threads = [make_thread("north-2025-05"), make_thread("a-2025-04", make_claim(role=Role.ASSISTANT))]
        store.save_threads(threads)
        assert list(store.threads()) == threads
        assert store.n_threads() == 2
        store.save_threads(threads[:0:-1])
        assert list(store.threads()) == threads[1:]

    def test_the_threads_of_an_article_are_found_and_follow_every_change(self, store: Store) -> None:
        one, other = make_thread("north-2025-05"), make_thread("a-2025-04", make_claim(role=Role.ASSISTANT))
        here = one.article_ids[0]
        assert list(store.threads_of(here)) == []
        store.save_threads([one, other])
        assert list(store.threads_of(here)) == [each for each in (one, other) if here in each.article_ids]
        assert list(store.threads_of("nowhere")) == []
        store.save_threads([other])
        assert list(store.threads_of(here)) == [each for each in (other,) if here in each.article_ids]

    def test_a_new_store_is_not_stale(self, store: Store) -> None:
        assert not store.threads_stale()
        store.add_articles([make_article(1)])
        assert not store.threads_stale()

    def test_articles_without_claims_make_no_threads(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": ()}, "7")
        assert not store.threads_stale()

    def test_stale_after_claims_until_saved(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        assert store.threads_stale()
        store.save_threads([make_thread()])
        assert not store.threads_stale()

    def test_claims_that_change_nothing_do_not_make_stale(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        store.save_threads([make_thread()])
        store.save_claims({"a1": (make_claim(),), "a2": ()}, "8")
        assert not store.threads_stale()

    def test_stale_after_delete_and_update(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.save_threads([])
        store.delete_articles(["a1"])
        assert store.threads_stale()
        store.save_threads([])
        store.add_articles([make_article(2, publisher="The Tide")])
        assert store.threads_stale()

    def test_stale_after_a_correction_that_changes_anything(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        store.save_threads([make_thread()])
        inverse = store.apply_marks([star("a1"), correction("split a1")])
        assert store.threads_stale()
        store.save_threads([])
        store.apply_marks([correction("split a1")])
        assert not store.threads_stale()
        store.apply_marks(inverse)
        assert store.threads_stale()

    def test_a_correction_touches_the_clubs_that_are_said_or_any(self, store: Store) -> None:
        store.save_threads([make_thread()])
        store.apply_marks([correction("split a1")], {"Harbour Town"})
        assert store.stale_threads() == ((make_thread(),), {"Harbour Town"})
        store.save_threads([])
        store.apply_marks([correction("split a1")], {"Harbour Town"})
        assert store.stale_threads() == ((), frozenset())
        store.apply_marks([correction("apart")])
        assert store.stale_threads() == ((), None)

    def test_threads_made_before_a_correction_stay_stale(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        store.all_claims()
        store.apply_marks([correction("split a1")])
        store.save_threads([make_thread()])
        assert store.threads_stale()

    def test_threads_made_of_older_claims_stay_stale(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        store.all_claims()
        store.save_claims({"a2": (make_claim(),)}, "7")
        store.save_threads([make_thread()])
        assert store.threads_stale()
        store.all_claims()
        store.save_threads([make_thread()])
        assert not store.threads_stale()

    def test_the_clubs_by_which_threads_lag_behind(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2), make_article(3)])
        north, south = make_claim(club="North End"), make_claim(club="South Pier", employer="Lake City")
        store.save_claims({"a1": (north,), "a2": (south,), "a3": ()}, "7")
        assert store.stale_threads() == ((), frozenset({"North End", "South Pier", "Lake City"}))
        store.save_threads([make_thread()])
        assert store.stale_threads() == ((make_thread(),), frozenset())
        store.save_claims({"a1": (make_claim(club="North Town"),)}, "8")
        assert store.stale_threads()[1] == {"North End", "North Town"}, "where it was told before, and where now"
        store.save_threads([make_thread()])
        store.delete_articles(["a2"])
        assert store.stale_threads()[1] == {"South Pier", "Lake City"}
        store.save_threads([make_thread()])
        store.add_articles([make_article(1, publisher="The Tide")])
        assert store.stale_threads()[1] == {"North Town"}

    def test_clubs_that_change_while_threads_are_made_stay_behind(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2)])
        store.save_claims({"a1": (make_claim(club="North End"),)}, "7")
        assert store.stale_threads()[1] == {"North End"}
        store.save_claims({"a2": (make_claim(club="South Pier"),)}, "7")
        store.save_threads([make_thread()])
        assert store.stale_threads()[1] == {"South Pier"}

    def test_threads_that_were_made_with_something_else_are_made_anew(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": (make_claim(),)}, "7")
        store.all_claims()
        store.save_threads([make_thread()], "this")
        assert not store.threads_stale("this")
        assert store.threads_stale("that")
        assert store.stale_threads("that")[1] is None

    def test_when_many_clubs_change_they_are_not_told_apart(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        store.save_claims({"a1": tuple(make_claim(club=f"Club {n}") for n in range(MOST_TOUCHED + 1))}, "7")
        assert store.stale_threads()[1] is None
        store.save_threads([make_thread()])
        assert store.stale_threads()[1] == frozenset()

    def test_claims_about_clubs(self, store: Store) -> None:
        store.add_articles([make_article(1), make_article(2), make_article(3)])
        here, there = make_claim(club="North End"), make_claim(club="South Pier", employer="Lake City")
        store.save_claims({"a1": (here, there), "a2": (there,), "a3": ()}, "7")
        assert store.claims_about(["North End"]) == {"a1": (here, there)}
        assert store.claims_about(["Lake City", "Nowhere"]) == {"a1": (here, there), "a2": (there,)}
        store.save_claims({"a2": (here,)}, "8")
        store.delete_articles(["a1"])
        assert store.claims_about(["North End", "South Pier", "Lake City"]) == {"a2": (here,)}
        store.add_articles([make_article(2, body="A new text.")])
        assert store.claims_about(["North End"]) == {}


class TestSearch:
    def test_words_phrases_and_prefixes(self, store: Store) -> None:
        store.add_articles([make_article(1, body="Łukasz Weiß is on the pier."), make_article(2, body="Jørn was.")])
        assert store.search("lukasz AND weiss") == {"a1"}
        assert store.search('"on the pier"') == {"a1"}
        assert store.search("jor*") == {"a2"}
        assert store.search('("harbour") AND ("lukas" *)') == {"a1"}
        assert store.search("harbour") == {"a1", "a2"}
        assert store.search("harbour NOT jorn") == {"a1"}
        assert store.search("nobody") == set()

    def test_updates_and_deletes(self, store: Store) -> None:
        store.add_articles([make_article(1, body="An anchor."), make_article(2, body="An anchor.")])
        assert store.search("anchor") == {"a1", "a2"}
        store.add_articles([make_article(1, body="A buoy.")])
        store.delete_articles(["a2"])
        assert (store.search("anchor"), store.search("buoy")) == (set(), {"a1"})
        store.add_articles([make_article(2, body="An anchor.")])
        assert store.search("anchor") == {"a2"}

    def test_indexing_ahead(self, store: Store) -> None:
        store.add_articles([make_article(number) for number in range(5)])
        assert store.index_texts(2) == 3
        assert store.index_texts(2) == 1
        assert store.index_texts(2) == 0
        assert store.search("harbour") == {f"a{number}" for number in range(5)}

    def test_a_wrong_expression(self, store: Store) -> None:
        with pytest.raises(QueryError):
            store.search('"open')


class TestLooks:
    def test_the_last_look_at_each_anchor_is_kept(self, store: Store) -> None:
        assert store.looks() == {}
        first = Look(looked_at=NOW, status="open", out=Way(), into=Way(stage=Stage.TALKS), candidates=("Ada Brook",))
        store.save_look("a1|harbour", first)
        store.save_look("a2|harbour", replace(first, n_reports=7))
        store.save_look("a1|harbour", replace(first, status="filled"))
        assert store.looks() == {
            "a1|harbour": replace(first, status="filled"),
            "a2|harbour": replace(first, n_reports=7),
        }

    def test_looking_changes_nothing_else(self, store: Store) -> None:
        before = store.revision
        store.save_look("a1|harbour", Look(looked_at=NOW, status="open", out=Way(), into=Way()))
        assert store.revision == before


class TestSessions:
    def test_the_last_moment_is_kept(self, store: Store) -> None:
        assert store.last_session_at() is None
        store.save_session(NOW)
        store.save_session(NOW.replace(month=7))
        assert store.last_session_at() == NOW.replace(month=7)


class TestLife:
    def test_revision_grows_with_every_change(self, store: Store) -> None:
        seen = [store.revision]
        store.add_articles([make_article(1)])
        seen.append(store.revision)
        store.apply_marks([read("a1")])
        seen.append(store.revision)
        store.save_claims({"a1": (make_claim(),)}, "7")
        seen.append(store.revision)
        store.save_threads([make_thread()])
        seen.append(store.revision)
        store.delete_articles(["a1"])
        seen.append(store.revision)
        assert seen == sorted(set(seen))

    def test_nothing_to_catch_up_with(self, store: Store) -> None:
        store.add_articles([make_article(1)])
        assert store.catch_up() is False
        assert store.messages() == []

    def test_any_thread_may_use_it(self, store: Store) -> None:
        def work(number: int) -> None:
            for step in range(15):
                name = f"t{number}-{step}"
                store.add_articles([make_article(step, article_id=name)])
                store.apply_marks([read(name), tag(f"tag{number}", name)])
                store.save_claims({name: (make_claim(),)}, "7")
                store.marks().tag_counts()
                list(store.headlines())
                assert name in store.search("harbour")

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(work, range(4)))
        assert len(store.headlines()) == 60
        assert store.marks().n_read == 60
        assert store.pending_claims("7") == []
