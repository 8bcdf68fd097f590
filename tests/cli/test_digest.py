"""`touchline digest`, and following from the command line."""

from __future__ import annotations

from pathlib import Path

NAMED = "date 2025-05-09\n\nHarbour Town have appointed Tom Askew as their new manager on a two-year contract.\n"


def test_followed_threads_tell_what_changed_with_their_sources(touchline, clipping: Path, tmp_path: Path) -> None:
    (tmp_path / "named.txt").write_text(NAMED, encoding="utf-8")
    touchline("import", clipping, tmp_path / "named.txt")
    ran = touchline("digest", "--since", "2025-05-05")
    assert (ran.code, ran.out) == (0, "")
    assert "you follow no story thread" in ran.err and "thread follow ID" in ran.err
    assert touchline("digest", "--since", "2025-05-05", "--all", "--json").json()[0]["followed"] is False

    assert touchline("thread", "follow", "harbour-town").out == "harbour-town-2025-05 is followed\n"
    assert touchline("thread", "follow", "harbour-town").out == "harbour-town-2025-05 is followed already\n"
    lines = touchline("digest", "--since", "2025-05-05").out.splitlines()
    assert lines[:2] == [
        "★ Harbour Town · head coach: Brandt → Askew, filled",
        "  in confirmed (Askew) · 1 new report",
    ]
    assert any("“Harbour Town have appointed Tom Askew" in line for line in lines)
    (news,) = touchline("digest", "--since", "2025-05-05", "--json").json()
    assert (news["schema"], news["id"], news["news"]) == (
        1,
        "harbour-town-2025-05",
        ["in confirmed (Askew)", "1 new report"],
    )
    assert touchline("digest", "--markdown").out.startswith("## Harbour Town · head coach: Brandt → Askew, filled\n")

    ran = touchline("digest", "--since", "yesterday")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing is new in the threads that you follow since yesterday" in ran.err
    assert touchline("thread", "unfollow", "harbour-town").out == "harbour-town-2025-05 is not followed\n"
    assert "you follow no story thread" in touchline("digest").err


def test_wrong_words_end_with_a_reason(touchline) -> None:
    ran = touchline("digest", "--since", "soon")
    assert ran.code == 2 and "'soon' is no time" in ran.err
    ran = touchline("thread", "follow", "nowhere-2025-05")
    assert ran.code == 1 and "Traceback" not in ran.err
