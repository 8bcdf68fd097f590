"""`touchline restore`: going back to the marks of a backup, and forward again."""

from __future__ import annotations

from pathlib import Path


def tagged(touchline, tag: str) -> int:
    return len(touchline("list", f"#{tag}", "--json").json())


def test_going_back_and_forward_again(touchline, clipping: Path, tmp_path: Path) -> None:
    (imported,) = touchline("import", clipping, "--tag", "early", "--json").json()
    assert "has no backups" in touchline("restore").out
    touchline("doctor", "--repair")
    (early,) = touchline("restore", "--json").json()
    assert (early["schema"], early["marks"]) == (1, {"tags": 1})
    touchline("tag", "remove", "early", imported["id"])
    touchline("tag", "add", "late", imported["id"])
    touchline("mark", "star", imported["id"])

    ran = touchline("restore", early["backup"])
    assert ran.code == 0
    assert "1 tagged" in ran.out and "kept in backups/" in ran.out
    assert (tagged(touchline, "early"), tagged(touchline, "late")) == (1, 0)
    assert not touchline("list", "starred", "--json").json()

    late, _ = touchline("restore", "--json").json()
    assert touchline("restore", late["backup"]).code == 0
    assert (tagged(touchline, "early"), tagged(touchline, "late")) == (0, 1)
    assert touchline("doctor").code == 0


def test_lost_marks_come_back_and_the_library_can_be_written(touchline, clipping: Path, tmp_path: Path) -> None:
    (imported,) = touchline("import", clipping, "--tag", "quay", "--json").json()
    touchline("doctor", "--repair")
    (backup,) = touchline("restore", "--json").json()
    (tmp_path / "library" / "marks.json").write_bytes(b"garbage")
    (tmp_path / "library" / "marks.journal").unlink(missing_ok=True)
    assert touchline("mark", "star", imported["id"]).code == 4
    assert touchline("restore", backup["backup"]).code == 0
    assert tagged(touchline, "quay") == 1
    assert touchline("mark", "star", imported["id"]).code == 0
    assert touchline("doctor").code == 0


def test_wrong_names_and_unreadable_backups(touchline, clipping: Path, tmp_path: Path) -> None:
    touchline("import", clipping, "--tag", "quay")
    touchline("doctor", "--repair")
    for name in ("nonsense", "..", "../headlines"):
        ran = touchline("restore", name)
        assert ran.code == 1
        assert "has no backup" in ran.err
    (backup,) = touchline("restore", "--json").json()
    (tmp_path / "library" / "backups" / backup["backup"] / "marks.json").write_bytes(b"garbage")
    ran = touchline("restore", backup["backup"])
    assert ran.code == 1
    assert "cannot be restored" in ran.err
    assert tagged(touchline, "quay") == 1
    assert "cannot be read" in touchline("restore").out
