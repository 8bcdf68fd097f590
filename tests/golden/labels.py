"""The hand-made claims of a golden set's articles, read from its `claims.golden.txt`."""

from __future__ import annotations

from collections.abc import Mapping

from tests.golden.sets import GoldenSet
from touchline.model import Claim, Kind, Manner, Role, Stage

_KINDS = {"D": Kind.DEPARTURE, "A": Kind.APPOINTMENT, "S": Kind.STAY}
_ROLES = {role.value.replace(" ", "-"): role for role in Role}
_MANNERS = {manner.value.replace(" ", "-"): manner for manner in Manner}
_STAGES = {stage.value: stage for stage in Stage}
_SQUADS = {"women", "u21", "u23", "reserves"}


def load_labels(golden_set: GoldenSet, *, optional: bool) -> Mapping[str, tuple[Claim, ...]]:
    """Claims by the golden name of their article; with `optional`, also those that a reader could leave out."""
    labels: dict[str, list[Claim]] = {}
    name = ""
    for line in golden_set.labels.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if " @ " not in line:
            name = line
            labels[name] = []
        elif optional or not line.startswith("?"):
            labels[name].append(_claim(line.removeprefix("?").strip()))
    return {name: tuple(claims) for name, claims in labels.items()}


def _claim(line: str) -> Claim:
    background = line.startswith("~")
    who, _, rest = line.removeprefix("~").strip().partition(" @ ")
    kind, _, person = who.partition(" ")
    club, words = _club_and_words(rest.split())
    role, stage, manner, squad, denied, effective = Role.HEAD_COACH, None, None, "first", False, None
    attribution = None
    for word in words:
        if word in _ROLES:
            role = _ROLES[word]
        elif word in _STAGES:
            stage = _STAGES[word]
        elif word in _MANNERS:
            manner = _MANNERS[word]
        elif word in _SQUADS:
            squad = word
        elif word == "denied":
            denied = True
        elif word == "official":
            attribution = "the club"
        else:
            effective = word.removeprefix("effective=")
            assert effective != word, f"{word!r} in {line!r}"
    assert denied is (stage is None), line
    return Claim(
        kind=_KINDS[kind],
        person=person,
        club=club,
        role=role,
        stage=stage,
        squad=squad,
        denied=denied,
        background=background,
        manner=manner,
        effective=effective,
        attribution=attribution,
        rule="by hand",
    )


def _club_and_words(words: list[str]) -> tuple[str, list[str]]:
    known = {*_ROLES, *_MANNERS, *_STAGES, *_SQUADS, "denied", "official"}
    end = next(place for place, word in enumerate(words) if word in known)
    return " ".join(words[:end]), words[end:]
