"""The sample library tells its changes, memberships and chains as its golden file does."""

from __future__ import annotations

import pytest

from tests.sample.golden import Told, article_key, differences, edges_of, load_golden, match, unexpected
from touchline.newsroom import stories
from touchline.newsroom.room import open_newsroom
from touchline.newsroom.sample import import_sample

GOLDEN = load_golden()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("sample")
    room = open_newsroom(folder / "library", folder / "config")
    import_sample(room)
    names = {}
    for headline in room.store.headlines():
        article = room.store.article(headline.article_id)
        assert article is not None
        names[article.article_id] = article_key(article)
    threads = tuple(stories.story_threads(room))
    room.close()
    return match(GOLDEN, threads, names)


@pytest.mark.parametrize("key", sorted(GOLDEN.changes))
def test_change_is_told_as_in_the_golden_file(told: Told, key: str) -> None:
    found = list(differences(GOLDEN.changes[key], told))
    assert not found, f"{key}:\n  " + "\n  ".join(found)


def test_no_thread_but_the_golden_ones_is_opened(told: Told) -> None:
    found = unexpected(GOLDEN, told)
    assert not found, "unexpected threads:\n  " + "\n  ".join(found)


def test_chains_join_the_vacancies_that_one_person_joined(told: Told) -> None:
    found = edges_of(told)
    assert not GOLDEN.edges - found, f"missing edges: {sorted(GOLDEN.edges - found)}"
    assert not found - GOLDEN.edges, f"edges that should not be: {sorted(found - GOLDEN.edges)}"


def test_articles_without_a_change_belong_to_no_story(told: Told) -> None:
    listed = set().union(*(change.articles | change.may_hold for change in GOLDEN.changes.values()))
    held = set().union(*(told.articles_of(thread) for thread in told.matched.values()))
    assert set(told.names.values()) - listed, "the sample has no article that is a trap"
    assert not held - listed


def test_every_golden_article_exists(told: Told) -> None:
    names = set(told.names.values())
    for change in GOLDEN.changes.values():
        assert change.articles | change.may_hold <= names, change.key
