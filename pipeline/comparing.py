"""Two versions of a dataset compared, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.changes import Change, changes, counts
from pipeline.errors import DatasetError
from pipeline.files import read_parquet
from pipeline.loading import open_version
from pipeline.rows import Row, text, texts
from pipeline.schema import AGREEMENTS

_KEPT = "versions"


def change_lines(output: Path, since: str | None, until: str | None) -> Iterator[str]:
    """What became of each agreement between two versions, then how many were added, modified, removed.

    Versions are named by id or the beginning of one; without `until` it is the current one, without
    `since` the one before it. Raises DatasetError for a version that is not kept.
    """
    new = open_version(output / _KEPT / _named(output, until) if until else output)
    old_name = since or str((new[1].get("changed") or {}).get("since") or "")
    if not old_name:
        yield "There is no version before this one"
        return
    old = open_version(output / _KEPT / _named(output, old_name))
    before, after = _agreements(old[0]), _agreements(new[0])
    found = changes(before, after)
    yield from _told(found, {text(row, "agreement_id"): row for row in [*before, *after]})
    numbers = ", ".join(f"{number} {kind}" for kind, number in counts(found).items())
    yield f"From {old[1]['version']} to {new[1]['version']}: {numbers}"


def _named(output: Path, name: str) -> str:
    """The folder of the version that `name` begins; the newest, if it was published several times."""
    folder = output / _KEPT
    kept = [path for path in folder.glob("[!.]*") if path.name.startswith(name)] if folder.exists() else []
    if not kept:
        known = ", ".join(sorted(path.name for path in folder.glob("[!.]*"))) or "none"
        raise DatasetError(f"there is no version {name} in {folder}: kept are {known}")
    if len({path.name.partition("_")[0] for path in kept}) > 1:
        raise DatasetError(f"{name} begins several versions in {folder}: write more of it")
    return max(kept, key=lambda path: path.stat().st_mtime).name


def _agreements(version: Path) -> list[Row]:
    rows: list[Row] = read_parquet(AGREEMENTS, version / "agreements.parquet").to_pylist()
    return rows


def _told(found: Sequence[Change], rows: dict[str, Row]) -> Iterator[str]:
    for change in found:
        row = rows[change.agreement_id]
        what = " · ".join((str(row["date"] or "undated"), *texts(row, "parties"), str(row["title"] or "")))
        if change.column:
            said = f"{change.column}: {change.before or 'nothing'} → {change.after or 'nothing'}"
            yield f"{change.change} {change.agreement_id} {said} ({what.strip(' ·')})"
        else:
            yield f"{change.change} {change.agreement_id} {what.strip(' ·')}"
