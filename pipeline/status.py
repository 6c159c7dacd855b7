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
from pipeline.locking import is_locked
from pipeline.publishing import MANIFEST, current, manifest_of
from pipeline.records import LATEST, latest
from pipeline.run import STORE, state_folder
from pipeline.schema import ISSUES
from pipeline.settings import Settings
from pipeline.store import Store


def status_lines(settings: Settings, saved: Path | None) -> Iterator[str]:
    state = state_folder(settings, saved)
    yield from _known(state)
    yield from _last_run(state)
    yield from _dataset(settings.paths.output)


def status_json(settings: Settings, saved: Path | None) -> str:
    """The same for a program: the latest run's record, documents and pages known, rows of the dataset."""
    state = state_folder(settings, saved)
    last = _latest(state)
    present = current(settings.paths.output)
    told = {
        "run": last and last | {"how": _how(state, last)},
        "documents": _documents(state),
        "pages": _page_ends(state / "pages.sqlite"),
        "dataset": present and {"version": present.name, "rows": manifest_of(present).get("rows", {})},
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _documents(state: Path) -> dict[str, int]:
    if not (state / STORE).exists():
        return {}
    with Store(state / STORE) as store:
        return store.counts()


def _known(state: Path) -> Iterator[str]:
    if not (state / STORE).exists():
        yield f"Nothing fetched yet (state directory {state})"
        return
    counts = _documents(state)
    told = ", ".join(f"{agency} {number}" for agency, number in counts.items())
    yield f"Documents known: {sum(counts.values())} ({told or 'none'})"
    yield from _pages(state / "pages.sqlite")


def _pages(path: Path) -> Iterator[str]:
    """What became of the pages that were asked for, by their last end."""
    if counts := _page_ends(path):
        told = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items())
        yield f"Pages known: {sum(counts.values())} ({told})"


def _page_ends(path: Path) -> dict[str, int]:
    try:
        return pages_by_end(path)
    except StateError as error:
        raise StoreError(str(error)) from error


def _last_run(state: Path) -> Iterator[str]:
    """The latest record, and whether anything was wrong with it."""
    last = _latest(state)
    if last is None:
        yield "No run yet"
        return
    yield f"Last run: {last['started']}, {' + '.join(last['stages'])}, {_how(state, last)}"
    if last["problem"]:
        yield f"It failed: {last['problem']}"
    yield from (f"Needs a person: {line}" for line in last["needs_person"])


def _latest(state: Path) -> dict[str, Any] | None:
    try:
        return latest(state)
    except (OSError, ValueError) as error:
        raise StoreError(f"{state / LATEST} cannot be read ({error}): delete it") from error


def _how(state: Path, last: dict[str, Any]) -> str:
    """How the latest run ended; one that says it is running and holds no lock was killed."""
    if last["end"] != "running":
        return f"{last['end'].replace('_', ' ')} (exit code {last['exit_code']})"
    return "at work now" if is_locked(state) else "killed: the next run goes on from where it was"


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
