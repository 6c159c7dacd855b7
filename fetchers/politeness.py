"""One request in flight per host, a pause between two of them, and respect for a host that asks for rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fetchers.deadlines import Deadline
from fetchers.errors import FetchError


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    delay: float = 0.0
    failures: int = 0
    closed: str = ""


class HostGates:
    """Shared by every thread of a run. The pause is counted from the end of one request to the next start."""

    def __init__(self, delay: float, failures: int) -> None:
        self._delay = delay
        self._allowed_failures = failures
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()
        self._stopped = threading.Event()

    def _host(self, authority: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(authority, _Host(delay=self._delay))

    @contextmanager
    def turn(self, authority: str, deadline: Deadline) -> Iterator[None]:
        """Hold the host for one request; FetchError when it is closed for this run or time runs out."""
        host = self._host(authority)
        if not host.lock.acquire(timeout=deadline.remaining()):
            raise FetchError("run_deadline", authority, "no turn came before the deadline")
        try:
            self._wait(host, authority, deadline)
            yield
        finally:
            host.free_at = max(host.free_at, time.monotonic() + host.delay)
            host.lock.release()

    def slow_down(self, authority: str, delay: float) -> None:
        """Adopt a longer pause, such as a Crawl-delay."""
        host = self._host(authority)
        host.delay = max(host.delay, delay)

    def rest(self, authority: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        host = self._host(authority)
        host.free_at = max(host.free_at, time.monotonic() + seconds)

    def close(self, authority: str, reason: str) -> None:
        """Ask this host nothing more in this run."""
        self._host(authority).closed = reason

    def stop(self) -> None:
        """End every pause, and let no request begin."""
        self._stopped.set()

    def succeeded(self, authority: str) -> None:
        self._host(authority).failures = 0

    def failed(self, authority: str, reason: str = "host_down") -> None:
        """Count a failure of the host itself; too many in a row close it, so that it is not pestered."""
        host = self._host(authority)
        host.failures += 1
        if host.failures >= self._allowed_failures:
            host.closed = reason

    def _wait(self, host: _Host, authority: str, deadline: Deadline) -> None:
        if host.closed:
            raise FetchError(host.closed, authority, "this host is asked nothing more in this run")
        pause = host.free_at - time.monotonic()
        if pause > deadline.remaining():
            raise FetchError("run_deadline", authority, "the pause for this host ends after the deadline")
        if self._stopped.wait(max(0.0, pause)):
            raise FetchError("run_deadline", authority, "the run was stopped")
