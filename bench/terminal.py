"""A program in a terminal of its own: keys in, bytes out with the time at which each came, the screen they paint.

Bytes are stamped as they are read; the screen is painted from them in pauses, so that painting delays no stamp.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import TracebackType

import pyte

COLUMNS, ROWS = 140, 40
PAUSE_S = 0.002
"""A gap after which what arrived is painted."""
QUIET_S = 0.08
"""A gap after which an answer to a key counts as complete: five frames."""
GATHERED = 64
ANSWER_S = 2.0
"""A key that is not answered by then has no answer."""
TIMEOUT_S = 180.0


class NotSeenError(Exception):
    """What was waited for did not come to the screen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program wrote after keys: seconds from the keys to its first and its last byte, None without any."""

    first_s: float | None
    last_s: float | None
    n_bytes: int


Seen = Callable[[pyte.Screen], bool]


class Terminal:
    """A running program; use it in `with`, which ends it."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._pending: deque[tuple[float, bytes]] = deque()
        self._ended = False
        self.started_at = perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], list(command), dict(environ))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    # --- keys and bytes ---

    def send(self, keys: str) -> float:
        """Type keys; the time at which they were typed."""
        at = perf_counter()
        os.write(self._fd, keys.encode())
        return at

    def wait_for(self, seen: Seen, timeout_s: float = TIMEOUT_S) -> float:
        """Wait until the screen shows something; when the bytes that painted it arrived.

        Raises:
            NotSeenError: not within `timeout_s`, or the program ended first.
        """
        if seen(self.screen):
            return perf_counter()
        deadline = perf_counter() + timeout_s
        while perf_counter() < deadline and not self._ended:
            self._gather(deadline - perf_counter())
            while self._pending:
                at, part = self._pending.popleft()
                self._stream.feed(part)
                if seen(self.screen):
                    return at
                self._receive(0)
        why = "the program ended" if self._ended else "not seen in time"
        raise NotSeenError(f"{why}; the screen:\n" + "\n".join(self.screen.display))

    def press(self, keys: str, quiet_s: float = QUIET_S) -> Answer:
        """Type keys and wait for the answer, and until the program has written nothing for `quiet_s`."""
        self.settle(quiet_s)
        pressed_at = self.send(keys)
        if self._receive(ANSWER_S):
            while self._receive(quiet_s):
                pass
        if not self._pending:
            return Answer(None, None, 0)
        first, last = self._pending[0][0], self._pending[-1][0]
        n_bytes = sum(len(part) for _, part in self._pending)
        self._paint()
        return Answer(first - pressed_at, last - pressed_at, n_bytes)

    def rest_until(self, at: float) -> None:
        """Type nothing until a time."""
        while (left := at - perf_counter()) > 0 and not self._ended:
            self._receive(left)

    def settle(self, quiet_s: float = QUIET_S) -> None:
        """Wait until the program has written nothing for `quiet_s`."""
        while self._receive(quiet_s):
            pass
        self._paint()

    def _paint(self) -> None:
        while self._pending:
            self._stream.feed(self._pending.popleft()[1])

    def _gather(self, wait_s: float) -> None:
        if self._receive(wait_s):
            for _ in range(GATHERED):
                if not self._receive(PAUSE_S):
                    break

    def _receive(self, wait_s: float) -> bool:
        """Take and stamp what has arrived within `wait_s`; False for nothing."""
        if self._ended:
            return False
        ready, _, _ = select.select([self._fd], [], [], max(0.0, wait_s))
        if not ready:
            return False
        try:
            part = os.read(self._fd, 1 << 16)
        except OSError:  # Linux: EIO when the program has closed its terminal
            part = b""
        if not part:
            self._ended = True
            return False
        self._pending.append((perf_counter(), part))
        return True

    # --- the process ---

    def peak_memory_mib(self) -> float | None:
        """The most memory that it has had resident so far; None where the system does not tell while it runs."""
        status = Path(f"/proc/{self._pid}/status")
        if not status.is_file():
            return None
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024

    def leave(self, keys: str, timeout_s: float = 30.0) -> float:
        """Type the keys that end the program and wait for its end; its peak memory in MiB as the system counts it."""
        self.send(keys)
        deadline = perf_counter() + timeout_s
        while perf_counter() < deadline and not self._ended:
            self._receive(deadline - perf_counter())
        if not self._ended:
            raise NotSeenError(f"the program did not end at {keys!r}")
        _, _, used = os.wait4(self._pid, 0)
        self._pid = 0
        return used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)

    def _end(self) -> None:
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0
        os.close(self._fd)
