"""The user's word against the story threads: corrections, which are rules that every building of threads obeys.

Every function that corrects returns the sentence that tells what was done; `marking.undo` takes it back. A rule that
says the contrary of the new one is taken off in the same deed. Threads are made anew before the function returns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s

from touchline.errors import NotFoundError, UsageError
from touchline.model import Correction, CorrectionRule, MarkChange, Seat, StoryThread
from touchline.newsroom.marking import record
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import by_id, find_thread, story_threads
from touchline.newsroom.upkeep import corrections_of
from touchline.present.claims import team_name
from touchline.present.threads import reports_words, thread_name
from touchline.safe import safe
from touchline.threads import Rulings, anchors_of, correction_key, may_be, name_words


@dataclass(frozen=True, slots=True)
class Rule:
    """A stored correction with the short id by which people name it."""

    rule_id: str
    correction: Correction


def rules(room: Newsroom) -> list[Rule]:
    """All corrections that can be read, by rule and seat; also those that match nothing any more."""
    made = [Rule(_id_of(correction), correction) for correction in corrections_of(room)]
    return sorted(made, key=lambda rule: correction_key(rule.correction))


def _id_of(correction: Correction) -> str:
    return blake2s(correction_key(correction).encode(), digest_size=4).hexdigest()


def headlines_of(room: Newsroom, correction: Correction) -> dict[str, str]:
    """The headlines of a correction's articles, by id; without those of articles that are not stored."""
    found = (room.store.headline(text) for text in (correction.of, correction.other) if text)
    return {headline.article_id: headline.headline for headline in found if headline}


def take_off(room: Newsroom, rule_id: str) -> str:
    """Take the one correction off whose id begins like this. Raises NotFoundError."""
    found = [rule.correction for rule in rules(room) if rule_id and rule.rule_id.startswith(rule_id)]
    if len(found) != 1:
        many = "several corrections have" if found else "no correction has"
        raise NotFoundError(
            f"{many} an id that begins with {safe(rule_id)!r}; `touchline thread correct list` shows them"
        )
    return _correct(room, f"took off the correction {_id_of(found[0])}", off=found)


# --- one report ---


def not_this_story(room: Newsroom, thread_id: str, article_id: str) -> str:
    """Take an article out of all threads of a thread's seat. Raises NotFoundError, UsageError."""
    thread = _with_article(room, thread_id, article_id)
    seat = thread.change.seat
    said = any(claim.seat == seat for row in thread.timeline if row.article_id == article_id for claim in row.claims)
    on = [Correction(rule="not this story", of=article_id, seat=seat)] if said else []
    off = _of_article(room, article_id, seat, "attach", "split")
    follow = _kept_followed(room, thread, article_id)
    return _correct(room, f"took 1 report out of {thread_name(thread)}", on=on, off=off, more=follow)


def attach(room: Newsroom, thread_id: str, article_id: str) -> str:
    """Let an article belong to a thread, with all that it says of the seat. Raises NotFoundError, UsageError."""
    thread = find_thread(room, thread_id)
    seat = thread.change.seat
    if article_id in thread.article_ids:
        raise UsageError(f"this report belongs to {thread_name(thread)} already")
    follow = [
        change
        for other in story_threads(room)
        if other.change.seat == seat and article_id in other.article_ids
        for change in _kept_followed(room, other, article_id)
    ]
    holder = _holder(room, thread, without=article_id)
    on = [Correction(rule="attach", of=article_id, other=holder, seat=seat)]
    off = _of_article(room, article_id, seat, "not this story", "attach", "split")
    return _correct(room, f"attached 1 report to {thread_name(thread)}", on=on, off=off, more=follow)


def split_off(room: Newsroom, thread_id: str, article_id: str) -> str:
    """Begin a new thread with a report and what follows it in its thread. Raises NotFoundError, UsageError."""
    thread = _with_article(room, thread_id, article_id)
    days = {row.article_id: row.reported_on for row in thread.timeline if row.neighbour is None}
    on = days[article_id]
    if on is None:
        raise UsageError("a report without a date can begin no thread")
    others = {other: day for other, day in days.items() if day and other != article_id}
    before = {other for other, day in others.items() if day < on} or {one for one, day in others.items() if day == on}
    if not before:
        raise UsageError(f"{thread_name(thread)} begins with this report already")
    after = {article_id, *(other for other, day in others.items() if day >= on)} - before
    seat = thread.change.seat
    on_rules, off_rules = _merges_cut(room, seat, article_id, before, after)
    rule = Correction(rule="split", of=article_id, seat=seat)
    sentence = f"split {reports_words(len(after))} off {thread_name(thread)}"
    return _correct(room, sentence, on=[rule, *on_rules], off=off_rules)


def _merges_cut(
    room: Newsroom, seat: Seat, head: str, before: Collection[str], after: Collection[str]
) -> tuple[list[Correction], list[Correction]]:
    """The merges that hold each side of a split together, and those across it whose place they take."""
    across = [
        one
        for one in corrections_of(room)
        if one.rule == "merge" and one.seat == seat and one.other
        if (one.of in before and one.other in after) or (one.of in after and one.other in before)
    ]
    ends = sorted({end for one in across for end in (one.of, one.other or "")})
    front, back = [end for end in ends if end in before], [end for end in ends if end in after and end != head]
    pairs = [*((front[0], end) for end in front[1:]), *((head, end) for end in back)]
    return [Correction(rule="merge", of=one, other=two, seat=seat) for one, two in pairs], across


def _with_article(room: Newsroom, thread_id: str, article_id: str) -> StoryThread:
    thread = find_thread(room, thread_id)
    if article_id not in thread.article_ids:
        raise UsageError(f"this report is none of {thread_name(thread)}")
    return thread


def _of_article(room: Newsroom, article_id: str, seat: Seat, *rules: CorrectionRule) -> list[Correction]:
    return [one for one in corrections_of(room) if one.of == article_id and one.seat == seat and one.rule in rules]


def _kept_followed(room: Newsroom, thread: StoryThread, article_id: str) -> list[MarkChange]:
    """The mark that lets the user go on following a thread when the article leaves it that the follow holds on to."""
    followed = room.store.marks().followed()
    leaving = {anchor for anchor in anchors_of(thread) if anchor.startswith(f"{article_id}|")}
    staying = anchors_of(thread) - leaving
    if followed.isdisjoint(leaving) or not followed.isdisjoint(staying) or not staying:
        return []
    return [MarkChange(field="followed", keys=(min(staying),), value=True)]


def _holder(room: Newsroom, thread: StoryThread, without: str | None = None) -> str:
    """The article that stands for a thread in a correction: one that tells of this thread alone and is no guest."""
    seat = thread.change.seat
    others = [each for each in story_threads(room) if each.change.seat == seat and each.thread_id != thread.thread_id]
    elsewhere = {article_id for other in others for article_id in other.article_ids}
    guests = {one.of for one in corrections_of(room) if one.rule == "attach" and one.seat == seat}
    own = [article_id for article_id in thread.article_ids if article_id not in guests and article_id != without]
    if not own:
        raise UsageError(f"{thread_name(thread)} has no report of its own that this could hold on to")
    return next((article_id for article_id in own if article_id not in elsewhere), own[0])


# --- two threads, two names ---


def merge(room: Newsroom, thread_id: str, other_id: str) -> str:
    """Make one thread of two of the same seat. Raises NotFoundError, UsageError."""
    one, two = find_thread(room, thread_id), find_thread(room, other_id)
    seat = one.change.seat
    if two.change.seat != seat:
        raise UsageError(f"{thread_name(one)} and {thread_name(two)} are about two different jobs")
    if one.thread_id == two.thread_id:
        raise UsageError("a thread cannot be merged with itself")
    rule = Correction(rule="merge", of=_holder(room, one), other=_holder(room, two), seat=seat)
    return _correct(room, f"merged {thread_name(one)} with {thread_name(two)}", on=[rule])


def not_same_person(
    room: Newsroom, one: str, two: str, thread_id: str | None = None, other_id: str | None = None
) -> str:
    """Keep two names apart: everywhere, at a thread's seat, or the one at its seat from the other at another's.

    Raises NotFoundError, UsageError.
    """
    seat = find_thread(room, thread_id).change.seat if thread_id else None
    other_seat = find_thread(room, other_id).change.seat if other_id else None
    if other_seat and seat is None:
        raise UsageError("a name at the seat of a second thread needs a first thread")
    if other_seat in (seat, None):
        other_seat = None
        if name_words(one) == name_words(two):
            raise UsageError(f"{safe(one)} is one name: it can mean two people at two different clubs only")
    rule = Correction(rule="not the same person", of=one, other=two, seat=seat, other_seat=other_seat)
    where = " and ".join(team_name(at) for at in (seat, other_seat) if at)
    names = safe(one) if one == two else f"{safe(one)} and {safe(two)}"
    return _correct(room, f"told {names} apart{f' at {where}' if where else ''}", on=[rule])


def _correct(
    room: Newsroom,
    sentence: str,
    on: Iterable[Correction] = (),
    off: Iterable[Correction] = (),
    more: Sequence[MarkChange] = (),
) -> str:
    changes = [_change(off, False), _change(on, True), *more]
    if not record(room, [change for change in changes if change.keys], sentence):
        raise UsageError("this was said before, and changes nothing")
    return sentence


def _change(corrections: Iterable[Correction], value: bool) -> MarkChange:
    return MarkChange(field="correction", keys=tuple(map(correction_key, corrections)), value=value)


# --- what may be meant ---


@dataclass(frozen=True, slots=True)
class Joined:
    """Two names that touchline takes for one person: at the thread's seat, else one of them at another thread's."""

    one: str
    two: str
    other: StoryThread | None = None


def joined_names(room: Newsroom, thread_id: str) -> list[Joined]:
    """The names that a thread or the edges of its chain join, without those that were told apart."""
    thread = find_thread(room, thread_id)
    seat, rulings = thread.change.seat, Rulings(corrections_of(room))
    own = [row for row in thread.timeline if row.neighbour is None]
    names = {name_words(claim.person): claim.person for row in own for claim in row.claims}
    spelled = sorted(names.values())
    pairs = [(one, two) for i, one in enumerate(spelled) for two in spelled[i + 1 :]]
    found = [Joined(one, two) for one, two in pairs if may_be(one, two) and not rulings.are_apart(one, seat, two, seat)]
    threads = by_id(room)
    for link in thread.feeds_into:
        left = threads[link.thread_id].change.out
        found.append(Joined(link.person, _name_of(left.person, link.person), threads[link.thread_id]))
    for link in thread.fed_by:
        came = threads[link.thread_id].change.into
        found.append(Joined(link.person, _name_of(came.person, link.person), threads[link.thread_id]))
    return found


def _name_of(person: str | None, known_as: str) -> str:
    return person if person and may_be(person, known_as) else known_as


def other_threads(room: Newsroom, article_id: str, here: str | None = None) -> list[StoryThread]:
    """All threads that an article may be attached to, the likeliest first.

    Those of the seat of the thread `here` and of the article's own claims come first, then those whose club its text
    names or whose people its claims name, then all others; among them those that were told about nearest to its day.
    """
    article = room.store.article(article_id)
    claims = room.store.claims(article_id)
    on = article.published_on if article else None
    text = article.text.casefold() if article else ""
    known = by_id(room).get(here or "")
    seats = {claim.seat for claim in claims} | ({known.change.seat} if known else set())
    persons = {claim.person for claim in claims}

    def rank(thread: StoryThread) -> tuple[int, int]:
        seat, change = thread.change.seat, thread.change
        named = [one for one in (change.out.person, change.into.person, *(c.person for c in change.candidates)) if one]
        told = seat.club.casefold() in text or any(may_be(name, person) for name in named for person in persons)
        return (0 if seat in seats else 1 if told else 2, _days_off(thread, on))

    free = [thread for thread in story_threads(room) if article_id not in thread.article_ids]
    return sorted(free, key=rank)


def mergeable(room: Newsroom, thread_id: str) -> list[StoryThread]:
    """The other threads of a thread's seat, nearest in time first."""
    thread = find_thread(room, thread_id)
    others = [
        other
        for other in story_threads(room)
        if other.change.seat == thread.change.seat and other.thread_id != thread.thread_id
    ]
    return sorted(others, key=lambda other: _days_off(other, thread.opened_on))


def _days_off(thread: StoryThread, on: date | None) -> int:
    """Days from a day to the days of a thread's reports; 0 for a day among them."""
    first, last = thread.opened_on, thread.last_on
    if on is None or first is None or last is None:
        return 0
    return max((first - on).days, (on - last).days, 0)
