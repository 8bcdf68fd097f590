"""Story rows, the article, the thread's card, chain and timeline, the table, help and guides: by equality."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from touchline.model import (
    Article,
    Candidate,
    ChainHop,
    Change,
    Chip,
    Claim,
    Headline,
    Kind,
    Manner,
    Proof,
    Role,
    Seat,
    Span,
    Stage,
    StoryThread,
    TimelineRow,
    Way,
)
from touchline.present.article import Clipping, article_page
from touchline.present.chain import chain_line
from touchline.present.changes import ChangeRow
from touchline.present.changes_table import table_date, table_head, table_row
from touchline.present.claims import claim_phrase, move_phrase, stage_piece, surname
from touchline.present.guide import empty_library, empty_view
from touchline.present.help import HelpRow, help_lines, search_rows, stage_rows
from touchline.present.lines import Piece, line_width, plain
from touchline.present.proofs import proof_lines
from touchline.present.since import Since
from touchline.present.story_rows import RowMarks, story_row
from touchline.present.threads import ThreadStory, card_lines, move_words, thread_row, thread_text
from touchline.present.timeline import timeline_entries
from touchline.present.views import SideRow, side_rows
from touchline.present.why import why_page

TODAY = date(2025, 6, 20)
MADRID, BRAZIL = Seat(club="Real Madrid"), Seat(club="Brazil")


def headline(**changes: object) -> Headline:
    made = Headline(
        article_id="x",
        headline="Brazil name Ancelotti as coach",
        published_at=datetime(2025, 5, 12, tzinfo=UTC),
        first_seen_at=datetime(2025, 5, 13, tzinfo=UTC),
        feed=None,
        publisher="CBF",
        language="en",
        url=None,
        shard="s",
        fold_key="x",
        chip=Chip(kind=Kind.APPOINTMENT, person="Carlo Ancelotti", club="Brazil", stage=Stage.CONFIRMED),
        n_claims=2,
    )
    return replace(made, **changes)


def shown(row) -> list[str]:
    return [plain(made) for made in row]


def test_a_story_row():
    assert shown(story_row(headline(), RowMarks(), 60, TODAY)) == [
        " ● 12 May  Brazil name Ancelotti as coach                   ",
        "           CBF · Ancelotti → Brazil ✔ confirmed          +1 ",
    ]
    assert shown(story_row(headline(), RowMarks(), 46, TODAY))[1] == "           CBF · Ancelotti → Brazil ✔      +1 "


def test_the_stage_is_never_cut_off_a_row():
    long = headline(publisher="A publisher with a very long name", headline="w" * 99)
    for width in range(24, 80):
        first, second = shown(story_row(long, RowMarks(tags=("madrid",)), width, TODAY))
        assert "✔" in second and len(first) == len(second) == width


def test_a_long_claim_gives_way_to_the_publisher_by_the_end_of_its_club():
    wide = headline(
        publisher="Quayside Wire",
        chip=Chip(kind=Kind.DEPARTURE, person="Ange Postecoglou", club="Nottingham Forest", stage=Stage.AGREED),
        n_claims=1,
    )

    def second(width: int) -> str:
        return shown(story_row(wide, RowMarks(), width, TODAY))[1].strip()

    assert second(80) == "Quayside Wire · Postecoglou leaves Nottingham Forest ◕ agreed"
    assert second(70) == "Quayside Wire · Postecoglou leaves Nottingham Forest ◕"
    assert second(58) == "Quayside Wire · Postecoglou leaves Notting… ◕"
    assert second(54) == "Quayside W… · Postecoglou leaves Notti… ◕"
    assert second(52) == "Quayside Wire · Postecoglou leaves ◕"
    assert second(46) == "Quayside… · Postecoglou leaves ◕", "as it stands in 120 columns"
    assert second(36) == "Postecoglou leaves N… ◕"


def test_marks_of_a_row():
    first, second = story_row(headline(), RowMarks(read=True, starred=True, tags=("cup",)), 60, TODAY)
    assert plain(first).startswith("   12 May  ★ Brazil name")
    assert "#cup" in plain(second)
    assert Piece("Brazil name Ancelotti as coach", "text") in first


def test_another_year_is_told_below_the_date_and_no_date_in_its_place():
    old = headline(published_at=datetime(2023, 5, 1, tzinfo=UTC))
    assert shown(story_row(old, RowMarks(), 50, TODAY))[1].startswith("     2023  ")
    undated = shown(story_row(headline(published_at=None), RowMarks(), 50, TODAY))
    assert undated[0].startswith(" ● undated Brazil name"), "clear of the unread mark, the headline where it always is"
    assert undated[1].startswith(" " * 11 + "CBF")


def test_wide_characters_keep_the_columns_straight():
    for made in story_row(headline(headline="監督交代 " * 20, publisher="新聞"), RowMarks(), 47, TODAY):
        assert line_width(made) == 47


@pytest.mark.parametrize(
    ("person", "short"),
    [
        ("Xabi Alonso", "Alonso"),
        ("Erik ten Hag", "ten Hag"),
        ("Louis van Gaal", "van Gaal"),
        ("Roberto De Zerbi", "De Zerbi"),
        ("Giovanni van Bronckhorst", "van Bronckhorst"),
        ("Nuno Espirito Santo", "Santo"),
        ("Dorival Junior", "Dorival Junior"),
        ("Luis Enrique", "Luis Enrique"),
        ("Tite", "Tite"),
        ("De Zerbi", "De Zerbi"),
        ("Rafael van der Vaart", "van der Vaart"),
    ],
)
def test_surnames(person, short):
    assert surname(person) == short


def claim(**changes: object) -> Claim:
    made = Claim(
        kind=Kind.APPOINTMENT,
        person="Carlo Ancelotti",
        club="Brazil",
        role=Role.HEAD_COACH,
        stage=Stage.CONFIRMED,
        quote="Ancelotti takes charge.",
        rule="en.appoint",
    )
    return replace(made, **changes)


def test_claims_in_words():
    assert claim_phrase(claim()) == "Carlo Ancelotti → Brazil"
    assert claim_phrase(claim(kind=Kind.DEPARTURE, role=Role.INTERIM)) == "Carlo Ancelotti leaves Brazil as interim"
    assert claim_phrase(claim(kind=Kind.STAY, squad="u21")) == "Carlo Ancelotti stays at Brazil u21"
    assert move_phrase(Kind.DEPARTURE, "Carlo Ancelotti", "Brazil") == "Ancelotti leaves Brazil"
    assert stage_piece(Stage.TALKS) == Piece("◔ talks", "stage-talks")
    assert stage_piece(None, denied=True) == Piece("✘ denied", "stage-denied")
    assert stage_piece(None) == Piece("", "muted")


TEXT = "Brazil name Ancelotti\n\nIt is done. Ancelotti takes charge. More soon."


def clipping(**changes: object) -> Clipping:
    start = TEXT.index("Ancelotti takes")
    proven = claim(evidence=(Span(start, start + 23),), attribution="the federation", effective="2025-05-26")
    article = Article(
        article_id="x",
        title="Brazil name Ancelotti",
        text=TEXT,
        published_at=datetime(2025, 5, 12, tzinfo=UTC),
        date_from="text",
        first_seen_at=datetime(2025, 5, 13, tzinfo=UTC),
        publisher="CBF",
        author="A. Writer",
        url="https://example.org/x",
    )
    return replace(Clipping(article=article, claims=(proven,)), **changes)


def test_the_article_page():
    page = article_page(clipping(tags=("cup",), starred=True), 70)
    assert [plain(made) for made in page.lines] == [
        "Brazil name Ancelotti",
        "★ · CBF · A. Writer · Mon 12 May 2025 · 1 min · #cup",
        "",
        "✔ confirmed  Carlo Ancelotti → Brazil · from 26 May 2025",
        "",
        "It is done. ▌Ancelotti takes charge.▐ More soon.",
        "",
        "Link  https://example.org/x",
    ]
    assert page.evidence_at == 5


def test_chosen_evidence_and_notes():
    assert article_page(clipping(), 70, evidence=()).evidence_at is None
    quiet = article_page(clipping(claims=(), note="No rules for this language yet."), 70)
    assert "No rules for this language yet." in [plain(made) for made in quiet.lines]


def test_an_article_with_its_pages_text_says_so():
    article = replace(clipping().article, feed_text="A part of it.")
    assert (
        plain(article_page(clipping(article=article), 70).lines[1])
        == "CBF · A. Writer · Mon 12 May 2025 · 1 min · full text"
    )


def test_an_undated_article_says_so_and_a_page_never_leaves_its_width():
    article = replace(clipping().article, published_at=None, author="x" * 90, title="y" * 200)
    page = article_page(clipping(article=article), 40)
    assert any("undated, first seen Tue 13 May 2025" in plain(made) for made in page.lines)
    assert all(line_width(made) <= 90 for made in page.lines)


def hop(seat: Seat, thread_id: str, person: str | None, *, solid: bool = True, n: int = 0) -> ChainHop:
    stage = (Stage.CONFIRMED if solid else Stage.TALKS) if person else None
    return ChainHop(seat=seat, thread_id=thread_id, person=person, stage=stage, solid=solid, n_candidates=n)


CHAIN = (
    hop(BRAZIL, "brazil", "Carlo Ancelotti"),
    hop(MADRID, "madrid", "Xabi Alonso"),
    hop(Seat(club="Leverkusen"), "leverkusen", None, n=2),
)


def test_the_chain_is_drawn_and_knows_where_its_seats_are():
    drawn = chain_line(CHAIN, "madrid", 99)
    text = plain(drawn.pieces)
    assert text == "Brazil ◀─ Ancelotti ─ [Real Madrid] ◀─ Alonso ─ Leverkusen ◁┄ still vacant, 2 candidates"
    assert [text[start:end] for _, start, end in drawn.places] == ["Brazil", "[Real Madrid]", "Leverkusen"]
    loose = chain_line((hop(BRAZIL, "brazil", "Carlo Ancelotti", solid=False), CHAIN[1]), "brazil", 90)
    assert plain(loose.pieces) == "[Brazil] ◁┄ Ancelotti? ◔ talks ┄ Real Madrid ◀─ Alonso"


@pytest.mark.parametrize("here", ["brazil", "madrid", "leverkusen"])
@pytest.mark.parametrize("width", [8, 14, 20, 30, 40, 50, 60])
def test_a_long_chain_is_cut_around_where_one_is(here, width):
    drawn = chain_line(CHAIN, here, width)
    assert line_width(drawn.pieces) <= width
    assert "[" in plain(drawn.pieces)


def thread(**changes: object) -> StoryThread:
    out_claim = claim(kind=Kind.DEPARTURE, club="Real Madrid", attribution="the club", quote="He goes.")
    in_claim = claim(person="Xabi Alonso", club="Real Madrid", quote="He comes.")
    no_claim = claim(person="Juergen Klopp", club="Real Madrid", stage=None, denied=True, quote="He does not.")
    out = Proof(article_id="a", reported_on=date(2025, 5, 12), publisher="Marca", claim=out_claim)
    into = Proof(article_id="c", reported_on=date(2025, 5, 25), publisher="Real Madrid", claim=in_claim)
    denied = Proof(article_id="b", reported_on=date(2025, 5, 13), publisher="Kicker", claim=no_claim)
    change = Change(
        seat=MADRID,
        out=Way(person="Carlo Ancelotti", stage=Stage.CONFIRMED, manner=Manner.MUTUAL_CONSENT, proofs={"stage": out}),
        into=Way(person="Xabi Alonso", stage=Stage.CONFIRMED, effective="2025-06-01", proofs={"stage": into}),
        candidates=(
            Candidate(
                person="Juergen Klopp", stage=None, denied=True, n_articles=2, last_on=date(2025, 5, 13), proof=denied
            ),
        ),
    )
    rows = (
        TimelineRow(reported_on=date(2025, 5, 12), article_id="a", publisher="Marca", claims=(out_claim,)),
        TimelineRow(
            reported_on=date(2025, 5, 12), article_id="n", publisher="CBF", claims=(claim(),), neighbour="brazil"
        ),
        TimelineRow(
            reported_on=date(2025, 5, 13), article_id="b", publisher="Kicker", claims=(no_claim,), disputed_by=("a",)
        ),
        TimelineRow(reported_on=date(2025, 5, 25), article_id="c", publisher="Real Madrid", claims=(in_claim,)),
        TimelineRow(reported_on=None, article_id="u", publisher=None, claims=(in_claim,)),
    )
    made = StoryThread(
        thread_id="madrid",
        status="filled",
        change=change,
        timeline=rows,
        opened_on=date(2025, 5, 12),
        last_on=date(2025, 5, 25),
    )
    return replace(made, **changes)


def test_the_card():
    lines = card_lines(ThreadStory(thread=thread(), chain=CHAIN), 90, TODAY)
    assert [" ".join(plain(made).split()) for made in lines] == [
        "Out ✔ confirmed Carlo Ancelotti · mutual consent the club, 12 May",
        "In ✔ confirmed Xabi Alonso · from 1 Jun 2025 Real Madrid, 25 May",
        "Linked Klopp ✘ denied (2)",
        "Chain Brazil ◀─ Ancelotti ─ [Real Madrid] ◀─ Alonso ─ Leverkusen ◁┄ vacant (2)",
    ]
    narrow = card_lines(ThreadStory(thread=thread(), chain=CHAIN), 50, TODAY)
    assert all(line_width(made) <= 50 for made in narrow)
    assert "Carlo Ancelotti" in plain(narrow[0]), "who it is matters more than whose report it was"


def test_a_change_that_is_only_talked_about():
    talk = claim(kind=Kind.DEPARTURE, club="Real Madrid", stage=Stage.RUMOUR)
    proof = Proof(article_id="a", reported_on=None, publisher=None, claim=talk)
    change = Change(seat=MADRID, out=Way(stage=Stage.RUMOUR, proofs={"stage": proof}), into=Way())
    story = ThreadStory(thread=thread(change=change, status="open"))
    lines = [" ".join(plain(made).split()) for made in card_lines(story, 90, TODAY)]
    assert lines == ["Out ○ rumour Carlo Ancelotti", "In nobody is named yet"]
    assert move_words(story.thread) == "Ancelotti? → open"
    assert move_words(thread()) == "Ancelotti → Alonso"


def test_the_timeline_newest_first():
    story = ThreadStory(
        thread=thread(), neighbours={"brazil": thread(thread_id="brazil", change=replace(thread().change, seat=BRAZIL))}
    )
    entries = timeline_entries(story, 70, TODAY)
    text = [plain(made).rstrip() for entry in entries for made in entry.lines]
    assert text == [
        "── 25 May ────────────────────────────────────────────────────────────",
        "   ✔ confirmed  Xabi Alonso → Real Madrid                 Real Madrid",
        "                “He comes.”",
        "── 13 May ───────────────────────────────────────── 12 days later ↑ ──",
        "   ✘ denied     Juergen Klopp → Real Madrid  ≠ disputed        Kicker",
        "                “He does not.”",
        "                ≠ Marca: ✔ confirmed  Ancelotti leaves Real Madrid",
        "── 12 May ────────────────────────────────────────────── next day ↑ ──",
        "   ✔ confirmed  Carlo Ancelotti leaves Real Madrid              Marca",
        "                “He goes.”",
        "   ↪ Brazil  ✔ confirmed  Carlo Ancelotti → Brazil                CBF",
        "                “Ancelotti takes charge.”",
        "── undated ───────────────────────────────────────────────────────────",
        "   ✔ confirmed  Xabi Alonso → Real Madrid",
        "                “He comes.”",
    ]
    assert [entry.row.article_id for entry in entries if entry.row] == ["c", "b", "a", "n", "u"]


def test_a_fold_shows_how_many_say_the_same_and_opens():
    rows = thread().timeline
    first, again = rows[0], replace(rows[0], article_id="a2", publisher="As", fold="a", reported_on=date(2025, 5, 14))
    story = ThreadStory(thread=thread(timeline=(first, again)), unread=frozenset({"a2"}))
    closed = timeline_entries(story, 70, TODAY)
    assert [plain(made).rstrip() for made in closed[1].lines] == [
        " ● ✔ confirmed  Carlo Ancelotti leaves Real Madrid           Marca +1",
        "                “He goes.”",
    ]
    assert (len(closed), closed[1].article_ids) == (2, ("a", "a2"))
    opened = timeline_entries(story, 70, TODAY, opened={"a"})
    assert [plain(made) for made in opened[2].lines] == [" ●   └ 14 May  As  “He goes.”"]
    assert opened[2].article_ids == ("a2",)


def test_a_narrow_timeline_keeps_who_goes_and_marks_a_dispute_by_its_sign():
    row = replace(thread().timeline[0], disputed_by=("b",))
    entries = timeline_entries(ThreadStory(thread=thread(timeline=(row,))), 37, TODAY)
    assert plain(entries[1].lines[0]).rstrip() == "   ✔ confirmed  Ancelotti leaves  ≠"


@pytest.mark.parametrize("width", [37, 60, 99])
def test_a_caretaker_is_called_one_however_narrow_the_timeline_is(width):
    row = thread().timeline[0]
    claim = replace(row.claims[0], kind=Kind.APPOINTMENT, role=Role.INTERIM, person="Tom Ashby")
    entries = timeline_entries(ThreadStory(thread=thread(timeline=(replace(row, claims=(claim,)),))), width, TODAY)
    assert "as interim" in plain(entries[1].lines[0])


def test_each_side_of_a_dispute_tells_what_the_other_says():
    first = replace(thread().timeline[0], disputed_by=("b",))
    sacked = replace(first.claims[0], manner=Manner.SACKED, effective="2025-05-13")
    second = replace(first, article_id="b", publisher="As", claims=(sacked,), disputed_by=("a",))
    story = ThreadStory(thread=thread(timeline=(first, second)))
    entries = timeline_entries(story, 70, TODAY)
    first_lines = [plain(entry.lines[0]) for entry in timeline_entries(story, 99, TODAY) if entry.row]
    assert "Ancelotti leaves Real Madrid, sacked, from 13 May 2025" in first_lines[1]
    told = [plain(made).strip() for entry in entries for made in entry.lines if "≠" in plain(made).lstrip()[:2]]
    assert told == ["≠ As: sacked, from 13 May 2025", "≠ Marca: ✔ confirmed  Ancelotti leaves Real Madrid"]


def test_the_timeline_oldest_first_has_its_gaps_at_the_later_day():
    entries = timeline_entries(ThreadStory(thread=thread()), 40, TODAY, newest_first=False)
    heads = [plain(entry.lines[0]) for entry in entries if entry.row is None]
    assert [head.strip("─ ") for head in heads] == [
        "12 May",
        "13 May ────────────────── next day",
        "25 May ───────────── 12 days later",
        "undated",
    ]


def test_the_same_seats_stories_before_and_after_are_ways_to_walk():
    before = thread(thread_id="before")
    here = thread(thread_id="here", previous="before")
    after = thread(thread_id="after", previous="here")
    story = ThreadStory(thread=here, neighbours={one.thread_id: one for one in (before, here, after)})
    entries = timeline_entries(story, 70, TODAY)
    assert (entries[0].thread_id, entries[-1].thread_id) == ("after", "before")
    assert plain(entries[-1].lines[0]).strip() == "before Ancelotti → Alonso  May 2025  enter opens it"
    assert "Before   Ancelotti → Alonso · May 2025" in [plain(made) for made in card_lines(story, 90, TODAY)]


@pytest.mark.parametrize("width", [20, 30, 38, 58, 100])
def test_no_line_of_a_thread_is_wider_than_its_room(width):
    story = ThreadStory(thread=thread(), chain=CHAIN, unread=frozenset("abc"))
    lines = [made for entry in timeline_entries(story, width, TODAY) for made in entry.lines]
    lines += [*card_lines(story, width, TODAY), *thread_row(thread(), width, TODAY, followed=True, n_unread=2)]
    assert all(line_width(made) <= width for made in lines)


def test_where_the_values_of_a_card_come_from():
    text = [plain(made) for made in proof_lines(thread().change, 70)]
    assert text == [
        "Way out confirmed",
        "  Marca, 12 May 2025: “He goes.”",
        "Way in confirmed",
        "  Real Madrid, 25 May 2025: “He comes.”",
        "Linked Juergen Klopp, ruled out",
        "  Kicker, 13 May 2025: “He does not.”",
    ]


def test_a_thread_as_text_is_complete():
    text = thread_text(thread(), CHAIN)
    assert text.splitlines()[0] == "Real Madrid · head coach · filled"
    for part in ("Carlo Ancelotti", "Xabi Alonso", "Klopp ✘ denied", "“He comes.”", "12 days later", "[Real Madrid]"):
        assert part in text
    reports = text[text.index("── 12 May") :]
    assert reports.index("He goes") < reports.index("He comes"), "the oldest report comes first"


ROW = ChangeRow(
    seat=MADRID,
    thread_id="madrid",
    outgoing="Carlo Ancelotti",
    manner=Manner.MUTUAL_CONSENT,
    vacated="2025-05-25",
    incoming="Xabi Alonso",
    appointed="2025-06",
    out_stage=Stage.CONFIRMED,
    in_stage=Stage.AGREED,
    days_vacant=3,
    n_articles=12,
)


def test_a_thread_row_tells_what_is_new_since_the_user_looked():
    told = Since("2 days", ("in expected → confirmed (Alonso)", "1 new report"))
    first, second = thread_row(thread(), 90, TODAY, followed=True, since=told)
    assert "★" in plain(first) and "changed  " in plain(first)
    assert plain(second).rstrip().endswith(" · in expected → confirmed (Alonso) · 1 new report")
    assert line_width(first) == line_width(second) == 90
    assert [line_width(made) for made in thread_row(thread(), 30, TODAY, since=told)] == [30, 30]


def test_the_table_of_changes():
    told = "Real Madrid|✔ Carlo Ancelotti|mutual consent|25 May 25|◕ Xabi Alonso|Jun 2025|3|12"
    assert re.split(r"  +", plain(table_row(ROW, 118)).strip()) == told.split("|")
    titles = "Team|Outgoing|Manner|Vacant|Incoming|Appointed|Days|Reports"
    assert re.split(r"  +", plain(table_head(118)).strip()) == titles.split("|")
    assert "open" in plain(table_row(replace(ROW, incoming=None), 78))
    assert "(int.)" in plain(table_row(replace(ROW, interim=True), 118))


@pytest.mark.parametrize("width", range(40, 140, 7))
def test_head_and_rows_of_the_table_stand_in_the_same_columns(width):
    assert line_width(table_head(width)) == line_width(table_row(ROW, width)) == width
    assert plain(table_head(width)).index("Incoming") == plain(table_row(ROW, width)).index("◕")


def test_dates_of_the_table():
    assert [table_date(value) for value in ("2025-05-09", "2025-06", None, "later")] == [
        "9 May 25",
        "Jun 2025",
        "",
        "later",
    ]


def test_help_is_narrowed_down_by_words():
    rows = (HelpRow("j", "Move down", "Move"), HelpRow("u", "Undo", "Mark"), *stage_rows(), *search_rows())
    assert [plain(made) for made in help_lines(rows[:2], 60)] == ["Move", "  j  Move down", "", "Mark", "  u  Undo"]
    assert [plain(made) for made in help_lines(rows, 80, "undo")] == ["Mark", "  u  Undo"]
    assert "Nothing here is called that." in [plain(made) for made in help_lines(rows, 80, "zzz")]
    assert all(line_width(made) <= 30 for made in help_lines(rows, 30))


def test_help_breaks_what_does_not_fit():
    rows = (HelpRow("lang:es", "its language, or the one of its paper", "Search"),)
    assert [plain(made) for made in help_lines(rows, 32)] == [
        "Search",
        "  lang:es  its language, or the",
        "           one of its paper",
    ]


def test_empty_views_say_what_would_fill_them():
    library = "\n".join(plain(made) for made in empty_library(60))
    assert all(word in library for word in ("touchline import", "touchline feeds init", "touchline demo"))
    assert "Nothing matches zz[/b]" in plain(empty_view("search", "zz[/b]", 60)[1])
    for key in ("all", "unread", "starred", "followed", "tag:x"):
        assert len(empty_view(key, "", 60)) > 1


def test_the_sidebar_has_headings():
    rows = side_rows([SideRow("all", "All", 3), SideRow("tag:a", "#a", 1), SideRow("publisher:M", "M", 2, 1)])
    assert [row.title for row in rows] == ["All", "", "Tags", "#a", "", "Publishers", "M"]


def test_why_shows_sentence_rule_and_story():
    page = why_page(clipping(threads=(thread(),)), 70)
    text = "\n".join(plain(made) for made in page.lines)
    assert "“Ancelotti takes charge.”" in text and "en.appoint" in text and "Real Madrid · head coach" in text
    assert "makes no claim" in "\n".join(plain(made) for made in why_page(clipping(claims=()), 70).lines)
