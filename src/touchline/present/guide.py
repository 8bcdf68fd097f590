"""What empty views say: what would fill them, and how."""

from __future__ import annotations

from touchline.present.lines import BLANK, Line, Piece, line
from touchline.present.prose import prose_lines
from touchline.safe import safe

_IMPORT = "touchline import PATH"
_DEMO = "touchline demo"


def empty_library(width: int) -> tuple[Line, ...]:
    """The guide of a library without articles."""
    return (
        BLANK,
        line(Piece("Your library is empty.", "heading")),
        BLANK,
        *prose_lines(
            "touchline reads articles about coaches, finds out who is said to go where, and links the reports of one "
            "vacancy into a story thread.",
            width,
        ),
        BLANK,
        line(Piece("Import files or folders", "label")),
        line(Piece(f"  {_IMPORT}", "key")),
        *_indented("text, Markdown, saved web pages, RSS, Atom and JSON Feed files", width),
        BLANK,
        line(Piece("Add a feed", "label")),
        line(Piece("  touchline feeds init", "key")),
        *_indented("writes an example feeds.toml; then `touchline refresh` fetches it", width),
        BLANK,
        line(Piece("See it at work first", "label")),
        line(Piece(f"  {_DEMO}", "key")),
        *_indented("opens the sample library in a scratch folder", width),
        BLANK,
        line(Piece("q", "key"), Piece(" quits   ", "muted"), Piece("?", "key"), Piece(" shows all keys", "muted")),
    )


def _indented(text: str, width: int) -> list[Line]:
    return [line("  ", *made) for made in prose_lines(text, width - 2, style="muted")]


def empty_view(view_key: str, query: str, width: int) -> tuple[Line, ...]:
    """What a view without stories says, in a library that has some."""
    if view_key == "search":
        sentence = f"Nothing matches {safe(query)}. Backspace to widen the search, esc to leave it."
    elif view_key == "unread":
        sentence = "Everything is read. Press 1 for all stories, 4 for story threads."
    elif view_key == "starred":
        sentence = "No story has a star yet. Press s on one to keep it here."
    elif view_key == "followed":
        sentence = "You follow no story yet. Press f on one, or F to see all again."
    else:
        sentence = "No story is in this view. Press 1 for all stories."
    return (BLANK, *prose_lines(sentence, width, style="muted"))


def empty_threads(followed_only: bool, n_articles: int, width: int) -> tuple[Line, ...]:
    """What an empty list of story threads says."""
    if followed_only:
        sentence = "You follow no story yet. Press F to see all, then f on the one to follow."
    elif not n_articles:
        sentence = "No story threads yet, because the library is empty: touchline import PATH, or touchline demo."
    else:
        sentence = (
            "No story threads: none of the articles says that a coach comes or goes, or their claims are still being "
            "made (the top line shows how far that is)."
        )
    return (BLANK, *prose_lines(sentence, width, style="muted"))


def empty_changes(query: str, every: bool, n_articles: int, width: int) -> tuple[Line, ...]:
    """What an empty table of managerial changes says."""
    if query:
        sentence = f"No change matches {safe(query)}. Backspace to widen the search, esc to leave it."
    elif every or not n_articles:
        return empty_threads(False, n_articles, width)
    else:
        sentence = (
            'No change is agreed or confirmed. The palette (:) also shows what is talked about: "rumours too". '
            "4 lists the story threads."
        )
    return (BLANK, *prose_lines(sentence, width, style="muted"))


def empty_carousel(query: str, width: int) -> tuple[Line, ...]:
    """What a carousel without chains says."""
    if query:
        sentence = f"No chain has a change that matches {safe(query)}. Backspace to widen the search, esc to leave it."
    else:
        sentence = (
            "No chain of vacancies: no appointment is known to have taken the coach of another club. Reports of both "
            "ends make one."
        )
    return (BLANK, *prose_lines(sentence, width, style="muted"))
