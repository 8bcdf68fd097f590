"""Match expressions, checked against SQLite itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.fold import fold, folded_words
from touchline.query import And, Flag, Node, Not, Or, Phrase, Word, fts, parse
from touchline.query.fts import is_text

TEXTS = (
    "Xabi Alonso leaves Leverkusen for Real Madrid",
    "Madrid is real, says Ancelotti",
    "Łukasz Müller-Weiß and Jørgen O'Neill",
    "alonso alonsos AND or not near",
    "Nothing to see",
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61')")
    connection.executemany("INSERT INTO t(rowid, text) VALUES (?, ?)", enumerate(map(fold, TEXTS)))
    yield connection
    connection.close()


def matching(index: sqlite3.Connection, match: str) -> set[int]:
    return {row[0] for row in index.execute("SELECT rowid FROM t WHERE t MATCH ?", (match,))}


@pytest.mark.parametrize(
    ("text", "match", "found"),
    [
        ("alonso", '"alonso"', {0, 3}),
        ("ALONSO madrid", '"alonso" AND "madrid"', {0}),
        ('"real madrid"', '"real madrid"', {0}),
        ("alons*", '"alons" *', {0, 3}),
        ("lukasz", '"lukasz"', {2}),
        ("Mueller or müller-weiss", '"mueller" OR "muller weiss"', {2}),
        ("o'neill", '"o neill"', {2}),
        ("madrid ~alonso", '("madrid") NOT ("alonso")', {1}),
        ("madrid ~(alonso or ancelotti)", '("madrid") NOT (("alonso" OR "ancelotti"))', set()),
        ("(a or madrid) is", '("a" OR "madrid") AND "is"', {1}),
        ("AND near", '"and" AND "near"', {3}),
        ('"not near"', '"not near"', {3}),
    ],
)
def test_expressions(index: sqlite3.Connection, text: str, match: str, found: set[int]) -> None:
    root = parse(text).root
    assert root is not None
    assert fts(root) == match
    assert matching(index, match) == found


def test_the_open_word_is_a_beginning(index: sqlite3.Connection) -> None:
    query = parse("leaves alo")
    assert query.root is not None
    assert fts(query.root, open_at=query.open_at) == '"leaves" AND "alo" *'
    assert matching(index, fts(query.root, open_at=query.open_at)) == {0}
    query = parse("müller-we")
    assert query.root is not None
    assert matching(index, fts(query.root, open_at=query.open_at)) == {2}


@pytest.mark.parametrize("node", [Flag("new"), Not(Word("a")), And((Not(Word("a")), Not(Word("b"))))])
def test_only_text_can_be_searched(node: Node) -> None:
    assert not is_text(node)
    with pytest.raises(ValueError, match="no text"):
        fts(node)


words = st.sampled_from(["alonso", "madrid", "real", "and", "Łukasz", "o'neill", "alo", "xabi", "müller", "nothing"])
leaves = st.one_of(
    st.builds(Word, words, st.booleans()), st.lists(words, min_size=1, max_size=3).map(" ".join).map(Phrase)
)


def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    denied = st.builds(lambda part, out: And((part, Not(out))), parts, parts)
    return st.one_of(several.map(And), several.map(Or), denied)


def holds(node: Node, has: tuple[str, ...]) -> bool:
    """What a tree means, word by word, for a text's folded words."""
    match node:
        case And(parts):
            return all(holds(part, has) for part in parts)
        case Or(parts):
            return any(holds(part, has) for part in parts)
        case Not(part):
            return not holds(part, has)
        case Word(text) | Phrase(text):
            wanted = folded_words(text)
            runs = [has[at : at + len(wanted)] for at in range(len(has) - len(wanted) + 1)]
            if isinstance(node, Word) and node.prefix:
                return any(run[:-1] == wanted[:-1] and run[-1].startswith(wanted[-1]) for run in runs)
            return wanted in runs
    raise AssertionError(node)


@given(st.recursive(leaves, joined, max_leaves=6))
def test_sqlite_agrees_with_the_meaning(index: sqlite3.Connection, node: Node) -> None:
    assert is_text(node)
    expected = {n for n, text in enumerate(TEXTS) if holds(node, folded_words(text))}
    assert matching(index, fts(node)) == expected


@given(st.text())
def test_whatever_is_typed_is_a_valid_expression(index: sqlite3.Connection, text: str) -> None:
    if folded_words(text):
        matching(index, fts(Word(text, prefix=True)))
        matching(index, fts(Phrase(text)))
