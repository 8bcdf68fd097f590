"""Where a name may begin in words that nobody has looked for names yet: what is one, only the whole article tells."""

from __future__ import annotations

from functools import cached_property

from touchline.extract.jobs import holds_job
from touchline.extract.language import Language
from touchline.extract.lines import CLUB, PERSON, ROLE, Line
from touchline.extract.nodes import Trace
from touchline.extract.people import name_starts
from touchline.extract.rulebook import Rulebook
from touchline.extract.rules import Pattern
from touchline.extract.tokens import NEW_ROLE, POSSESSIVE, Token


class PossibleNames:
    """The indices at which a name, a pronoun or a description of a person, a club or a job may begin.

    Told where they are asked for, since most words of most sentences are never asked about.
    """

    def __init__(self, tokens: list[Token], rulebook: Rulebook, language: Language) -> None:
        # A line of its own: descriptions are looked for as if names may stand anywhere.
        self._line = Line(tokens)
        self._rulebook = rulebook
        self._language = language

    def __contains__(self, at: object) -> bool:
        if not isinstance(at, int) or at >= self._line.size:
            return False
        token, clubs = self._line.tokens[at], self._rulebook.clubs
        key = token.key
        return (
            bool(name_starts([token], self._rulebook, self._language.name_words))
            or (key in self._language.job_words and ROLE in self.held)
            or (self._is_lower and clubs.longest_at(self._line.tokens, at) is not None)
            or self._begins_description(at)
        )

    @cached_property
    def held(self) -> frozenset[Trace]:
        """What the line holds, with the signs of all names that may be found in it."""
        held = self._line.held | {PERSON, CLUB, POSSESSIVE}
        return held | {ROLE, NEW_ROLE} if holds_job(self._line.tokens, self._language) else held

    @cached_property
    def _is_lower(self) -> bool:
        """True for a sentence without capitals, which may print clubs in small letters too."""
        return not any(token.is_capitalised for token in self._line.tokens[1:])

    def _begins_description(self, at: int) -> bool:
        sign = self._line.signs[at]
        bindings = self._language.bindings
        return (
            sign in bindings.starts
            and any(pattern.may_match(self._line) for pattern in self._descriptions if sign in (pattern.starts or ()))
        ) or self._may_be_described_anywhere

    @cached_property
    def _descriptions(self) -> list[Pattern]:
        return self._language.bindings.held_by(self.held)

    @cached_property
    def _may_be_described_anywhere(self) -> bool:
        return any(pattern.may_match(self._line) for pattern in self._language.bindings.free)
