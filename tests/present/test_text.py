"""Measuring, cutting and wrapping text; evidence in prose; search matches; dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.model import Span
from touchline.present.dates import dated, days_apart, effective_date, long_date
from touchline.present.lines import Piece, beside, clip, flowing, joined, line, line_width, pad, plain, spread
from touchline.present.matches import split_matches
from touchline.present.measure import cell_width, clip_text, wrap_text
from touchline.present.prose import merge_spans, prose_lines
from touchline.safe import safe_same_length

WORDS = st.text(alphabet=st.sampled_from("ab é日本e\u0301👩‍👧 -\n"), max_size=80)


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("監督", 4), ("e\u0301", 1), ("⚽", 2), ("❤\ufe0f", 2), ("👩\u200d👧", 2), ("", 0), ("ß…", 2)],
)
def test_cell_width(text, width):
    assert cell_width(text) == width


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs"]), max_size=30))
def test_widths_are_near_what_the_terminal_library_paints(text):
    cells = pytest.importorskip("rich.cells")
    # Tables of different Unicode versions disagree about single characters; the painter pads what is left.
    assert abs(cell_width(text) - cells.cell_len(text)) <= 2 * len(text)


def test_common_scripts_measure_as_the_terminal_library_paints_them():
    cells = pytest.importorskip("rich.cells")
    for text in ("Dortmund · Köln – “so”…", "監督が交代", "Спартак", "مدرب", "ไทย", "⚽ 🇧🇷"[:1], "●○◔◑◕✔✘▌▐◀─↪≠★"):
        assert cell_width(text) == cells.cell_len(text), text


@given(WORDS, st.integers(0, 40))
def test_clipped_text_fits_and_says_that_it_was_cut(text, width):
    clipped = clip_text(text, width)
    assert cell_width(clipped) <= width
    assert clipped == text or clipped.endswith("…") or width == 0


@given(WORDS, st.integers(2, 40))
def test_wrapping_keeps_every_word_and_fits(text, width):
    lines = wrap_text(text, width)
    assert all(cell_width(made) <= width for made in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_are_cut_filled_and_spread():
    made = line("Alonso ", Piece("✔ confirmed", "stage-confirmed"))
    assert plain(clip(made, 12)) == "Alonso ✔ co…"
    assert plain(clip(line("Alonso", "!"), 6)) == "Alons…"
    assert plain(pad(made, 20)) == "Alonso ✔ confirmed  "
    assert plain(spread(line("left"), line("right"), 12)) == "left   right"
    assert plain(joined([line("a"), (), line("b")])) == "a · b"
    assert plain(beside(line("12345"), (line("long one"), line("x")), 9)) == "12345   x"
    assert plain(beside(line("12345"), (line("long one"),), 9)) == "12345"


def test_prose_marks_evidence_across_lines_and_keeps_the_marks_at_its_words():
    text = "The club said that Alonso will take charge in June, and nothing else."
    start, end = text.index("Alonso"), text.index(", and")
    lines = prose_lines(text, 26, [Span(start, end)])
    assert [plain(made) for made in lines] == [
        "The club said that ▌Alonso",
        "will take charge in June▐,",
        "and nothing else.",
    ]
    assert lines[0] == (Piece("The club said that "), Piece("▌", "edge"), Piece("Alonso", "evidence"))
    assert lines[1][0] == Piece("will take charge in June", "evidence")


def test_spans_are_code_points_also_behind_emoji_and_combining_marks():
    text = "👩\u200d👧 e\u0301 監督 Alonso goes"
    start = text.index("Alonso")
    lines = prose_lines(text, 60, [Span(start, start + 6)])
    assert [piece.text for piece in lines[0] if piece.style == "evidence"] == ["Alonso"]


def test_evidence_over_a_paragraph_break_is_marked_in_both_paragraphs():
    text = "One goes.\n\nTwo comes."
    lines = prose_lines(text, 40, [Span(4, 14)])
    assert [plain(made) for made in lines] == ["One ▌goes.▐", "", "▌Two▐ comes."]


def test_text_of_others_loses_its_control_characters_but_keeps_its_spans():
    text = "a \x1b[31mred\u202e Alonso goes"
    start = text.index("Alonso")
    lines = prose_lines(text, 60, [Span(start, start + 6)])
    assert "\x1b" not in plain(lines[0]) and "\u202e" not in plain(lines[0])
    assert [piece.text for piece in lines[0] if piece.style == "evidence"] == ["Alonso"]


def test_hard_wrapped_lines_are_joined_and_lists_are_not():
    wrapped = "This line was wrapped by an editor at a fixed column of\nsome sixty letters, and goes on.\n- one\n- two"
    assert [plain(made) for made in prose_lines(wrapped, 80)] == [
        "This line was wrapped by an editor at a fixed column of some sixty letters, and",
        "goes on.",
        "- one",
        "- two",
    ]


@given(WORDS, st.integers(10, 100), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_prose_fits_and_loses_no_letter(text, width, spans):
    lines = prose_lines(text, width, [Span(*sorted(span)) for span in spans])
    assert all(line_width(made) <= min(width, 80) for made in lines)
    shown = "".join(piece.text for made in lines for piece in made if piece.style != "edge")
    assert "".join(shown.split()) == "".join(safe_same_length(text).split())


def test_touching_spans_are_one():
    assert merge_spans([Span(5, 9), Span(0, 5), Span(7, 8), Span(12, 12)]) == (Span(0, 9),)


def test_matches_are_folded_and_the_last_word_is_a_beginning():
    assert split_matches("Müller and Hamuller", ("mull",), "text") == [
        Piece("Müller", "match"),
        Piece(" and Hamuller", "text"),
    ]
    assert split_matches("the last two of the last", ("last two",), "strong") == [
        Piece("the ", "strong"),
        Piece("last two", "match"),
        Piece(" of the last", "strong"),
    ]
    assert split_matches("", ("x",), "text") == split_matches("", (), "text") == []
    assert split_matches("a [/b]", ("!",), "text") == [Piece("a [/b]", "text")]


def test_dates():
    today = date(2025, 6, 1)
    assert dated(date(2025, 5, 12), today) == "12 May"
    assert dated(date(2024, 5, 12), today) == "12 May 2024"
    assert long_date(date(2025, 5, 12)) == "Mon 12 May 2025"
    assert effective_date("2025-05-09") == "9 May 2025"
    assert effective_date("2025-06") == "June 2025"
    assert effective_date("soon") == "soon"
    assert [days_apart(date(2025, 5, 12), date(2025, 5, day)) for day in (12, 13, 25)] == [
        "",
        "next day",
        "13 days later",
    ]


def test_parts_flow_into_as_few_lines_as_hold_them():
    parts = [line("Outgoing Ashby"), line("Manner sacked"), line("Way out confirmed")]
    assert [plain(made) for made in flowing(parts, 31)] == ["Outgoing Ashby · Manner sacked", "Way out confirmed"]
    assert [plain(made) for made in flowing(parts[:1], 9)] == ["Outgoing…"]
    assert flowing([], 9) == ()
