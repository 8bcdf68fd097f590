"""What is remembered of a feed's entries, so that what did not change is not parsed again and nothing comes twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from touchline.ingest.ids import comparable_address
from touchline.model import Article

LEAST_KEPT = 200
"""Entries that are remembered of every feed, also when they have left it: they may come back."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """One entry as it was read last.

    `raw` is a hash of its bytes, `article_id` the article that it became ("" when it gave none); `link` and `text` are
    hashes of the article's address ("" without one), and of its text and date.
    """

    raw: str
    article_id: str = ""
    link: str = ""
    text: str = ""


def short_hash(raw: bytes) -> str:
    """What bytes are known by."""
    return blake2b(raw, digest_size=8).hexdigest()


def known_entry(raw: str, article: Article | None) -> KnownEntry:
    """What to remember of an entry with this hash that became this article, None when it gave none."""
    if article is None:
        return KnownEntry(raw)
    address = comparable_address(article.url) if article.url else None
    text = short_hash(f"{article.published_at}\0{article.text}".encode("utf-8", "replace"))
    return KnownEntry(raw, article.article_id, short_hash(address.encode()) if address else "", text)


def remembered(present: Sequence[KnownEntry], before: Sequence[KnownEntry]) -> tuple[KnownEntry, ...]:
    """The entries to remember: those of the present answer, then what is known of former ones, as far as it goes."""
    here = {one.raw for one in present}
    former = [one for one in before if one.raw not in here]
    return (*present, *former[: max(LEAST_KEPT - len(present), len(present))])


def with_steady_ids(
    articles: Sequence[Article], known: Sequence[KnownEntry], unchanged_ids: Iterable[str]
) -> list[Article]:
    """Give articles whose entries have changed their ids back the ids under which they are known.

    Some feeds make new ids at each answer. An article that is new by its id counts as one that is known when it has the
    same address, or else the same text and date; when that one stands nowhere in the present answer under its own id
    (among `unchanged_ids` or `articles`); and when no other is like it on either side, as where all link to one page.
    """
    present = {*unchanged_ids, *(article.article_id for article in articles)}
    known_ids = {one.article_id for one in known}
    lost = {one.article_id: one for one in reversed(known) if one.article_id and one.article_id not in present}
    new = [known_entry("", article) for article in articles if lost and article.article_id not in known_ids]
    same: dict[str, str] = {}
    for likeness in (_link, _text):
        same = {**_pairs(new, [*lost.values()], likeness), **same}
    return [replace(article, article_id=same.get(article.article_id, article.article_id)) for article in articles]


def _pairs(
    new: Sequence[KnownEntry], lost: Sequence[KnownEntry], likeness: Callable[[KnownEntry], str]
) -> dict[str, str]:
    """The ids of new entries with those of lost ones, where one is like one."""
    n_new, n_lost = Counter(map(likeness, new)), Counter(map(likeness, lost))
    by_likeness = {likeness(one): one.article_id for one in lost}
    looks = {one.article_id: likeness(one) for one in new}
    return {one: by_likeness[look] for one, look in looks.items() if look and n_new[look] == 1 == n_lost[look]}


def _link(entry: KnownEntry) -> str:
    return entry.link


def _text(entry: KnownEntry) -> str:
    return entry.text


def entries_as_json(entries: Iterable[KnownEntry]) -> list[Any]:
    """The entries as JSON values."""
    return [(entry.raw, entry.article_id, entry.link, entry.text) for entry in entries]


def entries_from_json(values: object) -> tuple[KnownEntry, ...]:
    """The entries that `entries_as_json` made; whatever is not understood counts as nothing known."""
    if not isinstance(values, list):
        return ()
    known = [KnownEntry(*value) for value in values if isinstance(value, list) and _is_entry(value)]
    return tuple(known) if len(known) == len(values) else ()


def _is_entry(value: Sequence[object]) -> bool:
    return len(value) == len(KnownEntry.__slots__) and set(map(type, value)) == {str}
