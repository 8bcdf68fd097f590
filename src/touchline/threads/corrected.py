"""The vacancies of a seat as the user corrects them: reports attached, threads split and merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from touchline.model import Kind, Report, TimelineRow
from touchline.threads.episode import Episode
from touchline.threads.rulings import SeatRulings
from touchline.threads.statements import Statement


@dataclass(slots=True)
class _Draft:
    """A vacancy whose statements may still come and go; `shown` are attached reports without any about the seat."""

    statements: list[Statement] = field(default_factory=list)
    recalled: list[Statement] = field(default_factory=list)
    shown: list[Report] = field(default_factory=list)

    def days(self) -> dict[str, date | None]:
        """The publication date of each article."""
        told = {s.article_id: s.on for s in (*self.statements, *self.recalled)}
        return told | {report.article_id: report.reported_on for report in self.shown}

    def take(self, article_ids: Collection[str]) -> _Draft:
        """Take out what some articles say."""
        taken = _Draft(
            [s for s in self.statements if s.article_id in article_ids],
            [s for s in self.recalled if s.article_id in article_ids],
            [report for report in self.shown if report.article_id in article_ids],
        )
        self.statements = [s for s in self.statements if s.article_id not in article_ids]
        self.recalled = [s for s in self.recalled if s.article_id not in article_ids]
        self.shown = [report for report in self.shown if report.article_id not in article_ids]
        return taken

    def give(self, other: _Draft) -> None:
        """Add all that another one holds."""
        self.statements += other.statements
        self.recalled += other.recalled
        self.shown += other.shown

    def episode(self) -> Episode | None:
        """The vacancy; None when no dated statement is left in it, as an undated one opens nothing."""
        dated = [(s.on, s) for s in self.statements if s.on]
        if not dated:
            return None
        opening = [on for on, s in dated if not s.claim.denied and s.claim.kind is not Kind.STAY]
        episode = Episode(opened_on=min(opening or [on for on, _ in dated]))
        for statement in sorted(self.statements, key=lambda s: s.order):
            episode.add(statement)
        episode.recalled = sorted(self.recalled, key=lambda s: s.order)
        episode.shown = sorted(self.shown, key=lambda report: report.article_id)
        return episode


def corrected(
    episodes: Sequence[Episode], statements: Sequence[Statement], reports: Iterable[Report], rulings: SeatRulings
) -> list[Episode]:
    """The vacancies of one seat, oldest first, after the user's word: first attach, then split, then merge.

    `statements` are all of the seat, also those that found no vacancy; `reports` all that may be shown in one. A rule
    that matches nothing changes nothing.
    """
    if not rulings.moves:
        return list(episodes)
    drafts = [_Draft(list(episode.statements), list(episode.recalled)) for episode in episodes]
    _attach(drafts, statements, {report.article_id: report for report in reports}, rulings)
    drafts = [part for draft in drafts for part in _parts(draft, rulings)]
    made = [draft.episode() for draft in _merged(drafts, rulings)]
    return sorted((episode for episode in made if episode), key=lambda episode: episode.opened_on)


def _holder(drafts: Sequence[_Draft], article_id: str) -> int | None:
    """The first vacancy of which an article tells, else which it recalls, else in which it is shown."""
    told = [{s.article_id for s in draft.statements} for draft in drafts]
    recalled = [{s.article_id for s in draft.recalled} for draft in drafts]
    shown = [{report.article_id for report in draft.shown} for draft in drafts]
    return next((at % len(drafts) for at, ids in enumerate((*told, *recalled, *shown)) if article_id in ids), None)


def _attach(
    drafts: Sequence[_Draft], statements: Sequence[Statement], reports: dict[str, Report], rulings: SeatRulings
) -> None:
    """Bring all that an attached article says of the seat to where the article is that it follows."""
    roots = {article_id: rulings.root_of(article_id) for article_id in rulings.attached}
    where = {root: _holder(drafts, root) for root in roots.values() if root}
    for article_id, root in roots.items():
        at = where.get(root) if root else None
        if at is None or article_id not in reports:
            continue
        mine = _Draft()
        for draft in drafts:
            mine.give(draft.take([article_id]))
        placed = {id(s.claim) for s in (*mine.statements, *mine.recalled)}
        left = [s for s in statements if s.article_id == article_id and id(s.claim) not in placed]
        mine.statements += [s for s in left if not s.claim.background]
        mine.recalled += [s for s in left if s.claim.background and s.claim.kind is not Kind.STAY]
        if not mine.statements and not mine.recalled:
            mine.shown.append(reports[article_id])
        drafts[at].give(mine)


def _parts(draft: _Draft, rulings: SeatRulings) -> list[_Draft]:
    """Cut a vacancy before each report that begins one, the last cut first."""
    days = draft.days()
    heads = sorted((on, article_id) for article_id, on in days.items() if on and article_id in rulings.begun)
    parts: list[_Draft] = []
    for on, head in reversed(heads):
        leaving = _following(draft, head, on, rulings)
        if leaving:
            parts.insert(0, draft.take(leaving))
    return [draft, *parts]


def _following(draft: _Draft, head: str, on: date, rulings: SeatRulings) -> set[str]:
    """The articles that leave with the one that begins a thread: of its day and later.

    Where none would stay behind, the others of its own day do. What was attached goes with the article that it follows.
    Empty where one of the two parts would be no thread.
    """
    days = draft.days()

    def lead(article_id: str) -> str:
        root = None if article_id in rulings.begun else rulings.root_of(article_id)
        return root if root in days else article_id

    for same_day in (True, False):
        leaving = {
            article_id
            for article_id in days
            if lead(article_id) == head or ((day := days[lead(article_id)]) and (day > on or (same_day and day == on)))
        }
        telling = {s.article_id for s in draft.statements if s.on}
        if telling & leaving and telling - leaving:
            return leaving
    return set()


def _merged(drafts: list[_Draft], rulings: SeatRulings) -> list[_Draft]:
    for one, two in rulings.merged:
        into, gone = _holder(drafts, one), _holder(drafts, two)
        if into is not None and gone is not None and into != gone:
            drafts[into].give(drafts[gone])
            del drafts[gone]
    return drafts


def shown_rows(reports: Iterable[Report]) -> list[TimelineRow]:
    """Rows of attached reports that say nothing of the seat."""
    return [
        TimelineRow(reported_on=report.reported_on, article_id=report.article_id, publisher=report.publisher, claims=())
        for report in reports
    ]
