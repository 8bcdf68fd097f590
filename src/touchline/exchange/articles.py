"""Articles and claims as JSON objects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from touchline.exchange.json_values import SCHEMA, JsonObject, day, encodable, exact_moment, moment
from touchline.exchange.markdown import escaped
from touchline.model import Article, Claim, Headline
from touchline.safe import safe_block, safe_link


class Marks(Protocol):
    """What the user said of articles."""

    def is_read(self, article_id: str, /) -> bool: ...

    def is_starred(self, article_id: str, /) -> bool: ...

    def tags_of(self, article_id: str, /) -> tuple[str, ...]: ...


def headline_json(row: Headline, marks: Marks, thread_ids: Iterable[str]) -> JsonObject:
    """An article as `list --json` prints it; `claims` is the number of its current claims."""
    return {**_listed(row, row.headline, marks, thread_ids), "claims": row.n_claims}


def article_json(article: Article, marks: Marks, thread_ids: Iterable[str], claims: Iterable[Claim]) -> JsonObject:
    """An article as `show --json` prints it: with its text, and with its claims themselves."""
    return {
        **_listed(article, article.headline, marks, thread_ids),
        "text": encodable(article.text),
        "claims": [claim_json(claim) for claim in claims],
    }


def article_markdown(article: Article) -> str:
    """An article as Markdown: headline, where it comes from, its link, and its text, in which nothing is markup."""
    told = (article.publisher, article.author, day(article.published_on))
    source = " · ".join(escaped(part) for part in told if part)
    paragraphs = [escaped(part) for part in safe_block(article.body).split("\n")]
    target = safe_link(article.url) if article.url else None
    head = [f"# {escaped(article.headline)}", "", source, *(["", f"<{target}>"] if target else []), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*head, *paragraphs])).strip() + "\n"


def extract_json(article: Article, claims: Iterable[Claim]) -> JsonObject:
    """An article as `extract --json` prints it; `evidence` holds half-open code points of `text`."""
    return {
        "schema": SCHEMA,
        "path": encodable(article.path),
        "id": article.article_id,
        "title": encodable(article.headline),
        "published": day(article.published_on),
        "date_from": article.date_from,
        "language": article.language,
        "text": encodable(article.text),
        "claims": [claim_json(claim) for claim in claims],
    }


def claim_json(claim: Claim) -> JsonObject:
    """One claim, as it stands in other objects' `claims`."""
    return {
        "kind": claim.kind.value,
        "person": encodable(claim.person),
        "club": encodable(claim.club),
        "squad": claim.squad,
        "role": claim.role.value,
        "stage": claim.stage.value if claim.stage else None,
        "denied": claim.denied,
        "background": claim.background,
        "manner": claim.manner.value if claim.manner else None,
        "effective": claim.effective,
        "effective_words": encodable(claim.effective_words),
        "attribution": encodable(claim.attribution),
        "evidence": [{"start": span.start, "end": span.end} for span in claim.evidence],
        "quote": encodable(claim.quote),
        "rule": claim.rule,
    }


def _listed(told: Article | Headline, headline: str, marks: Marks, thread_ids: Iterable[str]) -> JsonObject:
    return {
        "schema": SCHEMA,
        "id": told.article_id,
        "title": encodable(headline),
        "published": moment(told.published_at),
        "first_seen": exact_moment(told.first_seen_at),
        "feed": encodable(told.feed),
        "publisher": encodable(told.publisher),
        "author": encodable(told.author),
        "url": encodable(told.url),
        "language": told.language,
        "read": marks.is_read(told.article_id),
        "starred": marks.is_starred(told.article_id),
        "tags": [encodable(tag) for tag in marks.tags_of(told.article_id)],
        "threads": list(thread_ids),
    }
