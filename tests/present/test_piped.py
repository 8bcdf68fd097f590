"""What a command printed, as a page."""

from __future__ import annotations

from touchline.present.lines import BLANK, Piece
from touchline.present.piped import output_page


def test_columns_stay_and_long_lines_are_cut():
    page = output_page("a   b\n\n" + "x" * 14 + "\n\x1b[31mred\n\n", None, 10)
    assert page.lines == (
        (Piece("a   b"),),
        BLANK,
        (Piece("xxxxxxxxxx"),),
        (Piece("xxxx"),),
        (Piece("red"),),
    )


def test_what_went_wrong_comes_first():
    page = output_page("usage: wc\n", "wc ended with exit code 1", 40)
    assert page.lines == ((Piece("wc ended with exit code 1", "warning"),), BLANK, (Piece("usage: wc"),))
