"""All patterns read as one: a walk may let too many be tried, never too few, and few that do not match."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.reading import article
from tests.extract.test_robust import PIECES
from touchline.extract import automaton, load_rulebook, reading
from touchline.extract.automaton import Automaton
from touchline.extract.lines import Line
from touchline.extract.patterns import parse_pattern
from touchline.extract.tokens import Token, tokenise

RULEBOOK = load_rulebook()
ENGLISH = RULEBOOK.languages["en"]
SORTS = (ENGLISH.triggers, ENGLISH.bindings, ENGLISH.cues, ENGLISH.blockers, ENGLISH.times.rules)
EXAMPLES = [example for rules in SORTS[:4] for rule in rules for example in rule.examples]


def lines(body: str) -> list[Line]:
    return [part.line for part in reading.read_article(article(body), RULEBOOK, ENGLISH)[0].sentences]


def assert_none_is_missed(line: Line) -> None:
    for rules in SORTS:
        told = {may.number: may.starts for may in rules.candidates(line)}
        for number, (_, pattern) in enumerate(rules.patterns):
            starts = [at for at, _ in pattern.matches(line)]
            assert set(starts) <= set(told.get(number, ())), pattern.text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *EXAMPLES]), max_size=4).map(" ".join))
def test_a_walk_misses_no_match(body: str) -> None:
    for line in lines(body):
        assert_none_is_missed(line)


def test_most_patterns_that_a_walk_tells_do_match() -> None:
    tried = matched = 0
    for line in lines(" ".join(EXAMPLES)):
        for _, _, pattern, starts in ENGLISH.triggers.candidates(line):
            tried += len(starts)
            matched += len(pattern.matches(line, starts))
    assert 0.9 * tried < matched


def line_of(text: str) -> Line:
    """A line of words, and of persons where a capital stands."""
    return Line(
        [
            Token("person", "", word.raw, word.start, word.end) if word.is_capitalised else word
            for word in tokenise(text, 0, len(text))
        ]
    )


@pytest.mark.parametrize(
    ("pattern", "text", "starts"),
    [
        ("leaves [the] club", "he leaves the club and she leaves club", [1, 6]),
        ("(has|had)* left", "he has had left", [1, 2, 3]),
        ("(has|had)* left", "has has has has has has has left", [1, 2, 3, 4, 5, 6, 7]),
        ("left <number> (days|weeks) ago", "he left 10 weeks ago", [1]),
        ("left <number> (days|weeks) ago", "he left some weeks ago", []),
        ("the <aged>", "the 43-year-old", [0]),
        ("leaves ...2 today", "he leaves at once today", [1]),
        ("leaves ...2 today", "he leaves us at once today", []),
        ("leaves ...2 today", "he leaves but not today", []),
        ("{person} leaves", "now Ashby leaves", [1]),
        ("{subject} leaves", "Ashby, 51, leaves", [0]),
        ("{subject} leaves", "Ashby, who is 51, always leaves", []),
        ("{people} leave", "Ashby, Bell and Falk leave", [0, 2, 4]),
        ("that {subject} left", "said that Ashby left", [1]),
    ],
)
def test_where_a_pattern_may_match(pattern: str, text: str, starts: list[int]) -> None:
    told = Automaton([parse_pattern(pattern, {})]).may_match(line_of(text))
    assert told.get(0, []) == starts


def test_walks_that_are_forgotten_are_gone_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ENGLISH.triggers.candidates(lines("Leeds United have sacked manager Tom Ashby.")[0])
    monkeypatch.setattr(automaton, "MAX_STATES", 3)
    forgetful = Automaton([pattern.sequence for _, pattern in ENGLISH.triggers.patterns])
    line = lines("Leeds United have sacked manager Tom Ashby.")[0]
    assert told
    assert forgetful.may_match(line) == forgetful.may_match(line) == {may.number: may.starts for may in told}
