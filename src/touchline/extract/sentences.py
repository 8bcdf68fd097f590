"""Text to sentences: spans of `Article.text`, the title first and always a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from touchline.model import Article, Span

# A sentence ends at . ! ? … (closing quotes and brackets stay with it) before white space and an opening that can
# begin a sentence. Line ends that are paragraph ends always end one.
# Of a run of marks only the first is tried, and what may follow is bounded: no text makes this take longer than its
# length does.
_END = re.compile(
    r"[.!?…\n ](?:(?<=[.!?…])(?:(?<![.!?…]{2})[.!?…]*[\"'”’»)\]]{0,2}(?=\s)|(?<!…)[\"”](?=[A-Z]))"
    r"|(?<=\n)(?:[ \t]*\n\s*|(?<=[.!?\"”]\n)|(?=\s{0,40}[-•*] ))|(?<=[.!?\"”] ) ?\n)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|St|Sr|Jr|Prof|Gen|Lt|Col|vs|v|No|no|approx|etc|e\.g|i\.e|cf|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.$"
)
_BEGINS = re.compile(r"\s*[\"'“‘«(\[]{0,2}(?:[A-ZÀ-ÖØ-ÞŁŚŠŽĐ]|\d)")
TITLE = -1
"""The paragraph of a title."""
MAX_SENTENCE = 1200
"""Longer stretches without an end (tables, line-ups) are cut, which bounds the work on any input."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `paragraph` counts blank-line paragraphs from 0, the title's is -1."""

    span: Span
    paragraph: int

    @property
    def is_title(self) -> bool:
        """True for the article's title."""
        return self.paragraph == TITLE


Bounds = tuple[int, int, int]
"""Where a sentence begins and ends, and its paragraph: what a `Sentence` is made of."""


def split_sentences(article: Article) -> list[Sentence]:
    """Split the article's text into sentences, in order."""
    return [sentence_of(bounds) for bounds in sentence_bounds(article)]


def sentence_of(bounds: Bounds) -> Sentence:
    """The sentence with these bounds."""
    start, end, paragraph = bounds
    return Sentence(Span(start, end), paragraph)


def sentence_bounds(article: Article) -> Iterator[Bounds]:
    """Tell the sentences of an article's text one after the other."""
    if article.title is not None:
        yield 0, min(len(article.title), len(article.text)), TITLE
    text, start, paragraph = article.text, article.body_start, 0
    for match in _END.finditer(text, article.body_start):
        is_break = match.group()[0] == "\n"
        if not is_break and not _is_end(text, match):
            continue
        yield from _pieces(text, start, match.start() if is_break else match.end(), paragraph)
        start = match.end()
        paragraph += match.group().count("\n") > 1
    yield from _pieces(text, start, len(text), paragraph)


def _is_end(text: str, match: re.Match[str]) -> bool:
    """An abbreviation or initial ends no sentence, nor does a stop that no capital, digit or quote follows."""
    end = match.end()
    if text.find("\n\n", end, end + 4) >= 0:
        return True
    if not _BEGINS.match(text, end, end + 6):
        return False
    return match.group() != "." or not _ABBREVIATION.search(text[max(0, end - 8) : end])


def _pieces(text: str, start: int, end: int, paragraph: int) -> Sequence[Bounds]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end <= start + MAX_SENTENCE:
        return ((start, end, paragraph),)
    return [(at, min(end, at + MAX_SENTENCE), paragraph) for at in range(start, end, MAX_SENTENCE)]
