from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from touchline.errors import RetrieveError
from touchline.ingest.files import read_file


def test_a_file_is_read_up_to_the_limit_itself(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert read_file(path, max_bytes=5) == b"12345"
    with pytest.raises(RetrieveError, match=r"a\.txt is larger than"):
        read_file(path, max_bytes=4)


def test_a_sparse_giant_is_refused_without_reading_it(tmp_path: Path):
    path = tmp_path / "giant.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(RetrieveError, match="larger than 15 MB"):
        read_file(path)


def test_a_file_that_lies_about_its_size_is_limited_too():
    endless = Path("/proc/self/maps")
    if not endless.exists():
        pytest.skip("no /proc here")
    with pytest.raises(RetrieveError, match="larger than"):
        read_file(endless, max_bytes=10)


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(RetrieveError, match="is a named pipe, not a file"):
        read_file(tmp_path / "pipe.txt")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)  # socket paths must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.txt")
        with pytest.raises(RetrieveError, match=r"s\.txt "):
            read_file(tmp_path / "s.txt")


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null"])
def test_devices_are_refused(name: str):
    with pytest.raises(RetrieveError, match="is a device, not a file"):
        read_file(Path(name))


def test_folders_missing_files_and_impossible_names_are_refused(tmp_path: Path):
    with pytest.raises(RetrieveError, match="is a folder, not a file"):
        read_file(tmp_path)
    with pytest.raises(RetrieveError, match=r"none\.txt cannot be read: no such file or directory"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(RetrieveError, match="its name is not valid"):
        read_file(Path("a\0b"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(RetrieveError, match="permission denied"):
        read_file(path)


def test_messages_print_names_that_are_no_utf8(tmp_path: Path):
    with pytest.raises(RetrieveError) as failure:
        read_file(tmp_path / "a\udcff\x1b.txt")
    str(failure.value).encode()
    assert "\x1b" not in str(failure.value)
