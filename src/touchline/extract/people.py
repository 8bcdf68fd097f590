"""Tokens to tokens: persons' names, found by their capitals and joined into one person by their surnames."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from touchline.extract.language import Language
from touchline.extract.rulebook import Coach, Rulebook
from touchline.extract.scene import Person, Scene
from touchline.extract.tokens import Token

MAX_NAME = 5
"""Longer runs of capitals are headings and titles of things."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `[start, end)` of a sentence that may be a person's name."""

    sentence: int
    start: int
    end: int
    words: tuple[str, ...]
    surface: str


def place_people(scene: Scene, rulebook: Rulebook, language: Language) -> None:
    """Replace the names of persons in all sentences; full names are collected first, surnames then join them."""
    lower_words = {
        token.key
        for part in scene.sentences
        for token in part.tokens
        if token.is_plain or (token.kind == "word" and token.raw[:1].islower())
    }
    runs: list[Run] = []
    for number, part in enumerate(scene.sentences):
        strict = _is_title_case(part.tokens)
        runs += _runs(scene, number, language, rulebook, lower_words, strict)
    by_words = _full_names(scene, runs, rulebook, language)
    found: dict[int, list[tuple[Run, int]]] = {}
    for run in runs:
        found.setdefault(run.sentence, []).append((run, _person_of(scene, run, rulebook, by_words)))
    for number, named in found.items():
        scene.sentences[number].tokens = _with_people(scene, number, named)


def _with_people(scene: Scene, number: int, named: list[tuple[Run, int]]) -> list[Token]:
    """The tokens of a sentence with its runs, in the order of the text, as persons."""
    tokens, out, at = scene.sentences[number].tokens, [], 0
    for run, ref in named:
        scene.people[ref].n_mentions += 1
        out += tokens[at : run.start]
        out.append(Token("person", "", run.surface, tokens[run.start].start, tokens[run.end - 1].end, ref))
        at = run.end
    return out + tokens[at:]


def name_starts(tokens: Sequence[Token], rulebook: Rulebook, others: Container[str] = ()) -> list[int]:
    """The indices of tokens that may be the first of a name, in any text, and of those with one of `others` as key."""
    listed = rulebook.coach_longest
    return [
        at
        for at, token in enumerate(tokens)
        if (token.kind == "word" and not token.is_plain) or token.key in listed or token.key in others
    ]


def _is_title_case(tokens: list[Token]) -> bool:
    """True for a headline that prints Most Words With Capitals, where capitals say nothing."""
    long = [token for token in tokens if token.kind == "word" and len(token.raw) > 3 and token.raw[0].isalpha()]
    return len(long) > 2 and sum([token.raw[0].isupper() for token in long]) / len(long) > 0.7


def _runs(
    scene: Scene, number: int, language: Language, rulebook: Rulebook, lower_words: set[str], strict: bool
) -> list[Run]:
    tokens = scene.sentences[number].tokens
    text = scene.article.text
    runs: list[Run] = []
    done = 0
    for at in name_starts(tokens, rulebook, language.words.get("particles", frozenset())):
        if at < done:
            continue
        listed = rulebook.coach_end(tokens, at)
        end = listed or _run_end(tokens, at, language)
        start, done = at, end
        if not listed:
            start = _trim(tokens, at, end, language, rulebook, lower_words, strict)
            end = _cut(tokens, start, end, language, rulebook) if strict else end
        if start < end and (listed or _is_name(tokens, start, end, language, rulebook, strict)):
            words = tuple(token.key for token in tokens[start:end])
            runs.append(Run(number, start, end, words, text[tokens[start].start : tokens[end - 1].end]))
    return runs


def _run_end(tokens: list[Token], at: int, language: Language) -> int:
    """The index after a run of capitalised words, particles between them included; `at` when none begins here."""
    here = at
    if _is_particle(tokens, here, language):
        here += 1
        while _is_particle(tokens, here, language):
            here += 1
    if here >= len(tokens) or not _may_stand_in_name(tokens, here, language):
        return at
    while here < len(tokens) and _may_stand_in_name(tokens, here, language):
        here += 1
        skip = here
        while skip < len(tokens) and skip - here < 2 and _is_particle(tokens, skip, language):
            skip += 1
        if skip > here and skip < len(tokens) and _may_be_name(tokens[skip], language):
            here = skip
    return here


def _may_stand_in_name(tokens: list[Token], at: int, language: Language) -> bool:
    token = tokens[at]
    if not token.is_capitalised and "-" not in token.raw:
        return False
    return _may_be_name(token, language, token.raw.isupper() and _is_shouted(tokens, at))


def _is_shouted(tokens: list[Token], at: int) -> bool:
    """True beside a long word in capitals: "TOM ASHBY" is a name as "BBC" is none."""
    beside = tokens[max(0, at - 1) : at] + tokens[at + 1 : at + 2]
    return any(len(token.raw) > 3 and token.kind == "word" and token.raw.isupper() for token in beside)


def _is_particle(tokens: list[Token], at: int, language: Language) -> bool:
    return (
        at < len(tokens)
        and tokens[at].kind == "word"
        and language.has("particles", tokens[at].key)
        and at + 1 < len(tokens)
        and tokens[at + 1].kind == "word"
    )


def _may_be_name(token: Token, language: Language, in_capitals: bool = False) -> bool:
    if token.kind == "word" and "-" in token.raw:
        head, _, tail = token.raw.partition("-")
        if language.has("particles", head.lower()) and tail[:1].isupper():
            return True
    if token.key[-3:] in ("'ve", "'ll", "'re"):
        return False
    if token.kind != "word" or not token.is_capitalised or token.has_digit:
        return False
    is_initial = len(token.raw) == 2 and token.raw[1] == "."
    if token.raw.isupper() and len(token.raw.replace(".", "")) < 4 and not is_initial:
        return in_capitals and len(token.raw) > 2 and not language.has("not_names", token.key)
    return not language.has("not_names", token.key) and token.key not in language.nationalities


def _trim(
    tokens: list[Token], at: int, end: int, language: Language, rulebook: Rulebook, lower_words: set[str], strict: bool
) -> int:
    """Drop first words that are capitals for another reason: the sentence's first word, a headline's verbs, "SACK"."""
    opens = at == 0 or tokens[at - 1].key in ('"', "'", ":", "-")
    while at < end:
        key = tokens[at].key
        common = key in lower_words or key in language.vocabulary
        if language.has("particles", key) and at + 1 < end:
            break
        is_shout = tokens[at].raw.isupper() and at + 1 < end and not tokens[at + 1].raw.isupper()
        if (opens or strict or is_shout) and common and key not in rulebook.given_names:
            at += 1
            opens = False
            continue
        break
    return at


def _cut(tokens: list[Token], start: int, end: int, language: Language, rulebook: Rulebook) -> int:
    """The index before the first word of a rule, in a Headline That Capitalises Verbs: "Ashby Resigns To"."""
    for at in range(start + 1, end):
        if tokens[at].key in language.vocabulary and tokens[at].key not in rulebook.given_names:
            return at
    return end


def _is_name(tokens: list[Token], start: int, end: int, language: Language, rulebook: Rulebook, strict: bool) -> bool:
    keys = [token.key for token in tokens[start:end]]
    if end - start > MAX_NAME or any(language.has("organisation_words", key) for key in keys):
        return False
    in_rules = [key in language.vocabulary and key not in rulebook.given_names for key in keys]
    if (strict and any(in_rules)) or (all(in_rules) and (len(keys) > 1 or tokens[start].raw.isupper())):
        return False
    if strict and end - start > 3:
        return False
    before = tokens[start - 1].key if start else ""
    is_brought = start > 1 and language.has("brings_in", tokens[start - 2].key)
    if end - start == 1 and language.has("place_prepositions", before) and not is_brought:
        return False
    following = tokens[end].key if end < len(tokens) else ""
    return not (end - start == 1 and following == "-")


def _full_names(scene: Scene, runs: list[Run], rulebook: Rulebook, language: Language) -> dict[tuple[str, ...], int]:
    """The persons whose full names the article prints; "Van Ashby" is none where "Tom van Ashby" is known."""
    by_words: dict[tuple[str, ...], int] = {}
    particled = []
    for run in runs:
        if len(run.words) > 1 and language.has("particles", run.words[0]):
            particled.append(run)
        elif len(run.words) > 1:
            _full_name(scene, run, rulebook, by_words)
    for run in particled:
        size = len(run.words)
        is_surname = run.words in rulebook.surnames or any(words[-size:] == run.words for words in by_words)
        if run.words in rulebook.coaches or not is_surname:
            _full_name(scene, run, rulebook, by_words)
    return by_words


def _full_name(scene: Scene, run: Run, rulebook: Rulebook, by_words: dict[tuple[str, ...], int]) -> None:
    if run.words in by_words:
        return
    coach = rulebook.coaches.get(run.words)
    name = run.surface.title() if run.surface.isupper() or run.surface.islower() else run.surface
    scene.people.append(
        Person(
            " ".join(name.split()),
            run.words,
            listed=coach is not None and not coach.is_in_playing_years(scene.article.published_on),
            nationality=coach.nationality if coach else None,
            born=coach.born if coach else None,
            past_playing=coach is not None and coach.is_past_playing(scene.article.published_on),
        )
    )
    by_words[run.words] = len(scene.people) - 1


def _person_of(scene: Scene, run: Run, rulebook: Rulebook, by_words: dict[tuple[str, ...], int]) -> int:
    """The person whom a run names: the one whose name holds these words; a new person when there is none or several."""
    known = by_words.get(run.words)
    if known is not None:
        return known
    size = len(run.words)
    holders = [ref for words, ref in by_words.items() if len(words) > size and words[-size:] == run.words]
    if len(holders) != 1:
        first = [ref for words, ref in by_words.items() if len(words) > size and words[:size] == run.words]
        holders = holders or first
    if len(holders) == 1:
        return holders[0]
    bearers = rulebook.surnames.get(run.words, ()) or tuple(filter(None, [rulebook.coaches.get(run.words)]))
    on = scene.article.published_on
    listed = any(not coach.is_in_playing_years(on) for coach in bearers) and not holders
    name = run.surface.title() if run.surface.isupper() else run.surface
    scene.people.append(
        Person(
            " ".join(name.split()),
            run.words,
            listed=listed,
            surname_only=listed and not _is_known_by_surname(bearers, on),
            nationality=bearers[0].nationality if len(bearers) == 1 else None,
            born=bearers[0].born if len(bearers) == 1 else None,
            past_playing=_is_known_by_surname(bearers, on),
        )
    )
    by_words[run.words] = len(scene.people) - 1
    return by_words[run.words]


def _is_known_by_surname(bearers: Sequence[Coach], on: date | None) -> bool:
    """True when the surname alone means a coach, who is too old to be one of the players of that day."""
    return any(coach.by_surname and coach.is_past_playing(on) for coach in bearers)
