"""The table of changes and story threads for people and spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.exchange.samples import CLAIM, THREAD, headline
from touchline.exchange import changes_csv, changes_markdown, changes_text, thread_markdown
from touchline.exchange.markdown import escaped, link
from touchline.model import Seat
from touchline.present.changes import COLUMNS, ChangeRow, change_rows
from touchline.safe import safe

ROWS = change_rows([THREAD])


def row(club: str) -> ChangeRow:
    return replace(ROWS[1], seat=Seat(club=club))


def test_csv() -> None:
    assert changes_csv(ROWS) == (
        "Team,Outgoing,Manner of departure,Date of vacancy,Incoming,Date of appointment,Out stage,In stage,"
        "Days vacant,Articles\n"
        "Harbour Town,,,,Jan Kolb (interim),2025-05-03,,confirmed,,0\n"
        "Harbour Town,Ole Brandt,sacked,2025-05-02,Ines Faro,2025-05-09,confirmed,agreed,7,3\n"
    )
    assert changes_csv([]) == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize("club", ["=1+1", "+1", "-1", "@x", "  =1", '=cmd|" /c x"!A1', "\t=1"])
def test_csv_has_no_formulas(club: str) -> None:
    (_, cells) = csv.reader(io.StringIO(changes_csv([row(club)])))
    assert cells[0].startswith("'")


@given(st.text())
def test_csv_comes_back(club: str) -> None:
    read = list(csv.reader(io.StringIO(changes_csv([row(club)]))))
    assert len(read) == 2
    assert read[1][0] in (safe(club), f"'{safe(club)}")


def test_markdown_table() -> None:
    assert changes_markdown(ROWS[1:]).splitlines() == [
        "| Team | Outgoing | Manner of departure | Date of vacancy | Incoming | Date of appointment | Out stage "
        "| In stage | Days vacant | Articles |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | ---: | ---: |",
        "| Harbour Town | Ole Brandt | sacked | 2025-05-02 | Ines Faro | 2025-05-09 | confirmed | agreed | 7 | 3 |",
    ]
    assert "| A \\| B |" in changes_markdown([row("A | B")])


def test_text_table() -> None:
    assert changes_text([replace(each, manner=None) for each in (ROWS[0], row("東京"))]) == (
        "Team          Outgoing    Date of vacancy  Incoming            Date of appointment  Out stage  In stage   "
        "Days vacant  Articles\n"
        "────────────  ──────────  ───────────────  ──────────────────  ───────────────────  ─────────  ─────────  "
        "───────────  ────────\n"
        "Harbour Town                               Jan Kolb (interim)  2025-05-03                      confirmed  "
        "                    0\n"
        "東京          Ole Brandt  2025-05-02       Ines Faro           2025-05-09           confirmed  agreed     "
        "          7         3\n"
    )


def test_no_escape_sequence_gets_through() -> None:
    hostile = row("a\x1b]0;x\x07b\u202ec\nd")
    for text in (changes_text([hostile]), changes_csv([hostile]), changes_markdown([hostile])):
        assert "abc d" in text


def test_thread_as_markdown() -> None:
    text = thread_markdown(THREAD, {"a1b2": headline("a1b2", "Brandt [out]", "https://quay.example/a(1)")})
    assert text == (
        "# Harbour Town · head coach\n"
        "\n"
        "- Story thread: harbour-town-2025-05 (filled)\n"
        "- Reports: 3, 2025-05-02 to 2025-05-09\n"
        "- Out: Ole Brandt, confirmed, sacked, announced 2025-05-02, effective 2025-05-02\n"
        "- In: Ines Faro, agreed, announced 2025-05-09, effective next week\n"
        "- Interim: Jan Kolb, confirmed, from 2025-05-03\n"
        "- Linked: Max Odd, denied, 1 article, last 2025-05-04, ruled out by Odd's agent\n"
        "- Linked: Ines Faro, agreed, 2 articles\n"
        "- Its coach left for: lakeside-2025-05 (Ole Brandt)\n"
        "- Opened the vacancy: river-city-2025-05 (Ines Faro, agreed)\n"
        "- The same seat before: harbour-town-2024-01\n"
        "\n"
        "## Where this comes from\n"
        "\n"
        "- Outgoing: Ole Brandt; Manner: sacked; Interim: Jan Kolb; Linked: Ines Faro, agreed. "
        "From [Brandt \\[out\\]](<https://quay.example/a(1)>) (Quay Times, 2025-05-02)\n"
        "\n"
        "  > Harbour Town have sacked Ole Brandt.\n"
        "\n"
        "- Linked: Max Odd, ruled out. From [Brandt \\[out\\]](<https://quay.example/a(1)>) (Quay Times, 2025-05-02)\n"
        "\n"
        "## Reports\n"
        "\n"
        "### 2025-05-02\n"
        "\n"
        "**Quay Times**: [Brandt \\[out\\]](<https://quay.example/a(1)>)\n"
        "\n"
        "- departure of Ole Brandt, head coach, Harbour Town, confirmed, sacked, says the club\n"
        "\n"
        "  > Harbour Town have sacked Ole Brandt.\n"
        "\n"
        "The same is told by:\n"
        "\n"
        "- Dock Post, 2025-05-02: e5\n"
        "\n"
        "**unknown**: c3 (disputed by another report)\n"
        "\n"
        "- departure of Ole Brandt, head coach, Harbour Town women, denied\n"
        "\n"
        "### Undated\n"
        "\n"
        "**Quay Times**: d4 (in the story thread river-city-2025-05)\n"
        "\n"
        "- departure of Ole Brandt, head coach, Harbour Town, confirmed, sacked, says the club\n"
        "\n"
        "  > Harbour Town have sacked Ole Brandt.\n"
    )


def test_links_only_where_they_may_open() -> None:
    assert link("x", "javascript:alert(1)") == "x"
    assert link("x", None) == "x"
    assert link("[x](http://a.example)", "https://b.example/<>") == (
        "[\\[x\\](http://a.example)](<https://b.example/%3C%3E>)"
    )


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
hostile = st.one_of(st.text(), st.text(alphabet="*_`[]()<>#+-=!&;|~\\:. 1a\n"))


@given(hostile)
def test_text_stays_text(text: str) -> None:
    tokens = MARKDOWN.parse(escaped(text))
    if not safe(text).strip():
        assert tokens == []
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline).split() == safe(text).split()


@given(hostile)
def test_threads_stay_one_document(text: str) -> None:
    claim = replace(CLAIM, person=text, quote=text, attribution=text)
    timeline = tuple(replace(each, publisher=text, claims=(claim,)) for each in THREAD.timeline)
    thread = replace(THREAD, timeline=timeline, change=replace(THREAD.change, seat=Seat(club=text)))
    tokens = MARKDOWN.parse(thread_markdown(thread, {"a1b2": headline("a1b2", text, text)}))
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2", "h3", "h3"]
    assert not {"html_block", "fence", "code_block", "table_open", "hr"} & {token.type for token in tokens}
    assert not {"link_open", "image", "html_inline", "code_inline"} & {
        child.type for token in tokens for child in token.children or []
    }
