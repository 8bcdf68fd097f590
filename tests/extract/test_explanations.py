"""What explanations say of claims, of phrases that gave none, and of articles in which nothing is read."""

from __future__ import annotations

import pytest

from tests.extract.reading import article
from touchline.extract import explain, extract, why_unread
from touchline.extract.rulebook import Rulebook
from touchline.model import Explanation

BODY = (
    "Leeds United manager Tom Ashby is reportedly close to the sack. "
    "Millwall manager Jim Bell is expected to replace Ashby at Elland Road. "
    "He was once a postman. If Bell is sacked, nobody will cry."
)


def words_of(made: Explanation, text: str) -> set[tuple[str, str]]:
    return {(mark.part, text[mark.span.start : mark.span.end]) for mark in made.marks}


def of_rule(rule: str, body: str, rulebook: Rulebook) -> Explanation:
    return next(made for made in explain(article(body), rulebook) if made.rule == rule)


def test_roles_are_marked_with_the_names_alone(rulebook: Rulebook) -> None:
    body = "Leeds have appointed Tom Ashby as head coach. Ashby replaces the former Millwall manager Jim Bell at Leeds."
    parts = set().union(*(words_of(made, body) for made in explain(article(body), rulebook)))
    assert {("who", "Tom Ashby"), ("club", "Leeds"), ("job", "head coach"), ("in place of", "Jim Bell")} <= parts


@pytest.mark.parametrize(
    ("body", "reading"),
    [
        ("Leeds manager Tom Ashby lost. Ashby was sacked.", ("Ashby", "Tom Ashby", "named in full")),
        ("Leeds manager Tom Ashby lost. He was sacked.", ("He", "Tom Ashby", "the only person")),
        (
            "Leeds lost under manager Tom Ashby. The Spaniard Tom Ashby smiled. Jim wept. The Spaniard was sacked.",
            ("The Spaniard", "Tom Ashby", "only Spanish coach"),
        ),
        ("Leeds manager Tom Ashby lost. Ashby has left Elland Road.", ("Elland Road", "Leeds United", "ground")),
        ("Oakhamby Town have sacked manager Tom Ashby.", ("Oakhamby Town", "Oakhamby Town", "in no list")),
        ("Leeds manager Tom Ashby has been sacked.", ("", "Leeds United", "whose coach he is")),
        ("Leeds manager Tom Ashby met Millwall manager Jim Bell. Then he was sacked.", ("he", None, "more than one")),
        ("Then United sacked manager Tom Ashby.", ("United", None, "clubs")),
    ],
)
def test_names_are_explained(body: str, reading: tuple[str, str | None, str], rulebook: Rulebook) -> None:
    words, means, why = reading
    names = [name for made in explain(article(body), rulebook) for name in made.names]
    assert any(name.words == words and name.means == means and why in name.why for name in names), names


@pytest.mark.parametrize(
    ("body", "why_not"),
    [
        ("Leeds striker Tom Ashby has left the club by mutual consent.", "does not show Tom Ashby to be a coach"),
        ("Leeds manager Tom Ashby met Millwall manager Jim Bell. Then he was sacked.", "nobody is named"),
        ("Could Leeds manager Tom Ashby be sacked?", "a question or a condition"),
        ("Leeds manager Tom Ashby has been left on the bench by nobody.", None),
        ("The appointment will take time.", "the sentence names nobody"),
    ],
)
def test_a_phrase_without_a_claim_says_why(body: str, why_not: str | None, rulebook: Rulebook) -> None:
    reasons = [made.why_not or "" for made in explain(article(body), rulebook) if made.claim is None]
    assert any(why_not in reason for reason in reasons) if why_not else not extract(article(body), rulebook).claims


def test_a_phrase_that_a_blocker_drops_says_so(rulebook: Rulebook) -> None:
    blocker = next(rule for rule in rulebook.languages["en"].blockers if rule.examples)
    told = [made for example in blocker.examples for made in explain(article(example), rulebook)]
    assert all(made.claim is None for made in told)
    assert any("another sense" in (made.why_not or "") for made in told)


def test_cues_are_given_with_reach_and_effect(rulebook: Rulebook) -> None:
    body = "Leeds United are reportedly set to sack manager Tom Ashby."
    cues = {body[cue.span.start : cue.span.end]: cue for made in explain(article(body), rulebook) for cue in made.cues}
    assert cues["set to"].stage == "expected" and cues["set to"].scope > 0
    assert "reportedly" in cues


def test_every_claim_is_explained_and_nothing_else_is(rulebook: Rulebook) -> None:
    claims = extract(article(BODY), rulebook).claims
    explained = {made.claim for made in explain(article(BODY), rulebook) if made.claim is not None}
    assert claims and explained == set(claims)
    assert all((made.claim is None) != (made.why_not is None) for made in explain(article(BODY), rulebook))


def test_an_article_without_a_phrase_says_so_in_one_sentence(rulebook: Rulebook) -> None:
    told = article("The tea was cold and the pies were warm.")
    assert explain(told, rulebook) == ()
    assert why_unread(told, rulebook) == "Nothing in it says that a coach comes, goes or stays."
    rugby = article("The rugby coach Tom Ashby was sacked after a scrum-half and a fly-half fell out over cricket.")
    assert explain(rugby, rulebook) == ()
    assert "another sport" in why_unread(rugby, rulebook)
