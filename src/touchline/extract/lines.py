"""A sentence's tokens made ready for patterns: what stands where, worked out once for all of them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from touchline.extract.tokens import Token

Bindings = tuple[tuple[str, int], ...]
"""Slot name and token index, in the order of the text."""


PERSON, CLUB, ROLE = "{person}", "{club}", "{role}"
"""The signs of names. The sign of a word, of a mark and of a new holder's job is its key."""


class Line:
    """The tokens of a sentence at one step of the pipeline; a changed list of tokens is a new line.

    `signs` has one empty place more than there are tokens, so that a matcher need not ask for the end.
    """

    __slots__ = (
        *("_held", "_kinds", "_starts", "ends", "names", "passing"),
        *("rows", "runs", "signs", "size", "subjects", "tokens"),
    )

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.size = len(tokens)
        self.signs = [token.key or f"{{{token.kind}}}" for token in tokens]
        self.signs.append("")
        self.subjects: dict[tuple[str, int], tuple[Sequence[int], Bindings]] = {}
        """The subject that begins at a token, by its kind, as subjects.py finds it."""
        self.rows: dict[int, Sequence[tuple[Sequence[int], Bindings]]] = {}
        """The rows of persons that begin at a token, as subjects.py finds them."""
        self.runs: dict[tuple[int, int], Sequence[int]] = {}
        """Where the repetitions of a class of words that begin at a token may end, by the class."""
        self.passing: dict[str, frozenset[int]] = {}
        """The tokens that pass a test of nodes.py, by its name."""
        self.ends: list[int] = []
        """Where the repetitions may end that matching.py walks just now."""
        self.names: Container[int] | None = None
        """The indices at which names may begin that are not placed yet; None when they may anywhere."""
        self._starts: dict[frozenset[str], list[int]] = {}
        self._kinds: frozenset[str] | None = None
        self._held: frozenset[str | tuple[str, str]] | None = None

    @property
    def held(self) -> frozenset[str | tuple[str, str]]:
        """The signs, and the pairs of them that stand side by side."""
        if self._held is None:
            signs = self.signs[: self.size]
            self._held = frozenset(signs).union(pairwise(signs))
        return self._held

    def starts(self, signs: frozenset[str] | None) -> Sequence[int]:
        """The indices of tokens with one of these signs; all of them when None."""
        if signs is None:
            return range(self.size)
        known = self._starts.get(signs)
        if known is None:
            if self._kinds is None:
                self._kinds = frozenset(self.signs)
            if self._kinds.isdisjoint(signs):
                return ()
            known = self._starts[signs] = [at for at, sign in enumerate(self.signs) if sign in signs]
        return known
