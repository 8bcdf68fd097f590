"""Stage, denial, background, attribution and manner: a table of sentences for each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.extract.reading import article, current, short
from touchline.extract import extract
from touchline.extract.rulebook import Rulebook
from touchline.model import Manner

LEEDS = "Leeds United"
CONTEXT = "Millwall manager Tom Ashby spoke on Thursday. "


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Tom Ashby has been appointed as the new Leeds manager.", "confirmed"),
        ("Tom Ashby was named head coach of Leeds on Friday.", "confirmed"),
        ("Tom Ashby will become Leeds manager next week.", "confirmed"),
        ("Tom Ashby is set to become Leeds manager.", "expected"),
        ("Tom Ashby is expected to be named Leeds manager.", "expected"),
        ("Tom Ashby would replace Jim Bell as Leeds manager.", "expected"),
        ("Leeds announced on Friday that Tom Ashby would become Leeds manager.", "confirmed"),
        ("Leeds have reportedly appointed Tom Ashby as manager.", "expected"),
        ("Tom Ashby has agreed to become Leeds manager.", "agreed"),
        ("Leeds are in talks with Tom Ashby.", "talks"),
        ("Leeds have approached Tom Ashby.", "talks"),
        ("Tom Ashby could become the next Leeds manager.", "rumour"),
        ("Tom Ashby has been linked with the vacant Leeds job.", "rumour"),
        ("Tom Ashby is the bookmakers' favourite to become Leeds manager.", "rumour"),
    ],
)
def test_stage_of_an_appointment(sentence: str, stage: str, rulebook: Rulebook) -> None:
    assert short(current(CONTEXT + sentence, rulebook)) == {("Tom Ashby", "appointment", LEEDS, stage)}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Tom Ashby has turned down the chance to become Leeds manager.", "appointment"),
        ("Tom Ashby has ruled himself out of the running for the Leeds job.", "appointment"),
        ("Tom Ashby will not become Leeds manager.", "appointment"),
        ("Tom Ashby rubbished reports linking him with the Leeds job.", "appointment"),
    ],
)
def test_a_refused_job_is_a_denied_appointment(sentence: str, kind: str, rulebook: Rulebook) -> None:
    assert short(current(CONTEXT + sentence, rulebook)) == {("Tom Ashby", kind, LEEDS, "denied")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Leeds boss Tom Ashby will not be sacked.",
        "Leeds boss Tom Ashby says he has no intention of leaving the club.",
        "Leeds boss Tom Ashby has denied that he will resign.",
    ],
)
def test_who_does_not_go_is_a_denied_departure(sentence: str, rulebook: Rulebook) -> None:
    assert short(current(sentence, rulebook)) == {("Tom Ashby", "departure", LEEDS, "denied")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Leeds boss Tom Ashby will be sacked if he loses on Saturday.",
        "Will Leeds boss Tom Ashby be sacked?",
        "Leeds boss Tom Ashby would have been sacked without the late goal.",
    ],
)
def test_conditions_and_questions_claim_nothing(sentence: str, rulebook: Rulebook) -> None:
    assert current(sentence, rulebook) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Leeds boss Tom Ashby was appointed manager of Millwall in October 2022.",
        "Leeds boss Tom Ashby was sacked by Millwall in 2019.",
        "Leeds boss Tom Ashby previously took charge of Millwall.",
        "Leeds boss Tom Ashby, who left Millwall, is popular.",
    ],
)
def test_career_history_is_background(sentence: str, rulebook: Rulebook) -> None:
    assert current(sentence, rulebook) == []
    assert extract(article(sentence), rulebook).claims != ()


def test_recent_steps_of_the_same_story_are_current(rulebook: Rulebook) -> None:
    claims = current("Tom Ashby was sacked as Leeds manager on 2 May.", rulebook)
    assert [(claim.person, claim.effective) for claim in claims] == [("Tom Ashby", "2025-05-02")]


@pytest.mark.parametrize(
    ("sentence", "said_by"),
    [
        ("The Evening Bugle reports that manager Tom Ashby will leave Leeds.", "Evening Bugle"),
        ("Leeds manager Tom Ashby said he will leave the club.", "Tom Ashby"),
        ("Leeds have sacked manager Tom Ashby.", None),
        ("Leeds have sacked manager Tom Ashby, the club announced on Friday.", "the club"),
        ("Leeds can confirm that manager Tom Ashby has left the club.", "the club"),
        ("Leeds fired coach Tom Ashby after a loss on Sunday, the second-tier club said.", "the club"),
        ("Manager Tom Ashby will leave Leeds, according to Sky Sports.", "Sky Sports"),
        ("Manager Tom Ashby will leave Leeds, according to German newspaper Bild.", "Bild"),
        ("Sources have told ESPN that manager Tom Ashby will leave Leeds.", "ESPN"),
        ("Italian media reported that manager Tom Ashby will leave Leeds.", "Italian media"),
        ("Reports claim that manager Tom Ashby will leave Leeds.", None),
        ('"I will leave Leeds in the summer," manager Tom Ashby said.', "Tom Ashby"),
        ("Leeds chairman Paul Lenz said that manager Tom Ashby would not be sacked.", "Paul Lenz"),
        ("Tom Ashby has been confirmed as the new Leeds manager.", None),
    ],
)
def test_attribution(sentence: str, said_by: str | None, rulebook: Rulebook) -> None:
    assert [claim.attribution for claim in current(sentence, rulebook)] == [said_by]


@pytest.mark.parametrize(
    ("sentence", "manner"),
    [
        ("Leeds have sacked manager Tom Ashby.", Manner.SACKED),
        ("Leeds manager Tom Ashby has resigned.", Manner.RESIGNED),
        ("Leeds manager Tom Ashby has left the club by mutual consent.", Manner.MUTUAL_CONSENT),
        ("Leeds manager Tom Ashby has left the club.", None),
    ],
)
def test_manner(sentence: str, manner: Manner | None, rulebook: Rulebook) -> None:
    assert [claim.manner for claim in current(sentence, rulebook)] == [manner]


@pytest.mark.parametrize(
    ("sentence", "effective", "words"),
    [
        ("Leeds manager Tom Ashby resigned on Friday.", "2025-05-09", None),
        ("Leeds manager Tom Ashby will leave the club on 30 June.", "2025-06-30", None),
        ("Leeds manager Tom Ashby will leave the club in June.", "2025-06", None),
        (
            "Leeds manager Tom Ashby will leave the club at the end of the season.",
            "2025-05",
            "at the end of the season",
        ),
        ("Leeds manager Tom Ashby has left the club.", None, None),
        ("Leeds fired coach Tom Ashby after a loss on Sunday, the club said on Thursday.", "2025-05-08", None),
        ("Leeds manager Tom Ashby was sacked following Sunday's defeat.", None, None),
        ("Leeds manager Tom Ashby was sacked before next Monday's visit of Hull.", None, None),
        ("Leeds manager Tom Ashby, who joined in July, was sacked on Thursday.", "2025-05-08", None),
        ("On Thursday, Leeds sacked manager Tom Ashby.", "2025-05-08", None),
        ("Leeds have appointed Tom Ashby as head coach from 1 July.", "2025-07-01", None),
        ("Leeds have appointed Tom Ashby as head coach until the end of the season.", None, None),
        ("Leeds manager Tom Ashby will leave the club, it said on Friday.", None, None),
    ],
)
def test_effective_dates(sentence: str, effective: str | None, words: str | None, rulebook: Rulebook) -> None:
    assert [(claim.effective, claim.effective_words) for claim in current(sentence, rulebook)] == [(effective, words)]


def test_dates_follow_the_article_not_today(rulebook: Rulebook) -> None:
    claims = current("Leeds manager Tom Ashby resigned on Friday.", rulebook, on=datetime(2019, 1, 15, tzinfo=UTC))
    assert [claim.effective for claim in claims] == ["2019-01-11"]
