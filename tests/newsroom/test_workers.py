"""Workers give what one process gives, in order; they die with us, and their death loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from touchline.newsroom import workers
from touchline.newsroom.workers import Workers


def squared(number: int) -> tuple[int, int]:
    """The square, and who made it."""
    return number * number, os.getpid()


def refused(number: int) -> int:
    """Fails in a worker, and not here."""
    if os.getpid() != int(os.environ["MAKER"]):
        raise ValueError(number)
    return number


def died(number: int) -> int:
    """Kills a worker in the middle of its task, and not us."""
    if os.getpid() != int(os.environ["MAKER"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.fixture(autouse=True)
def maker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAKER", str(os.getpid()))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return (
        Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z" if Path("/proc").exists() else True
    )


def test_results_come_in_order_from_several_processes_that_end_with_the_block() -> None:
    with Workers(2) as two:
        made = list(two.in_order(squared, range(50)))
    assert [(number, square) for number, (square, _) in made] == [(number, number**2) for number in range(50)]
    makers = {pid for _, (_, pid) in made}
    assert os.getpid() not in makers
    assert not any(is_alive(pid) for pid in makers)


@pytest.mark.parametrize("work", [refused, died])
def test_what_a_worker_could_not_do_is_done_here(work: object) -> None:
    with Workers(2) as two:
        assert [result for _, result in two.in_order(work, range(20))] == [*range(20)]  # type: ignore[arg-type]


def test_without_workers_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(1) as one:
        assert {pid for _, (_, pid) in one.in_order(squared, range(3))} == {os.getpid()}
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Workers(2) as none:
        assert {pid for _, (_, pid) in none.in_order(squared, range(3))} == {os.getpid()}


def test_an_error_is_told_as_if_there_were_no_workers() -> None:
    with Workers(2) as two, pytest.raises(TypeError):
        list(two.in_order(squared, ["no number"]))  # type: ignore[list-item]


def test_leaving_early_ends_what_is_being_done() -> None:
    before = time.monotonic()
    with Workers(2) as two:
        results = two.in_order(time.sleep, [0.0, *[600.0] * 10])
        assert next(results) == (0.0, None)
    assert time.monotonic() - before < 60


ORPHANING = """
import sys, time
from tests.newsroom.test_workers import squared
from touchline.newsroom.workers import Workers
with Workers(2) as two:
    print(*{pid for _, (_, pid) in two.in_order(squared, range(30))}, flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_us(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHANING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as maker:
        assert maker.stdout
        pids = [int(word) for word in maker.stdout.readline().split()]
        assert pids
        maker.send_signal(number)
        maker.wait(timeout=30)
        until = time.monotonic() + 30
        while any(is_alive(pid) for pid in pids):
            assert time.monotonic() < until
            time.sleep(0.01)


def test_workers_let_others_go_first() -> None:
    with Workers(2) as two:
        ((_, niceness),) = two.in_order(os.nice, [0])
    assert niceness == min(19, os.nice(0) + workers.NICENESS)
