"""Invented articles, the same for the same seed: mostly ordinary football, a tenth of it news of coaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bench.corpus.changes import ARTICLES_A_CHANGE, STEPS, Announced, Change, Step, announced, known, plan_changes
from bench.corpus.football import Slots, paragraphs, report
from bench.corpus.names import PAPERS
from bench.corpus.picking import Picker
from touchline.ingest.ids import entry_article_id
from touchline.model import Article

VERSION = 1
"""Grows with every change of what is made, so that libraries made before are made anew."""
SEED = 20
BEGINS_AT = datetime(2015, 7, 1, tzinfo=UTC)
N_DAYS = 3650
BODY_SIZE = 3_100
"""Characters after which a body ends with its paragraph: some 3.5 kB in the end."""
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """An article and what it claims; nothing for ordinary football."""

    article: Article
    announces: tuple[Announced, ...] = ()


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the corpus: the minute of publication, counted from `BEGINS_AT`, and which step it tells, if any."""

    minute: int
    number: int
    change: Change | None = None
    step: Step | None = None


def corpus(n_articles: int, seed: int = SEED) -> Iterator[Told]:
    """`n_articles` in the order of their publication."""
    slots = _news(n_articles, seed)
    pick = Picker(seed, "days")
    for number in range(n_articles - len(slots)):
        slots.append(_Slot(pick.number(0, N_DAYS * MINUTES_A_DAY - 1), number))
    for place, slot in enumerate(sorted(slots, key=lambda slot: (slot.minute, slot.step is None, slot.number))):
        yield _told(seed, place, slot)


def _news(n_articles: int, seed: int) -> list[_Slot]:
    pick = Picker(seed, "hours")
    made: list[_Slot] = []
    for change in plan_changes(seed, n_articles // 10 // ARTICLES_A_CHANGE, N_DAYS):
        for step in STEPS:
            for _ in range(step.n_papers):
                minute = (change.day + step.days) * MINUTES_A_DAY + pick.number(0, MINUTES_A_DAY - 1)
                made.append(_Slot(minute, len(made), change, step))
    return made


def _told(seed: int, place: int, slot: _Slot) -> Told:
    pick = Picker(seed, "article", place)
    paper = pick(PAPERS)
    if slot.change and slot.step:
        title, body = _news_text(pick, paper, slot.change, slot.step)
        announces = announced(slot.change, slot.step)
    else:
        title, body = report(pick, BODY_SIZE)
        announces = ()
    return Told(article_of(place, slot.minute, paper, title, body), announces)


def _news_text(pick: Picker, paper: str, change: Change, step: Step) -> tuple[str, str]:
    words = Slots(pick, **known(change, paper))
    title, lead = (text.format_map(words) for text in pick(step.tellings))
    more = " ".join(text.format_map(words) for text in step.more)
    rest = paragraphs(pick, change.club, change.out, BODY_SIZE - len(lead) - len(more))
    return title, "\n\n".join((f"{lead} {more}", *rest))


def article_of(place: int, minute: int, paper: str, title: str, body: str) -> Article:
    """The article as an import of its paper's feed would make it."""
    published_at = BEGINS_AT + timedelta(minutes=minute)
    return Article(
        article_id=entry_article_id(feed_address(paper), str(place)),
        title=title,
        text=f"{title}\n\n{body}",
        published_at=published_at,
        date_from="feed",
        first_seen_at=published_at + timedelta(minutes=20),
        feed=paper,
        publisher=paper,
        url=f"{site(paper)}/{published_at:%Y/%m}/{place}",
        language="en",
    )


def site(paper: str) -> str:
    """The address of a paper, in a domain that can never exist."""
    return f"https://{paper.lower().replace(' ', '-')}.example"


def feed_address(paper: str) -> str:
    """The address of a paper's feed."""
    return f"{site(paper)}/feed.xml"
