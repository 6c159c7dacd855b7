"""What a version says of those before it: their figures, and what changed since the last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.changes import CHANGES_FILE, Change, changes, counts, read_changes
from pipeline.rows import Row

# Whoever wants more finds it in the records of the runs.
_LONGEST = 100
_TOLD = ("version", "started", "rows", "quality", "changed")


@dataclass(frozen=True, slots=True)
class Past:
    """`history` has what each earlier version said of itself, oldest first; `changes` lead from the last."""

    since: str | None = None
    history: tuple[Mapping[str, Any], ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def counts(self) -> dict[str, int] | None:
        """Agreements added, modified and removed since the last version, if there was one."""
        return counts(self.changes) if self.since else None

    def as_manifest(self) -> dict[str, Any]:
        """Its part of run.json."""
        changed = {"since": self.since, **counts(self.changes)} if self.since else None
        return {"changed": changed, "history": list(self.history)}


def past_of(version: Path | None, manifest_name: str, agreements: Sequence[Row]) -> Past:
    """What came before rows with these agreements, if `version` was the last to be published.

    A version that cannot be read is none: it must not keep a sound one from being published.
    """
    if version is None:
        return Past()
    try:
        manifest = json.loads((version / manifest_name).read_text("utf-8"))
        old = pq.read_table(version / "agreements.parquet").to_pylist()
        told = {name: manifest.get(name) for name in _TOLD}
        history = (*manifest.get("history", ()), told)[-_LONGEST:]
        return Past(str(manifest["version"]), history, tuple(changes(old, agreements)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException):
        return Past()


def published_past(version: Path, manifest: Mapping[str, Any]) -> Past:
    """What a published version says of those before it."""
    changed = manifest.get("changed") or {}
    found = tuple(read_changes(version / CHANGES_FILE))
    return Past(changed.get("since"), tuple(manifest.get("history", ())), found)
