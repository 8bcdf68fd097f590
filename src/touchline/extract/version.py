"""What is known of the lexicon without parsing it: its version, and the languages that have rules."""

from __future__ import annotations

import hashlib
from pathlib import Path

import touchline

LEXICON = Path(__file__).parent / "lexicon"


def rulebook_version(extra: Path | None = None) -> str:
    """16 hexadecimal characters that change with any file of the lexicon, of the user's folder `extra`, or the program.

    Reads the files but parses none, so that a start with nothing to do need not load the rulebook.
    """
    digest = hashlib.sha256(touchline.__version__.encode())
    for folder in (LEXICON, *([extra] if extra else [])):
        for path in sorted(folder.glob("*.toml")):
            digest.update(b"\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def supported_languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages that have rules; reads no file."""
    return frozenset(path.stem for path in LEXICON.glob("??.toml"))
