"""What can be told of a pattern without trying it: what matches hold, where they begin, what they say of nobody."""

from __future__ import annotations

import pytest

from touchline.extract.lines import CLUB, PERSON, ROLE
from touchline.extract.nodes import Choice, needs_of, starts_of
from touchline.extract.patterns import PatternError, parse_pattern
from touchline.extract.stretches import stretches_of
from touchline.extract.tokens import NEW_ROLE

PHRASES = {"be": Choice((parse_pattern("is", {}), parse_pattern("has been", {})))}


def parse(pattern: str):
    return parse_pattern(pattern, PHRASES)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("{person} (sacked|let go)", [{"sacked", ("let", "go")}, {PERSON}]),
        ("[by] {club}", [{CLUB}]),
        ("<be>* gone", [{"gone"}]),
        ("({role}|the bench)", [{ROLE, NEW_ROLE, ("the", "bench")}]),
        ("[old] ...", []),
    ],
)
def test_needs(pattern: str, needs: list[set[object]]) -> None:
    found = needs_of(parse(pattern))
    assert all(need in found for need in needs)
    assert bool(found) == bool(needs)


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("[the] (old|new) boss", {"the", "old", "new"}),
        ("<be>* {newrole}", {"is", "has", NEW_ROLE}),
        ("{subject} quit", {PERSON}),
        ("[the]", None),
        ("<capital> said", None),
        ("...3 said", None),
    ],
)
def test_starts(pattern: str, starts: set[str] | None) -> None:
    assert starts_of(parse(pattern)) == starts


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("{subject} <be>* (sacked|let go) [by {club}]", [{"sacked", "let"}]),
        ("{club} <be> ...9 {person} 's exit", [{"is", "has"}, {"exit"}]),
        ("{person} ({other}|sacked)", []),
        ("({other}|sacked) now", [{"now"}]),
        ("{person} [the] <aged> boss", [None]),
        ("end ({person} 's|the) spell", [{"end"}]),
    ],
)
def test_stretches_begin_where_a_sentence_can_show_them(pattern: str, starts: list[set[str]]) -> None:
    assert [starts_of(stretch) for stretch in stretches_of(parse(pattern))] == starts


@pytest.mark.parametrize("pattern", ["(a|b", "a)", "(a|b]", "[a|", "{nobody} left", "<nothing> left"])
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(PatternError):
        parse(pattern)


@pytest.mark.parametrize("ending", [")", "]", ")*"])
def test_choices_of_plain_words_read_as_any_other(ending: str) -> None:
    opening = "[" if ending == "]" else "("
    plain = parse(f"{opening}a|no.1 c{ending}")[0]
    mixed = parse(f"{opening}a|no.1 c|<number>{ending}")[0]
    assert type(plain) is type(mixed)
    assert plain.options == (*mixed.options[:2], *mixed.options[3:])
