"""What changed in story threads since a moment: the threads of now beside those that the older reports alone make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from touchline.model import Headline, Look, StoryThread, Way, as_utc
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import by_id, is_followed, story_threads
from touchline.newsroom.upkeep import corrections_of, reports
from touchline.present.digest import NewsSource, ThreadNews
from touchline.present.proofs import by_sentence
from touchline.present.since import since
from touchline.threads import as_of, build_threads, look_of

MOST_SOURCES = 3
"""Reports that are named for each thread; the others are counted."""
_NEVER = datetime.min.replace(tzinfo=UTC)


def moment(room: Newsroom, text: str) -> datetime:
    """A time as queries have it: "yesterday", "7d", "2025-06-01".

    Raises:
        QueryError: it is none.
    """
    from touchline.query import parse, quoted
    from touchline.query.tree import Ago, Field

    field = parse(f"newer:{quoted(text)}").root
    value = field.value if isinstance(field, Field) else None
    return value.since(room.now()) if isinstance(value, Ago) else as_utc(value)  # type: ignore[arg-type]


def digest(room: Newsroom, since_at: datetime | None = None, *, every: bool = False) -> Sequence[ThreadNews]:
    """Followed threads in which something is new, with `every` all of them, in the order of the list of threads.

    New are reports that were published since `since_at`; without it, those that came since the last session.
    """
    threads = [*by_id(room).values()] if every else story_threads(room, followed_only=True)
    new = _new_articles(room, threads, since_at, every)
    changed = [thread for thread in threads if not new.isdisjoint(thread.article_ids)]
    if not changed:
        return []
    told = reports(room, {thread.change.seat.club for thread in changed})
    corrections = corrections_of(room)
    # Both are made of the same clubs' reports alone: what chains lend to a thread is no news of it.
    now = build_threads(told, corrections)
    then = build_threads((report for report in told if report.article_id not in new), corrections)
    began_at = since_at or room.last_session_at or _NEVER
    return [_news(room, thread, _same(thread, then), _same(thread, now) or thread, began_at, new) for thread in changed]


def _new_articles(room: Newsroom, threads: Iterable[StoryThread], since_at: datetime | None, every: bool) -> set[str]:
    ids = {article_id for thread in threads for article_id in thread.article_ids}
    rows: Iterable[Headline] = room.store.headlines() if every else room.store.headlines_of(ids)
    last_at = room.last_session_at or _NEVER
    if since_at is None:
        return {row.article_id for row in rows if row.first_seen_at >= last_at}
    return {row.article_id for row in rows if row.sort_at >= since_at}


def _same(thread: StoryThread, others: Iterable[StoryThread]) -> StoryThread | None:
    """The one of the same seat that shares most reports with a thread; None when none shares any."""
    own = set(thread.article_ids)
    shared = [
        (len(own.intersection(other.article_ids)), other)
        for other in others
        if other.change.seat == thread.change.seat and not own.isdisjoint(other.article_ids)
    ]
    return max(shared, key=lambda pair: pair[0])[1] if shared else None


def _news(
    room: Newsroom,
    thread: StoryThread,
    then: StoryThread | None,
    now: StoryThread,
    began_at: datetime,
    new: set[str],
) -> ThreadNews:
    before = (
        look_of(as_of(then, began_at.date()), began_at)
        if then
        else Look(looked_at=began_at, status="open", out=Way(), into=Way())
    )
    told = since(before, look_of(as_of(now, room.now().date()), room.now()))
    return ThreadNews(
        thread=thread,
        news=told.news if told else (),
        sources=tuple(_sources(room, thread, new)),
        article_ids=tuple(article_id for article_id in thread.article_ids if article_id in new),
        begun=then is None,
        followed=is_followed(room, thread),
    )


def _sources(room: Newsroom, thread: StoryThread, new: set[str]) -> list[NewsSource]:
    """The new reports that give values of the card, each once; where they only repeat it, the newest one."""
    quotes: dict[str, str] = {}
    for proof, _ in by_sentence(thread.change):
        if proof.article_id in new:
            quotes.setdefault(proof.article_id, proof.claim.quote)
    if not quotes:
        rows = [row for row in thread.timeline if row.article_id in new and not row.neighbour]
        quotes = {row.article_id: row.claims[0].quote if row.claims else "" for row in rows[-1:]}
    found = {row.article_id: row for row in room.store.headlines_of(quotes)}
    order = [row.article_id for row in reversed(thread.timeline) if row.article_id in found]
    return [_source(found[article_id], quotes[article_id]) for article_id in dict.fromkeys(order)][:MOST_SOURCES]


def _source(row: Headline, quote: str) -> NewsSource:
    return NewsSource(
        article_id=row.article_id,
        reported_on=row.published_at.date() if row.published_at else None,
        publisher=row.publisher,
        headline=row.headline,
        url=row.url,
        quote=quote,
    )
