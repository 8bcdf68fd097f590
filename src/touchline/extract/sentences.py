"""Text to sentences: spans of `Article.text`, the title first and always a sentence of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from touchline.model import Article, Span

# A sentence ends at . ! ? … (closing quotes and brackets stay with it) before white space and an opening that can
# begin a sentence. Line ends that are paragraph ends always end one.
_END = re.compile(
    r"[.!?…]+[\"'”’»)\]]{0,2}(?=\s)|\n[ \t]*\n\s*|(?<=[.!?\"”]) {0,2}\n|\n(?=\s*[-•*] )|[.!?][\"”](?=[A-Z])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|St|Sr|Jr|Prof|Gen|Lt|Col|vs|v|No|no|approx|etc|e\.g|i\.e|cf|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.$"
)
_BEGINS = re.compile(r"\s*[\"'“‘«(\[]{0,2}(?:[A-ZÀ-ÖØ-ÞŁŚŠŽĐ]|\d)")
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
        return self.paragraph < 0


def split_sentences(article: Article) -> list[Sentence]:
    """Split the article's text into sentences, in order."""
    found: list[Sentence] = []
    if article.title is not None:
        found.append(Sentence(Span(0, min(len(article.title), len(article.text))), -1))
    text, start, paragraph = article.text, article.body_start, 0
    for match in _END.finditer(text, article.body_start):
        is_break = match.group()[0] == "\n"
        if not is_break and not _is_end(text, match):
            continue
        end = match.start() if is_break else match.end()
        _append(found, text, start, end, paragraph)
        start = match.end()
        paragraph += match.group().count("\n") > 1
    _append(found, text, start, len(text), paragraph)
    return found


def _is_end(text: str, match: re.Match[str]) -> bool:
    """An abbreviation or initial ends no sentence, nor does a stop that no capital, digit or quote follows."""
    following = text[match.end() : match.end() + 6]
    if "\n\n" in following[:4]:
        return True
    if not _BEGINS.match(following):
        return False
    return match.group() != "." or not _ABBREVIATION.search(text[max(0, match.end() - 8) : match.end()])


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end:
        cut = min(end, start + MAX_SENTENCE)
        found.append(Sentence(Span(start, cut), paragraph))
        start = cut
