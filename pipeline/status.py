"""What is known, what failed, what waits for a person, in a few lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fetchers.errors import StateError
from fetchers.state import pages_by_end
from pipeline.codes import SEVERITIES
from pipeline.errors import DatasetError, StoreError
from pipeline.files import read_parquet
from pipeline.publishing import MANIFEST, current
from pipeline.run import RUNS, STORE, state_folder
from pipeline.schema import ISSUES
from pipeline.settings import Settings
from pipeline.store import Store


def status_lines(settings: Settings, saved: Path | None) -> Iterator[str]:
    state = state_folder(settings, saved)
    yield from _known(state)
    yield from _last_run(state / RUNS)
    yield from _dataset(settings.paths.output)


def _known(state: Path) -> Iterator[str]:
    if not (state / STORE).exists():
        yield f"Nothing fetched yet (state directory {state})"
        return
    with Store(state / STORE) as store:
        counts = store.counts()
    told = ", ".join(f"{agency} {number}" for agency, number in counts.items())
    yield f"Documents known: {sum(counts.values())} ({told or 'none'})"
    yield from _pages(state / "pages.sqlite")


def _pages(path: Path) -> Iterator[str]:
    """What became of the pages that were asked for, by their last end."""
    try:
        counts = pages_by_end(path)
    except StateError as error:
        raise StoreError(str(error)) from error
    if counts:
        told = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items())
        yield f"Pages known: {sum(counts.values())} ({told})"


def _last_run(runs: Path) -> Iterator[str]:
    """The last record, and whether anything was wrong with it."""
    try:
        lines = runs.read_text("utf-8").splitlines()
        last: dict[str, Any] = json.loads(lines[-1])
    except (FileNotFoundError, IndexError):
        yield "No run yet"
        return
    except ValueError as error:
        raise StoreError(f"{runs} ends in a broken record ({error}): delete its last line") from error
    yield f"Last run: {last['started']}, {' + '.join(last['stages'])}"
    if last["problem"]:
        yield f"It failed: {last['problem']}"
    yield from (f"Needs a person: {line}" for line in last["needs_person"])


def _dataset(output: Path) -> Iterator[str]:
    version = current(output)
    if version is None:
        yield f"No dataset in {output}"
        return
    try:
        rows = json.loads((version / MANIFEST).read_text("utf-8"))["rows"]
    except (OSError, ValueError, KeyError) as error:
        raise DatasetError(f"{version / MANIFEST} cannot be read ({error}): publish again") from error
    told = ", ".join(f"{name} {number}" for name, number in rows.items())
    yield f"Dataset in {output}: version {version.name} ({told})"
    yield from _waiting(version)


def _waiting(version: Path) -> Iterator[str]:
    """Issues that are more than information, counted by code, worst first."""
    issues = read_parquet(ISSUES, version / "issues.parquet").to_pylist()
    counts = Counter((SEVERITIES.index(row["severity"]), row["code"]) for row in issues)
    for (severity, code), number in sorted(counts.items()):
        if SEVERITIES[severity] != "info":
            yield f"Waits for a person: {code.replace('_', ' ')} {number}"
