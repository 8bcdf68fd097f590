"""The story thread screen: card, chain, timeline, the article beside it."""

from __future__ import annotations

import pytest

from tests.tui.conftest import SMALL, TINY, WIDE, Opener, newsroom_of
from tests.tui.newsdesk import Desk, article, claim, desk
from touchline.model import Kind, Stage
from touchline.newsroom.room import Newsroom
from touchline.tui.screens.thread import ThreadScreen

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


async def to_madrid(reader) -> None:
    """From the stories to Real Madrid's thread, at the report of 12 May."""
    await reader.press("j", "j", "j", "j", "c")
    assert isinstance(reader.screen, ThreadScreen)


@SIZES
async def test_c_opens_the_thread_at_the_story_it_was_pressed_on(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await to_madrid(reader)
        assert "Real Madrid · head coach" in reader.text()
        assert reader.screen.timeline.current.article_id == "c-brazil"
        card = reader.pane("#card")
        assert "✔ confirmed  Carlo Ancelotti" in card
        assert "✔ confirmed  Xabi Alonso" in card
        assert "Klopp ✘ denied" in card
        assert "Brazil ◀─ Ancelotti ─ [Real Madrid]" in card


async def test_the_article_beside_shows_this_threads_evidence_only(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        shown = reader.pane("#reading")
        assert "▌He leaves Real Madrid after the last match.▐" in shown
        assert "▌Carlo Ancelotti will take charge" not in shown


@SIZES
async def test_moving_in_the_timeline_changes_the_article(room, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await to_madrid(reader)
        await reader.press("g")
        assert "Real Madrid present Alonso" in reader.pane("#reading")
        await reader.press("j")
        assert "Klopp camp" in reader.pane("#reading")
        await reader.press("G")
        assert "Brazil look to Madrid" in reader.pane("#reading")
        await reader.press("k")
        assert "Brazil name Ancelotti" in reader.pane("#reading")


async def test_arrows_hop_along_the_chain_and_say_where_it_ends(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("left")
        assert reader.screen.story.thread.change.seat.club == "Brazil"
        assert "[Brazil]" in reader.pane("#card")
        await reader.press("left")
        assert "the chain begins here" in reader.text()
        await reader.press("right")
        assert reader.screen.story.thread.change.seat.club == "Real Madrid"
        assert "the chain begins here" not in reader.text()
        hops = [hop.thread_id for hop in reader.screen.story.chain]
        for _ in range(len(hops) - 1 - hops.index(reader.screen.thread_id)):
            await reader.press("right")
        await reader.press("right")
        assert "the chain ends here" in reader.text()


async def test_a_click_on_the_chain_hops_there(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        card = reader.screen.query_one("#card")
        last_line = card.size.height - 1
        # Border and padding are part of the offset; the chain begins after its label.
        await reader.pilot.click("#card", offset=(2 + 9 + 1, 1 + last_line))
        await reader.settle()
        assert reader.screen.story.thread.change.seat.club == "Brazil"


async def test_c_on_a_neighbours_row_opens_the_neighbours_thread(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        while not reader.screen.timeline.current.neighbour:
            await reader.press("j")
        await reader.press("c")
        assert reader.screen.story.thread.change.seat.club == "Brazil"


async def test_dot_and_comma_walk_forward_and_back_in_time(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press(".")
        assert reader.screen.timeline.current.article_id == "d-denial"
        await reader.press(",")
        assert reader.screen.timeline.current.article_id == "c-brazil"


async def test_f_follows_and_the_list_shows_it_first(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("f")
        assert "★ followed" in reader.text()
        assert "following Real Madrid" in reader.text()
        await reader.press("u")
        assert "★ followed" not in reader.text()


async def test_capital_s_turns_the_timeline_round_and_keeps_the_report(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("S")
        assert reader.screen.timeline.current.article_id == "c-brazil"
        lines = reader.pane("#timeline")
        assert lines.index("28 Apr") < lines.index("12 May") < lines.index("25 May")
        assert "12 days later" in lines and "↑" not in lines


async def test_enter_reads_h_goes_back_to_the_timeline_then_to_the_stories(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("enter")
        assert reader.screen.focused.id == "reading"
        await reader.pilot.pause(0.05)
        await reader.settle()
        assert room.store.marks().is_read("c-brazil")
        await reader.press("h")
        assert reader.screen.focused.id == "timeline"
        await reader.press("h")
        assert not isinstance(reader.screen, ThreadScreen)


async def test_marks_work_here_too(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("s", "m")
        assert room.store.marks().is_starred("c-brazil")
        assert room.store.marks().is_read("c-brazil")
        assert reader.screen.timeline.current.article_id == "c-brazil"


async def test_n_goes_to_unread_reports_only(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("g", "j", "m", "g", "n")
        assert reader.screen.timeline.current.article_id == "c-brazil"
        await reader.press("N")
        assert reader.screen.timeline.current.article_id == "e-madrid"


async def test_one_pane_at_a_time_below_80_columns(room, open_reader: Opener):
    async with open_reader(room, TINY) as reader:
        await to_madrid(reader)
        assert reader.screen.timeline.size.width and not reader.screen.pane.size.width
        await reader.press("enter")
        assert reader.screen.pane.size.width and not reader.screen.timeline.size.width
        await reader.press("escape", "escape")
        assert not isinstance(reader.screen, ThreadScreen)


async def test_a_story_without_a_thread_says_so(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("c")
        assert "belongs to no story thread" in reader.text()


async def test_w_shows_the_sentence_and_the_rule(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "j", "j", "j", "w")
        shown = reader.text()
        assert "«[who: He] leaves [club: Real Madrid]» after the last match." in shown
        assert "“He” is Carlo Ancelotti: the only person whom it can mean" in shown
        assert "rule         leaves" in shown
        await reader.press("escape")
        assert "[who: He]" not in reader.text()


async def test_the_same_seats_story_before_is_one_enter_away(open_reader: Opener):
    from tests.tui.conftest import newsroom_of
    from tests.tui.newsdesk import Desk, article, claim, desk
    from touchline.model import Kind, Stage

    stock = desk()
    again = article("m-again", "2024-01-12", "Brazil part with Diniz", "Brazil have sacked Fernando Diniz.", "CBF")
    sentence = "Brazil have sacked Fernando Diniz."
    gone = claim(again, Kind.DEPARTURE, "Fernando Diniz", "Brazil", Stage.CONFIRMED, sentence)
    room = newsroom_of(Desk((*stock.articles, again), {**stock.claims, "m-again": (gone,)}))
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("left", "G")
        assert reader.screen.timeline.other_thread is not None
        assert "Before" in reader.pane("#card")
        await reader.press("enter")
        assert "Fernando Diniz" in reader.pane("#card")
        await reader.press("g")
        assert "after" in reader.pane("#timeline")


async def test_c_again_goes_round_the_threads_of_the_article(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("c")
        assert reader.screen.story.thread.change.seat.club == "Brazil"
        assert reader.screen.timeline.current.article_id == "c-brazil"
        await reader.press("c")
        assert reader.screen.story.thread.change.seat.club == "Real Madrid"


@pytest.fixture
def room_with_fold() -> Newsroom:
    """Two more papers tell that Real Madrid appointed Alonso."""
    stock, sentence = desk(), "Xabi Alonso has been appointed."
    repeats = [
        article(name, "2025-05-26", f"Alonso to Madrid, says {paper}", sentence, paper)
        for name, paper in (("x-repeat", "Corner Flag"), ("y-repeat", "The Whistle"))
    ]
    told = {
        one.article_id: (claim(one, Kind.APPOINTMENT, "Xabi Alonso", "Real Madrid", Stage.CONFIRMED, sentence),)
        for one in repeats
    }
    return newsroom_of(Desk([*stock.articles, *repeats], {**stock.claims, **told}))


@SIZES
async def test_plus_opens_and_closes_the_fold_of_reports_that_say_the_same(room_with_fold, open_reader: Opener, size):
    async with open_reader(room_with_fold, size) as reader:
        await reader.press("4", "enter")
        while reader.screen.story.thread.change.seat.club != "Real Madrid":
            await reader.press("h", "j", "enter")
        assert reader.screen.timeline.current.article_id == "e-madrid", "not one of those that fold under it"
        assert "+2" in reader.pane("#timeline")
        assert "└" not in reader.pane("#timeline")
        await reader.press("plus", "j")
        assert reader.pane("#timeline").count("└ 26 May") == 2
        assert reader.screen.clipping.article.article_id == "x-repeat"
        await reader.press("plus")
        assert reader.screen.timeline.current.article_id == "e-madrid"
        assert "└" not in reader.pane("#timeline")
        await reader.press("j", "plus")
        assert "no other report tells the same" in reader.text()


async def test_reading_a_row_reads_its_fold(room_with_fold, open_reader: Opener):
    async with open_reader(room_with_fold) as reader:
        await to_madrid(reader)
        marks = room_with_fold.store.marks()
        await reader.press("g", "enter")
        for _ in range(100):
            if marks.is_read("e-madrid"):
                break
            await reader.pilot.pause(0.02)
        await reader.settle()
        assert all(marks.is_read(name) for name in ("e-madrid", "x-repeat", "y-repeat"))
        assert not marks.is_read("d-denial")
        await reader.press("h", "m")
        assert not any(marks.is_read(name) for name in ("e-madrid", "x-repeat", "y-repeat"))


async def test_a_folded_report_that_was_asked_for_is_shown(room_with_fold, open_reader: Opener):
    async with open_reader(room_with_fold) as reader:
        await to_madrid(reader)
        await reader.press("g", ".")
        assert reader.screen.timeline.current.article_id == "x-repeat"


@pytest.mark.parametrize("size", [WIDE, SMALL, TINY])
async def test_b_shows_everybody_who_is_linked_and_closes_again(room, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await to_madrid(reader)
        await reader.press("b")
        shown = reader.pane("#page")
        assert "Xabi Alonso" in shown and "Juergen Klopp" in shown and "ruled out by his agent" in shown
        await reader.press("b")
        assert isinstance(reader.screen, ThreadScreen)


async def test_e_writes_the_story_with_its_sources(room, open_reader: Opener, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("e", "enter")
        assert "the story of Real Madrid written to" in reader.text()
        text = (tmp_path / "real-madrid-2025-05.md").read_text()
        assert text.startswith("# Real Madrid · head coach")
        assert "[Real Madrid present Alonso](<https://example.org/e-madrid>)" in text
        await reader.press("e", *"json", "enter")
        assert '"timeline"' in (tmp_path / "real-madrid-2025-05.jsonl").read_text()
