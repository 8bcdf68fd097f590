"""The entries of a feed, told apart by their bytes before anything is parsed.

Feeds say the same again and again: of a hundred entries three are new. Their bytes are found by searching, which takes
a thousandth of the time of parsing; what cannot be told apart safely that way is parsed whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from touchline.ingest.draft import Document
from touchline.ingest.formats import MAX_ENTRIES, is_json_feed
from touchline.ingest.known_entries import short_hash

_OPENING = re.compile(rb"<(item|entry)[\s>]")
_BALANCED = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a document: the hash of each one's bytes, in order; `n_more` were not looked at."""

    document: Document
    hashes: tuple[str, ...]
    _pieces: tuple[bytes, ...]
    """What stands before the first entry, then each entry, then what stands behind the last one."""
    n_more: int = 0

    def only(self, wanted: Collection[str]) -> Document:
        """The document with nothing but the wanted entries, in its own head and foot."""
        head, *entries, foot = self._pieces
        chosen = [raw for raw, known_by in zip(entries, self.hashes, strict=True) if known_by in wanted]
        glue = b"," if head.startswith(b"{") else b""
        return replace(self.document, raw=b"".join((head, glue.join(chosen), foot)))


def entries_of(document: Document) -> Entries | None:
    """Tell the entries of RSS, Atom or a JSON Feed apart; None where that cannot be done safely, or there are none."""
    if is_json_feed(document):
        return _of_json(document)
    raw, spans = document.raw, _spans(document.raw)
    if not spans:
        return None
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    kept = spans[:MAX_ENTRIES]
    # What stands between two entries, mostly blanks, goes with the one before it.
    pieces = [raw[start:end] for start, end in zip(starts, [*starts[1:], ends[-1]], strict=True)][: len(kept)]
    hashes = tuple(short_hash(raw[start:end]) for start, end in kept)
    return Entries(document, hashes, (raw[: starts[0]], *pieces, raw[ends[-1] :]), len(spans) - len(kept))


def _spans(raw: bytes) -> list[tuple[int, int]]:
    """Where the entries begin and end; [] when a comment, a quotation or a missing end makes that doubtful."""
    first = _OPENING.search(raw)
    if first is None:
        return []
    closing = b"</" + first[1] + b">"
    spans: list[tuple[int, int]] = []
    at = 0
    for found in re.finditer(b"<" + first[1] + rb"[\s>]", raw):
        end = raw.find(closing, found.end()) + len(closing)
        if found.start() < at or end < len(closing):
            return []
        at = end
        spans.append((found.start(), at))
    marks = [pair for pair in _BALANCED if pair[0] in raw]
    cuts = [0, *(start for start, _ in spans), spans[-1][1], len(raw)]
    whole = not marks or all(_is_balanced(raw[start:end], marks) for start, end in pairwise(cuts))
    return spans if whole else []


def _is_balanced(part: bytes, marks: Sequence[tuple[bytes, bytes]]) -> bool:
    return all(part.count(before) == part.count(after) for before, after in marks)


def _of_json(document: Document) -> Entries | None:
    try:
        feed = json.loads(document.raw, parse_int=str)
    except (ValueError, RecursionError):
        return None
    listed = feed.pop("items", None)
    if not isinstance(listed, list) or not listed:
        return None
    try:
        entries = [json.dumps(entry, sort_keys=True).encode() for entry in listed[:MAX_ENTRIES]]
        foot = b"]}" if not feed else b"]," + json.dumps(feed).encode()[1:]
    except (ValueError, RecursionError):
        return None
    hashes = tuple(map(short_hash, entries))
    return Entries(document, hashes, (b'{"items":[', *entries, foot), len(listed) - len(entries))
