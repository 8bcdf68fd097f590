"""The nouns of touchline: articles, marks, claims, changes, story threads, corrections.

Frozen values without behaviour beyond what their own fields answer. Times are aware UTC datetimes (`*_at`) or plain
dates (`*_on`); spans are half-open code points into `Article.text`. Everybody imports from here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from touchline.model.articles import MAX_MADE_HEADLINE, Article, DateFrom, as_utc, make_headline
    from touchline.model.claims import Claim, League, Manner, Seat, Told
    from touchline.model.corrections import Correction, CorrectionRule
    from touchline.model.explanations import CueEffect, CueReading, Direction, Explanation, Mark, NameReading, Part
    from touchline.model.feeds import FeedCheck, FeedHealth, Health
    from touchline.model.headlines import Chip, Headline
    from touchline.model.kinds import Kind, Role, Stage
    from touchline.model.looks import Look
    from touchline.model.marks import MarkChange, MarkField
    from touchline.model.results import (
        Backup,
        FeedResult,
        FeedStatus,
        Finding,
        FindingState,
        ImportResult,
        ImportStatus,
        Tally,
    )
    from touchline.model.spans import Span
    from touchline.model.threads import (
        Candidate,
        Chain,
        ChainHop,
        ChainLink,
        Change,
        InterimSpell,
        Proof,
        Report,
        StoryThread,
        ThreadStatus,
        TimelineRow,
        Way,
    )

_NAMES = {
    "articles": (
        "Article",
        "DateFrom",
        "MAX_MADE_HEADLINE",
        "as_utc",
        "make_headline",
    ),
    "claims": (
        "Claim",
        "League",
        "Manner",
        "Seat",
        "Told",
    ),
    "corrections": (
        "Correction",
        "CorrectionRule",
    ),
    "explanations": (
        "CueEffect",
        "CueReading",
        "Direction",
        "Explanation",
        "Mark",
        "NameReading",
        "Part",
    ),
    "feeds": (
        "FeedCheck",
        "FeedHealth",
        "Health",
    ),
    "headlines": ("Chip", "Headline"),
    "kinds": ("Kind", "Role", "Stage"),
    "looks": ("Look",),
    "marks": ("MarkChange", "MarkField"),
    "results": (
        "Backup",
        "FeedResult",
        "FeedStatus",
        "Finding",
        "FindingState",
        "ImportResult",
        "ImportStatus",
        "Tally",
    ),
    "spans": ("Span",),
    "threads": (
        "Candidate",
        "Chain",
        "ChainHop",
        "ChainLink",
        "Change",
        "InterimSpell",
        "Proof",
        "Report",
        "StoryThread",
        "ThreadStatus",
        "TimelineRow",
        "Way",
    ),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a noun when it is first asked for: a list of headlines needs no story threads."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    noun = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return noun


__all__ = [
    "MAX_MADE_HEADLINE",
    "Article",
    "Backup",
    "Candidate",
    "Chain",
    "ChainHop",
    "ChainLink",
    "Change",
    "Chip",
    "Claim",
    "Correction",
    "CorrectionRule",
    "CueEffect",
    "CueReading",
    "DateFrom",
    "Direction",
    "Explanation",
    "FeedCheck",
    "FeedHealth",
    "FeedResult",
    "FeedStatus",
    "Finding",
    "FindingState",
    "Headline",
    "Health",
    "ImportResult",
    "ImportStatus",
    "InterimSpell",
    "Kind",
    "League",
    "Look",
    "Manner",
    "Mark",
    "MarkChange",
    "MarkField",
    "NameReading",
    "Part",
    "Proof",
    "Report",
    "Role",
    "Seat",
    "Span",
    "Stage",
    "StoryThread",
    "Tally",
    "ThreadStatus",
    "TimelineRow",
    "Told",
    "Way",
    "as_utc",
    "make_headline",
]
