"""Invented articles, claims and threads for the store's tests."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from touchline.model import (
    Article,
    Change,
    Chip,
    Claim,
    Headline,
    Kind,
    Look,
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

NOW = datetime(2025, 6, 1, 12, 30, tzinfo=UTC)


def make_article(number: int, **fields: Any) -> Article:
    """An article whose id is `a<number>`, published on day `number` after 1 May 2025."""
    title = fields.pop("title", f"Harbour Town look for a coach, part {number}")
    body = fields.pop("body", f"The board of Harbour Town met again. Nothing was decided on day {number}.")
    made: dict[str, Any] = {
        "article_id": f"a{number}",
        "title": title,
        "text": body if title is None else f"{title}\n\n{body}",
        "published_at": datetime(2025, 5, 1, tzinfo=UTC) + timedelta(days=number),
        "date_from": "text",
        "first_seen_at": NOW,
        "publisher": "The Harbour Gazette",
        "language": "en",
    }
    return Article(**{**made, **fields})


def make_claim(**fields: Any) -> Claim:
    """A current claim."""
    made: dict[str, Any] = {
        "kind": Kind.APPOINTMENT,
        "person": "Ada Brook",
        "club": "Harbour Town",
        "role": Role.HEAD_COACH,
        "stage": Stage.TALKS,
        "evidence": (Span(0, 7),),
        "quote": "Harbour",
        "rule": "talks-1",
    }
    return Claim(**{**made, **fields})


def make_thread(thread_id: str = "harbour-town-2025-05", *claims: Claim) -> StoryThread:
    """A thread of one article."""
    claims = claims or (make_claim(),)
    proof = Proof(article_id="a1", reported_on=date(2025, 5, 2), publisher=None, claim=claims[0])
    row = TimelineRow(reported_on=date(2025, 5, 2), article_id="a1", publisher=None, claims=claims)
    into = Way(person="Ada Brook", stage=Stage.TALKS, proofs={"person": proof})
    return StoryThread(
        thread_id=thread_id,
        status="open",
        change=Change(seat=Seat(club="Harbour Town"), out=Way(), into=into),
        timeline=(row,),
        opened_on=date(2025, 5, 2),
        last_on=None,
    )


# Lone surrogates cannot be stored; the codec's own test brings them.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
times = st.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
spans = st.builds(Span, start=st.integers(0, 99), end=st.integers(100, 199))
maybe_texts = st.none() | texts
claims = st.builds(
    Claim,
    kind=st.sampled_from(Kind),
    person=texts,
    club=texts,
    squad=st.just("first") | texts,
    role=st.sampled_from(Role),
    stage=st.none() | st.sampled_from(Stage),
    manner=st.none() | st.sampled_from(Manner),
    effective=maybe_texts,
    effective_words=maybe_texts,
    attribution=maybe_texts,
    evidence=st.lists(spans, max_size=3).map(tuple),
    quote=texts,
    rule=texts,
)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(st.none() if one is type(None) else of_type(one) for one in arguments))
    if origin is tuple:
        return st.lists(of_type(arguments[0]), max_size=2).map(tuple)
    if origin is Mapping:
        return st.dictionaries(texts, of_type(arguments[1]), max_size=2)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if dataclasses.is_dataclass(hint):
        fields = typing.get_type_hints(hint)
        return st.builds(hint, **{name: of_type(field) for name, field in fields.items()})
    return _PLAIN[hint] if hint in _PLAIN else st.from_type(hint)


_PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {str: texts, datetime: times, int: st.integers(0, 10_000)}


def nouns() -> st.SearchStrategy[Any]:
    """Every noun that is stored, with every field: also those that are added to the model later."""
    return st.one_of(*(of_type(noun) for noun in (Article, Headline, Chip, Claim, StoryThread, Look)))
