"""Holes that are known of the Python and of the XML parser that touchline runs on."""

from __future__ import annotations

from collections.abc import Iterator

Version = tuple[int, int, int]
MENDED: tuple[Version, ...] = ((3, 13, 15), (3, 14, 7))
"""The first releases of their series in which the standard library's `webbrowser` and `html.parser` are mended.

Source: CVE-2026-4519, CVE-2026-4786 (a link becomes an option of the browser), CVE-2026-15308 (a page that is parsed
for ever).
"""
MENDED_EXPAT: Version = (2, 7, 2)
"""Source: CVE-2023-52425 (a long word that is parsed for minutes) and those that followed it."""


def known_holes(python: Version, expat: Version) -> Iterator[str]:
    """A sentence for each of the two that has known holes, with the version that mends them."""
    if python < MENDED[0] or any(one[:2] == python[:2] and python < one for one in MENDED):
        yield (
            f"Python {_told(python)} has known holes in `webbrowser` and `html.parser`, which touchline does not use; "
            f"{' and '.join(map(_told, MENDED))} mend them"
        )
    if expat < MENDED_EXPAT:
        yield (
            f"expat {_told(expat)}, which reads feeds, has known holes, which touchline's limits of time and memory "
            f"contain; {_told(MENDED_EXPAT)} mends them"
        )


def holes_here() -> list[str]:
    """The known holes of what runs this program."""
    import sys
    from xml.parsers import expat

    return [*known_holes(sys.version_info[:3], expat.version_info)]


def _told(version: Version) -> str:
    return ".".join(map(str, version))
