"""Work on what strangers wrote, in a process of its own: it can be killed, and costs no other page.

Parent and worker exchange frames of JSON and bytes through pipes, never pickles: a worker that a page has
taken over can lie about that page, and no more.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from pipeline.errors import PactwireError

LENGTHS = struct.Struct(">II")
# A worker ends so when memory runs out: what it holds is of no use any more.
OUT_OF_MEMORY = 77
_START_SECONDS = 300.0
PATIENCE = 5
_TRIES = 2
_SLICE = 0.2
_TICKS = os.sysconf("SC_CLK_TCK")
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take: processor seconds, and bytes beyond what the idle worker has.

    A page that waits, or a machine that is busy, gets `PATIENCE` times as many seconds on the clock. After
    `pages` answers a worker is replaced, so that nothing piles up in it.
    """

    seconds: float = 6.0
    memory: int = 512 * 1024 * 1024
    pages: int = 2_000


class SetAsideError(Exception):
    """The page took its worker down; `reason` is `page_deadline`, `page_memory` or `worker_died`."""

    def __init__(self, reason: str, detail: str, *, waited: bool = False) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.waited = waited


@dataclass(slots=True)
class Isolated:
    """One worker of a `role`, started when first asked and again after each death; for one thread."""

    role: str
    limits: Limits = Limits()
    module: str = "pipeline.worker"
    models: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _answered: int = field(default=0, init=False)

    def ask(self, header: Mapping[str, Any], body: bytes = b"") -> dict[str, Any]:
        """The worker's answer. Raises SetAsideError for a page that took it down twice or was too slow."""
        last: SetAsideError | None = None
        for _ in range(_TRIES):
            try:
                return self._once(header, body)
            except SetAsideError as error:
                last = error
                if error.reason == "page_deadline" and not error.waited:
                    break  # it would be as slow again
        assert last is not None
        raise last

    def start(self) -> None:
        """Starts the worker now, unless one is there."""
        self._ready()

    def close(self) -> None:
        """Ends the worker at once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def _once(self, header: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        process = self._ready()
        clock = _Clock(process.pid, self.limits.seconds)
        try:
            _send(process, header, body, clock)
            answer = _receive(process, clock)
        except TimeoutError as error:
            self.close()
            raise SetAsideError("page_deadline", str(error), waited=not clock.spent) from None
        except (EOFError, BrokenPipeError):
            raise self._death(process) from None
        except BaseException:  # an interrupt: the answer to come belongs to nobody
            self.close()
            raise
        self._answered += 1
        if self._answered >= self.limits.pages:
            self.close()
        return answer

    def _death(self, process: subprocess.Popen[bytes]) -> SetAsideError:
        code = _ended(process)
        self.close()
        if code == OUT_OF_MEMORY:
            return SetAsideError(
                "page_memory", f"it took more than {self.limits.memory // 2**20} MiB beyond an idle worker"
            )
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
        return SetAsideError("worker_died", f"its worker ended with {how}")

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._process = process = _start(self)
        self._answered = 0
        try:
            _receive(process, _Clock(process.pid, _START_SECONDS))
        except (EOFError, TimeoutError):
            self.close()
            command = f"python -m {self.module} {self.role}"
            raise PactwireError(f"a worker cannot be started: run `{command}` to see why") from None
        return process


def _start(worker: Isolated) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if name in _PASSED_ON or name[:6] == "PYTHON"}
    models = json.dumps(dict(worker.models))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", worker.module, worker.role, str(worker.limits.memory), models],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        start_new_session=True,  # an interrupt is for the parent to act on
        bufsize=0,
    )


class _Clock:
    """The time of one page: what its worker has used of the processor, and what has gone by."""

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid, self._seconds = pid, seconds
        self._used = _processor_seconds(pid)
        self._until = time.monotonic() + PATIENCE * seconds
        self.spent = False

    def wait(self, pipe: int, event: int) -> None:
        """Returns when the pipe is ready; raises TimeoutError when the page's time is over."""
        poll = select.poll()
        poll.register(pipe, event)
        while not poll.poll(min(_SLICE, self._seconds) * 1000):
            if _processor_seconds(self._pid) - self._used > self._seconds:
                self.spent = True
                raise TimeoutError(f"it took more than {self._seconds:g} s of processor time")
            if time.monotonic() > self._until:
                raise TimeoutError(f"there was no answer within {PATIENCE * self._seconds:g} s")


def frame(header: Mapping[str, Any], body: bytes = b"") -> bytes:
    """What goes through a pipe: two lengths, JSON, bytes."""
    told = json.dumps(header).encode()
    return LENGTHS.pack(len(told), len(body)) + told + body


def _send(process: subprocess.Popen[bytes], header: Mapping[str, Any], body: bytes, clock: _Clock) -> None:
    pipe = _pipe(process.stdin)
    os.set_blocking(pipe, False)
    left = memoryview(frame(header, body))
    while left:
        clock.wait(pipe, select.POLLOUT)
        left = left[os.write(pipe, left[: 1 << 16]) :]


def _receive(process: subprocess.Popen[bytes], clock: _Clock) -> dict[str, Any]:
    pipe = _pipe(process.stdout)
    told, _ = LENGTHS.unpack(_read(pipe, LENGTHS.size, clock))
    answer = json.loads(_read(pipe, told, clock))
    return dict(answer)


def _read(pipe: int, size: int, clock: _Clock) -> bytes:
    parts: list[bytes] = []
    while size:
        clock.wait(pipe, select.POLLIN)
        part = os.read(pipe, min(size, 1 << 16))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _pipe(stream: IO[bytes] | None) -> int:
    assert stream is not None
    return stream.fileno()


def _ended(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(timeout=5)
    except subprocess.TimeoutExpired:  # it closed its pipe and lives on
        process.kill()
        return process.wait()


def _processor_seconds(pid: int) -> float:
    """The processor time of a process so far; 0.0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:  # noqa: PTH123  no path of ours
            told = file.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / _TICKS
