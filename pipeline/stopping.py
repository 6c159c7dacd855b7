"""A clean stop on SIGTERM and SIGINT: soon, whatever hangs, and told from other ends by its exit code."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from pipeline.errors import PactwireError

_SECONDS = 8.0


class StoppedError(PactwireError):
    """Somebody asked the run to stop; the exit code is 128 and the signal's number, as shells have it."""

    def __init__(self, number: int) -> None:
        name = signal.Signals(number).name
        super().__init__(f"stopped by {name}: what was published stays, the next run goes on from here")
        self.exit_code = 128 + number


@contextmanager
def stoppable(last_words: Callable[[StoppedError], None], seconds: float = _SECONDS) -> Iterator[None]:
    """Raises StoppedError in the main thread at the first signal.

    At the second, or when the work has not ended `seconds` later, `last_words` are called and the process
    ends at once: everything on the disk is made for that. Elsewhere than in the main thread it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stopper = _Stopper(last_words, seconds)
    before = {number: signal.signal(number, stopper) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        stopper.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)


class _Stopper:
    def __init__(self, last_words: Callable[[StoppedError], None], seconds: float) -> None:
        self._last_words, self._seconds = last_words, seconds
        self._timer: threading.Timer | None = None

    def __call__(self, number: int, frame: FrameType | None) -> Any:
        if self._timer is not None:
            self._end(number)
        self._timer = threading.Timer(self._seconds, self._end, [number])
        self._timer.daemon = True
        self._timer.start()
        raise StoppedError(number)

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _end(self, number: int) -> None:
        try:
            self._last_words(StoppedError(number))
        finally:
            os._exit(128 + number)
