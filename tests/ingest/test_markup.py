from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest.markup import html_to_text, line_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain words", "plain words"),
        ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2"),
        ("A&amp;B &#8217; &eacute;", "A&B ’ é"),
        ("<p>One\n two</p>\n<p>Three</p>", "One two\n\nThree"),
        ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree"),
        ("a<b>b</b> <i>c</i>d", "ab cd"),
        ("He said <q>yes</q>.", "He said “yes”."),
        ("<ol start=3><li>x</li><li>y</li></ol>", "1. x\n2. y"),
        ("<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ul>z", "- a\n- b\n  - c\n\nz"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>  keep\n   this</pre>", "keep\n   this"),
        ("<img alt='x' src='data:,y'>seen<!-- not --><script>not</script>", "seen"),
        ("<p style='color: red; display : none'>no</p><p hidden>no</p>yes", "yes"),
        ("<p>&#27;[2J&#157;x</p>", "[2Jx"),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, text: str):
    assert html_to_text(html) == text


def test_lines_are_single_spaced():
    assert line_to_text("  A &amp;\n <b>B</b> ") == "A & B"
    assert line_to_text(None) == ""


@given(st.text(alphabet=st.sampled_from("<>/&;#ab pliubrqtd\n!-'\"=\ud800\x00"), max_size=200))
def test_no_markup_breaks_the_reading(html: str):
    text = html_to_text(html)
    assert text == text.strip()
    text.encode()


def test_long_runs_and_unclosed_comments_take_no_quadratic_time():
    # Each of these took seconds to minutes with patterns or parsers that look back.
    for html in (
        "<!--" * 100_000,
        "<p>" + " " * 500_000 + "x",
        "<a " * 100_000,
        "<p>" + "&#1;" * 100_000,
        "<ul><li>" * 20_000,
    ):
        html_to_text(html)
