"""Which sentences can hold a trigger at all: told by their plain words, so that other news costs next to nothing.

What a trigger's pattern needs of a line of tokens is put as what it needs of the runs of letters in the text. A text
holds those of all its tokens, whatever names they are joined to later: so the gate may let too much pass, never too
little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from touchline.extract.lines import CLUB, PERSON, ROLE
from touchline.extract.nodes import Needs, Trace, commonness
from touchline.extract.rule_index import TraceIndex
from touchline.extract.rules import Pattern, Trigger
from touchline.extract.sentences import TITLE, Sentence, sentence_bounds, sentence_of
from touchline.extract.tokens import NEW_ROLE, POSSESSIVE
from touchline.fold import fold
from touchline.model import Article

_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"[a-z]+")
_BYTES = bytes(byte if chr(byte).islower() else ord(" ") for byte in range(1 << 7)).ljust(1 << 8)
"""What becomes of each byte of an ASCII text in small letters: letters stay, all else is space."""


def letter_runs(text: str) -> list[str]:
    """The runs of letters of a text, folded, in order."""
    if text.isascii():
        return text.lower().encode().translate(_BYTES).decode().split()
    # What folds to more than letters ("ŉ") is cut again, as it is in patterns.
    return [run for word in _LETTERS.findall(text) for run in _SMALL.findall(fold(word)) or (fold(word),)]


class Gate:
    """Tells sentences that may hold a match of some pattern by their runs of letters."""

    def __init__(self, triggers: Sequence[tuple[Trigger, Pattern]], roles: Collection[tuple[str, ...]]) -> None:
        self._triggers = triggers
        self._roles = roles

    @cached_property
    def _needs(self) -> list[Needs]:
        jobs = _job_traces([letter_runs(" ".join(words)) for words in self._roles])
        return [_plain_needs(pattern.needs, jobs) for _, pattern in self._triggers]

    @cached_property
    def _of_title(self) -> tuple[TraceIndex, list[Pattern]]:
        return TraceIndex(self._needs), [pattern for _, pattern in self._triggers]

    @cached_property
    def _of_body(self) -> tuple[TraceIndex, list[Pattern]]:
        """Patterns of headlines need little, and would let half of all sentences pass."""
        told = [
            (needs, pattern)
            for needs, (trigger, pattern) in zip(self._needs, self._triggers, strict=True)
            if not trigger.title_only
        ]
        return TraceIndex([needs for needs, _ in told]), [pattern for _, pattern in told]

    def passed(self, article: Article) -> Iterator[tuple[Sentence, Sequence[Pattern]]]:
        """The sentences of an article that may hold a match, one after the other, each with the patterns of these."""
        for bounds in sentence_bounds(article):
            start, end, paragraph = bounds
            index, patterns = self._of_title if paragraph == TITLE else self._of_body
            runs = letter_runs(article.text[start:end])
            met = index.met({*runs, *pairwise(runs)})
            if met:
                yield sentence_of(bounds), [patterns[number] for number in met]


def _job_traces(phrases: Sequence[list[str]]) -> frozenset[Trace]:
    """The traces of which a text with a job holds one: a word that is a job by itself, or a pair out of a phrase."""
    single = {runs[0] for runs in phrases if len(runs) == 1}
    longer = [runs for runs in phrases if single.isdisjoint(runs)]
    return frozenset(
        {*single, *(min(pairwise(runs), key=lambda pair: commonness(frozenset({pair}))) for runs in longer)}
    )


def _plain_needs(needs: Needs, jobs: frozenset[Trace]) -> Needs:
    """What is needed of the runs of letters; needs of which only a name or a mark can meet some are left out."""
    found = (_plain_traces(traces, jobs) for traces in needs)
    return tuple(sorted({traces: None for traces in found if traces}, key=commonness))


@lru_cache(maxsize=1 << 12)
def _plain_traces(traces: frozenset[Trace], jobs: frozenset[Trace]) -> frozenset[Trace]:
    plain = [jobs if trace in (ROLE, NEW_ROLE) else _plain(trace) for trace in traces]
    return frozenset().union(*plain) if all(plain) else frozenset()


@lru_cache(maxsize=1 << 14)
def _plain(trace: Trace) -> frozenset[Trace]:
    """The traces in runs of letters of which a text with this trace holds one; none when that cannot be told."""
    if trace in (CLUB, PERSON, POSSESSIVE):
        return frozenset()
    if isinstance(trace, str):
        runs = letter_runs(trace)
        return frozenset({(runs[0], runs[1])} if len(runs) > 1 else runs)
    before, after = letter_runs(trace[0]), letter_runs(trace[1])
    return frozenset({(before[-1], after[0])} if before and after else before or after)
