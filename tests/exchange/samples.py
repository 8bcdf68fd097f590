"""Invented articles, threads and rows for the exchange tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from touchline.model import (
    Article,
    Candidate,
    ChainLink,
    Change,
    Claim,
    Headline,
    InterimSpell,
    Kind,
    Manner,
    Proof,
    Role,
    Seat,
    Span,
    Stage,
    StoryThread,
    TimelineRow,
    Way,
)

CLAIM = Claim(
    kind=Kind.DEPARTURE,
    person="Ole Brandt",
    club="Harbour Town",
    role=Role.HEAD_COACH,
    stage=Stage.CONFIRMED,
    manner=Manner.SACKED,
    effective="2025-05-02",
    attribution="the club",
    evidence=(Span(0, 12), Span(20, 25)),
    quote="Harbour Town have sacked Ole Brandt.",
    rule="sacked.active",
)
DENIED = Claim(
    kind=Kind.DEPARTURE,
    person="Ole Brandt",
    club="Harbour Town",
    role=Role.HEAD_COACH,
    stage=None,
    denied=True,
    squad="women",
)
ARTICLE = Article(
    article_id="a1b2",
    title="Brandt out",
    text="Brandt out\n\nHarbour Town have sacked Ole Brandt.",
    published_at=datetime(2025, 5, 2, tzinfo=UTC),
    date_from="text",
    first_seen_at=datetime(2025, 5, 3, 8, 1, 2, 999, tzinfo=UTC),
    feed=None,
    publisher="Quay Times",
    author="A. Writer",
    url="https://quay.example/1",
    language="en",
    path="/news/brandt.txt",
)


def headline(article_id: str, title: str, url: str | None = None) -> Headline:
    return Headline(
        article_id=article_id,
        headline=title,
        published_at=datetime(2025, 5, 2, 18, 4, tzinfo=UTC),
        first_seen_at=datetime(2025, 5, 3, 8, tzinfo=UTC),
        feed="Quay",
        publisher="Quay Times",
        language="en",
        url=url,
        shard="2025-05-1",
        fold_key="x",
        n_claims=2,
        author="A. Writer",
    )


PROOF = Proof(article_id="a1b2", reported_on=date(2025, 5, 2), publisher="Quay Times", claim=CLAIM)
THREAD = StoryThread(
    thread_id="harbour-town-2025-05",
    status="filled",
    change=Change(
        seat=Seat(club="Harbour Town"),
        out=Way(
            person="Ole Brandt",
            stage=Stage.CONFIRMED,
            manner=Manner.SACKED,
            announced_on=date(2025, 5, 2),
            effective="2025-05-02",
            proofs={"person": PROOF, "manner": PROOF},
        ),
        into=Way(person="Ines Faro", stage=Stage.AGREED, announced_on=date(2025, 5, 9), effective_words="next week"),
        interims=(
            InterimSpell(
                person="Jan Kolb", stage=Stage.CONFIRMED, announced_on=date(2025, 5, 3), effective=None, proof=PROOF
            ),
        ),
        candidates=(
            Candidate(
                person="Max Odd",
                stage=None,
                denied=True,
                n_articles=1,
                last_on=date(2025, 5, 4),
                proof=replace(PROOF, claim=DENIED),
                ruled_out_by="Odd's agent",
            ),
            Candidate(person="Ines Faro", stage=Stage.AGREED, denied=False, n_articles=2, last_on=None, proof=PROOF),
        ),
    ),
    timeline=(
        TimelineRow(reported_on=date(2025, 5, 2), article_id="a1b2", publisher="Quay Times", claims=(CLAIM,)),
        TimelineRow(reported_on=date(2025, 5, 2), article_id="e5", publisher="Dock Post", claims=(CLAIM,), fold="a1b2"),
        TimelineRow(
            reported_on=date(2025, 5, 2), article_id="c3", publisher=None, claims=(DENIED,), disputed_by=("a1b2",)
        ),
        TimelineRow(
            reported_on=None, article_id="d4", publisher="Quay Times", claims=(CLAIM,), neighbour="river-city-2025-05"
        ),
    ),
    opened_on=date(2025, 5, 2),
    last_on=date(2025, 5, 9),
    previous="harbour-town-2024-01",
    feeds_into=(ChainLink(thread_id="river-city-2025-05", person="Ines Faro", stage=Stage.AGREED),),
    fed_by=(ChainLink(thread_id="lakeside-2025-05", person="Ole Brandt", stage=None),),
)


class NoMarks:
    def is_read(self, article_id: str) -> bool:
        return article_id == "a1b2"

    def is_starred(self, article_id: str) -> bool:
        return False

    def tags_of(self, article_id: str) -> tuple[str, ...]:
        return ("docks", "quay")
