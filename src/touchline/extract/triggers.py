"""Sentences to findings: which rule's phrase stands where, and which tokens fill its slots."""

from __future__ import annotations

from dataclasses import dataclass, field

from touchline.extract.language import Language
from touchline.extract.lines import Bindings
from touchline.extract.rules import Blocker, Trigger
from touchline.extract.scene import Scene
from touchline.extract.tokens import POSSESSIVE, Token
from touchline.model import Span


@dataclass(slots=True)
class Finding:
    """A trigger phrase in a sentence: tokens `[start, end)` of sentence `number`, with its slots."""

    trigger: Trigger
    number: int
    start: int
    end: int
    slots: Bindings
    tokens: list[Token] = field(repr=False)
    _by_slot: dict[str, list[Token]] | None = field(default=None, repr=False, compare=False)

    @property
    def span(self) -> Span:
        """Where the phrase stands in the article's text."""
        return Span(self.tokens[self.start].start, self.tokens[self.end - 1].end)

    def slot(self, name: str) -> list[Token]:
        """The tokens that fill a slot, in the order of the text."""
        if self._by_slot is None:
            self._by_slot = {}
            for slot, index in self.slots:
                self._by_slot.setdefault(slot, []).append(self.tokens[index])
        return self._by_slot.get(name, [])


def find_triggers(scene: Scene, number: int, language: Language) -> list[Finding]:
    """All trigger phrases of one sentence that no blocker overlaps."""
    return [finding for finding, blocker in find_with_blockers(scene, number, language) if blocker is None]


def find_with_blockers(scene: Scene, number: int, language: Language) -> list[tuple[Finding, Blocker | None]]:
    """All trigger phrases of one sentence, each with a blocker that overlaps it, if there is one."""
    part = scene.sentences[number]
    tokens = part.tokens
    line = part.line
    found = [
        Finding(trigger, number, at, end, slots, tokens)
        for _, trigger, pattern, starts in language.triggers.candidates(line)
        if part.sentence.is_title or not trigger.title_only
        for at, (end, slots) in pattern.matches(line, starts)
    ]
    found = [finding for finding in found if not _ends_at_owner(finding)]
    if not found:
        return []
    blocked = [
        (at, end, blocker)
        for _, blocker, pattern, starts in language.blockers.candidates(line)
        for at, (end, _) in pattern.matches(line, starts)
    ]
    by = [(made, next((who for at, end, who in blocked if _blocks(who, at, end, made)), None)) for made in found]
    free = _longest([finding for finding, blocker in by if blocker is None])
    return [(finding, None) for finding in free] + [pair for pair in by if pair[1] is not None]


def _blocks(blocker: Blocker, at: int, end: int, finding: Finding) -> bool:
    """True when a blocker at tokens `[at, end)` overlaps a phrase of a kind that it is for."""
    return finding.start < end and at < finding.end and (not blocker.kinds or finding.trigger.kind in blocker.kinds)


def _ends_at_owner(finding: Finding) -> bool:
    """True for "have moved for Bell" of "Bell's assistant": the phrase is about somebody else."""
    tokens, end = finding.tokens, finding.end
    return tokens[end - 1].kind == "person" and end < len(tokens) and tokens[end].key == POSSESSIVE


def _longest(found: list[Finding]) -> list[Finding]:
    """Of phrases of one rule that begin at one token, the longest: a pattern may be the beginning of another."""
    best: dict[tuple[str, int], Finding] = {}
    for finding in found:
        key = (finding.trigger.id, finding.start)
        if key not in best or best[key].end < finding.end:
            best[key] = finding
    return list(best.values())
