"""The records that runs leave in the state directory, whatever became of them.

run.json     the latest run: `running` while it works, so that a killed one is known by it
runs.jsonl   one line for each run that ended
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.durable import write_atomically

LATEST = "run.json"
RUNS = "runs.jsonl"
End = Literal["running", "done", "needs_person", "failed", "stopped"]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class RunRecord:
    """`seconds` are by stage, `pages` by agency and end, `held` the agencies whose gate failed."""

    run: str
    started: str
    stages: list[str]
    end: End = "running"
    exit_code: int | None = None
    problem: str | None = None
    needs_person: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    ended: str | None = None
    version: str | None = None
    changed: bool | None = None
    pages: dict[str, dict[str, int]] = field(default_factory=dict)
    reasons: dict[str, dict[str, int]] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    quality: dict[str, Any] = field(default_factory=dict)
    pid: int = field(default_factory=os.getpid)


def begin(state: Path, record: RunRecord) -> None:
    """Raises OSError: a run that cannot be noted down cannot do its work either."""
    write_atomically(state / LATEST, _bytes(record, indent=2))


def finish(state: Path, record: RunRecord, keep: int) -> None:
    """Writes both files. A full disk is logged and costs the record, never the exit code of the run."""
    try:
        kept = [*_lines(state / RUNS), _bytes(record).decode().rstrip("\n")][-keep:]
        write_atomically(state / RUNS, "".join(line + "\n" for line in kept).encode())
        write_atomically(state / LATEST, _bytes(record, indent=2))
    except OSError as error:
        _log.warning("record not written", extra={"state": str(state), "problem": str(error)})


def latest(state: Path) -> dict[str, Any] | None:
    """The latest run's record; None before the first run. Raises ValueError for a broken one."""
    try:
        found = json.loads((state / LATEST).read_text("utf-8"))
    except FileNotFoundError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("end"), str):
        raise ValueError("it is no record of a run")  # noqa: TRY004  whatever is wrong with it, one error
    return found


def ended_runs(state: Path) -> list[dict[str, Any]]:
    """Every run that ended, oldest first; a line that cannot be read is left out."""
    found = []
    for line in _lines(state / RUNS):
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return [record for record in found if isinstance(record, dict)]


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text("utf-8", "replace").split("\n") if line]
    except FileNotFoundError:
        return []


def _bytes(record: RunRecord, indent: int | None = None) -> bytes:
    return (json.dumps(asdict(record), ensure_ascii=False, indent=indent) + "\n").encode()
