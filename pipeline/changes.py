"""What became of the agreements between two versions of the dataset: added, modified, removed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.files import cell_text
from pipeline.rows import Row, text
from pipeline.schema import AGREEMENTS

CHANGES_FILE = "changes.csv"
KINDS = ("added", "modified", "removed")


@dataclass(frozen=True, slots=True)
class Change:
    """One agreement that is new or gone, or one value of an agreement that is another now.

    `column`, `before` and `after` are empty for agreements that are new or gone; values are cells as in
    the CSV files.
    """

    agreement_id: str
    change: str
    column: str = ""
    before: str = ""
    after: str = ""


def changes(old: Sequence[Row], new: Sequence[Row]) -> list[Change]:
    """The changes from the old agreements to the new ones, by id and in the order of the columns.

    Columns that only one of the two versions has are left out: they tell of the schema, not of the world.
    """
    before = {text(row, "agreement_id"): row for row in old}
    after = {text(row, "agreement_id"): row for row in new}
    found: list[Change] = []
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            found.append(Change(key, "added"))
        elif key not in after:
            found.append(Change(key, "removed"))
        else:
            found.extend(_modified(key, before[key], after[key]))
    return found


def counts(found: Sequence[Change]) -> dict[str, int]:
    """How many agreements were added, modified and removed."""
    numbers = Counter(kind for kind, _ in {(change.change, change.agreement_id) for change in found})
    return {kind: numbers[kind] for kind in KINDS}


def changes_csv(found: Sequence[Change]) -> bytes:
    """A row for each change; UTF-8 with `\\n`."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    names = [field.name for field in fields(Change)]
    writer.writerow(names)
    writer.writerows([getattr(change, name) for name in names] for change in found)
    return buffer.getvalue().encode("utf-8")


def read_changes(path: Path) -> list[Change]:
    """What `changes_csv` wrote. Raises ValueError for another file."""
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    if header != [field.name for field in fields(Change)]:
        raise ValueError(f"{path} has columns {', '.join(header)}")
    return [Change(*row) for row in rows]


def _modified(key: str, before: Row, after: Row) -> Iterator[Change]:
    for name in AGREEMENTS.column_names:
        if name in before and name in after and before[name] != after[name]:
            yield Change(key, "modified", name, cell_text(before[name]), cell_text(after[name]))
