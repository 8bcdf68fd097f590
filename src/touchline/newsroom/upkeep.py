"""The backlog: claims of new articles, story threads, the search index; resumable, whoever works it off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, time

import touchline
from touchline.model import Article, Correction, Report, Seat, Told
from touchline.newsroom.claiming import claims_made
from touchline.newsroom.room import Newsroom

BATCH = 100
"""Texts indexed at once: some 30 ms."""
RULES = 2
"""Grows with every change of the rules by which threads are made, so that stored ones are made anew."""

_FIRST_TEXT = Article(
    article_id="",
    title=None,
    text="Rovers have sacked their manager Tom Hill.",
    published_at=None,
    date_from="none",
    first_seen_at=datetime.min.replace(tzinfo=UTC),
    language="en",
)


def drain(
    room: Newsroom,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> bool:
    """Work off the backlog; True when anything was done.

    `progress` is told articles done and articles in all; `stop` is asked between batches. What is done stays done.
    """
    store = room.store
    store.catch_up()
    pending, n_done = make_claims(room, progress, stop)
    if n_done < len(pending):
        return n_done > 0
    stale = store.threads_stale(made_with(room)) or not _attached(room).isdisjoint(pending)
    if stale:
        update_threads(room)
    if pending or stale:
        tidy(room, stop)
    return bool(pending) or stale


def make_claims(
    room: Newsroom,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Sequence[str], int]:
    """Make the claims that are missing, as `drain` does; which articles waited, and for how many of them it is done."""
    from touchline.extract.version import rulebook_version

    store = room.store
    version = rulebook_version(room.own_lexicon)
    pending = store.pending_claims(version)
    n_done = 0
    with closing(claims_made(room, pending)) as batches:
        # Whoever asks for a batch lets the next ones be begun.
        while not (stop and stop()) and (batch := next(batches, None)):
            store.save_claims(batch.claims, version)
            n_done += batch.n_articles
            if progress:
                progress(n_done, len(pending))
    return pending, n_done


def get_ready(room: Newsroom) -> None:
    """Load what making claims and threads needs, while something else is waited for: the first new articles come next.

    Raises:
        ConfigError: a file of the user's lexicon is wrong.
    """
    from touchline.extract import extract

    # Much of the rulebook is compiled when a first text is read.
    extract(_FIRST_TEXT, room.rulebook)
    room.store.threads()


def tidy(room: Newsroom, stop: Callable[[], bool] | None = None) -> None:
    """Write down what the next start need not look for any more, nor read from journals."""
    room.store.fold_journals(stop)
    room.store.save_manifest()


def index_texts(room: Newsroom, stop: Callable[[], bool] | None = None) -> bool:
    """Index the texts that wait for it, so that the next search need not; False when `stop` ended it early."""
    while room.store.index_texts(BATCH):
        if stop and stop():
            return False
    return True


def update_threads(room: Newsroom) -> frozenset[Seat] | None:
    """Bring the story threads up to date with claims and corrections; the seats built anew, None when all were."""
    from touchline.threads import rebuild

    store = room.store
    with room.rebuilding:
        threads, stale = store.stale_threads(made_with(room))
        if stale is not None:
            corrections = corrections_of(room)
            # An attached article that makes no claim comes and goes without a club's claims changing.
            attaching = {one.seat.club for one in corrections if one.rule == "attach" and one.seat}
            clubs = stale | attaching
            made = rebuild(threads, clubs, _reports(room, store.told(clubs), _attached(room, clubs)), corrections)
            store.save_threads(made.threads, made_with(room))
            return made.seats
    rebuild_threads(room)
    return None


def rebuild_threads(room: Newsroom) -> None:
    """Make all story threads anew from the stored claims and the user's corrections."""
    from touchline.threads import build_threads

    with room.rebuilding:
        told = reports(room)
        # Corrections come second: one that is said meanwhile leaves the threads behind, and they are made once more.
        room.store.save_threads(build_threads(told, corrections_of(room)), made_with(room))


def made_with(room: Newsroom) -> str:
    """What threads are made with besides claims: the rules of this touchline, and whose word counts how much."""
    ranked = [(feed.name, feed.publishers, feed.official, feed.tier) for feed in room.config.feeds]
    told = repr((touchline.__version__, RULES, [each for each in ranked if each[2] or each[3] is not None]))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def corrections_of(room: Newsroom) -> list[Correction]:
    """The user's corrections, without those that this touchline cannot read."""
    from touchline.threads import correction_of

    read = [correction_of(key) for key in sorted(room.store.marks().corrections())]
    return [correction for correction in read if correction]


def _attached(room: Newsroom, clubs: Collection[str] | None = None) -> set[str]:
    """Ids of the articles that the user attached to a thread (of these clubs), which count whatever they claim."""
    return {
        correction.of
        for correction in corrections_of(room)
        if correction.rule == "attach" and (clubs is None or (correction.seat and correction.seat.club in clubs))
    }


def reports(room: Newsroom, clubs: Collection[str] | None = None) -> list[Report]:
    """What threads (of these clubs) need to know of each article that has claims about them or is attached to one."""
    return _reports(room, room.store.told(clubs), _attached(room, clubs))


def _reports(room: Newsroom, told: Iterable[Told], attached: Collection[str]) -> list[Report]:
    made = [_report(room, one) for one in told]
    # What is attached counts without claims, too, and with those that are about other clubs.
    for article_id in sorted(set(attached).difference(report.article_id for report in made)):
        headline = room.store.headline(article_id)
        if headline:
            alone = Told(
                article_id=article_id,
                claims=room.store.claims(article_id),
                published_at=headline.published_at,
                first_seen_at=headline.first_seen_at,
                feed=headline.feed,
                publisher=headline.publisher,
            )
            made.append(_report(room, alone))
    return made


def _report(room: Newsroom, told: Told) -> Report:
    standing = room.config.standing(told.feed, told.publisher)
    return Report(
        article_id=told.article_id,
        reported_on=told.published_at.date() if told.published_at else None,
        first_seen_at=told.first_seen_at,
        claims=told.claims,
        publisher=told.publisher,
        official=standing.official,
        tier=standing.tier,
        reported_at=_moment(told.published_at),
    )


def _moment(at: datetime | None) -> datetime | None:
    """The moment of publication; midnight stands for a day without a time."""
    return at if at and at.timetz().replace(tzinfo=None) != time() else None
