"""The rule tables of a language file to rules: keys and values checked, patterns parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from touchline.errors import ConfigError
from touchline.extract.lexicon_files import LexiconFile
from touchline.extract.nodes import Choice, Sequent
from touchline.extract.patterns import PatternError, parse_pattern
from touchline.extract.rules import Binding, Blocker, Cue, Pattern, Trigger
from touchline.model import Kind, Manner, Role, Stage


class RuleReader:
    """Turns the rule tables of one file into values."""

    def __init__(self, file: LexiconFile, phrases: Mapping[str, Choice]) -> None:
        self._file = file
        self._phrases = phrases
        self._learnt: list[str] = []

    def parse(self, text: str, where: str) -> Sequent:
        try:
            return parse_pattern(text, self._phrases)
        except PatternError as error:
            raise ConfigError(f"{self._file.path}: {where}: {error}") from None

    def learn(self, texts: Iterable[str]) -> None:
        """Take the words of patterns into the vocabulary."""
        self._learnt += texts

    def vocabulary(self) -> frozenset[str]:
        """The words of all patterns that were learnt."""
        text = " ".join(self._learnt)
        for mark in "|()[]":
            text = text.replace(mark, " ")
        return frozenset(word for word in set(text.split()) if word.isalpha())

    def _patterns(self, table: Mapping[str, Any], key: str = "patterns") -> tuple[Pattern, ...]:
        where = f"rule {table.get('id')!r}"
        texts = table.get(key, ())
        self.learn(texts)
        return tuple([Pattern(text, partial(self.parse, text, where)) for text in texts])

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
            "negates",
            "vacancy",
            "presupposed",
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
            negates=table.get("negates", False),
            vacancy=table.get("vacancy", False),
            presupposed=table.get("presupposed", False),
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
                "coaches",
                "speaks_for_club",
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
            coaches=table.get("coaches", False),
            speaks_for_club=table.get("speaks_for_club", False),
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
                "attribution",
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
            attribution=table.get("attribution"),
            examples=tuple(table.get("examples", ())),
        )

    def blocker(self, table: Mapping[str, Any]) -> Blocker:
        self._check(table, ("id", "patterns", "kinds", "examples"), "blocker")
        return Blocker(
            id=table["id"],
            patterns=self._patterns(table),
            kinds=tuple(Kind(kind) for kind in table.get("kinds", ())),
            examples=tuple(table.get("examples", ())),
        )
