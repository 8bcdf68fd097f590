"""Explanations as lines for the command line and the reader."""

from __future__ import annotations

from dataclasses import replace

from touchline.model import Claim, CueReading, Explanation, Kind, Mark, NameReading, Role, Span, Stage
from touchline.present.explanations import explanation_lines
from touchline.present.lines import line_width, plain

TEXT = "Ashby is reportedly out at Elland Road. Could Bell follow him?"
CLAIM = Claim(kind=Kind.DEPARTURE, person="Tom Ashby", club="Leeds United", role=Role.HEAD_COACH, stage=Stage.RUMOUR)


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


GOES = Explanation(
    sentence=at("Ashby is reportedly out at Elland Road."),
    trigger=at("Ashby is reportedly out at Elland Road"),
    rule="out",
    kind=Kind.DEPARTURE,
    stage=Stage.CONFIRMED,
    marks=(Mark("who", at("Ashby")), Mark("club", at("Elland Road"))),
    cues=(
        CueReading(span=at("reportedly"), effect="stage", direction="forward", scope=12, stage=Stage.RUMOUR),
        CueReading(span=at("is reportedly"), effect="stage", direction="backward", scope=2, stage=Stage.RUMOUR),
    ),
    names=(
        NameReading("who", "Ashby", "Tom Ashby", "named in full elsewhere in the article"),
        NameReading("club", "Elland Road", "Leeds United", "the club's ground"),
    ),
    claim=CLAIM,
)
ASKS = Explanation(
    sentence=at("Could Bell follow him?"),
    trigger=at("Bell follow"),
    rule="follows",
    kind=Kind.DEPARTURE,
    stage=Stage.RUMOUR,
    marks=(Mark("who", at("Bell")),),
    names=(NameReading("who", "Bell", None, "nobody, or more than one, can be meant"),),
    why_not="the sentence is a question or a condition",
)


def test_a_claim_stands_with_its_sentence_names_cues_and_rule() -> None:
    assert [plain(made) for made in explanation_lines(TEXT, (GOES, ASKS), 98)] == [
        "○ rumour  Tom Ashby leaves Leeds United",
        "  «[who: Ashby] is reportedly out at [club: Elland Road]».",
        "    who          “Ashby” is Tom Ashby: named in full elsewhere in the article",
        "    club         “Elland Road” is Leeds United: the club's ground",
        "    cue          “is reportedly” makes it no more than rumour; for up to 2 words before it",
        "    rule         out: he goes, confirmed unless a cue says otherwise",
        "",
        "Sentences that make no claim",
        "  Could «[who: Bell] follow» him?",
        "    who          “Bell” is open: nobody, or more than one, can be meant",
        "    no claim     the sentence is a question or a condition",
        "    rule         follows: he goes, rumour unless a cue says otherwise",
    ]


def test_rules_that_read_one_sentence_alike_are_told_once() -> None:
    short = replace(GOES, rule="is-out", trigger=at("Ashby is reportedly out"), marks=(Mark("who", at("Ashby")),))
    guessed = replace(short, names=(NameReading("club", "", "Leeds United", "the article's topic"),))
    shown = [plain(made) for made in explanation_lines(TEXT, (short, guessed, GOES), 98)]
    assert sum("reportedly out" in made for made in shown) == 1
    assert any("rule         out, is-out: he goes" in made for made in shown)
    assert not any("not named here" in made for made in shown)


def test_lines_keep_to_the_width() -> None:
    told = replace(GOES, claim=replace(CLAIM, background=True, attribution="somebody with a very long name indeed"))
    for width in (40, 60, 98):
        assert all(line_width(made) <= width for made in explanation_lines(TEXT, (GOES, told, ASKS), width))
