"""What strangers wrote is worked on within limits; who strikes one costs nobody else anything."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from touchline.newsroom.limited import LimitedWorkers, LimitError


def squared(number: int) -> tuple[int, int]:
    """The square, and who made it."""
    return number * number, os.getpid()


def slept(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def filled(n_bytes: int) -> int:
    return len(bytes(n_bytes))


def died(signal_number: int) -> None:
    os.kill(os.getpid(), signal_number)


def refused(number: int) -> None:
    raise ValueError(number)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_work_is_done_in_other_processes_that_end_with_the_block() -> None:
    with LimitedWorkers(2) as workers, ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda number: workers.do(squared, number), range(20)))
        pids = {pid for _, pid in made}
        assert [square for square, _ in made] == [number**2 for number in range(20)]
        assert os.getpid() not in pids
        assert len(pids) <= 2
    assert not any(map(is_alive, pids))


@pytest.mark.parametrize(
    ("work", "task", "what"),
    [
        (slept, 60.0, "time"),
        (filled, 1 << 32, "memory"),
        (died, signal.SIGKILL, "died"),
        (died, signal.SIGSEGV, "died"),
    ],
)
def test_who_strikes_a_limit_is_ended_and_the_next_one_is_served(work: object, task: object, what: str) -> None:
    with LimitedWorkers(1, limit_s=1.0 if what == "time" else 30.0) as workers:
        with pytest.raises(LimitError) as caught:
            workers.do(work, task)  # type: ignore[arg-type]
        assert caught.value.what == what
        assert workers.do(squared, 3)[0] == 9


def test_an_error_of_the_work_itself_is_raised_here() -> None:
    with LimitedWorkers(1) as workers:
        with pytest.raises(ValueError, match="7"):
            workers.do(refused, 7)
        assert workers.do(squared, 3)[0] == 9


def test_nothing_is_begun_and_nothing_waits_after_the_block() -> None:
    workers = LimitedWorkers(1)
    with ThreadPoolExecutor(2) as threads:
        with workers:
            waiting = [threads.submit(workers.do, slept, 60.0) for _ in range(2)]
            time.sleep(0.3)
        for each in waiting:
            with pytest.raises(LimitError):
                each.result(timeout=5)
    with pytest.raises(LimitError):
        workers.do(squared, 1)
