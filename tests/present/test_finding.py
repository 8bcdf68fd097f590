"""Finding on a page that is laid out already."""

from __future__ import annotations

import pytest

from touchline.present.finding import PageText, marked
from touchline.present.lines import Piece, line, plain

PAGE = (
    line(Piece("Müller-Weiß stays", "heading")),
    (),
    line("He said it ", Piece("▌", "edge"), Piece("at the", "evidence")),
    line(Piece("training ground.", "evidence"), Piece("▐", "edge"), " And went."),
)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ("muller", [((0, 0, 6),)]),
        ("WEISS STAYS", [((0, 7, 17),)]),
        ("weis", [((0, 7, 11),)]),
        ("the  training", [((2, 15, 18), (3, 0, 8))]),
        ("it at", [((2, 8, 14),)]),
        ("ground. and", [((3, 9, 21),)]),
        ("t", [((0, 13, 14),), ((2, 9, 10),), ((2, 13, 14),), ((2, 15, 16),), ((3, 0, 1),), ((3, 25, 26),)]),
        ("he said it at the training", [((2, 0, 18), (3, 0, 8))]),
        ("goalless", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_text_is_found_wherever_it_stands(wanted, places):
    found = PageText(PAGE).find(wanted)
    assert [tuple(place for place in match) for match in found] == places


def test_a_page_without_lines_holds_nothing():
    assert PageText(()).find("x") == ()


def test_what_is_found_is_marked_and_the_text_stays():
    made = marked(PAGE[2], [(8, 14, "match"), (15, 18, "match-here")])
    assert made == (
        Piece("He said "),
        Piece("it ", "match"),
        Piece("▌", "edge"),
        Piece("at", "match"),
        Piece(" ", "evidence"),
        Piece("the", "match-here"),
    )
    assert plain(made) == plain(PAGE[2])
