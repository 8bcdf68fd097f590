"""Story threads as JSON and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from touchline.exchange.articles import claim_json
from touchline.exchange.json_values import SCHEMA, JsonObject, day, encodable
from touchline.exchange.markdown import escaped, link
from touchline.model import Candidate, ChainLink, Claim, Headline, Look, Proof, Stage, StoryThread, TimelineRow, Way
from touchline.present.proofs import by_sentence, proven_values
from touchline.present.timeline import folds_of

IMPLIED = "implied by his appointment elsewhere"


def thread_json(thread: StoryThread, with_timeline: bool = False) -> JsonObject:
    """A story thread as `thread list --json` prints it, and with its timeline as `thread show --json` does.

    `interims` are names. Dates are ISO days, `out_effective` and `in_effective` days or months; null where
    none is known. `out_implied` is true when no report tells of the departure. With the timeline stand the `proofs`:
    for each value of the card the article and sentence that give it. A row's `fold` is the article under whose row it
    folds, `disputed_by` those that say otherwise.
    """
    change = thread.change
    out, into = change.out, change.into
    made: JsonObject = {
        "schema": SCHEMA,
        "id": thread.thread_id,
        "club": encodable(change.seat.club),
        "squad": change.seat.squad,
        "status": thread.status,
        "outgoing": encodable(out.person),
        "manner": out.manner.value if out.manner else None,
        "out_stage": _stage(out.stage),
        "out_announced": day(out.announced_on),
        "out_effective": out.effective,
        "out_implied": _is_implied(out),
        "interims": [encodable(spell.person) for spell in change.interims],
        "candidates": [_candidate_json(candidate) for candidate in change.candidates],
        "incoming": encodable(into.person),
        "in_stage": _stage(into.stage),
        "in_announced": day(into.announced_on),
        "in_effective": into.effective,
        "opened": day(thread.opened_on),
        "last": day(thread.last_on),
        "articles": list(thread.article_ids),
        "previous": thread.previous,
        "feeds_into": [_link_json(each) for each in thread.feeds_into],
        "fed_by": [_link_json(each) for each in thread.fed_by],
    }
    if with_timeline:
        made["timeline"] = [
            {
                "date": day(row.reported_on),
                "article": row.article_id,
                "neighbour": row.neighbour,
                "claims": [{**claim_json(claim), "implied": claim.implied} for claim in row.claims],
                "fold": row.fold,
                "disputed_by": list(row.disputed_by),
            }
            for row in thread.timeline
        ]
        made["proofs"] = [
            {"value": value.name, "says": encodable(value.words), **_proof_json(value.proof)}
            for value in proven_values(thread.change)
        ]
    return made


def stage_json(look: Look) -> JsonObject:
    """What a thread's card said at an earlier time, with the names that `thread_json` has."""
    return {
        "status": look.status,
        "outgoing": encodable(look.out.person),
        "out_stage": _stage(look.out.stage),
        "incoming": encodable(look.into.person),
        "in_stage": _stage(look.into.stage),
    }


def thread_markdown(thread: StoryThread, headlines: Mapping[str, Headline]) -> str:
    """A story thread as Markdown: the card, what proves its values, then every report with headline, link and evidence.

    `headlines` are those of the timeline's articles, by id; an article that is not among them is told by its id.
    Reports that tell the same stand below the first one of them.
    """
    proofs = list(_proofs(thread, headlines))
    told = [*_card(thread), *(["", "## Where this comes from", *proofs] if proofs else [])]
    return "\n".join([*told, "", "## Reports", *_timeline(thread, headlines)]) + "\n"


def _proofs(thread: StoryThread, headlines: Mapping[str, Headline]) -> Iterator[str]:
    for proof, values in by_sentence(thread.change):
        whose = ", ".join(escaped(part) for part in (proof.publisher, day(proof.reported_on)) if part)
        title = _title(proof.article_id, headlines.get(proof.article_id))
        told = "; ".join(f"{value.label}: {escaped(value.words)}" for value in values)
        yield from ("", f"- {told}. From {title}{f' ({whose})' if whose else ''}")
        if proof.claim.quote:
            yield from ("", f"  > {escaped(proof.claim.quote)}")


def _stage(stage: Stage | None) -> str | None:
    return stage.value if stage else None


def _is_implied(out: Way) -> bool:
    """True when no report tells of the departure, which an appointment elsewhere implies."""
    proof = out.proofs.get("stage")
    return proof is not None and proof.claim.implied


def _candidate_json(candidate: Candidate) -> JsonObject:
    return {
        "person": encodable(candidate.person),
        "stage": _stage(candidate.stage),
        "denied": candidate.denied,
        "n_articles": candidate.n_articles,
        "last": day(candidate.last_on),
        "ruled_out_by": encodable(candidate.ruled_out_by),
    }


def _proof_json(proof: Proof) -> JsonObject:
    return {
        "article": proof.article_id,
        "date": day(proof.reported_on),
        "publisher": encodable(proof.publisher),
        "quote": encodable(proof.claim.quote),
        "evidence": [{"start": span.start, "end": span.end} for span in proof.claim.evidence],
    }


def _link_json(each: ChainLink) -> JsonObject:
    return {"id": each.thread_id, "person": encodable(each.person), "stage": _stage(each.stage)}


def _card(thread: StoryThread) -> Iterator[str]:
    change, seat = thread.change, thread.change.seat
    squad = "" if seat.squad == "first" else f" {seat.squad}"
    yield f"# {escaped(seat.club + squad)} · {escaped(seat.family)}"
    yield ""
    yield f"- Story thread: {escaped(thread.thread_id)} ({thread.status})"
    yield f"- Reports: {len(thread.article_ids)}, {_period(thread)}"
    yield f"- Out: {_way(change.out)}"
    yield f"- In: {_way(change.into)}"
    for spell in change.interims:
        since = spell.effective or day(spell.announced_on)
        yield f"- Interim: {_told(spell.person, _stage(spell.stage), f'from {since}' if since else None)}"
    for candidate in change.candidates:
        stage = "denied" if candidate.denied else _stage(candidate.stage)
        count = "1 article" if candidate.n_articles == 1 else f"{candidate.n_articles} articles"
        last = f"last {candidate.last_on.isoformat()}" if candidate.last_on else None
        ruled_out = f"ruled out by {candidate.ruled_out_by}" if candidate.ruled_out_by else None
        yield f"- Linked: {_told(candidate.person, stage, count, last, ruled_out)}"
    for each in thread.fed_by:
        yield f"- Its coach left for: {escaped(each.thread_id)} ({_told(each.person, _stage(each.stage))})"
    for each in thread.feeds_into:
        yield f"- Opened the vacancy: {escaped(each.thread_id)} ({_told(each.person, _stage(each.stage))})"
    if thread.previous:
        yield f"- The same seat before: {escaped(thread.previous)}"


def _period(thread: StoryThread) -> str:
    first, last = day(thread.opened_on) or "undated", day(thread.last_on) or "undated"
    return first if first == last else f"{first} to {last}"


def _way(way: Way) -> str:
    announced = f"announced {way.announced_on.isoformat()}" if way.announced_on else None
    starts = way.effective or way.effective_words
    effective = f"effective {starts}" if starts else None
    implied = IMPLIED if _is_implied(way) else None
    return _told(way.person or "nobody yet", _stage(way.stage), way.manner, announced, effective, implied)


def _told(person: str, *details: str | None) -> str:
    return ", ".join(escaped(part) for part in (person, *details) if part)


def _timeline(thread: StoryThread, headlines: Mapping[str, Headline]) -> Iterator[str]:
    folds = folds_of(thread)
    heads = (row for row in thread.timeline if not row.fold)
    for reported_on, rows in groupby(heads, key=lambda row: row.reported_on):
        yield from ("", f"### {day(reported_on) or 'Undated'}")
        for row in rows:
            yield from _report(row, headlines.get(row.article_id))
            folded = folds.get(row.article_id) if not row.neighbour else None
            if folded:
                yield from ("", "The same is told by:", "", *(_repeat(other, headlines) for other in folded))


def _repeat(row: TimelineRow, headlines: Mapping[str, Headline]) -> str:
    title = _title(row.article_id, headlines.get(row.article_id))
    return f"- {escaped(row.publisher or 'unknown')}, {day(row.reported_on) or 'undated'}: {title}"


def _title(article_id: str, headline: Headline | None) -> str:
    return link(headline.headline, headline.url) if headline else escaped(article_id)


def _report(row: TimelineRow, headline: Headline | None) -> Iterator[str]:
    title = _title(row.article_id, headline)
    marks = [f"in the story thread {escaped(row.neighbour)}"] if row.neighbour else []
    marks += ["disputed by another report"] if row.disputes else []
    told = f" ({'; '.join(marks)})" if marks else ""
    yield from ("", f"**{escaped(row.publisher or 'unknown')}**: {title}{told}")
    for claim in row.claims:
        yield from ("", f"- {_claim(claim)}")
        if claim.quote:
            yield from ("", f"  > {escaped(claim.quote)}")


def _claim(claim: Claim) -> str:
    stage = "denied" if claim.denied else _stage(claim.stage)
    word = f"says {claim.attribution}" if claim.attribution else None
    squad = "" if claim.squad == "first" else f" {claim.squad}"
    what = f"{claim.kind.value} of {claim.person}, {claim.role.value}, {claim.club}{squad}"
    return _told(what, stage, claim.manner, word, IMPLIED if claim.implied else None)
