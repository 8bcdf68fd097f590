"""One language's rules: `<code>.toml` read into values that the pipeline asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from touchline.extract.clubs import Club, name_words
from touchline.extract.gate import Gate
from touchline.extract.lexicon_files import LexiconFile
from touchline.extract.nodes import Choice, Word
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


_NO_WORDS: frozenset[str] = frozenset()


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
    words: Mapping[str, frozenset[str]]
    """The single words of each of the lists, for loops over all tokens."""
    club_words: frozenset[str]
    """Nouns for a club: "club", "side", "outfit"."""
    times: TimeTable

    name_words: frozenset[str]
    """Words with which a person or a club may begin without a capital: "he", "ten", "champions"."""
    job_words: frozenset[str]
    """Words with which a job may begin: "former", "head"."""
    gate: Gate
    """Lets pass the sentences that may hold a trigger."""

    def has(self, name: str, word: str, *more: str) -> bool:
        """True when the list `name` holds these folded words, as a phrase where there are several."""
        if more:
            return (word, *more) in self.lists.get(name, ())
        return word in self.words.get(name, _NO_WORDS)

    def is_common(self, key: str) -> bool:
        """True for a word that is no part of a name, whatever its capital."""
        return key in self.vocabulary or self.has("not_names", key) or key in self.roles_words


def longest_by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """First word to the greatest number of words among phrases that begin with it."""
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


LISTS_OF_NAME_WORDS = (
    *("pronouns", "possessive_pronouns", "speaker_pronouns", "particles"),
    *("club_heads", "club_adjectives", "division_words"),
)

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


def read_language(file: LexiconFile, code: str, nationals: Sequence[Club]) -> Language:
    file.check_keys(file.content_table, TOP_KEYS, "the file")
    nationalities = _nationalities(file, nationals)
    phrases: dict[str, Choice] = {
        "nationality": Choice(tuple(tuple(Word(key) for key in words.split()) for words in nationalities))
    }
    times = read_times(file, phrases)
    reader = RuleReader(file, phrases)
    for name, options in file.content_table.get("phrases", {}).items():
        reader.learn(options)
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
            club.country: tuple(" ".join(name_words(adjective)) for adjective in club.demonyms) for club in nationals
        },
        vocabulary=reader.vocabulary(),
        role_longest=longest_by_first(roles),
        roles_words=frozenset(word for words in (*roles, *modifiers) for word in words),
        squads={words: value for words, (what, value) in modifiers.items() if what == "squad"},
        name_words=frozenset(words[0] for name in LISTS_OF_NAME_WORDS for words in lists.get(name, ())).union(
            nationalities
        ),
        job_words=frozenset(words[0] for words in (*roles, *modifiers)),
        gate=Gate(triggers.patterns, roles),
        words={name: frozenset(words[0] for words in phrases if len(words) == 1) for name, phrases in lists.items()},
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


def _nationalities(file: LexiconFile, nationals: Sequence[Club]) -> dict[str, str]:
    found = {" ".join(name_words(adjective)): adjective for club in nationals for adjective in club.demonyms}
    for adjective, nouns in file.content_table.get("nationalities", {}).items():
        found.setdefault(" ".join(name_words(adjective)), adjective)
        found.update({" ".join(name_words(noun)): adjective for noun in nouns})
    return found
