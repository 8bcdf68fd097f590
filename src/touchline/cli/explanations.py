"""How a claim was found, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from touchline.cli.claim_lines import claim_line
from touchline.extract.explanations import Explanation
from touchline.model import Span


def explanation_lines(text: str, explanation: Explanation) -> Iterator[str]:
    """One trigger in one sentence of `text`: the sentence with its parts marked, the rule, the cues, the outcome."""
    marks = [("trigger", explanation.trigger), *explanation.slots]
    yield _marked(text, explanation.sentence, marks)
    yield f"  rule {explanation.rule}"
    for cue in explanation.cues:
        words = " ".join(text[cue.span.start : cue.span.end].split())
        yield f"  cue {cue.cue_id} ({cue.effect}, {cue.direction}, at most {cue.scope} words away): {words}"
    for resolved in explanation.resolved:
        yield f"  {resolved}"
    if explanation.claim is not None:
        yield f"  => {claim_line(explanation.claim)}"
    else:
        yield f"  => no claim: {explanation.why_not or 'nothing of it is known'}"


def _marked(text: str, sentence: Span, marks: list[tuple[str, Span]]) -> str:
    """The sentence with `[name: words]` for each mark; a mark inside another one is named, not nested."""
    made, at = [], sentence.start
    for name, span in sorted(marks, key=lambda mark: (mark[1].start, -mark[1].end)):
        if span.start < at or span.end > sentence.end:
            continue
        made += [text[at : span.start], f"[{name}: {text[span.start : span.end]}]"]
        at = span.end
    return " ".join("".join([*made, text[at : sentence.end]]).split())
