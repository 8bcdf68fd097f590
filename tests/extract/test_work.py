"""How much is done for a text: nothing where no trigger can stand, and never more than in step with its length.

Work is counted in function calls, which no busy machine changes; `bench/` measures time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from bench.texts import MATCH, NEWS, of_length
from bench.texts import article as bench_article
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.reading import article
from tests.extract.test_robust import PIECES
from touchline.extract import claims, extract, load_rulebook, matching, reading
from touchline.extract.claims import Case, Verdict
from touchline.extract.evidence import is_other_sport
from touchline.extract.lines import Line
from touchline.extract.matching import Matcher
from touchline.extract.merging import merge
from touchline.extract.nodes import Choice
from touchline.extract.patterns import parse_pattern
from touchline.extract.scene import Scene
from touchline.extract.tokens import tokenise
from touchline.model import Article, Claim

RULEBOOK = load_rulebook()
ENGLISH = RULEBOOK.languages["en"]
SAMPLE = Path(reading.__file__).parents[1] / "sample" / "articles"


def ungated(told: Article) -> tuple[Claim, ...]:
    """The claims of an article whose every sentence is read, whatever the gate says of it."""
    if is_other_sport(told.text, ENGLISH):
        return ()
    return merge(reading.read_article(told, RULEBOOK, ENGLISH)[1])


def examples() -> Iterator[str]:
    for rules in (ENGLISH.triggers, ENGLISH.bindings, ENGLISH.cues, ENGLISH.blockers):
        for rule in rules:
            yield from rule.examples


@pytest.mark.parametrize("change", [str, str.lower, str.upper, lambda text: text.replace("'", "’")])
def test_the_gate_loses_no_claim_of_an_example(change) -> None:
    for example in map(change, examples()):
        for told in (article(example), article("", title=example)):
            assert extract(told, RULEBOOK).claims == ungated(told), example


def test_the_gate_loses_no_claim_of_the_sample() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*")) if path.is_file()]
    assert any(ungated(article(text)) for text in texts)
    for text in texts:
        told = article(text)
        assert extract(told, RULEBOOK).claims == ungated(told)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *examples()]), max_size=8).map(" ".join))
def test_the_gate_loses_no_claim_of_anything(body: str) -> None:
    told = article(body)
    assert extract(told, RULEBOOK).claims == ungated(told)


def judged_wholly(scene: Scene, cases: list[Case], _: list[Verdict]) -> list[Verdict]:
    """What `_judge_again` would give if it let no verdict stand."""
    return [claims._verdict(scene, case) for case in cases]


def told_by(verdicts: list[Verdict]) -> list[tuple[object, ...]]:
    return [(v.claim, v.why_not, v.club and v.club.club, v.club_from, v.role_said) for v in verdicts]


def assert_right_to_let_stand(told: Article) -> None:
    verdicts = reading.read_article(told, RULEBOOK, ENGLISH)[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claims, "_judge_again", judged_wholly)
        wholly = reading.read_article(told, RULEBOOK, ENGLISH)[1]
    assert told_by(verdicts) == told_by(wholly)


def test_a_verdict_that_stands_is_what_judging_again_would_say() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*")) if path.is_file()]
    for text in (*texts, " ".join(examples())):
        assert_right_to_let_stand(article(text))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *examples()]), max_size=12).map(" ".join))
def test_a_verdict_of_anything_that_stands_is_what_judging_again_would_say(body: str) -> None:
    assert_right_to_let_stand(article(body))


COLUMN = """Leeds United sack manager Tom Ashby

Leeds United have sacked manager Tom Ashby. The club said that he had been relieved of his duties. His assistant Jonas
Berg will take charge until the end of the season. Hull City head coach Ruben Falk is the favourite to replace Ashby.
Falk, who took over at Hull in October 2023, has also been linked with Norwich, whose manager Piet Jansen resigned last
week. Former Coventry boss Daniel Moss has agreed to become the new head coach of Watford. He will succeed Milo Hart,
who was dismissed in March. Jansen was sacked by Stoke in 2021, and he left Derby in 2019."""
MAX_VERDICTS = 1.5
"""For each case: one judges all, and the passes behind it what the ones before may have changed."""


def test_only_what_may_have_changed_is_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Case] = []
    verdict = claims._verdict

    def judge(scene: Scene, case: Case) -> Verdict:
        judged.append(case)
        return verdict(scene, case)

    monkeypatch.setattr(claims, "_verdict", judge)
    cases = reading.read_article(article(COLUMN), RULEBOOK, ENGLISH)[1]
    assert len(cases) > 10
    assert len(cases) < len(judged) < MAX_VERDICTS * len(cases)


WITHOUT = """Rain fell on the harbour end all afternoon, and the first half had few chances. Hull pressed high;
Leeds kept the ball among their back four. "We knew the pitch would be heavy," said Falk, who played in his hundredth
match.

The point keeps Hull in ninth place, four points above the bottom three."""


def test_a_text_without_a_trigger_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read an article that tells nothing")

    monkeypatch.setattr(reading, "read_article", refuse)
    assert extract(article(WITHOUT), RULEBOOK).claims == ()
    with pytest.raises(AssertionError, match="tells nothing"):
        extract(article(f"{WITHOUT} Hull have sacked manager Tom Ashby."), RULEBOOK)


def test_a_text_without_a_trigger_word_is_not_even_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("cut a sentence without a trigger's word")

    monkeypatch.setattr(reading, "tokenise", refuse)
    assert extract(article("Rain fell on the harbour, and gulls stood about on the pier. " * 50), RULEBOOK).claims == ()


def calls(told: Article) -> int:
    """How many Python functions an extraction calls."""
    n_calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal n_calls
        n_calls += event == "call"

    sys.setprofile(count)
    try:
        extract(told, RULEBOOK)
    finally:
        sys.setprofile(None)
    return n_calls


@pytest.mark.parametrize(
    "piece",
    [
        "Leeds manager Tom Ashby, who was sacked by ",
        "Leeds manager Tom Ashby has been sacked. He leaves Leeds, Hull and Stoke. ",
        "Tom Ashby and Jonas Berg and ",
        "the former Leeds boss ",
        "has been ",
        "A. ",
        "will be the new, ",
    ],
)
def test_work_grows_with_the_length_alone(piece: str) -> None:
    news = "Leeds manager Tom Ashby was sacked on Friday.\n\n"
    calls(article(news))  # compiles what is needed
    short, long = (calls(article(news + piece * (size // len(piece)))) for size in (8_000, 16_000))
    assert long < 2.4 * short


@pytest.mark.parametrize(("text", "most"), [(MATCH, 1_200), (NEWS, 32_000)])
def test_an_article_of_3_kb_takes_no_more_work_than_these_calls(text: str, most: int) -> None:
    told = bench_article(of_length(text, 3_000))
    calls(told)  # compiles what is needed
    assert calls(told) < most


def test_words_before_a_verb_are_walked_once_for_all_patterns_that_repeat_them(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[int] = []
    phrases = Choice((*(parse_pattern(words, {}) for words in ("had", "been", "'s (set|due) to")),))
    note_end = matching._note_end
    monkeypatch.setattr(
        matching, "_note_end", lambda line, at, bound: (walked.append(at), note_end(line, at, bound))[1]
    )
    line = Line(tokenise("He had been due to leave", 0, 24))
    for verb in ("leave", "go", "due to leave"):
        list(Matcher(parse_pattern(f"he <vp>* {verb}", {"vp": phrases})).matches(line))
    assert sorted(walked) == [1, 2, 3]


@pytest.mark.parametrize("piece", [".", "\n\x0b", "\n ", "!”", "’", "(", "1.", "at the end of ", "a-", " _", " \t"])
def test_no_mark_repeated_stops_the_reading(piece: str) -> None:
    told = article(f"Leeds manager Tom Ashby was sacked on Friday. {piece * (100_000 // len(piece))}")
    assert [claim.person for claim in extract(told, RULEBOOK).claims] == ["Tom Ashby"]
