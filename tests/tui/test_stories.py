"""The stories screen: moving, opening, marking, views, undo."""

from __future__ import annotations

import pytest
from textual import events

from tests.tui.conftest import SMALL, TINY, WIDE, Opener
from touchline.newsroom.room import Newsroom

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


def selected(reader) -> str:
    return reader.screen.stories.current.article_id


@SIZES
async def test_opens_on_the_newest_story_and_shows_its_text_beside_the_list(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        assert selected(reader) == "g-undated"
        assert "Somebody saved this long ago." in reader.pane("#reading")
        assert reader.text().count("\n") + 1 == size[1]


@SIZES
async def test_j_k_g_and_capital_g_move_and_the_pane_follows(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("j")
        assert selected(reader) == "f-match"
        assert "A match report" in reader.pane("#reading")
        await reader.press("k")
        assert selected(reader) == "g-undated"
        await reader.press("k")
        assert selected(reader) == "g-undated"
        await reader.press("G")
        assert selected(reader) == "l-wide"
        await reader.press("g")
        assert selected(reader) == "g-undated"


async def test_keys_typed_at_once_act_on_the_row_that_they_moved_to(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        for key in "jjs":
            reader.app.post_message(events.Key(key, key))
        await reader.settle()
        assert reader.screen.stories.cursor == 2
        assert room.store.marks().starred() == {selected(reader)}


async def test_the_sidebar_follows_the_view_that_a_key_opened(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("3")
        assert reader.screen.sidebar.current_key == "starred"
        await reader.press("1")
        assert reader.screen.sidebar.current_key == "all"


async def test_ctrl_d_and_ctrl_u_move_half_a_page(room: Newsroom, open_reader: Opener):
    async with open_reader(room, SMALL) as reader:
        await reader.press("ctrl+d")
        at = reader.screen.stories.cursor
        assert at == reader.screen.stories.rows_a_page > 1
        await reader.press("ctrl+u")
        assert reader.screen.stories.cursor == 0


async def test_walking_past_marks_nothing_but_opening_marks_after_a_moment(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "j", "j")
        await reader.pilot.pause(0.05)
        assert room.store.marks().n_read == 0
        await reader.press("enter")
        await reader.pilot.pause(0.05)
        await reader.settle()
        assert room.store.marks().is_read(selected(reader))
        assert room.store.marks().n_read == 1
        assert not room.undo_log.done, "automatic marking stays out of the undo log"


async def test_enter_puts_the_keyboard_into_the_article_and_h_and_esc_bring_it_back(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "j", "j", "j", "enter")
        assert reader.screen.focused.id == "reading"
        before = reader.screen.pane.offset_y
        await reader.press("j", "j")
        assert reader.screen.pane.offset_y == before + 2
        assert selected(reader) == "c-brazil"
        await reader.press("h")
        assert reader.screen.focused.id == "stories"
        await reader.press("l", "escape")
        assert reader.screen.focused.id == "stories"


async def test_tab_walks_the_panes_and_comes_round(room, open_reader: Opener):
    async with open_reader(room) as reader:
        seen = []
        for _ in range(3):
            await reader.press("tab")
            seen.append(reader.screen.focused.id)
        assert seen == ["reading", "sidebar", "stories"]
        await reader.press("shift+tab")
        assert reader.screen.focused.id == "sidebar"


async def test_space_pages_through_the_article_then_goes_to_the_next_unread_of_its_story(room, open_reader: Opener):
    async with open_reader(room, SMALL) as reader:
        await reader.press("j", "j", "j", "j")
        assert selected(reader) == "c-brazil"
        pane = reader.screen.pane
        for _ in range(20):
            if pane.at_end:
                break
            await reader.press("space")
        assert pane.at_end
        assert selected(reader) == "c-brazil"
        await reader.press("space")
        assert selected(reader) in {"d-denial", "e-madrid", "a-rumour"}


async def test_n_and_capital_n_go_from_unread_to_unread(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "m", "g", "n")
        assert selected(reader) == "e-madrid", "the read one is jumped over"
        await reader.press("N")
        assert selected(reader) == "g-undated"


async def test_backspace_goes_back_to_the_article_before(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "j")
        await reader.press("backspace")
        assert selected(reader) == "f-match"
        await reader.press("backspace")
        assert selected(reader) == "g-undated"
        await reader.press("backspace")
        assert "no article before" in reader.text()


async def test_dot_and_comma_walk_the_story_in_time(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "j", "j", "j", ".")
        assert selected(reader) == "d-denial"
        await reader.press("]")
        assert selected(reader) == "e-madrid"
        await reader.press(".")
        assert "newest report" in reader.text()
        await reader.press(",", "[")
        assert selected(reader) == "c-brazil"


async def test_m_toggles_read_and_u_and_capital_u_undo_and_redo(room, open_reader: Opener):
    async with open_reader(room) as reader:
        marks = room.store.marks()
        here = selected(reader)
        await reader.press("m")
        assert marks.is_read(here)
        assert "marked read" in reader.text()
        await reader.press("u")
        assert not marks.is_read(here)
        assert "undone" in reader.text()
        await reader.press("U")
        assert marks.is_read(here)
        await reader.press("m")
        assert not marks.is_read(here)


async def test_s_stars_and_the_star_shows_in_list_and_view(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "s")
        assert room.store.marks().is_starred("f-match")
        assert "★ Two late goals" in reader.pane("#stories")
        await reader.press("3")
        assert [row.article_id for row in reader.screen.stories.rows] == ["f-match"]
        await reader.press("s")
        assert not room.store.marks().is_starred("f-match")


async def test_capital_m_marks_the_view_read_and_one_undo_takes_it_back(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("M")
        assert room.store.marks().n_read == len(room.store.headlines())
        await reader.press("u")
        assert room.store.marks().n_read == 0


async def test_capital_m_asks_above_fifty(open_reader: Opener):
    from tests.tui.conftest import newsroom_of
    from tests.tui.newsdesk import Desk, article

    many = [article(f"x{n:03}", "2025-05-01", f"Report {n}", "Body.") for n in range(60)]
    room = newsroom_of(Desk(many, {}))
    async with open_reader(room) as reader:
        await reader.press("M")
        assert "Mark all 60 unread articles" in reader.text()
        await reader.press("n")
        assert room.store.marks().n_read == 0
        await reader.press("M", "y")
        assert room.store.marks().n_read == 60


async def test_d_deletes_and_u_brings_back(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "d")
        assert room.store.article("f-match") is None
        assert selected(reader) == "e-madrid", "the cursor stands on the next story"
        await reader.press("u")
        assert room.store.article("f-match") is not None
        assert "f-match" in [row.article_id for row in reader.screen.stories.rows]


async def test_views_by_number_and_the_top_bar_counts_them(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "m", "2")
        assert "f-match" not in [row.article_id for row in reader.screen.stories.rows]
        assert "2 Unread 11" in reader.text().splitlines()[0]
        await reader.press("1")
        assert len(reader.screen.stories.rows) == 12


async def test_an_article_that_was_read_stays_in_the_unread_view_until_it_is_opened_again(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("2", "m", "j")
        assert "g-undated" in [row.article_id for row in reader.screen.stories.rows]
        await reader.press("1", "2")
        assert "g-undated" not in [row.article_id for row in reader.screen.stories.rows]


async def test_the_sidebar_opens_a_publisher(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("h")
        assert reader.screen.focused.id == "sidebar"
        while reader.screen.sidebar.current_key != "publisher:CBF":
            await reader.press("j")
        await reader.press("enter")
        assert [row.article_id for row in reader.screen.stories.rows] == ["c-brazil"]
        assert reader.screen.focused.id == "stories"


async def test_below_100_columns_the_sidebar_folds_away_and_h_unfolds_it(room, open_reader: Opener):
    async with open_reader(room, SMALL) as reader:
        assert not reader.screen.sidebar.display or not reader.screen.sidebar.size.width
        await reader.press("h")
        assert reader.screen.sidebar.size.width
        await reader.press("escape")
        assert not reader.screen.sidebar.size.width


async def test_below_80_columns_one_pane_at_a_time(room, open_reader: Opener):
    async with open_reader(room, TINY) as reader:
        assert reader.screen.stories.size.width and not reader.screen.pane.size.width
        await reader.press("enter")
        assert reader.screen.pane.size.width and not reader.screen.stories.size.width
        await reader.press("q")
        assert reader.screen.stories.size.width


async def test_z_gives_the_article_the_whole_width(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("z")
        assert reader.screen.pane.size.width > 100
        await reader.press("z")
        assert reader.screen.pane.size.width < 60


async def test_the_cursor_stays_on_its_story_when_the_library_changes(room, open_reader: Opener):
    from tests.tui.newsdesk import article

    async with open_reader(room) as reader:
        await reader.press("j", "j", "j")
        here = selected(reader)
        room.store.add_articles([article("z-new", "2025-06-20", "Fresh news", "Body.")])
        reader.app.library_changed()
        await reader.settle()
        assert selected(reader) == here
        assert reader.screen.stories.rows[0].article_id == "z-new"


async def test_q_quits_from_the_stories(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("q")
        assert reader.app._exit


async def test_capital_q_ctrl_q_and_ctrl_c_quit(room, open_reader: Opener):
    for key in ("Q", "ctrl+q", "ctrl+c"):
        async with open_reader(room) as reader:
            await reader.pilot.press(key)
            assert reader.app._exit, key


async def test_y_copies_the_link_and_o_opens_it_without_a_shell(room, open_reader: Opener, monkeypatch):
    started = []
    monkeypatch.setattr("touchline.tui.browser.shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("touchline.tui.browser.subprocess.Popen", lambda command, **rest: started.append(command))
    async with open_reader(room) as reader:
        await reader.press("y")
        assert reader.app.clipboard == "https://example.org/g-undated"
        await reader.press("o")
        assert started[0][1:] == ["https://example.org/g-undated"]


async def test_a_click_selects_and_the_wheel_scrolls(room, open_reader: Opener):
    async with open_reader(room, SMALL) as reader:
        await reader.pilot.click("#stories", offset=(10, 4))
        await reader.settle()
        assert selected(reader) == "e-madrid"
        await reader.press("j", "j")
        pane = reader.screen.pane
        pane.post_message(events.MouseScrollDown(pane, 2, 2, 0, 1, 0, False, False, False))
        await reader.settle()
        assert pane.offset_y > 0


async def test_text_selected_with_the_mouse_is_what_ctrl_c_copies(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j")
        # One cell of border and one of padding stand before the text, and a line of border above it.
        await reader.pilot.mouse_down("#reading", offset=(2, 1))
        await reader.pilot.hover("#reading", offset=(2 + 14, 1))
        await reader.pilot.mouse_up("#reading", offset=(2 + 14, 1))
        await reader.settle()
        await reader.press("ctrl+c")
        assert not reader.app._exit
        assert reader.app.clipboard.startswith("Two late goals")
        assert "\n" not in reader.app.clipboard.strip()
