"""The lexicon on disk to a `Rulebook`: read, checked, indexed. Wrong files fail at once, by file and key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from touchline.errors import ConfigError
from touchline.extract.clubs import Club, ClubIndex, name_words
from touchline.extract.lexicon_files import LexiconFile, read_lexicon_file
from touchline.extract.patterns import PatternError, Sequent, Word, parse_pattern
from touchline.extract.rules import Binding, Blocker, Cue, Pattern, Trigger
from touchline.extract.tokens import Token
from touchline.model import Article, Kind, Manner, Role, Stage

LEXICON = Path(__file__).parent / "lexicon"

RoleKind = Literal["head coach", "interim", "assistant", "sporting director", "staff"]


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """What a phrase for a job means. `role` None is a job on the staff that claims leave out (goalkeeping coach)."""

    role: Role | None
    squad: str = "first"


@dataclass(frozen=True, slots=True)
class Coach:
    """A person of coaches.toml."""

    name: str
    nationality: str | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """The rules of one language."""

    code: str
    triggers: tuple[Trigger, ...]
    bindings: tuple[Binding, ...]
    cues: tuple[Cue, ...]
    blockers: tuple[Blocker, ...]
    roles: Mapping[tuple[str, ...], RolePhrase]
    role_modifiers: Mapping[tuple[str, ...], tuple[str, str]]
    """Words before a role, each with (what, value): ("role", "interim"), ("squad", "women"), ("plain", "")."""
    lists: Mapping[str, frozenset[tuple[str, ...]]]
    """Word lists of [lists], as tuples of folded tokens."""
    nationalities: Mapping[str, str]
    """Folded noun or adjective ("spaniard", "spanish") to the adjective ("Spanish")."""
    vocabulary: frozenset[str]
    """Every word that a pattern uses: no name, however a title-case headline prints it."""

    role_longest: Mapping[str, int]
    """First word of a role phrase to the greatest number of words."""
    roles_words: frozenset[str]
    squads: Mapping[tuple[str, ...], str]
    """Words after a club's name that tell its squad."""
    club_words: frozenset[str]
    """Nouns for a club: "club", "side", "outfit"."""

    triggers_by_word: Mapping[str, tuple[int, ...]]
    """Word to the triggers that have a pattern which needs it; those that need none stand under ""."""
    gate: re.Pattern[str]
    """Finds, in folded text, a word that some trigger needs."""

    def triggers_for(self, keys: Set[str]) -> list[Trigger]:
        """The triggers that may match a sentence with these words."""
        numbers = set(self.triggers_by_word.get("", ()))
        for key in keys:
            numbers.update(self.triggers_by_word.get(key, ()))
        return [self.triggers[number] for number in sorted(numbers)]

    def may_trigger(self, text: str) -> bool:
        """A quick no for articles that hold no trigger's word."""
        return bool(self.triggers_by_word.get("")) or self.gate.search(text.lower()) is not None

    def has(self, name: str, *words: str) -> bool:
        """True when the list `name` holds these folded words."""
        return words in self.lists.get(name, frozenset())

    def is_common(self, key: str) -> bool:
        """True for a word that is no part of a name, whatever its capital."""
        return key in self.vocabulary or self.has("not_names", key) or key in self.roles_words


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules and names, ready to use; `version` changes whenever a file of the lexicon does."""

    version: str
    languages: Mapping[str, Language]
    clubs: ClubIndex
    coaches: Mapping[tuple[str, ...], Coach]
    """Folded words of a full name or alias to the coach."""
    surnames: Mapping[str, tuple[Coach, ...]]
    """Folded last word of a name to the coaches who bear it."""
    given_names: frozenset[str]
    coach_longest: Mapping[str, int]
    """First word of a coach's name to the greatest number of words."""

    def language_of(self, article: Article) -> Language | None:
        """The rules for an article: its language's, English ones when it is unknown, None when there are none."""
        return self.languages.get(article.language or "en")

    def coach_end(self, tokens: Sequence[Token], at: int) -> int:
        """The index after a full name of coaches.toml (two words or more) that begins at `at`, else 0."""
        size = min(self.coach_longest.get(tokens[at].key, 0), len(tokens) - at)
        while size > 1:
            if tuple(token.key for token in tokens[at : at + size]) in self.coaches:
                return at + size
            size -= 1
        return 0


def supported_languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages that have rules; reads no file."""
    return frozenset(path.stem for path in LEXICON.glob("??.toml"))


def load_rulebook(extra: Path | None = None) -> Rulebook:
    """Load the lexicon, with the user's own `clubs.toml` and `coaches.toml` from the folder `extra`.

    Raises ConfigError, which names the file and the nearest valid key, when a file is wrong.
    """
    files: list[LexiconFile] = []

    def read(name: str, folder: Path = LEXICON) -> LexiconFile | None:
        path = folder / name
        if not path.is_file():
            return None
        files.append(read_lexicon_file(path))
        return files[-1]

    own = [extra] if extra is not None else []
    clubs = [club for folder in (LEXICON, *own) for club in _clubs(read("clubs.toml", folder))]
    coaches = [coach for folder in (LEXICON, *own) for coach in _coaches(read("coaches.toml", folder))]
    languages = {code: _language(read(f"{code}.toml"), code, clubs) for code in sorted(supported_languages())}
    by_name: dict[tuple[str, ...], Coach] = {}
    surnames: dict[str, list[Coach]] = {}
    for coach, names in coaches:
        for name in names:
            by_name[name_words(name)] = coach
        if coach not in surnames.setdefault(name_words(coach.name)[-1], []):
            surnames[name_words(coach.name)[-1]].append(coach)
    digest = hashlib.sha256(b"".join(file.content for file in files)).hexdigest()[:16]
    return Rulebook(
        version=digest,
        languages=languages,
        clubs=ClubIndex(_merged(clubs)),
        coaches=by_name,
        surnames={surname: tuple(bearers) for surname, bearers in surnames.items()},
        given_names=frozenset(words[0] for words in by_name if len(words) > 1),
        coach_longest=_longest(by_name),
    )


def _longest(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """First word to the greatest number of words among phrases that begin with it."""
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def _merged(clubs: Iterable[Club]) -> list[Club]:
    """A later entry of the same name replaces the earlier one: the user's word wins."""
    return list({club.name: club for club in clubs}.values())


CLUB_KEYS = (
    "name",
    "country",
    "league",
    "aliases",
    "nicknames",
    "city",
    "ground",
    "demonym",
    "national",
    "demonyms",
    "people",
)


def _clubs(file: LexiconFile | None) -> list[Club]:
    if file is None:
        return []
    clubs = []
    for table in file.tables("club", CLUB_KEYS, required=("name", "country")):
        lists = {
            key: tuple(table.get(key, ()))
            for key in ("aliases", "nicknames", "ground", "demonym", "demonyms", "people")
        }
        clubs.append(
            Club(
                name=table["name"],
                country=table["country"],
                league=table.get("league", ""),
                city=table.get("city"),
                national=table.get("national", False),
                **lists,
            )
        )
    return clubs


def _coaches(file: LexiconFile | None) -> list[tuple[Coach, tuple[str, ...]]]:
    if file is None:
        return []
    return [
        (Coach(table["name"], table.get("nationality")), (table["name"], *table.get("aliases", ())))
        for table in file.tables("coach", ("name", "aliases", "nationality"), required=("name",))
    ]


TOP_KEYS = ("language", "phrases", "roles", "lists", "nationalities", "trigger", "binding", "cue", "blocker")


def _language(file: LexiconFile | None, code: str, clubs: Sequence[Club]) -> Language:
    assert file is not None
    file.check_keys(file.content_table, TOP_KEYS, "the file")
    nationalities = _nationalities(file, clubs)
    phrases: dict[str, tuple[Sequent, ...]] = {
        "nationality": tuple(tuple(Word(key) for key in words.split()) for words in nationalities)
    }
    reader = _RuleReader(file, phrases)
    for name, options in file.content_table.get("phrases", {}).items():
        phrases[name] = tuple(reader.parse(option, f"phrases.{name}") for option in options)
    roles, modifiers = _roles(file)
    triggers = tuple(reader.trigger(table) for table in file.content_table.get("trigger", ()))
    bindings = tuple(reader.binding(table) for table in file.content_table.get("binding", ()))
    lists = {
        name: frozenset(name_words(word) for word in words)
        for name, words in file.content_table.get("lists", {}).items()
    }
    return Language(
        code=code,
        triggers=triggers,
        bindings=bindings,
        cues=tuple(reader.cue(table) for table in file.content_table.get("cue", ())),
        blockers=tuple(reader.blocker(table) for table in file.content_table.get("blocker", ())),
        roles=roles,
        role_modifiers=modifiers,
        lists=lists,
        nationalities=nationalities,
        vocabulary=frozenset(reader.vocabulary),
        role_longest=_longest(roles),
        roles_words=frozenset(word for words in (*roles, *modifiers) for word in words),
        squads={words: value for words, (what, value) in modifiers.items() if what == "squad"},
        triggers_by_word=_by_word(triggers),
        gate=_gate(triggers),
        club_words=frozenset(word for words in lists.get("club_nouns", ()) for word in words),
    )


def _by_word(triggers: Sequence[Trigger]) -> dict[str, tuple[int, ...]]:
    numbers: dict[str, list[int]] = {}
    for number, trigger in enumerate(triggers):
        for word in {word for pattern in trigger.patterns for word in (pattern.words or ("",))}:
            numbers.setdefault(word, []).append(number)
    return {word: tuple(found) for word, found in numbers.items()}


def _gate(triggers: Sequence[Trigger]) -> re.Pattern[str]:
    words = sorted(
        {word for trigger in triggers for pattern in trigger.patterns for word in pattern.words or () if word.isalpha()}
    )
    return re.compile(r"\b(?:" + "|".join(words) + r")\b")


def _roles(file: LexiconFile) -> tuple[dict[tuple[str, ...], RolePhrase], dict[tuple[str, ...], tuple[str, str]]]:
    roles: dict[tuple[str, ...], RolePhrase] = {}
    modifiers: dict[tuple[str, ...], tuple[str, str]] = {}
    for table in file.sub_tables("roles", ("role", "squad", "plain", "before", "phrases"), required=("phrases",)):
        for phrase in table["phrases"]:
            words = name_words(phrase)
            if table.get("before"):
                what = "role" if "role" in table else "squad" if "squad" in table else "plain"
                modifiers[words] = (what, table.get("role") or table.get("squad") or table.get("plain") or "")
            else:
                role = table.get("role")
                roles[words] = RolePhrase(None if role in (None, "staff") else Role(role), table.get("squad", "first"))
    return roles, modifiers


def _nationalities(file: LexiconFile, clubs: Sequence[Club]) -> dict[str, str]:
    found = {
        " ".join(name_words(adjective)): adjective for club in clubs if club.national for adjective in club.demonyms
    }
    for adjective, nouns in file.content_table.get("nationalities", {}).items():
        found.setdefault(" ".join(name_words(adjective)), adjective)
        found.update({" ".join(name_words(noun)): adjective for noun in nouns})
    return found


class _RuleReader:
    """Turns the rule tables of one file into values."""

    def __init__(self, file: LexiconFile, phrases: Mapping[str, tuple[Sequent, ...]]) -> None:
        self._file = file
        self._phrases = phrases
        self.vocabulary: set[str] = set()

    def parse(self, text: str, where: str) -> Sequent:
        try:
            sequence = parse_pattern(text, self._phrases)
        except PatternError as error:
            raise ConfigError(f"{self._file.path}: {where}: {error}") from None
        self.vocabulary.update(
            word
            for word in text.replace("|", " ")
            .replace("(", " ")
            .replace(")", " ")
            .replace("[", " ")
            .replace("]", " ")
            .split()
            if word.isalpha()
        )
        return sequence

    def _patterns(self, table: Mapping[str, Any], key: str = "patterns") -> tuple[Pattern, ...]:
        return tuple(Pattern.of(text, self.parse(text, f"rule {table.get('id')!r}")) for text in table.get(key, ()))

    def _check(self, table: Mapping[str, Any], keys: Sequence[str], kind: str) -> None:
        self._file.check_keys(table, keys, f"{kind} {table.get('id')!r}", required=("id", "patterns"))

    def trigger(self, table: Mapping[str, Any]) -> Trigger:
        keys = (
            "id",
            "kind",
            "patterns",
            "stage",
            "denied",
            "manner",
            "role",
            "evidence",
            "national",
            "title_only",
            "background",
            "attribution",
            "club_known",
            "examples",
            "counter_examples",
        )
        self._check(table, keys, "trigger")
        choice = self._file.choice
        return Trigger(
            id=table["id"],
            kind=Kind(choice(table, "kind", [kind.value for kind in Kind])),
            patterns=self._patterns(table),
            stage=Stage(choice(table, "stage", [stage.value for stage in Stage], "confirmed")),
            denied=table.get("denied", False),
            manner=Manner(choice(table, "manner", [manner.value for manner in Manner])) if "manner" in table else None,
            role=Role(choice(table, "role", [role.value for role in Role])) if "role" in table else None,
            evidence=choice(table, "evidence", ["rule", "person", "full"], "person"),  # type: ignore[arg-type]
            national=table.get("national", True),
            title_only=table.get("title_only", False),
            background=table.get("background", False),
            attribution=table.get("attribution"),
            club_known=table.get("club_known", False),
            examples=tuple(table.get("examples", ())),
            counter_examples=tuple(table.get("counter_examples", ())),
        )

    def binding(self, table: Mapping[str, Any]) -> Binding:
        self._check(
            table,
            (
                "id",
                "patterns",
                "former",
                "absorb",
                "other_job",
                "referent",
                "weak",
                "player",
                "not_after",
                "examples",
                "counter_examples",
            ),
            "binding",
        )
        return Binding(
            id=table["id"],
            patterns=self._patterns(table),
            former=table.get("former", False),
            absorb=table.get("absorb", True),
            other_job=table.get("other_job", False),
            referent=table.get("referent", False),
            weak=table.get("weak", False),
            player=table.get("player", False),
            not_after=frozenset(table.get("not_after", ())),
            examples=tuple(table.get("examples", ())),
            counter_examples=tuple(table.get("counter_examples", ())),
        )

    def cue(self, table: Mapping[str, Any]) -> Cue:
        self._check(
            table,
            (
                "id",
                "patterns",
                "effect",
                "direction",
                "scope",
                "stage",
                "manner",
                "kinds",
                "pseudo",
                "attributes",
                "examples",
            ),
            "cue",
        )
        choice = self._file.choice
        effects = ["stage", "denied", "background", "hypothetical", "attribution", "manner", "stop"]
        return Cue(
            id=table["id"],
            effect=choice(table, "effect", effects),  # type: ignore[arg-type]  # checked against the same words
            patterns=self._patterns(table),
            direction=choice(table, "direction", ["forward", "backward", "both"], "forward"),  # type: ignore[arg-type]
            scope=table.get("scope", 12),
            stage=Stage(choice(table, "stage", [stage.value for stage in Stage])) if "stage" in table else None,
            manner=Manner(choice(table, "manner", [manner.value for manner in Manner])) if "manner" in table else None,
            kinds=tuple(Kind(kind) for kind in table.get("kinds", ())),
            pseudo=self._patterns(table, "pseudo"),
            attributes=table.get("attributes", False),
            examples=tuple(table.get("examples", ())),
        )

    def blocker(self, table: Mapping[str, Any]) -> Blocker:
        self._check(table, ("id", "patterns", "examples"), "blocker")
        return Blocker(id=table["id"], patterns=self._patterns(table), examples=tuple(table.get("examples", ())))
