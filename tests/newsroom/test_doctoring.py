"""Doctor on a library and a configuration, and what a repair makes anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.newsroom.conftest import NOW
from touchline.model import Finding
from touchline.newsroom.doctoring import examine, repair
from touchline.newsroom.importing import import_paths
from touchline.newsroom.reading import story_list
from touchline.newsroom.room import Newsroom, open_newsroom
from touchline.newsroom.sessions import begin_session, end_session
from touchline.newsroom.stories import story_threads
from touchline.newsroom.upkeep import drain, index_texts


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "library", tmp_path / "config"


def opened(folders: tuple[Path, Path]) -> Newsroom:
    return open_newsroom(*folders, clock=lambda: NOW)


def states(found: list[Finding]) -> dict[str, str]:
    return {one.file: one.state for one in found if one.state != "ok"}


def test_a_backlog_is_behind_until_it_is_worked_off(folders: tuple[Path, Path], clippings: Path) -> None:
    room = opened(folders)
    list(import_paths(room, [clippings]))
    assert states(examine(*folders)) == {"claims": "behind", "search.sqlite3": "behind"}
    drain(room)
    index_texts(room)
    assert states(examine(*folders)) == {}


def test_what_is_wrong_in_the_configuration_is_told(folders: tuple[Path, Path]) -> None:
    folders[1].mkdir()
    (folders[1] / "config.toml").write_text("nonsense = 1\n", encoding="utf-8")
    (warning,) = [one for one in examine(*folders) if one.state == "warning"]
    assert "config.toml" in warning.words


def test_a_repair_makes_claims_threads_and_the_index_anew(folders: tuple[Path, Path], clippings: Path) -> None:
    room = opened(folders)
    list(import_paths(room, [clippings]))
    drain(room)
    before = story_threads(room)
    assert before
    room.close()
    bad = folders[0] / "headlines" / "2025-05.json"
    bad.write_bytes(bad.read_bytes()[:100])
    found = repair(*folders)
    assert {one.state for one in found} == {"damaged", "repaired"}
    assert states(examine(*folders)) == {}
    room = opened(folders)
    assert story_threads(room) == before
    assert all(row.n_claims for row in story_list(room, "club:harbour").rows)
    assert len(story_list(room, "harbour").rows) == 2
    assert room.store.messages() == []


def test_a_wrong_lexicon_does_not_keep_the_library_from_being_repaired(
    folders: tuple[Path, Path], clippings: Path
) -> None:
    list(import_paths(opened(folders), [clippings]))
    (folders[1] / "lexicon").mkdir(parents=True)
    (folders[1] / "lexicon" / "clubs.toml").write_text("[[club]\n", encoding="utf-8")
    bad = folders[0] / "articles" / "2025-05-1.json"
    bad.write_bytes(b"")
    repair(*folders)
    assert "damaged" not in states(examine(*folders)).values()


def test_new_means_since_the_last_session_ended(folders: tuple[Path, Path], clippings: Path) -> None:
    def at(day: int) -> Newsroom:
        return open_newsroom(*folders, clock=lambda: NOW.replace(day=day))

    def new(room: Newsroom) -> int:
        return len(story_list(room, "new").rows)

    first = at(1)
    list(import_paths(first, [clippings / "sacked.txt"]))
    assert (first.last_session_at, new(first)) == (None, 1)
    begin_session(first)
    assert new(first) == 1
    first.clock = lambda: NOW.replace(day=3)
    end_session(first)
    list(import_paths(at(2), [clippings / "match.txt"]))
    assert new(at(4)) == 0
    list(import_paths(at(4), [clippings / "named.txt"]))
    second = at(5)
    begin_session(second)  # and is killed
    assert (second.last_session_at, new(second)) == (NOW.replace(day=3), 1)
    assert at(6).last_session_at == NOW.replace(day=5)
    assert new(at(6)) == 0


def test_a_damaged_library_can_still_be_opened_for_a_session(folders: tuple[Path, Path]) -> None:
    opened(folders).close()
    (folders[0] / "marks.json").write_bytes(b"garbage")
    room = opened(folders)
    begin_session(room)
    end_session(room)
    assert opened(folders).last_session_at is None
