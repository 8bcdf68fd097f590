"""How a query compares: names word by word, stages and numbers by their order."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from touchline.fold import fold, folded_words
from touchline.model import League
from touchline.query.tree import Field

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ":": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def name_test(field: Field, open_at: int | None) -> Callable[[str], bool]:
    """Tests a name: for `:` every word of the value is one of its words, for `=` the whole name is the value.

    A field that begins at `open_at` is still being typed, and its last word counts as a beginning.
    """
    value, is_open = str(field.value), field.at == open_at
    if field.op == "=":
        whole = fold(value)
        return lambda name: fold(name).startswith(whole) if is_open else fold(name) == whole
    *words, last = folded_words(value)

    def fits(name: str) -> bool:
        has = folded_words(name)
        return all(word in has for word in words) and (
            any(word.startswith(last) for word in has) if is_open else last in has
        )

    return fits


def league_test(field: Field, open_at: int | None) -> Callable[[League | None], bool]:
    """Tests a league: `:` asks for words of its country and its name ("england championship"), `=` for its whole name.

    The lexicon knows the leagues of men's first teams.
    """
    fits = name_test(field, open_at)
    if field.op == "=":
        return lambda league: league is not None and fits(league.name)
    return lambda league: league is not None and fits(f"{league.country} {league.name}")
