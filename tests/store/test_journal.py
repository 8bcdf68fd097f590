"""Lines of the journal: what is whole is read, what is torn is told from what is damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from touchline.store.disk import replace_file
from touchline.store.journal import (
    Change,
    Tables,
    append_line,
    apply_change,
    cut_journal,
    decode_line,
    encode_line,
    read_tail,
)

LINES = [encode_line(1, number, [Change("_default", f"d{number}", "put", {"n": "é\n"})]) for number in range(1, 5)]
whole_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def test_a_line_comes_back() -> None:
    changes = (Change("_default", "a", "put", {"x": [1, None, "ü\u2028"]}), Change("other", "b", "del"))
    line = encode_line(3, 7, changes)
    assert line.count(b"\n") == 1
    read = decode_line(line[:-1])
    assert read is not None
    assert (read.generation, read.number, read.changes) == (3, 7, changes)


@given(st.integers(0, sum(map(len, LINES))))
@whole_folder
def test_every_prefix_is_some_lines_and_perhaps_a_torn_one(tmp_path: Path, size: int) -> None:
    journal = tmp_path / "x.journal"
    journal.write_bytes(b"".join(LINES)[:size])
    tail = read_tail(journal)
    assert [line.number for line in tail.lines] == list(range(1, len(tail.lines) + 1))
    assert tail.end == sum(len(line) for line in LINES[: len(tail.lines)])
    assert tail.torn == (size > tail.end)
    assert not tail.damaged


@given(st.data())
@whole_folder
def test_a_changed_byte_is_never_read_as_a_line(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(b"".join(LINES))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    journal = tmp_path / "x.journal"
    journal.write_bytes(content)
    tail = read_tail(journal)
    n_before = sum(1 for number in range(1, 5) if sum(map(len, LINES[:number])) <= at)
    assert [line.number for line in tail.lines] == list(range(1, n_before + 1))
    assert tail.torn != tail.damaged
    assert tail.torn or n_before < 3 or content[at] == ord("\n")


def test_a_journal_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    tail = read_tail(tmp_path / "x.journal")
    assert (tail.lines, tail.end, tail.torn, tail.damaged) == ((), 0, False, False)


def test_appending_replaces_what_is_torn(tmp_path: Path) -> None:
    journal = tmp_path / "x.journal"
    append_line(journal, 0, LINES[0])
    with journal.open("ab") as file:
        file.write(b"x" * 2 * len(LINES[2]))
    append_line(journal, len(LINES[0]), LINES[2])
    assert journal.read_bytes() == LINES[0] + LINES[2]
    assert journal.stat().st_mode & 0o777 == 0o600
    cut_journal(journal, len(LINES[0]))
    assert journal.read_bytes() == LINES[0]


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (Change("t", "a", "put", {"y": 2}), {"a": {"y": 2}, "l": {"x": ["1", "2"]}}),
        (Change("t", "b", "put", {}), {"a": {"x": 1}, "b": {}, "l": {"x": ["1", "2"]}}),
        (Change("t", "a", "set", {"x": None, "y": 2}), {"a": {"y": 2}, "l": {"x": ["1", "2"]}}),
        (Change("t", "b", "set", {"y": 2}), {"a": {"x": 1}, "l": {"x": ["1", "2"]}}),
        (Change("t", "a", "del"), {"l": {"x": ["1", "2"]}}),
        (Change("t", "b", "del"), {"a": {"x": 1}, "l": {"x": ["1", "2"]}}),
        (Change("t", "l", "add", {"x": ["3"], "y": ["1"]}), {"a": {"x": 1}, "l": {"x": ["1", "2", "3"], "y": ["1"]}}),
        (Change("t", "b", "add", {"x": ["3"]}), {"a": {"x": 1}, "l": {"x": ["1", "2"]}, "b": {"x": ["3"]}}),
        (Change("t", "l", "cut", {"x": ["1", "9"]}), {"a": {"x": 1}, "l": {"x": ["2"]}}),
        (Change("t", "l", "cut", {"x": ["1", "2"]}), {"a": {"x": 1}}),
        (Change("t", "b", "cut", {"x": ["1"]}), {"a": {"x": 1}, "l": {"x": ["1", "2"]}}),
    ],
)
def test_what_changes_do(change: Change, after: dict[str, object]) -> None:
    tables: Tables = {"t": {"a": {"x": 1}, "l": {"x": ["1", "2"]}}}
    kept = tables["t"]["a"]
    apply_change(tables, change)
    assert tables == {"t": after}
    assert kept == {"x": 1}


def test_a_file_that_replaces_another_is_seen_to_be_another_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    seen = set()
    for number in range(200):
        replace_file(path, b"x" * (number % 3), durable=False)
        found = path.stat()
        seen.add((found.st_ino, found.st_mtime_ns))
    assert len(seen) == 200
    # Also when the clock jumps back.
    later = path.stat().st_mtime_ns + 10**15
    os.utime(path, ns=(later, later))
    replace_file(path, b"y")
    assert path.stat().st_mtime_ns > later
