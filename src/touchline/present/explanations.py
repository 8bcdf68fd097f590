"""How claims were read out of an article, in lines: each claim with its sentences, then the sentences without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from touchline.model import Claim, CueReading, Explanation, Kind, NameReading, Span
from touchline.present.article import claim_details
from touchline.present.claims import claim_phrase, stage_piece
from touchline.present.lines import BLANK, Line, Piece, clip, joined, line
from touchline.present.measure import wrap_text
from touchline.safe import safe

LABEL_WIDTH = 13
NO_CLAIM = "Sentences that make no claim"
_KINDS = {Kind.DEPARTURE: "he goes", Kind.APPOINTMENT: "he comes", Kind.STAY: "he stays"}


def explanation_lines(text: str, explanations: Sequence[Explanation], width: int) -> list[Line]:
    """All that was read in an article's `text`, in lines of at most `width` cells."""
    lines: list[Line] = []
    claims = list(dict.fromkeys(made.claim for made in explanations if made.claim is not None))
    for claim in sorted(claims, key=lambda claim: claim.background):
        lines += [BLANK] if lines else []
        lines += [*claim_head(claim, width), *claim_steps(text, claim, explanations, width)]
    silent = silent_steps(text, explanations, width)
    return [*lines, *([BLANK] if lines and silent else []), *silent]


def claim_head(claim: Claim, width: int) -> list[Line]:
    """What a claim says, how sure it is, and what else the article tells about it."""
    head = line(stage_piece(claim.stage, claim.denied), "  ", Piece(claim_phrase(claim), "strong"))
    aside = ["background: it recalls the past and links nothing"] if claim.background else []
    details = joined(line(Piece(part, "muted")) for part in (*aside, *claim_details(claim)))
    return [clip(head, width), *([clip(line("  ", *details), width)] if details else [])]


def claim_steps(text: str, claim: Claim, explanations: Iterable[Explanation], width: int) -> list[Line]:
    """The sentences that make a claim, each with how it was read; none where no explanation is about it."""
    about = [made for made in explanations if made.claim is not None and _is_same(made.claim, claim)]
    return [made for group in _by_sentence(about) for made in _step_lines(text, group, width)]


def silent_steps(text: str, explanations: Sequence[Explanation], width: int) -> list[Line]:
    """The sentences that speak of coming and going and make no claim, each with the reasons."""
    told = {(made.sentence, made.kind, _who(made)) for made in explanations if made.claim is not None}
    silent = [made for made in explanations if made.claim is None]
    silent = [made for made in silent if (made.sentence, made.kind, _who(made)) not in told]
    if not silent:
        return []
    steps = [made for group in _by_sentence(silent) for made in _step_lines(text, group, width)]
    return [line(Piece(NO_CLAIM, "strong")), *steps]


def _is_same(claim: Claim, other: Claim) -> bool:
    """Equal but for what joining it with others may change."""
    return (claim.person, claim.kind, claim.club, claim.denied, claim.background) == (
        other.person,
        other.kind,
        other.club,
        other.denied,
        other.background,
    )


def _who(made: Explanation) -> str | None:
    return next((name.means for name in made.names if name.part == "who"), None)


def _by_sentence(explanations: Iterable[Explanation]) -> list[list[Explanation]]:
    """Phrases of one sentence and one kind belong together: rules often read the same words in several ways."""
    grouped: dict[tuple[Span, Kind | None], list[Explanation]] = {}
    for made in explanations:
        grouped.setdefault((made.sentence, made.kind), []).append(made)
    return list(grouped.values())


def _step_lines(text: str, group: Sequence[Explanation], width: int) -> list[Line]:
    """A sentence as its longest phrase reads it, and what all its phrases found."""
    best = max(group, key=lambda made: (len(made.marks), made.trigger.end - made.trigger.start))
    lines = [line("  ", Piece(words, "evidence")) for words in wrap_text(_marked(text, best), width - 2)]
    has_club = any(mark.part == "club" for mark in best.marks)
    for name in dict.fromkeys(name for made in (best, *group) for name in made.names):
        if name.words or not has_club:
            lines += _labelled(name.part, _name_words(name), width)
    for cue in _told_once([cue for made in (best, *group) for cue in made.cues]):
        lines += _labelled("cue", _cue_words(text, cue), width)
    reasons: dict[str | None, str] = {}
    for made in group:
        if made.why_not is not None:
            reasons.setdefault(_who(made), made.why_not)
    for who, reason in reasons.items():
        is_clear = who is None or who in reason or len(reasons) == 1
        lines += _labelled("no claim", reason if is_clear else f"{who}: {reason}", width)
    rules = dict.fromkeys(made.rule for made in (best, *group) if made.rule)
    if best.kind is not None and best.stage is not None:
        reading = f"{_KINDS[best.kind]}, {best.stage.value} unless a cue says otherwise"
        lines += _labelled("rule", f"{', '.join(rules)}: {reading}", width)
    return lines


def _told_once(cues: Sequence[CueReading]) -> list[CueReading]:
    """Cues without those that say the same as another at the same words: "understood" in "it is understood"."""
    kept: list[CueReading] = []
    for cue in sorted(cues, key=lambda cue: (cue.span.start, -cue.span.end)):
        if not any(
            (other.effect, other.stage, other.manner) == (cue.effect, cue.stage, cue.manner)
            and other.span.end >= cue.span.end
            for other in kept
        ):
            kept.append(cue)
    return kept


def _labelled(label: str, words: str, width: int) -> list[Line]:
    """A label and its words, which keep to their own column."""
    room = width - LABEL_WIDTH - 4
    first, *rest = wrap_text(safe(words), room)
    head = line("    ", Piece(f"{label:<{LABEL_WIDTH}}", "label"), Piece(first, "muted"))
    return [head, *(line(" " * (LABEL_WIDTH + 4), Piece(made, "muted")) for made in rest)]


def _name_words(name: NameReading) -> str:
    if not name.words:
        return f"{name.means}, not named here: {name.why}"
    means = name.means or "open"
    said = f"“{name.words}”" if name.means == name.words else f"“{name.words}” is {means}"
    return f"{said}: {name.why}" if name.why else said


def _cue_words(text: str, cue: CueReading) -> str:
    words = " ".join(text[cue.span.start : cue.span.end].split())
    return f"“{words}” {_effect(cue)}; {_reach(cue)}"


def _effect(cue: CueReading) -> str:
    match cue.effect:
        case "stage":
            return f"makes it no more than {cue.stage.value}" if cue.stage else "says how sure it is"
        case "denied":
            return "denies it"
        case "background":
            return "puts it in the past"
        case "hypothetical":
            return "makes it a question or a condition"
        case "attribution":
            return "says whose word it is"
        case "manner":
            return f"says how: {cue.manner.value}" if cue.manner else "says how"
        case "stop":
            return "begins another thought"


def _reach(cue: CueReading) -> str:
    if not cue.scope:
        return "for the word beside it"
    where = {"forward": "after it", "backward": "before it", "both": "before and after it"}[cue.direction]
    return f"for up to {cue.scope} words {where}"


def _marked(text: str, made: Explanation) -> str:
    """The sentence with « » around the phrase and [part: words] for each name in it."""
    inserts: list[tuple[int, int, str]] = [(made.trigger.start, 0, "«"), (made.trigger.end, 3, "»")]
    at = made.sentence.start
    for mark in sorted(made.marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if at <= mark.span.start and mark.span.end <= made.sentence.end:
            inserts += [(mark.span.start, 1, f"[{mark.part}: "), (mark.span.end, 2, "]")]
            at = mark.span.end
    out, at = [], made.sentence.start
    for place, _, words in sorted(inserts):
        out += [text[at:place], words]
        at = place
    return safe(" ".join("".join([*out, text[at : made.sentence.end]]).split()))
