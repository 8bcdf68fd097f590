"""The reading pane: headline, where it comes from, what it claims, and the text with its evidence marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.model import Role, Span
from touchline.present.claims import claim_words, stage_piece, team_name
from touchline.present.dates import effective_date, long_date
from touchline.present.lines import BLANK, Page, Piece, flowing, joined, line, line_width, pad
from touchline.present.measure import clip_text
from touchline.present.prose import MEASURE, prose_lines
from touchline.present.story_rows import STAR_MARK, UNKNOWN_PUBLISHER
from touchline.safe import safe

if TYPE_CHECKING:
    from datetime import date, datetime

    from touchline.model import Article, Claim, Headline, StoryThread
    from touchline.present.lines import Line

WORDS_A_MINUTE = 220
STAGE_WIDTH = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """An article with what is shown around it: its claims, its story threads and what the user said of it.

    `note` says why there are no claims, where that needs saying.
    """

    article: Article
    claims: tuple[Claim, ...] = ()
    threads: tuple[StoryThread, ...] = ()
    note: str | None = None
    starred: bool = False
    tags: tuple[str, ...] = ()


def article_page(
    clipping: Clipping,
    width: int,
    *,
    evidence: Sequence[Claim] | None = None,
    words: tuple[str, ...] = (),
) -> Page:
    """Lay an article out in lines of at most `width` cells.

    The evidence of its current claims is marked, or that of the claims given as `evidence`; `words` are highlighted.
    """
    # What the first list shows has no links.
    from touchline.present.links import link_lines, links_of

    article = clipping.article
    current = tuple(claim for claim in clipping.claims if not claim.background)
    proving = current if evidence is None else evidence
    spans = [span for claim in proving for span in claim.evidence]
    head: list[Line] = [
        *_headline(article, width, spans, words),
        *_meta(clipping, width),
        *_summary(clipping, current, width),
        BLANK,
    ]
    body = prose_lines(article.text, width, spans, within=Span(article.body_start, len(article.text)), words=words)
    if not body:
        body = [line(Piece("This article has no text beyond its headline.", "muted"))]
    links = link_lines(links_of(article), width)
    tail = [BLANK, *links] if links else []
    evidence_at = next((i for i, made in enumerate(body) if any(piece.style == "edge" for piece in made)), None)
    return Page(lines=(*head, *body, *tail), evidence_at=None if evidence_at is None else evidence_at + len(head))


def coming_page(headline: Headline, width: int, *, words: tuple[str, ...] = ()) -> Page:
    """What is known of an article before its text is there, where its page will have it: headline, publisher, date."""
    day = headline.published_at.date() if headline.published_at else None
    told = (safe(headline.publisher or UNKNOWN_PUBLISHER), date_words(day, headline.first_seen_at))
    head = prose_lines(headline.headline, width, style="heading", words=words)
    return Page(lines=(*head, *flowing([line(Piece(part, "muted")) for part in told], min(width, MEASURE))))


def _headline(article: Article, width: int, spans: Sequence[Span], words: tuple[str, ...]) -> list[Line]:
    if article.title is None:
        return prose_lines(article.headline, width, style="heading", words=words)
    title = Span(0, len(article.title))
    return prose_lines(article.text, width, spans, within=title, style="heading", words=words)


def _meta(clipping: Clipping, width: int) -> list[Line]:
    """Publisher, author, date, reading time, whether it is the page's text; wrapped at dots where it is too long."""
    article = clipping.article
    parts: list[Line] = [
        line(Piece(STAR_MARK, "star")) if clipping.starred else (),
        line(Piece(safe(article.publisher or UNKNOWN_PUBLISHER), "muted")),
        line(Piece(safe(article.author), "muted")) if article.author else (),
        line(Piece(published(article), "muted")),
        line(Piece(reading_time(article.n_words), "muted")),
        line(Piece("full text", "muted")) if article.feed_text is not None else (),
        *(line(Piece(f"#{safe(tag)}", "tag")) for tag in clipping.tags),
    ]
    lines: list[Line] = [()]
    for part in parts:
        longer = joined((lines[-1], part))
        if line_width(longer) <= min(width, MEASURE):
            lines[-1] = longer
        else:
            lines.append(part)
    return [made for made in lines if made]


def published(article: Article) -> str:
    """The publication date, or that there is none and when the article was first seen."""
    return date_words(article.published_on, article.first_seen_at)


def date_words(published_on: date | None, first_seen_at: datetime) -> str:
    """The same of an article that was published then, and seen then."""
    return long_date(published_on) if published_on else f"undated, first seen {long_date(first_seen_at.date())}"


def reading_time(n_words: int) -> str:
    """As "2 min"."""
    return f"{max(1, round(n_words / WORDS_A_MINUTE))} min"


def _summary(clipping: Clipping, current: Sequence[Claim], width: int) -> list[Line]:
    """What the article claims, and the story threads it belongs to."""
    if not current and not clipping.threads:
        return [BLANK, *prose_lines(clipping.note, width, style="muted")] if clipping.note else []
    lines: list[Line] = [BLANK]
    lines += [claim_line(claim, width) for claim in current]
    for number, thread in enumerate(clipping.threads):
        key, word = ("c ", "story  ") if number == 0 else ("  ", "also   ")
        lines.append(line(Piece(key, "key"), Piece(word, "label"), clip_text(story_words(thread), width - 9)))
    return lines


def story_words(thread: StoryThread) -> str:
    """As "Real Madrid · filled · 12 reports", with the job where it is not the head coach's."""
    seat, n_articles = thread.change.seat, len(thread.article_ids)
    job = "" if seat.family == Role.HEAD_COACH.value else f" · {safe(seat.family)}"
    return f"{team_name(seat)}{job} · {thread.status} · {'1 report' if n_articles == 1 else f'{n_articles} reports'}"


def claim_line(claim: Claim, width: int) -> Line:
    """One claim: stage, who goes where, and whose word it is and from when, as far as that fits."""
    stage = pad(line(stage_piece(claim.stage, claim.denied)), STAGE_WIDTH)
    made = (*stage, Piece(claim_words(claim, width - STAGE_WIDTH)))
    for part in claim_details(claim):
        longer = (*made, Piece(f" · {part}", "muted"))
        if line_width(longer) <= width:
            made = longer
    return made


def claim_details(claim: Claim) -> Iterable[str]:
    """Manner, time and whose word it is, each as far as the article says."""
    if claim.manner:
        yield claim.manner.value
    if claim.effective:
        yield f"from {effective_date(claim.effective)}"
    elif claim.effective_words:
        yield safe(claim.effective_words)
    if claim.attribution:
        yield f"says {safe(claim.attribution)}"
