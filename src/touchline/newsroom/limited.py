"""Processes for work on what strangers wrote: each task has limits of time and memory, and ends when it strikes one.

A feed of 50 KB can keep a parser busy for minutes, inside one regular expression that no thread can interrupt; so such
work is done in a process that can be killed, and another one takes its place.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, Self, TypeVar, cast

from touchline.newsroom.workers import NICENESS, n_cores

T = TypeVar("T")
R = TypeVar("R")

LIMIT_S = 30.0
"""For one task."""
MAX_MEMORY = 1 << 30
"""Of a worker's address space, of which 250 MB are taken when it is ready."""
MAX_WORKERS = 2
"""More of them parse faster than articles can be stored."""
WORTH_A_WORKER = 1_000_000
"""Bytes that wait to be read: to start one more worker takes as long as to read so many."""
_SERVE = "from touchline.newsroom.limited import serve; serve()"


class LimitError(Exception):
    """A task struck its limit of "time" or "memory", or its process "died" of it."""

    def __init__(self, what: Literal["time", "memory", "died"]) -> None:
        super().__init__(what)
        self.what = what


class LimitedWorkers:
    """Some processes, started when there is work for them and ended when the `with` block is left."""

    def __init__(self, n_workers: int | None = None, limit_s: float = LIMIT_S, max_memory: int = MAX_MEMORY) -> None:
        self._n_most = n_workers or min(n_cores(), MAX_WORKERS)
        self._limit_s = limit_s
        self._max_memory = max_memory
        self._changed = threading.Condition()
        self._all: set[_LimitedWorker] = set()
        self._free: list[_LimitedWorker] = []
        self._waiting = 0
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._is_closed = True
            for worker in self._all:
                worker.end()
            self._changed.notify_all()

    def do(self, work: Callable[[T], R], task: T, size: int = WORTH_A_WORKER) -> R:
        """Let a free worker do a task, and wait for it; `work` is a function of a module. From any thread.

        `size` is how many bytes are to be read: another worker is started when there are enough of them.

        Raises:
            LimitError: the task took too much, or its process came to grief.
            Exception: whatever the work raised.
        """
        worker = self._take(size)
        try:
            return worker.do(work, task, self._limit_s)
        except LimitError:
            with self._changed:
                self._all.discard(worker)
            worker.end()
            raise
        finally:
            with self._changed:
                if worker in self._all:
                    self._free.append(worker)
                self._changed.notify_all()

    def _take(self, size: int) -> _LimitedWorker:
        with self._changed:
            self._waiting += size
            try:
                while not self._free:
                    if self._is_closed:
                        raise LimitError("died")
                    worth_it = self._waiting >= WORTH_A_WORKER or not self._all
                    if worth_it and len(self._all) < self._n_most:
                        self._start()
                    else:
                        self._changed.wait()
                return self._free.pop()
            finally:
                self._waiting -= size

    def _start(self) -> None:
        try:
            worker = _LimitedWorker(self._max_memory)
        except OSError as error:
            raise LimitError("died") from error
        self._all.add(worker)
        self._free.append(worker)


class _LimitedWorker:
    """One process; for one thread at a time."""

    def __init__(self, max_memory: int) -> None:
        # The same modules as here, whatever the current folder holds; out of reach of ctrl+c, which is for us to see.
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE, str(max_memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
            process_group=0,
        )

    def do(self, work: Callable[[T], R], task: T, limit_s: float) -> R:
        """Let it do a task."""
        assert self._process.stdin
        assert self._process.stdout
        late = threading.Event()

        def strike() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(limit_s, strike)
        timer.daemon = True
        timer.start()
        try:
            pickle.dump((work, task), self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            told, value = pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise LimitError("time" if late.is_set() else "died") from error
        finally:
            timer.cancel()
        if told == "memory":
            raise LimitError("memory")
        if told == "raised":
            raise value
        return cast(R, value)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def serve() -> None:
    """What a worker does until its standard input ends."""
    os.nice(NICENESS)
    # Not every system keeps to it; the limit of time holds everywhere.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
    tasks, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever prints meanwhile must not reach the results.
    os.dup2(2, 1)
    with contextlib.suppress(EOFError, OSError):
        while True:
            work, task = pickle.load(tasks)
            results.write(_told(work, task))
            results.flush()


def _told(work: Callable[[Any], Any], task: Any) -> bytes:
    try:
        return pickle.dumps(("done", work(task)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("memory", None))
    except Exception as error:  # noqa: BLE001 - the worker's boundary: the error is raised where it can be told
        return pickle.dumps(("raised", error))
