"""Commands about the library itself: doctor."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from touchline.cli.output import Progress, config_folder, library_folder, put_json, put_line

if TYPE_CHECKING:
    from touchline.model import Finding

EXIT_DAMAGED = 4
MAX_SHOWN = 10
"""Ids of articles that a line names; `--json` names all."""


def doctor(options: argparse.Namespace) -> int:
    """`touchline doctor`"""
    from touchline.newsroom.doctoring import examine, repair

    library, config = library_folder(options), config_folder(options)
    if options.repair:
        progress = Progress("articles read for claims")
        try:
            done = repair(library, config, progress=progress)
        finally:
            progress.done()
        _put_findings(done, as_json=options.json)
    found = examine(library, config)
    _put_findings(found, as_json=options.json)
    damaged = any(finding.state == "damaged" for finding in found)
    if not options.json:
        put_line(f"{library}: {'damaged; `touchline doctor --repair` mends it' if damaged else 'all is well'}")
    return EXIT_DAMAGED if damaged else 0


def _put_findings(findings: Iterable[Finding], *, as_json: bool) -> None:
    from touchline.exchange import finding_json

    for finding in findings:
        if as_json:
            put_json(finding_json(finding))
        else:
            put_line(f"{finding.state:<9}  {finding.file} {finding.words}{_shown(finding.article_ids)}")


def _shown(article_ids: tuple[str, ...]) -> str:
    if not article_ids:
        return ""
    n_more = len(article_ids) - MAX_SHOWN
    return f" ({', '.join(article_ids[:MAX_SHOWN])}{f' and {n_more:,} more' if n_more > 0 else ''})"
