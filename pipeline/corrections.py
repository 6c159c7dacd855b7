"""`corrections.csv`: what a person decided, kept beside the settings and under version control.

One decision a line; every run applies them anew, so they survive it. What each action says is in
docs/corrections.md.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pipeline.durable import write_atomically
from pipeline.errors import UsageError
from pipeline.identifiers import stable_id

ACTIONS = ("set", "same", "not_same", "drop", "accept")
_ID = re.compile(r"[a-z][0-9a-z]*([-_.][0-9a-z]+)*(@e-[0-9a-f]+)?")


class CorrectionsError(UsageError):
    """The file of corrections cannot be read or has a line that says nothing."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line. `id` is an event's, for `same` and `not_same` also a person's or party's.

    `column` is `table.column` for `set`, and may name the code of an issue for `accept`; `row_key` tells the
    row from others of the event; `before` is what stood there when the person decided. `doc_id` and
    `type` find the event again if reading it better has changed its id.
    """

    action: str
    id: str
    other_id: str = ""
    column: str = ""
    row_key: str = ""
    before: str = ""
    after: str = ""
    doc_id: str = ""
    type: str = ""
    by: str = ""
    decided: str = ""
    reason: str = ""

    @property
    def correction_id(self) -> str:
        what = (self.action, self.id, self.other_id, self.column, self.row_key, self.before, self.after)
        return stable_id("k", *what)

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.id, self.other_id))


COLUMNS = tuple(field.name for field in fields(Correction))


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The decisions of a file, none if it does not exist. Raises CorrectionsError that names the line."""
    try:
        content = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"the corrections {path} cannot be read: {error}") from error
    return tuple(_corrections(path, content))


def append_correction(path: Path, correction: Correction) -> bool:
    """Adds a decision; False if it is there already. Raises CorrectionsError for one that says nothing."""
    if fault := _fault(correction):
        raise CorrectionsError(f"this correction cannot be kept: {fault}")
    known = read_corrections(path)
    if any(other.correction_id == correction.correction_id for other in known):
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, corrections_csv([*known, correction]))
    except OSError as error:
        raise CorrectionsError(f"the corrections {path} cannot be written: {error.strerror}") from error
    return True


def corrections_csv(corrections: Iterable[Correction]) -> bytes:
    """The file's bytes: UTF-8 with its columns' names in the first line."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(correction) for correction in corrections)
    return buffer.getvalue().encode()


def _corrections(path: Path, content: str) -> Iterator[Correction]:
    reader = csv.DictReader(io.StringIO(content, newline=""))
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if unknown or not {"action", "id"} <= set(reader.fieldnames or ()):
        told = f"does not know {', '.join(sorted(unknown))}" if unknown else "needs the columns action and id"
        raise CorrectionsError(f"the corrections {path}: {told}; the columns are {', '.join(COLUMNS)}")
    for number, row in enumerate(reader, 2):
        values = {name: (value or "").strip() for name, value in row.items() if name in COLUMNS}
        correction = Correction(**values)
        if fault := _fault(correction):
            raise CorrectionsError(f"the corrections {path}, line {number}: {fault}")
        yield correction


def _fault(correction: Correction) -> str | None:
    """What keeps the line from being a decision."""
    if correction.action not in ACTIONS:
        return f"{correction.action!r} is no action; they are {', '.join(ACTIONS)}"
    if not _ID.fullmatch(correction.id):
        return f"{correction.id!r} is no id"
    if correction.action in ("same", "not_same"):
        if not _ID.fullmatch(correction.other_id) or correction.other_id == correction.id:
            return f"{correction.action} needs another id in other_id"
    elif correction.action == "set" and correction.column.count(".") != 1:
        return "set needs table.column in `column`"
    return None
