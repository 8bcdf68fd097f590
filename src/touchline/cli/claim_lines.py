"""Claims as lines of text."""

from __future__ import annotations

from touchline.model import Claim


def claim_line(claim: Claim) -> str:
    """One claim in one line: what, how sure, whose word, and the sentence."""
    what = f"{claim.person}, {claim.role}, {claim.club}" + ("" if claim.squad == "first" else f" ({claim.squad})")
    how = ["denied" if claim.denied else str(claim.stage)]
    how += [claim.manner] if claim.manner else []
    how += [f"effective {claim.effective or claim.effective_words}"] if claim.effective or claim.effective_words else []
    how += [f"says {claim.attribution}"] if claim.attribution else []
    how += ["background"] if claim.background else []
    return f"{claim.kind}: {what} [{', '.join(how)}] “{claim.quote}”"
