"""The JSON objects, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest

from tests.exchange.samples import ARTICLE, CLAIM, DENIED, THREAD, NoMarks, headline
from touchline.exchange import (
    article_json,
    change_json,
    claim_json,
    extract_json,
    headline_json,
    import_json,
    refresh_json,
    thread_json,
)
from touchline.model import FeedResult, ImportResult
from touchline.present.changes import change_rows

CLAIM_JSON = {
    "kind": "departure",
    "person": "Ole Brandt",
    "club": "Harbour Town",
    "squad": "first",
    "role": "head coach",
    "stage": "confirmed",
    "denied": False,
    "background": False,
    "manner": "sacked",
    "effective": "2025-05-02",
    "effective_words": None,
    "attribution": "the club",
    "evidence": [{"start": 0, "end": 12}, {"start": 20, "end": 25}],
    "quote": "Harbour Town have sacked Ole Brandt.",
    "rule": "sacked.active",
}
LISTED_JSON = {
    "schema": 1,
    "id": "a1b2",
    "title": "Brandt out",
    "published": "2025-05-02",
    "first_seen": "2025-05-03T08:01:02Z",
    "feed": None,
    "publisher": "Quay Times",
    "author": "A. Writer",
    "url": "https://quay.example/1",
    "language": "en",
    "read": True,
    "starred": False,
    "tags": ["docks", "quay"],
    "threads": ["harbour-town-2025-05"],
}


def test_claim() -> None:
    assert claim_json(CLAIM) == CLAIM_JSON
    assert list(claim_json(CLAIM)) == list(CLAIM_JSON)
    denied = claim_json(DENIED)
    assert (denied["stage"], denied["denied"], denied["squad"], denied["evidence"]) == (None, True, "women", [])


def test_article() -> None:
    shown = article_json(ARTICLE, NoMarks(), ["harbour-town-2025-05"], [CLAIM])
    assert shown == {**LISTED_JSON, "text": ARTICLE.text, "claims": [CLAIM_JSON]}


def test_headline() -> None:
    listed = headline_json(headline("a1b2", "Brandt out"), NoMarks(), iter(["t"]))
    assert list(listed) == [*LISTED_JSON, "claims"]
    assert listed["claims"] == 2
    assert listed["published"] == "2025-05-02T18:04:00Z"
    assert listed["feed"] == "Quay"
    assert listed["threads"] == ["t"]


def test_extract() -> None:
    assert extract_json(ARTICLE, [CLAIM]) == {
        "schema": 1,
        "path": "/news/brandt.txt",
        "id": "a1b2",
        "title": "Brandt out",
        "published": "2025-05-02",
        "date_from": "text",
        "language": "en",
        "text": ARTICLE.text,
        "claims": [CLAIM_JSON],
    }
    undated = replace(ARTICLE, title=None, text="No title. Nothing.", published_at=None, date_from="none")
    assert extract_json(undated, [])["published"] is None
    assert extract_json(undated, [])["title"] == "No title"
    timed = replace(ARTICLE, published_at=datetime(2025, 5, 2, 18, 4, tzinfo=UTC))
    assert extract_json(timed, [])["published"] == "2025-05-02"


def test_thread() -> None:
    listed = thread_json(THREAD)
    assert listed == {
        "schema": 1,
        "id": "harbour-town-2025-05",
        "club": "Harbour Town",
        "squad": "first",
        "status": "filled",
        "outgoing": "Ole Brandt",
        "manner": "sacked",
        "out_stage": "confirmed",
        "out_announced": "2025-05-02",
        "out_effective": "2025-05-02",
        "out_implied": False,
        "interims": ["Jan Kolb"],
        "candidates": [
            {
                "person": "Max Odd",
                "stage": None,
                "denied": True,
                "n_articles": 1,
                "last": "2025-05-04",
                "ruled_out_by": "Odd's agent",
            },
            {
                "person": "Ines Faro",
                "stage": "agreed",
                "denied": False,
                "n_articles": 2,
                "last": None,
                "ruled_out_by": None,
            },
        ],
        "incoming": "Ines Faro",
        "in_stage": "agreed",
        "in_announced": "2025-05-09",
        "in_effective": None,
        "opened": "2025-05-02",
        "last": "2025-05-09",
        "articles": ["a1b2", "e5", "c3"],
        "previous": "harbour-town-2024-01",
        "feeds_into": [{"id": "river-city-2025-05", "person": "Ines Faro", "stage": "agreed"}],
        "fed_by": [{"id": "lakeside-2025-05", "person": "Ole Brandt", "stage": None}],
    }
    shown = thread_json(THREAD, with_timeline=True)
    timeline, proofs = shown.pop("timeline"), shown.pop("proofs")
    assert shown == listed
    assert timeline[0] == {
        "date": "2025-05-02",
        "article": "a1b2",
        "neighbour": None,
        "claims": [{**CLAIM_JSON, "implied": False}],
        "fold": None,
        "disputed_by": [],
    }
    assert (timeline[1]["fold"], timeline[2]["disputed_by"]) == ("a1b2", ["a1b2"])
    assert (timeline[3]["date"], timeline[3]["neighbour"]) == (None, "river-city-2025-05")
    assert proofs[0] == {
        "value": "outgoing",
        "says": "Ole Brandt",
        "article": "a1b2",
        "date": "2025-05-02",
        "publisher": "Quay Times",
        "quote": "Harbour Town have sacked Ole Brandt.",
        "evidence": [{"start": 0, "end": 12}, {"start": 20, "end": 25}],
    }
    assert [proof["value"] for proof in proofs] == ["outgoing", "manner", "interim", "candidate", "candidate"]


def test_change() -> None:
    spell, change = map(change_json, change_rows([THREAD]))
    assert change == {
        "schema": 1,
        "team": "Harbour Town",
        "outgoing": "Ole Brandt",
        "manner": "sacked",
        "date_of_vacancy": "2025-05-02",
        "incoming": "Ines Faro",
        "date_of_appointment": "2025-05-09",
        "out_stage": "confirmed",
        "in_stage": "agreed",
        "days_vacant": 7,
        "articles": 3,
        "interim": False,
        "thread": "harbour-town-2025-05",
        "club": "Harbour Town",
        "squad": "first",
        "role": "head coach",
    }
    assert (spell["incoming"], spell["interim"]) == ("Jan Kolb", True)


@pytest.mark.parametrize("broken", ["/news/\udcff.txt", "\ud83d\ude00"])
def test_undecodable_names_can_be_encoded(broken: str) -> None:
    shown = extract_json(replace(ARTICLE, path=broken, title=broken), [replace(CLAIM, person=broken)])
    text = orjson.dumps(shown).decode()
    assert text.count("\ufffd") >= 3


def test_every_object_can_be_encoded() -> None:
    for value in (
        article_json(ARTICLE, NoMarks(), [], [CLAIM, DENIED]),
        thread_json(THREAD, with_timeline=True),
        *map(change_json, change_rows([THREAD])),
    ):
        assert orjson.loads(orjson.dumps(value)) == value


def test_results() -> None:
    assert import_json(ImportResult(path="/x/\udcff.txt", status="failed", reason="It is empty.")) == {
        "schema": 1,
        "path": "/x/\ufffd.txt",
        "status": "failed",
        "id": None,
        "reason": "It is empty.",
    }
    assert refresh_json(FeedResult(feed="Quay", status="ok", n_added=3, n_updated=1)) == {
        "schema": 1,
        "feed": "Quay",
        "status": "ok",
        "added": 3,
        "updated": 1,
        "error": None,
    }
