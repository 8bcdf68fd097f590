"""Who acts: the person or club that a sentence's verb belongs to, and where that verb may begin."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.extract.lines import CLUB, PERSON, Bindings, Line
from touchline.extract.tokens import POSSESSIVE

MAX_ASIDE = 20
MAX_COORDINATED = 10
GAP_STOPS = frozenset({";", ":", "-", "but", "while", "whereas", "although", "whilst"})
_PERSON_LINKS = frozenset({",", "and", "&"})

Subject = tuple[Sequence[int], Bindings]
"""Where the verb may begin, nearest first, and the slots that the subject fills."""


def subject_at(line: Line, kind: str, at: int) -> Subject:
    """The persons, or the club, named at a token of this kind; no ends when it names no subject."""
    known = line.subjects.get((kind, at))
    if known is None:
        known = line.subjects[kind, at] = _subject(line, kind, at)
    return known


def _subject(line: Line, kind: str, at: int) -> Subject:
    if _is_former_place(line, at):
        return (), ()
    slots: Bindings = ((kind, at),)
    at += 1
    if kind == "person" and line.signs[at] in _PERSON_LINKS:
        at, slots = _group(line, at, slots) or (at, slots)
    if kind == "person" and line.signs[at] == POSSESSIVE:
        return [at], slots
    return _subject_ends(line, at), slots


MAX_PEOPLE = 8
_OF = frozenset({"of", "from", "at"})
"""Before a name that may be an unknown club's ("formerly of Vasteras"): no member of a row of persons."""
MAX_LINK = 14
_LAST_LINKS = frozenset({",", "and", "&", "or", "plus"})
_LINK_WORDS = frozenset({"the", "also", "to", "then", "even", "perhaps", "possibly", "probably", "with", "on", "both"})


def people_at(line: Line, at: int) -> Sequence[Subject]:
    """The rows of persons that begin at a token, the longest first."""
    known = line.rows.get(at)
    if known is None:
        known = line.rows[at] = _people(line, at)
    return known


def _people(line: Line, at: int) -> Sequence[Subject]:
    rows: list[Subject] = []
    slots: Bindings = ()
    here: int | None = None if _is_former_place(line, at) else at
    while here is not None and line.signs[here] == PERSON and len(rows) < MAX_PEOPLE:
        slots = (*slots, ("person", here))
        rows.append((_subject_ends(line, here + 1), slots))
        here = _next_in_row(line, here + 1)
    rows.reverse()
    return rows


def _is_former_place(line: Line, at: int) -> bool:
    """True after "formerly of": an unknown club's name looks like a person's."""
    return at > 1 and line.signs[at - 1] in _OF and line.signs[at - 2] == "formerly"


def _next_in_row(line: Line, at: int) -> int | None:
    """The next person of a row, after "and", a comma or an aside in commas; None when the row ends at `at`."""
    if at >= line.size or line.signs[at] not in ("of", "(", "who", *_LAST_LINKS):
        return None
    for here in range(at, min(at + MAX_LINK, line.size)):
        if line.signs[here] == PERSON and line.signs[here - 1] not in _OF:
            last = here - 1
            while last > at and (line.signs[last] in _LINK_WORDS or line.signs[last] == CLUB):
                last -= 1
            return here if line.signs[last] in _LAST_LINKS else None
        if line.signs[here] in GAP_STOPS or line.signs[here] == '"':
            return None
    return None


def _group(line: Line, at: int, slots: Bindings) -> tuple[int, Bindings] | None:
    """Persons joined by commas and a last "and"; None when no "and" closes the list."""
    closed = False
    while not closed and at + 1 < line.size and line.signs[at] in _PERSON_LINKS:
        closed = line.signs[at] != ","
        here = at + 1
        if not closed and line.signs[here] in ("and", "&"):
            closed, here = True, here + 1
        if here >= line.size or line.signs[here] != PERSON or _is_owner(line, here):
            return None
        slots = (*slots, ("person", here))
        at = here + 1
    return (at, slots) if closed else None


def _is_owner(line: Line, at: int) -> bool:
    """True before a possessive: "Bell's assistant" tells of the assistant."""
    return at + 1 < line.size and line.signs[at + 1] == POSSESSIVE


def _subject_ends(line: Line, at: int) -> list[int]:
    """Places where the subject's verb may begin, nearest first."""
    ends = [at]
    size = line.size
    if at >= size:
        return ends
    key = line.signs[at]
    if key in ("who", "which"):
        ends.append(at + 1)
    elif key in (",", "("):
        if at + 1 < size and line.signs[at + 1] in ("who", "which"):
            ends.append(at + 2)
        ends += _after_aside(line, at)
    return ends if _is_object(line, at) else ends + _after_first_verb(line, at)


_CLAUSE_OPENERS = frozenset(
    {
        ",",
        ";",
        ":",
        "-",
        '"',
        "'",
        "(",
        ")",
        "that",
        "and",
        "but",
        "as",
        "while",
        "when",
        "if",
        "with",
        "where",
        "whether",
    }
    | {
        "because",
        "although",
        "though",
        "after",
        "before",
        "since",
        "until",
        "how",
        "why",
        "then",
        "now",
        "by",
        "for",
        "of",
    }
)


def _is_object(line: Line, end: int) -> bool:
    """True for the one whom a verb before him is about: "sacked Bell and replaced" is not what Bell did."""
    start = end - 1
    while start > 0 and line.signs[start] == PERSON:
        start -= 1
    sign = line.signs[start]
    return (
        start > 0
        and line.tokens[start].kind == "word"
        and sign not in _CLAUSE_OPENERS
        and line.signs[end - 1] == PERSON
    )


def _after_aside(line: Line, at: int) -> list[int]:
    """The token after an aside in commas or brackets ("Redknapp, 57, quit").

    An aside without "who" may hold no other person.
    """
    close = ")" if line.signs[at] == "(" else ","
    tells = at + 1 < line.size and line.signs[at + 1] in ("who", "whose")
    for here in range(at + 1, min(at + MAX_ASIDE, line.size)):
        key = line.signs[here]
        if key == close:
            return [here + 1, here + 2] if here + 1 < line.size and line.signs[here + 1] == "who" else [here + 1]
        if (line.signs[here] == PERSON and not tells) or key in (";", '"'):
            break
    return []


_CLAUSE_STOPS = frozenset({";", '"', ":", "that", "who", "which", "whom", "said", "says", "when", "because", "while"})


def _after_first_verb(line: Line, at: int) -> list[int]:
    """The token after "and" or "but" when the same one does a second thing, perhaps a first one to somebody.

    "Leeds sack Bell and bring in ...", "Ashby succeeds Bell and leaves ...".
    """
    for here in range(at, min(at + MAX_COORDINATED, line.size)):
        sign = line.signs[here]
        if sign in _CLAUSE_STOPS:
            return []
        if here > at and sign in ("and", "but"):
            return [here + 1]
    return []
