"""Clubs that no file knows, by what the text says of them: "Vilafranquense coach Tom Ashby", "Vasteras sack ...".

A run of capitals is a club's name where only an employer of coaches can stand, unless something else speaks against
it: a given name, a place, another sport. What is found once is the club wherever the article prints the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from touchline.extract.capitals import Capitals, is_opening, is_part
from touchline.extract.clubs import name_words
from touchline.extract.language import Language
from touchline.extract.names import append_unknown_club
from touchline.extract.rulebook import Rulebook
from touchline.extract.scene import Scene
from touchline.extract.shapes import may_be_part
from touchline.extract.tokens import Token
from touchline.fold import fold
from touchline.model import Role

MAX_WORDS = 4
HEADLINE_REACH = 10
"""Tokens after "sack" and "appoint" in which a job, or a coach's name, must follow."""


@dataclass(frozen=True, slots=True)
class Run:
    """Folded words that may be a club's name.

    `is_subject` where it does the appointing, in the plural, as British papers have clubs do.
    """

    keys: tuple[str, ...]
    is_subject: bool = False
    is_opening: bool = False
    """Its first word may have its capital because it opens a sentence."""


def place_unknown_clubs(scene: Scene, rulebook: Rulebook, language: Language) -> None:
    """Replace the names of such clubs in all sentences; jobs and known clubs must be in place, people not yet."""
    beside = language.club_words.union(*(language.words.get(name, ()) for name in ("charge_words", "clubs_do")))
    found = [
        run
        for number in range(len(scene.sentences))
        for run in _employers(scene, number, beside, rulebook, language)
        if _may_be_club(run, rulebook, language)
    ]
    if not found and not scene.unknown_clubs:
        return
    capitals = Capitals.of(scene, language)
    n_football, n_other = _n_said(scene, language, "football_words"), _n_said(scene, language, "other_sports")
    is_football = n_football > n_other or (not n_other and _names_club(scene))
    told = {
        run.keys
        for run in found
        if (is_football or (not n_other and run.is_subject)) and _is_plain(run, capitals, language)
    }
    names = told | {name_words(club.name) for club in scene.unknown_clubs.values()}
    told |= {(short,) for name in names if (short := _short_form(name, capitals, rulebook, language))}
    if told:
        for number in range(len(scene.sentences)):
            _replace(scene, number, told, language)


def _is_plain(run: Run, capitals: Capitals, language: Language) -> bool:
    """False for a word that may be no name, or a person's."""
    first = run.keys[0]
    if not capitals.are_names(run.keys):
        return False
    if run.is_opening and not run.is_subject and first not in capitals.amid:
        # "Disgraced coach Tom Ashby", "Ambitious Vaduz coach Tom Ashby" begin like a name.
        endings = (ending for (ending,) in language.lists.get("adjective_endings", ()))
        if len(run.keys) == 1 or first.endswith(tuple(endings)):
            return False
    return len(run.keys) > 1 or not capitals.are_part_of_longer(first)


def _short_form(name: tuple[str, ...], capitals: Capitals, rulebook: Rulebook, language: Language) -> str | None:
    """The one word by which papers go on to call "Oakhamby Town" or "FC Vaduz"; None where there may be two."""
    own = [
        key
        for key in name
        if not language.is_common(key)
        and not any(language.has(words, key) for words in ("club_endings", "club_prefixes", "particles"))
        and _may_be_club(Run((key,)), rulebook, language)
    ]
    if len(own) != 1 or len(name) == 1 or not capitals.are_names((own[0],)):
        return None
    return None if capitals.are_part_of_longer(own[0], but=name) else own[0]


def _employers(scene: Scene, number: int, beside: Set[str], rulebook: Rulebook, language: Language) -> Iterator[Run]:
    """The runs of a sentence that stand where an employer stands: by a job, or by one of the words `beside`."""
    tokens = scene.sentences[number].tokens
    for index, token in enumerate(tokens):
        if token.kind != "role" and token.key not in beside:
            continue
        run: tuple[int, int] | None = None
        is_subject = False
        if token.kind == "role":
            run = _before_job(scene, tokens, index, rulebook, language) or _after_job(scene, tokens, index, language)
        elif language.has("charge_words", token.key):
            run = _after_charge(tokens, index, language)
        elif token.key in language.club_words:
            run = _after_noun(tokens, index, language)
        elif language.has("clubs_do", token.key) and _names_coach(scene, tokens, index, rulebook):
            run, is_subject = _before_verb(tokens, index, language), True
        if run is not None:
            start, end = run
            keys = tuple(token.key for token in tokens[start:end])
            yield Run(keys, is_subject, is_opening(tokens, start))


def _before_job(
    scene: Scene, tokens: list[Token], at: int, rulebook: Rulebook, language: Language
) -> tuple[int, int] | None:
    """For "Vilafranquense coach Tom Ashby" and "named Vilafranquense coach"."""
    start = _left(tokens, at, language)
    if start == at or not _is_bench(scene, tokens[at], language):
        return None
    is_given = start > 0 and _gives_job(tokens, start - 1, language)
    if is_given and at + 1 < len(tokens) and language.has("of_words", tokens[at + 1].key):
        return None
    return (start, at) if is_given or _is_full_name(tokens, at + 1, rulebook, language) else None


def _gives_job(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """True for "named", and for "as" after "appointed" or "resigned"; by itself "as" may mean "while"."""
    if tokens[at].key != "as":
        return language.has("job_givers", tokens[at].key)
    return any(language.has("before_as", token.key) for token in tokens[max(0, at - 4) : at])


def _after_job(scene: Scene, tokens: list[Token], at: int, language: Language) -> tuple[int, int] | None:
    """For "Tom Ashby, manager of Vilafranquense", "as head coach of ..." and "the coach of ..., Tom Ashby"."""
    if scene.role(tokens[at]).role in (None, Role.SPORTING_DIRECTOR):
        return None
    start = _after_preposition(tokens, at + 1, language)
    end = _right(tokens, start, language) if start else 0
    if not start or end == start:
        return None
    head = at - 1
    while head >= 0 and language.has("before_jobs", tokens[head].key):
        head -= 1
    before = tokens[head] if head >= 0 else None
    if before is None or not (
        language.has("job_givers", before.key)
        or (before.key == "," and head > 1 and may_be_part(tokens[head - 1], language))
    ):
        after = tokens[end : end + 2]
        if len(after) < 2 or after[0].key != "," or not may_be_part(after[1], language):
            return None
    return start, end


def _after_charge(tokens: list[Token], at: int, language: Language) -> tuple[int, int] | None:
    """For "takes charge of Vilafranquense"."""
    if not any(language.has("charge_verbs", token.key) for token in tokens[max(0, at - 3) : at]):
        return None
    if at + 1 >= len(tokens) or tokens[at + 1].key != "of":
        return None
    end = _right(tokens, at + 2, language)
    return (at + 2, end) if end > at + 2 else None


def _after_noun(tokens: list[Token], at: int, language: Language) -> tuple[int, int] | None:
    """For "the Kenyan side Kisumu AllStars", where a mark or a small word ends the name."""
    if not at or tokens[at - 1].key not in language.nationalities:
        return None
    end = _right(tokens, at + 1, language)
    if end == at + 1:
        return None
    after = tokens[end] if end < len(tokens) else None
    is_end = (
        after is None
        or after.kind == "mark"
        or language.has("auxiliaries", after.key)
        or language.has("prepositions", after.key)
    )
    return (at + 1, end) if is_end else None


def _before_verb(tokens: list[Token], at: int, language: Language) -> tuple[int, int] | None:
    """For "Vasteras sack coach Tom Ashby" and "Vasteras have appointed ...", at the head of a sentence or a clause."""
    end = at
    has_plural = language.has("clubs_do_now", tokens[at].key)
    while end and language.has("auxiliaries", tokens[end - 1].key):
        end -= 1
        has_plural = has_plural or tokens[end].key == "have"
    start = _left(tokens, end, language)
    if start == end or not has_plural or any(token.key in ("has", "to") for token in tokens[end:at]):
        return None
    before = tokens[start - 1] if start else None
    return (start, end) if before is None or before.key in ('"', "'", ":", ",", "that") else None


def _names_coach(scene: Scene, tokens: list[Token], at: int, rulebook: Rulebook) -> bool:
    """True when a job, or the full name of a coach, follows soon after a verb."""
    return any(
        (token.kind == "role" and scene.role(token).role is not None)
        or (token.is_capitalised and rulebook.coach_end(tokens, index) > 0)
        for index, token in enumerate(tokens[at + 1 : at + HEADLINE_REACH], start=at + 1)
    )


def _is_bench(scene: Scene, token: Token, language: Language) -> bool:
    """True for a coach's or manager's job; companies have bosses, stars have assistants."""
    role = scene.role(token)
    last = fold(token.raw).split()[-1]
    return role.role in (Role.HEAD_COACH, Role.INTERIM, Role.ASSISTANT) and language.has("bench_words", last)


def _is_full_name(tokens: Sequence[Token], at: int, rulebook: Rulebook, language: Language) -> bool:
    if at < len(tokens) and tokens[at].key == ",":
        at += 1
    if at + 1 >= len(tokens):
        return False
    return rulebook.coach_end(tokens, at) > 0 or all(may_be_part(token, language) for token in tokens[at : at + 2])


def _after_preposition(tokens: Sequence[Token], at: int, language: Language) -> int:
    """The index after "of", "at the"; 0 when there is none."""
    if at >= len(tokens) or tokens[at].key not in ("of", "at"):
        return 0
    return at + 2 if at + 1 < len(tokens) and tokens[at + 1].key == "the" else at + 1


def _left(tokens: Sequence[Token], end: int, language: Language) -> int:
    """Where the run that ends before `end` begins; `end` when there is none, or it is the rest of a longer name."""
    start = end
    while start and is_part(tokens[start - 1], language):
        start -= 1
        while start > 1 and language.has("particles", tokens[start - 1].key) and is_part(tokens[start - 2], language):
            start -= 1
    if not start or start == end:
        return start
    before = tokens[start - 1]
    if before.kind == "club" or language.has("particles", before.key):
        return end
    if before.key == "of" and start > 1 and (tokens[start - 2].is_capitalised or tokens[start - 2].kind == "club"):
        return end
    is_longer = before.is_capitalised and not (start == 1 and language.has("headline_openers", before.key))
    return end if is_longer and before.key not in language.nationalities else start


def _right(tokens: Sequence[Token], start: int, language: Language) -> int:
    """Where the run that begins at `start` ends; `start` when there is none, or it is the head of a longer name."""
    end = start
    while end < len(tokens) and is_part(tokens[end], language):
        end += 1
        while (
            end + 1 < len(tokens) and language.has("particles", tokens[end].key) and is_part(tokens[end + 1], language)
        ):
            end += 1
    if end < len(tokens) and (tokens[end].kind in ("club", "role") or tokens[end].is_capitalised):
        return start
    return end


def _may_be_club(run: Run, rulebook: Rulebook, language: Language) -> bool:
    """False for a person, a place, a team of another sport, and for words that are no name at all."""
    keys = run.keys
    if len(keys) > MAX_WORDS or keys in rulebook.surnames or keys in rulebook.coaches:
        return False
    if rulebook.clubs.lookup(keys) is not None or any(key in rulebook.given_names for key in keys):
        return False
    if language.has("not_clubs", *keys) or any(language.has("not_clubs", key) for key in keys):
        return False
    return not language.has("teams_of_other_sports", keys[-1])


def _names_club(scene: Scene) -> bool:
    """True when the article names a known club in full; nicknames and countries are other sports' as well."""
    return any(
        mention.via == "name" and not any(club.national for club in mention.candidates) for mention in scene.clubs
    )


def _n_said(scene: Scene, language: Language, name: str) -> int:
    """How many phrases of a list the article says, order aside."""
    words = scene.plain_words()
    return sum(words.issuperset(phrase) for phrase in language.lists.get(name, ()))


def _replace(scene: Scene, number: int, told: set[tuple[str, ...]], language: Language) -> None:
    tokens = scene.sentences[number].tokens
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        end = next(
            (
                at + size
                for size in range(min(MAX_WORDS, len(tokens) - at), 0, -1)
                if tokens[at].is_capitalised and tuple(token.key for token in tokens[at : at + size]) in told
            ),
            at,
        )
        is_place = at > 0 and language.has("place_prepositions", tokens[at - 1].key)
        is_longer = end > at and at > 0 and is_part(tokens[at - 1], language)
        if end == at or is_place or is_longer or (end < len(tokens) and is_part(tokens[end], language)):
            out.append(tokens[at])
            at += 1
        else:
            at = append_unknown_club(scene, tokens, at, end, out)
    scene.sentences[number].tokens = out
