"""One language's rules: `<code>.toml` read into values that the pipeline asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from touchline.extract.clubs import Club, name_words
from touchline.extract.lexicon_files import LexiconFile
from touchline.extract.patterns import Choice, Word
from touchline.extract.rule_index import RuleIndex
from touchline.extract.rule_reader import RuleReader
from touchline.extract.rules import Binding, Blocker, Cue, Trigger
from touchline.extract.time_rules import TimeTable, read_times
from touchline.model import Role


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """What a phrase for a job means. `role` None is a job on the staff that claims leave out (goalkeeping coach)."""

    role: Role | None
    squad: str = "first"


@dataclass(frozen=True, slots=True)
class Language:
    """The rules of one language."""

    code: str
    triggers: RuleIndex[Trigger]
    bindings: RuleIndex[Binding]
    cues: RuleIndex[Cue]
    blockers: RuleIndex[Blocker]
    roles: Mapping[tuple[str, ...], RolePhrase]
    role_modifiers: Mapping[tuple[str, ...], tuple[str, str]]
    """Words before a role, each with (what, value): ("role", "interim"), ("squad", "women"), ("plain", "")."""
    lists: Mapping[str, frozenset[tuple[str, ...]]]
    """Word lists of [lists], as tuples of folded tokens."""
    nationalities: Mapping[str, str]
    """Folded noun or adjective ("spaniard", "spanish") to the adjective ("Spanish")."""
    adjectives_of: Mapping[str, tuple[str, ...]]
    """Country to its folded adjectives ("Portugal" to "portuguese")."""
    vocabulary: frozenset[str]
    """Every word that a pattern uses: no name, however a title-case headline prints it."""

    role_longest: Mapping[str, int]
    """First word of a role phrase to the greatest number of words."""
    roles_words: frozenset[str]
    squads: Mapping[tuple[str, ...], str]
    """Words after a club's name that tell its squad."""
    club_words: frozenset[str]
    """Nouns for a club: "club", "side", "outfit"."""
    times: TimeTable

    gate: re.Pattern[str] | None
    """Finds, in lower-case text, a word that some trigger needs."""

    def may_trigger(self, text: str) -> bool:
        """A quick no for articles that hold no trigger's word."""
        return self.gate is None or self.gate.search(text.lower()) is not None

    def has(self, name: str, *words: str) -> bool:
        """True when the list `name` holds these folded words."""
        return words in self.lists.get(name, frozenset())

    def is_common(self, key: str) -> bool:
        """True for a word that is no part of a name, whatever its capital."""
        return key in self.vocabulary or self.has("not_names", key) or key in self.roles_words


def longest_by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """First word to the greatest number of words among phrases that begin with it."""
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


TOP_KEYS = (
    "language",
    "phrases",
    "roles",
    "lists",
    "nationalities",
    "times",
    "time",
    "trigger",
    "binding",
    "cue",
    "blocker",
)


def read_language(file: LexiconFile, code: str, clubs: Sequence[Club]) -> Language:
    file.check_keys(file.content_table, TOP_KEYS, "the file")
    nationalities = _nationalities(file, clubs)
    phrases: dict[str, Choice] = {
        "nationality": Choice(tuple(tuple(Word(key) for key in words.split()) for words in nationalities))
    }
    times = read_times(file, phrases)
    reader = RuleReader(file, phrases)
    for name, options in file.content_table.get("phrases", {}).items():
        phrases[name] = Choice(tuple(reader.parse(option, f"phrases.{name}") for option in options))
    roles, modifiers = _roles(file)
    triggers = RuleIndex([reader.trigger(table) for table in file.content_table.get("trigger", ())])
    bindings = RuleIndex([reader.binding(table) for table in file.content_table.get("binding", ())])
    lists = {
        name: frozenset(name_words(word) for word in words)
        for name, words in file.content_table.get("lists", {}).items()
    }
    return Language(
        code=code,
        triggers=triggers,
        bindings=bindings,
        cues=RuleIndex([reader.cue(table) for table in file.content_table.get("cue", ())]),
        blockers=RuleIndex([reader.blocker(table) for table in file.content_table.get("blocker", ())]),
        roles=roles,
        role_modifiers=modifiers,
        lists=lists,
        nationalities=nationalities,
        adjectives_of={
            club.country: tuple(" ".join(name_words(adjective)) for adjective in club.demonyms)
            for club in clubs
            if club.national
        },
        vocabulary=frozenset(reader.vocabulary),
        role_longest=longest_by_first(roles),
        roles_words=frozenset(word for words in (*roles, *modifiers) for word in words),
        squads={words: value for words, (what, value) in modifiers.items() if what == "squad"},
        gate=triggers.gate(),
        club_words=frozenset(word for words in lists.get("club_nouns", ()) for word in words),
        times=times,
    )


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
