"""The examples in the lexicon are its tests: each fires its own rule, no counter-example does."""

from __future__ import annotations

import pytest

from tests.extract.reading import article
from touchline.extract import explain, load_rulebook
from touchline.extract.rulebook import Rulebook
from touchline.extract.rules import Trigger

ENGLISH = load_rulebook().languages["en"]


def _claims_of(rule: Trigger, sentence: str, rulebook: Rulebook) -> bool:
    told = article("", title=sentence) if rule.title_only else article(sentence)
    return any(found.rule == rule.id and found.claim is not None for found in explain(told, rulebook))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        pytest.param(rule, sentence, id=f"{rule.id}-{n}")
        for rule in ENGLISH.triggers
        for n, sentence in enumerate(rule.examples)
    ],
)
def test_an_example_fires_its_rule(rule: Trigger, sentence: str, rulebook: Rulebook) -> None:
    assert _claims_of(rule, sentence, rulebook)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        pytest.param(rule, sentence, id=f"{rule.id}-{n}")
        for rule in ENGLISH.triggers
        for n, sentence in enumerate(rule.counter_examples)
    ],
)
def test_a_counter_example_does_not(rule: Trigger, sentence: str, rulebook: Rulebook) -> None:
    assert not _claims_of(rule, sentence, rulebook)


def test_every_trigger_has_an_example() -> None:
    assert [rule.id for rule in ENGLISH.triggers if not rule.examples] == []


def test_rule_ids_are_unique() -> None:
    rules = [*ENGLISH.triggers, *ENGLISH.bindings, *ENGLISH.cues, *ENGLISH.blockers]
    kinds = [(type(rule).__name__, rule.id) for rule in rules]
    assert len(kinds) == len(set(kinds))


def test_every_pattern_can_be_read() -> None:
    for rules in (ENGLISH.triggers, ENGLISH.bindings, ENGLISH.cues, ENGLISH.blockers):
        assert all(pattern.sequence for rule in rules for pattern in rule.patterns)
    assert all(pattern.sequence for cue in ENGLISH.cues for pattern in cue.pseudo)


def test_every_trigger_needs_a_word_so_that_the_gate_is_quick() -> None:
    open_rules = [
        (rule.id, pattern.text)
        for rule in ENGLISH.triggers
        for pattern in rule.patterns
        if all(any(str(trace).startswith("{") for trace in traces) for traces in pattern.needs)
    ]
    assert open_rules == []
