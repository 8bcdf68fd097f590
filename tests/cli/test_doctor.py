"""`touchline doctor` as a user or a script meets it."""

from __future__ import annotations

from pathlib import Path


def test_all_is_well(touchline, clipping: Path) -> None:
    touchline("import", clipping)
    ran = touchline("doctor")
    assert ran.code == 0
    assert "headlines/2025-05.json" in ran.out
    assert ran.out.endswith("all is well\n")
    for row in touchline("doctor", "--json").json():
        assert set(row) == {"schema", "file", "state", "finding", "articles"}
        assert (row["schema"], row["state"] in ("ok", "behind")) == (1, True)


def test_damage_ends_in_4_until_it_is_repaired(touchline, clipping: Path, tmp_path: Path) -> None:
    (imported,) = touchline("import", clipping, "--tag", "quay", "--json").json()
    bad = tmp_path / "library" / "articles" / "2025-05-1.json"
    bad.write_bytes(b"garbage")
    assert touchline("show", imported["id"]).code == 4
    ran = touchline("doctor")
    assert ran.code == 4
    assert "doctor --repair" in ran.out
    assert "Traceback" not in ran.err
    refused = touchline("mark", "star", imported["id"])
    assert refused.code == 4
    assert "touchline doctor" in refused.err and "restore" not in refused.err
    rows = touchline("doctor", "--repair", "--json").json()
    assert {row["schema"] for row in rows} == {1}
    (found,) = [row for row in rows if row["state"] in ("lost", "repaired") and row["articles"]]
    assert found["articles"] == [imported["id"]]
    assert list((tmp_path / "library" / "backups").glob("*/articles/*.damaged-*"))
    assert touchline("doctor").code == 0
    assert touchline("mark", "star", imported["id"]).code == 0
    assert [row["id"] for row in touchline("list", "#quay", "--json").json()] == [imported["id"]]


def test_a_repair_says_what_is_lost(touchline, clipping: Path, tmp_path: Path) -> None:
    (imported,) = touchline("import", clipping, "--json").json()
    for path in (tmp_path / "library" / "articles").iterdir():
        path.unlink()
    ran = touchline("doctor", "--repair")
    assert ran.code == 0
    assert "lost the text of 1 article, of which headline and marks stay" in ran.out
    assert imported["id"] in ran.out
    assert '"status":"updated"' in touchline("import", clipping, "--json").out
    assert "sacked" in touchline("show", imported["id"]).out


def test_new_is_everything_before_the_first_session(touchline, clipping: Path) -> None:
    touchline("import", clipping)
    assert len(touchline("list", "new", "--json").json()) == 1
