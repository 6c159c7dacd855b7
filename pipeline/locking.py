"""One run at a time, by a lock that the kernel frees when the run ends, however it ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.errors import StoreError

_GLANCES, _GLANCE = 4, 0.05


@contextmanager
def only_run(state: Path) -> Iterator[None]:
    """Holds the lock of a state directory; raises StoreError at once if another run holds it."""
    with _lock_file(state) as file:
        _lock(file.fileno(), state)
        yield


def is_locked(state: Path) -> bool:
    """Whether a run is at work in a state directory."""
    try:
        with (state / "lock").open("r") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _lock_file(state: Path) -> TextIO:
    try:
        state.mkdir(parents=True, exist_ok=True)
        return (state / "lock").open("a")
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise StoreError(
            f"the state directory {state} cannot be used ({error.strerror}): name another"
        ) from error


def _lock(descriptor: int, state: Path) -> None:
    for _ in range(_GLANCES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_GLANCE)  # it may only be `pactwire status` that looks
        else:
            return
    raise StoreError(f"another run is at work in {state}: wait for it, or use another state directory")
