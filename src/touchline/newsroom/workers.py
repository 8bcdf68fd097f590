"""Processes that take over the part of long work that only computes, so that it has all cores; optional everywhere.

A worker is a Python process that reads tasks from its standard input and writes results to its standard output. When
the pipe is closed, by us or because we were killed, it ends. Whatever goes wrong with a worker, its task is done here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

NICENESS = 5
"""The reader, and whoever else the user waits for, comes first."""
AHEAD = 2
"""Tasks for each worker that are prepared before results are asked for."""
_SERVE = "from touchline.newsroom.workers import serve; serve()"


def n_cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


class _WorkerGoneError(Exception):
    """The worker did not give a result."""


class _Worker:
    """One process; for one thread at a time."""

    def __init__(self) -> None:
        # The same modules as here, whatever the current folder holds; out of reach of ctrl+c, which is for us to see.
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
            process_group=0,
        )

    def do(self, work: Callable[[T], R], task: T) -> tuple[bool, R | None]:
        """Let the worker do a task: whether it could, and the result. Raises _WorkerGoneError."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump((work, task), self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            return cast(tuple[bool, R | None], pickle.load(self._process.stdout))
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise _WorkerGoneError from error

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


class Workers:
    """Some processes, which are started when first needed and ended when the `with` block is left.

    With one core there are none, and all is done here.
    """

    def __init__(self, n_workers: int | None = None) -> None:
        self._n = n_cores() if n_workers is None else n_workers
        self._pool: ThreadPoolExecutor | None = None
        self._free: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._all: list[_Worker] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        for worker in self._all:
            worker.end()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def in_order(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Each task with its result, in order; `work` is a function of a module, and some tasks are begun ahead."""
        return self.ahead((task, self.begin(work, task)) for task in tasks)

    def ahead(self, begun: Iterable[tuple[T, Future[R]]], n_ahead: int | None = None) -> Iterator[tuple[T, R]]:
        """The results of what is begun, in order, while some more of it, `n_ahead`, is begun already."""
        waiting: deque[tuple[T, Future[R]]] = deque()
        n_most = AHEAD * self._n if n_ahead is None else n_ahead
        for one in begun:
            waiting.append(one)
            if len(waiting) > n_most:
                task, future = waiting.popleft()
                yield task, future.result()
        for task, future in waiting:
            yield task, future.result()

    def begin(self, work: Callable[[T], R], task: T) -> Future[R]:
        """Let a task be done as soon as a worker is free."""
        if self._n < 2:
            return done_already(work(task))
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._n, thread_name_prefix="touchline-worker")
            for _ in range(self._n):
                self._free.put(self._start())
        return self._pool.submit(self._do, work, task)

    def _start(self) -> _Worker | None:
        try:
            worker = _Worker()
        except OSError:
            return None
        self._all.append(worker)
        return worker

    def _do(self, work: Callable[[T], R], task: T) -> R:
        worker, done, result = self._free.get(), False, None
        try:
            if worker:
                done, result = worker.do(work, task)
        except _WorkerGoneError:
            worker = None
        finally:
            self._free.put(worker)
        if done:
            return cast(R, result)
        if self._closed:
            raise _WorkerGoneError
        return work(task)


def done_already(result: R) -> Future[R]:
    """A future of what is known."""
    future: Future[R] = Future()
    future.set_result(result)
    return future


def serve() -> None:
    """What a worker does until its standard input ends."""
    os.nice(NICENESS)
    tasks, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever prints meanwhile must not reach the results.
    os.dup2(2, 1)
    with contextlib.suppress(EOFError, OSError):
        while True:
            work, task = pickle.load(tasks)
            try:
                told = (True, work(task))
            except Exception:  # noqa: BLE001 - the worker's boundary: the task is done again where its error can be told
                told = (False, None)
            results.write(pickle.dumps(told, pickle.HIGHEST_PROTOCOL))
            results.flush()
