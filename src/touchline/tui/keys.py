"""The one table of keys: bindings, footer, help and palette are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

ViewName = Literal["stories", "thread", "threads", "changes", "feeds", "carousel"]
ALL: frozenset[ViewName] = frozenset({"stories", "thread", "threads", "changes", "feeds", "carousel"})
READING: frozenset[ViewName] = frozenset({"stories", "thread"})
STORY: frozenset[ViewName] = frozenset({"stories", "thread", "threads"})
OPENING: frozenset[ViewName] = STORY | {"carousel"}
CHAINED: frozenset[ViewName] = frozenset({"thread", "carousel"})
LISTS: frozenset[ViewName] = frozenset({"stories", "threads"})
STORIES: frozenset[ViewName] = frozenset({"stories"})
THREAD: frozenset[ViewName] = frozenset({"thread"})
FEEDS: frozenset[ViewName] = frozenset({"feeds"})
FETCHABLE: frozenset[ViewName] = READING | FEEDS
CHANGES: frozenset[ViewName] = frozenset({"changes"})
SEARCHED: frozenset[ViewName] = frozenset({"stories", "changes", "carousel"})
EXPORTED: frozenset[ViewName] = frozenset({"stories", "thread", "changes", "carousel"})
TABLES: frozenset[ViewName] = frozenset({"threads", "changes"})


@dataclass(frozen=True, slots=True)
class Key:
    """One row: the keys (as Textual names them) that run an action, and what people are told of it.

    `keys` may be empty: then the palette alone runs it. `shown` is how the keys are written for people, `label` the two
    words of the footer, `help` the sentence of the help page; `views` are the screens where it works.
    """

    action: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    group: str
    views: frozenset[ViewName] = ALL


# fmt: off - a table is read by its columns
TABLE: tuple[Key, ...] = (
    Key("down", ("j", "down"), "j", "down", "Move down; scroll, when the article has the focus", "Move"),
    Key("up", ("k", "up"), "k", "up", "Move up", "Move"),
    Key("top", ("g", "home"), "g", "top", "Go to the top", "Move"),
    Key("bottom", ("G", "end"), "G", "bottom", "Go to the bottom", "Move"),
    Key("page_down", ("ctrl+d", "pagedown"), "ctrl+d", "page down", "Move down by half a page", "Move"),
    Key("page_up", ("ctrl+u", "pageup"), "ctrl+u", "page up", "Move up by half a page", "Move"),
    Key("open", ("enter", "l"), "enter l", "read", "Open what is selected", "Move"),
    Key("back", ("h",), "h", "back", "Go back one pane, then one screen", "Move"),
    Key("escape", ("escape",), "esc", "close", "Close what is on top, then the search, then go back", "Move"),
    Key("next_pane", ("tab",), "tab", "pane", "Go to the next pane", "Move"),
    Key("previous_pane", ("shift+tab",), "shift+tab", "pane before", "Go to the pane before", "Move"),
    Key("read_on", ("space",), "space", "read on", "Page down, then the next unread of this story", "Read", READING),
    Key("next_unread", ("n",), "n", "next unread", "Go to the next unread article", "Read", READING),
    Key("previous_unread", ("N",), "N", "unread before", "Go to the unread article before", "Read", READING),
    Key("article_before", ("backspace",), "backspace", "article before", "Back to the article before", "Read", READING),
    Key("zoom", ("z",), "z", "zoom", "Give the article the whole width, and back", "Read", READING),
    Key("find", ("ctrl+f",), "ctrl+f", "find", "Find in the article; enter goes to the next place", "Read", READING),
    Key("full_text", ("p",), "p", "full text", "Show the whole text of the article's page, and back", "Read", READING),
    Key("browse", ("o",), "o", "browser", "Open the article's link in the browser", "Read", READING),
    Key("links", ("semicolon",), ";", "links", "Show the article's links; a number opens one", "Read", READING),
    Key("copy_link", ("y",), "y", "copy link", "Copy the article's link", "Read", READING),
    Key("sort_results", (), ":", "sort results", "Sort results by rank, or newest first", "Read", STORIES),
    Key(
        "story_thread", ("c",), "c", "story thread", "Open the story thread: who goes where, how sure", "Story", OPENING
    ),
    Key(
        "later",
        ("full_stop", "right_square_bracket"),
        ". ]",
        "later",
        "The next report of this story",
        "Story",
        READING,
    ),
    Key(
        "earlier",
        ("comma", "left_square_bracket"),
        ", [",
        "earlier",
        "The report before in this story",
        "Story",
        READING,
    ),
    Key("hop_right", ("right",), "→", "vacancy opened", "Hop to the vacancy that this one opened", "Story", CHAINED),
    Key("hop_left", ("left",), "←", "opened by", "Hop to the vacancy that opened this one", "Story", CHAINED),
    Key("toggle_fold", ("plus",), "+", "fold", "Open the reports that say the same, and close them", "Story", READING),
    Key("sort", ("S",), "S", "sort", "Show the reports oldest first, or newest first", "Story", THREAD),
    Key("follow", ("f",), "f", "follow", "Follow this story, or stop following it", "Story", STORY),
    Key("followed_only", ("F",), "F", "followed only", "Show followed stories only, and back", "Story", LISTS),
    Key(
        "board", ("b",), "b", "candidates", "Everybody linked with this job, with a sentence for each", "Story", THREAD
    ),
    Key("why", ("w",), "w", "why", "Show which sentences and rules link this article", "Story", READING),
    Key("not_this_story", ("x",), "x", "not this story", "Take the report out of this story", "Story", READING),
    Key("attach", ("a",), "a", "attach", "Attach the report to another story", "Story", READING),
    Key("split_off", ("A",), "A", "split off", "Begin a new story here, with what follows", "Story", THREAD),
    Key("merge_threads", (), ":", "merge stories", "Merge this story with another of the same job", "Story", THREAD),
    Key("tell_apart", (), ":", "not the same person", "Tell two people apart who are taken for one", "Story", THREAD),
    Key("toggle_read", ("m",), "m", "read/unread", "Mark the article as read or unread", "Mark", READING),
    Key("read_all", ("M",), "M", "all read", "Mark everything in this view as read", "Mark", READING),
    Key("star", ("s",), "s", "star", "Star the article, or take the star off", "Mark", READING),
    Key("tags", ("t",), "t", "tag", "Add and remove tags", "Mark", READING),
    Key("delete", ("d",), "d", "delete", "Delete the article (u brings it back)", "Mark", READING),
    Key("undo", ("u",), "u", "undo", "Undo what you did last", "Mark"),
    Key("redo", ("U",), "U", "redo", "Do again what you undid last", "Mark"),
    Key("view('all')", ("1",), "1", "all", "All stories", "Views"),
    Key("view('unread')", ("2",), "2", "unread", "Unread stories", "Views"),
    Key("view('starred')", ("3",), "3", "starred", "Starred stories", "Views"),
    Key("view('threads')", ("4",), "4", "threads", "Story threads: one for each vacancy", "Views"),
    Key("view('changes')", ("5",), "5", "changes", "The table of managerial changes", "Views"),
    Key("view('feeds')", ("6",), "6", "feeds", "The feeds, and what is wrong with them", "Views"),
    Key("carousel", ("C",), "C", "carousel", "The carousel: chains of vacancies, longest first", "Views", TABLES),
    Key("sort_table", ("S",), "S", "sort", "Sort the table of changes by another column", "Changes", CHANGES),
    Key("every_change", (), ":", "rumours too", "Show changes below agreed, too, and back", "Changes", CHANGES),
    Key("add_feed", ("a",), "a", "add", "Add a feed: an address, or a local file or folder", "Feeds", FEEDS),
    Key("pause", ("i",), "i", "pause", "Pause the feed, or resume it", "Feeds", FEEDS),
    Key("feed_tags", ("t",), "t", "tags", "Change the tags that the feed's articles get", "Feeds", FEEDS),
    Key("remove_feed", ("d",), "d", "remove", "Take the feed out of feeds.toml; its articles stay", "Feeds", FEEDS),
    Key(
        "pipe",
        ("vertical_line",),
        "|",
        "pipe",
        "Give the article's text to a command, and show its output",
        "General",
        READING,
    ),
    Key("export", ("e",), "e", "export", "Write what is shown to a new file", "General", EXPORTED),
    Key("search", ("slash",), "/", "search", "Search: words, #tag, unread, club: and more", "General", SEARCHED),
    Key(
        "refresh_one", ("r",), "r", "refresh one", "Fetch the feed of this article, or this feed", "General", FETCHABLE
    ),
    Key("refresh", ("R",), "R", "refresh all", "Fetch all feeds now; esc cancels", "General"),
    Key("edit_feeds", ("E",), "E", "edit feeds", "Open feeds.toml in your editor, and read it again", "General"),
    Key("palette", ("colon", "ctrl+p"), ": ctrl+p", "palette", "Find an action by its name", "General"),
    Key("help", ("question_mark",), "?", "help", "Show the keys that work here", "General"),
    Key("quit_here", ("q",), "q", "back or quit", "Go back one screen; quit from the stories", "General"),
    Key("quit_now", ("Q", "ctrl+q"), "Q ctrl+q", "quit", "Quit", "General"),
    Key("copy_or_quit", ("ctrl+c",), "ctrl+c", "copy or quit", "Copy the selected text; without any, quit", "General"),
)
# fmt: on

FOOTER: dict[ViewName, tuple[tuple[str, str, str], ...]] = {
    "stories": (
        ("open", "enter", "read"),
        ("story_thread", "c", "story thread"),
        ("search", "/", "search"),
        ("tags", "t", "tag"),
        ("star", "s", "star"),
        ("help", "?", "help"),
    ),
    "thread": (
        ("down", "j/k", "reports"),
        ("hop_right", "←/→", "along the chain"),
        ("open", "enter", "read"),
        ("follow", "f", "follow"),
        ("back", "h", "back"),
        ("help", "?", "help"),
    ),
    "threads": (
        ("open", "enter", "open the thread"),
        ("follow", "f", "follow"),
        ("followed_only", "F", "followed only"),
        ("carousel", "C", "carousel"),
        ("back", "h", "back"),
        ("help", "?", "help"),
    ),
    "changes": (
        ("open", "enter", "open the thread"),
        ("search", "/", "search"),
        ("sort_table", "S", "sort"),
        ("carousel", "C", "carousel"),
        ("export", "e", "export"),
        ("help", "?", "help"),
    ),
    "carousel": (
        ("open", "enter", "open the thread"),
        ("down", "j/k", "chains"),
        ("hop_right", "←/→", "along the chain"),
        ("search", "/", "search"),
        ("back", "h", "back"),
        ("help", "?", "help"),
    ),
    "feeds": (
        ("open", "enter", "its stories"),
        ("refresh_one", "r", "fetch"),
        ("refresh", "R", "fetch all"),
        ("add_feed", "a", "add"),
        ("pause", "i", "pause"),
        ("help", "?", "help"),
    ),
}
"""The footer of each screen: action, key as shown, and words; the six that matter there."""


def keys_of(view: ViewName) -> Iterator[Key]:
    """The rows that work on a screen, in the table's order."""
    return (key for key in TABLE if view in key.views)


def bindings_of(view: ViewName) -> list[BindingType]:
    """Textual's bindings for a screen. `ctrl+q` has priority, as Textual's own has, so that it works everywhere."""
    return [
        Binding(name, key.action, key.label, show=False, priority=name == "ctrl+q")
        for key in keys_of(view)
        for name in key.keys
    ]
