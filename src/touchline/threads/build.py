"""From reports to story threads: seat by seat, then the chains between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from touchline.model import Correction, Report, Seat, StoryThread
from touchline.threads.chains import join_chains
from touchline.threads.corrected import corrected, shown_rows
from touchline.threads.episode import Episode
from touchline.threads.episodes import split
from touchline.threads.implied import with_implied, without_reported
from touchline.threads.merge import change_of
from touchline.threads.naming import numbered, thread_id_of, without_namesakes
from touchline.threads.rulings import NO_RULINGS, Rulings
from touchline.threads.squads import with_squads
from touchline.threads.statements import statements_at
from touchline.threads.status import with_status
from touchline.threads.timeline import in_order, rows_of


def build_threads(reports: Iterable[Report], corrections: Iterable[Correction] = ()) -> tuple[StoryThread, ...]:
    """Build all story threads, newest `last_on` first, as the user's corrections want them.

    Pure: the order of the reports and of the corrections changes nothing, and a report that comes twice counts once.
    Statuses are as the reports themselves tell them; `as_of` lets them age.
    """
    rulings = Rulings(corrections)
    return tuple(newest_first(join_chains(without_namesakes(bare_threads(reports, rulings)), rulings)))


def bare_threads(
    reports: Iterable[Report], rulings: Rulings = NO_RULINGS, clubs: Collection[str] | None = None
) -> list[StoryThread]:
    """The threads of all seats, or of these clubs' seats, not yet joined to each other."""
    by_seat: dict[Seat, list[Report]] = defaultdict(list)
    for report in with_squads([with_implied(report) for report in _each_once(reports)], rulings.apart_at(None)):
        for seat in {claim.seat for claim in report.claims} | rulings.seats_of(report.article_id):
            if clubs is None or seat.club in clubs:
                by_seat[seat].append(report)
    return [thread for seat in sorted(by_seat) for thread in build_seat(seat, by_seat[seat], rulings)]


def build_seat(seat: Seat, reports: Iterable[Report], rulings: Rulings = NO_RULINGS) -> list[StoryThread]:
    """Build the threads of one seat, oldest first, without edges to other seats' threads.

    The reports are taken as they are: `with_implied` and then `with_squads` must have seen them with all others of the
    club.
    """
    here = rulings.at(seat)
    heard = [report for report in _each_once(reports) if report.article_id not in here.taken_out]
    statements = without_reported(statements_at(seat, heard, rulings.apart_at(seat)))
    episodes = corrected(split(statements), statements, heard, here)
    ids = numbered([thread_id_of(seat, episode.opened_on) for episode in episodes])
    threads: list[StoryThread] = []
    for thread_id, episode, following in zip(ids, episodes, [*episodes[1:], None], strict=False):
        previous = threads[-1] if threads else None
        threads.append(_thread(seat, episode, thread_id=thread_id, previous=previous, following=following))
    return threads


def newest_first(threads: Iterable[StoryThread]) -> list[StoryThread]:
    """Threads by the date of their newest report, then by id, so that equal dates keep one order."""
    return sorted(threads, key=lambda t: (-(t.last_on or date.min).toordinal(), t.thread_id))


def _thread(
    seat: Seat, episode: Episode, *, thread_id: str, previous: StoryThread | None, following: Episode | None
) -> StoryThread:
    thread = StoryThread(
        thread_id=thread_id,
        status="open",
        change=change_of(seat, episode, before=previous.change if previous else None, following=following),
        timeline=in_order((*rows_of(episode.statements, episode.recalled), *shown_rows(episode.shown))),
        opened_on=episode.opened_on,
        last_on=episode.last_on,
        previous=previous.thread_id if previous else None,
    )
    return with_status(thread, followed=following is not None)


def _each_once(reports: Iterable[Report]) -> Sequence[Report]:
    """Reports by article id; of two with one id the later dated wins, and their order does not matter."""
    unique: dict[str, Report] = {}
    for report in reports:
        known = unique.get(report.article_id)
        if known is None or _rank(known) < _rank(report):
            unique[report.article_id] = report
    return [unique[article_id] for article_id in sorted(unique)]


def _rank(report: Report) -> tuple[date, str]:
    return (report.reported_on or date.min, repr(report))
