"""Feeds as rows and as a page: how each is, in words that a user can act on."""

from __future__ import annotations

from datetime import datetime

from touchline.model import FeedHealth
from touchline.present.lines import BLANK, Line, Page, Piece, StyleName, joined, line, pad, spread
from touchline.present.prose import prose_lines
from touchline.present.since import ago_words
from touchline.safe import safe

ROW_HEIGHT = 2
_INDENT = 3
_GLYPHS: dict[str, tuple[str, StyleName]] = {
    "ok": ("✔", "stage-confirmed"),
    "new": ("○", "muted"),
    "failed": ("✘", "warning"),
    "gone": ("✘", "warning"),
    "paused": ("–", "muted"),
}
_REMEDIES = {
    "new": "r fetches it, R all feeds.",
    "ok": "r fetches it now.",
    "failed": "It is tried again by itself; r tries at once. E opens feeds.toml, i pauses the feed.",
    "gone": "d takes it out of feeds.toml, its articles stay. r asks once more.",
    "paused": "i resumes it.",
}


def feed_row(feed: FeedHealth, width: int, now: datetime) -> tuple[Line, Line]:
    """Name and numbers, and below how the feed is."""
    glyph, style = _GLYPHS[feed.health]
    name: Line = (Piece(f" {glyph} ", style), Piece(safe(feed.name), "strong" if feed.health != "paused" else "muted"))
    below: Line = (Piece(" " * _INDENT), *pad(line(Piece(health_words(feed, now), _tone(feed))), width - _INDENT))
    return pad(spread(name, line(Piece(_counts(feed), "muted")), width), width), below


def _tone(feed: FeedHealth) -> StyleName:
    return "warning" if feed.health in ("failed", "gone") else "muted"


def _counts(feed: FeedHealth) -> str:
    articles = "1 article" if feed.n_articles == 1 else f"{feed.n_articles:,} articles"
    return f"{articles} · {feed.n_unread:,} unread" if feed.n_unread else articles


def health_words(feed: FeedHealth, now: datetime) -> str:
    """How a feed is, in one line: "answered 3 minutes ago · next in 27 minutes", or what is wrong."""
    match feed.health:
        case "paused":
            return "paused"
        case "new":
            return "never fetched yet"
        case "gone":
            return safe(feed.error or "gone for good")
        case "failed":
            times = "" if feed.n_failures < 2 else f" ({feed.n_failures} times)"
            parts = [f"failed{times}: {safe(feed.error or 'no reason is known')}", _next_words(feed, now)]
        case "ok":
            answered = f"answered {ago_words(now - feed.answered_at)} ago" if feed.answered_at else "answered"
            parts = [answered, _next_words(feed, now), "moved: see beside" if feed.moved_to else ""]
    return " · ".join(filter(None, parts))


def _next_words(feed: FeedHealth, now: datetime) -> str:
    if feed.patience_at and feed.patience_at > now:
        return f"asks for patience, next in {ago_words(feed.patience_at - now)}"
    return f"next in {ago_words(feed.next_at - now)}" if feed.next_at and feed.next_at > now else ""


def feed_page(feed: FeedHealth, width: int, now: datetime) -> Page:
    """All that is known of a feed, and what can be done."""
    facts = [
        ("Address", feed.address),
        ("Tags", " ".join(f"#{tag}" for tag in feed.tags)),
        ("Articles", _counts(feed)),
        ("Last good answer", f"{feed.answered_at:%Y-%m-%d %H:%M} UTC" if feed.answered_at else ""),
        ("Next try", f"{feed.next_at:%Y-%m-%d %H:%M} UTC" if feed.next_at and feed.next_at > now else ""),
        ("New address", feed.moved_to or ""),
    ]
    lines: list[Line] = [line(Piece(safe(feed.name), "heading")), BLANK]
    for label, value in facts:
        if value:
            lines.append(line(Piece(label, "label")))
            lines += [line("  ", *made) for made in prose_lines(safe(value), width - 2)]
    lines += [BLANK, *prose_lines(health_words(feed, now), width, style=_tone(feed))]
    lines += [BLANK, *prose_lines(_REMEDIES[feed.health], width, style="muted")]
    return Page(lines=tuple(lines))


def empty_feeds(width: int) -> tuple[Line, ...]:
    """What the view says when feeds.toml names no feed."""
    return (
        BLANK,
        line(Piece("No feeds yet.", "heading")),
        BLANK,
        joined((line(Piece("a", "key"), Piece(" adds one: an address, or a local file or folder", "muted")),)),
        joined((line(Piece("touchline feeds init", "key"), Piece(" writes an example feeds.toml", "muted")),)),
        joined((line(Piece("touchline feeds import FILE", "key"), Piece(" takes another reader's list", "muted")),)),
    )
