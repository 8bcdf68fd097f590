"""The user's word against the story threads: corrections, which are rules that every building of threads obeys.

Every function that corrects returns the sentence that tells what was done; `marking.undo` takes it back. A rule that
says the contrary of the new one is taken off in the same deed. Threads are made anew before the function returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from touchline.errors import NotFoundError, UsageError
from touchline.model import Correction, CorrectionRule, MarkChange, Seat, StoryThread
from touchline.newsroom.marking import record
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import find_thread, story_threads
from touchline.newsroom.upkeep import corrections_of
from touchline.present.claims import team_name
from touchline.present.threads import reports_words, thread_name
from touchline.safe import safe
from touchline.threads import Rulings, anchors_of, correction_key, name_words


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


# --- reports ---


def not_this_story(room: Newsroom, thread_id: str, article_ids: Sequence[str]) -> str:
    """Take articles out of all threads of a thread's seat. Raises NotFoundError, UsageError."""
    thread = _with_articles(room, thread_id, article_ids)
    seat = thread.change.seat
    saying = {row.article_id for row in thread.timeline for claim in row.claims if claim.seat == seat}
    on = [Correction(rule="not this story", of=one, seat=seat) for one in article_ids if one in saying]
    off = _of_articles(room, article_ids, seat, "attach", "split")
    follow = _kept_followed(room, thread, article_ids)
    sentence = f"took {reports_words(len(article_ids))} out of {thread_name(thread)}"
    return _correct(room, sentence, on=on, off=off, more=follow)


def attach(room: Newsroom, thread_id: str, article_ids: Sequence[str]) -> str:
    """Let articles belong to a thread, with all that they say of the seat. Raises NotFoundError, UsageError."""
    thread = find_thread(room, thread_id)
    seat = thread.change.seat
    coming = [article_id for article_id in article_ids if article_id not in thread.article_ids]
    if not coming:
        raise UsageError(f"{_these(article_ids)} to {thread_name(thread)} already")
    here = [other for other in story_threads(room) if other.change.seat == seat]
    follow = [change for other in here for change in _kept_followed(room, other, coming)]
    holder = _holder(room, thread, without=coming)
    on = [Correction(rule="attach", of=article_id, other=holder, seat=seat) for article_id in coming]
    off = _of_articles(room, coming, seat, "not this story", "attach", "split")
    sentence = f"attached {reports_words(len(coming))} to {thread_name(thread)}"
    return _correct(room, sentence, on=on, off=off, more=follow)


def _these(article_ids: Sequence[str]) -> str:
    return "this report belongs" if len(article_ids) == 1 else "these reports belong"


def split_off(room: Newsroom, thread_id: str, article_id: str) -> str:
    """Begin a new thread with a report and what follows it in its thread. Raises NotFoundError, UsageError."""
    thread = _with_articles(room, thread_id, [article_id])
    days = {row.article_id: row.reported_on for row in thread.timeline if row.neighbour is None}
    on = days[article_id]
    if on is None:
        raise UsageError("a report without a date can begin no thread")
    others = {other: day for other, day in days.items() if day and other != article_id}
    before = {other for other, day in others.items() if day < on} or {one for one, day in others.items() if day == on}
    after = {article_id, *(other for other, day in others.items() if day >= on)} - before
    if not before:
        raise UsageError(f"{thread_name(thread)} begins with this report already")
    telling = {row.article_id for row in thread.timeline if any(not claim.background for claim in row.claims)}
    if telling.isdisjoint(before) or telling.isdisjoint(after):
        raise UsageError("no report on one side of this cut tells anything new of the job: it would be no thread")
    seat = thread.change.seat
    cut = _Cut(article_id, seat, frozenset(before), frozenset(after))
    rule = Correction(rule="split", of=article_id, seat=seat)
    said = corrections_of(room)
    merges, attached = cut.merges(said), cut.attached(said)
    sentence = f"split {reports_words(len(after))} off {thread_name(thread)}"
    return _correct(room, sentence, on=[rule, *merges.on, *attached.on], off=[*merges.off, *attached.off])


@dataclass(frozen=True, slots=True)
class _Swap:
    """Corrections that take the place of others."""

    on: Sequence[Correction]
    off: Sequence[Correction]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A thread split at an article: what was said across the cut holds within its two sides only."""

    head: str
    seat: Seat
    before: frozenset[str]
    after: frozenset[str]

    def _crossed(self, one: str | None, two: str | None) -> bool:
        return (one in self.before and two in self.after) or (one in self.after and two in self.before)

    def merges(self, said: Sequence[Correction]) -> _Swap:
        """Merges of the two sides go; all that they joined on one side stays joined."""
        crossing = [one for one in said if one.rule == "merge" and one.seat == self.seat]
        crossing = [one for one in crossing if self._crossed(one.of, one.other)]
        ends = sorted({end for one in crossing for end in (one.of, one.other or "")})
        front, back = [end for end in ends if end in self.before], [end for end in ends if end in self.after]
        pairs = [*((front[0], end) for end in front[1:]), *((self.head, end) for end in back if end != self.head)]
        return _Swap([Correction(rule="merge", of=one, other=two, seat=self.seat) for one, two in pairs], crossing)

    def attached(self, said: Sequence[Correction]) -> _Swap:
        """What is attached to an article on the other side follows one of its own side."""
        guests = {one.of: one for one in said if one.rule == "attach" and one.seat == self.seat}
        rulings = Rulings(said).at(self.seat)
        crossing = [
            one for guest, one in guests.items() if guest != self.head and self._crossed(guest, rulings.root_of(guest))
        ]
        staying = min(self.before - guests.keys(), default=None)
        leaders = {one.of: self.head if one.of in self.after else staying for one in crossing}
        on = [
            Correction(rule="attach", of=guest, other=leader, seat=self.seat)
            for guest, leader in leaders.items()
            if leader
        ]
        return _Swap(on, crossing)


def _with_articles(room: Newsroom, thread_id: str, article_ids: Sequence[str]) -> StoryThread:
    thread = find_thread(room, thread_id)
    if not set(article_ids) <= set(thread.article_ids):
        raise UsageError(f"{thread_name(thread)} has no such report")
    return thread


def _of_articles(room: Newsroom, article_ids: Sequence[str], seat: Seat, *rules: CorrectionRule) -> list[Correction]:
    return [one for one in corrections_of(room) if one.of in article_ids and one.seat == seat and one.rule in rules]


def _kept_followed(room: Newsroom, thread: StoryThread, article_ids: Sequence[str]) -> list[MarkChange]:
    """The mark that lets the user go on following a thread when the articles leave it that the follow holds on to."""
    followed = room.store.marks().followed()
    leaving = {anchor for anchor in anchors_of(thread) if anchor.partition("|")[0] in article_ids}
    staying = anchors_of(thread) - leaving
    if followed.isdisjoint(leaving) or not followed.isdisjoint(staying) or not staying:
        return []
    return [MarkChange(field="followed", keys=(min(staying),), value=True)]


def _holder(room: Newsroom, thread: StoryThread, without: Sequence[str] = ()) -> str:
    """The article that stands for a thread in a correction: one that tells of this thread alone and is no guest."""
    seat = thread.change.seat
    others = [each for each in story_threads(room) if each.change.seat == seat and each.thread_id != thread.thread_id]
    elsewhere = {article_id for other in others for article_id in other.article_ids}
    guests = {one.of for one in corrections_of(room) if one.rule == "attach" and one.seat == seat}
    own = [article_id for article_id in thread.article_ids if article_id not in guests and article_id not in without]
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
