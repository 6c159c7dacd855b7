"""Clients for tests: quick, against one loopback server standing in for the agency's host."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from fetchers.archive import Archive
from fetchers.client import Client, Shared
from fetchers.deadlines import Deadline
from fetchers.network import PublicTransport
from fetchers.politeness import HostGates
from fetchers.robots import Robots
from fetchers.settings import FetchSettings

HOST = "agency.example"
SITE = f"https://{HOST}"


def quick(directory: Path, **changes: Any) -> FetchSettings:
    """Settings without pauses that keep everything below `directory`."""
    given: dict[str, Any] = {
        "archive_dir": directory / "archive",
        "state_path": directory / "state.sqlite",
        "delay_seconds": 0,
        "attempts": 2,
        "backoff_initial": 0.01,
        "backoff_max": 0.02,
        "backoff_jitter": 0.0,
        "request_seconds": 5,
        "check_age": False,
    }
    return FetchSettings(**(given | changes))


@contextmanager
def client_for(directory: Path, origin: str | None = None, **changes: Any) -> Iterator[Client]:
    """A client for `SITE`, mirrored to `origin`."""
    settings = quick(directory, **({"mirror": {SITE: origin}} if origin else {}) | changes)
    with closing(PublicTransport(settings)) as transport:
        shared = Shared(
            settings=settings,
            transport=transport,
            gates=HostGates(settings.delay_seconds, settings.host_failures),
            robots=Robots(settings.product),
            deadline=Deadline.after(settings.run_seconds),
        )
        with closing(Archive(settings.archive_dir, "test")) as archive:
            yield Client(shared, (HOST,), archive)
