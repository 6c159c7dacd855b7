"""What waits for a person in a published dataset, worst first, and decisions written back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.codes import SEVERITIES
from pipeline.corrections import Correction, append_correction
from pipeline.errors import DatasetError, UsageError
from pipeline.files import read_parquet
from pipeline.publishing import current
from pipeline.schema import BY_NAME

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One issue with what a person needs to decide it."""

    severity: str
    code: str
    message: str
    event_id: str | None
    doc_id: str | None
    url: str | None
    what: str
    confidence: float | None

    @property
    def order(self) -> tuple[int, int, float, str, str]:
        """Severity, then signings before others, then what is least sure."""
        signing = not self.what.startswith("signing")
        sure = 1.0 if self.confidence is None else self.confidence
        return SEVERITIES.index(self.severity), signing, sure, self.code, self.event_id or ""


class Review:
    """The published dataset as a person reviews it."""

    def __init__(self, output: Path) -> None:
        """Raises DatasetError if nothing is published there."""
        version = current(output)
        if version is None:
            raise DatasetError(f"there is no dataset in {output}: run `pactwire run` first")
        self._version = version
        self._events = {row["event_id"]: row for row in self._rows("events")}
        self._documents = {row["doc_id"]: row for row in self._rows("documents")}
        self._parties: dict[str, list[str]] = {}
        for row in self._rows("parties"):
            self._parties.setdefault(row["event_id"], []).append(row["canonical_name"])

    def items(self) -> list[Item]:
        """What waits, worst first."""
        return sorted((self._item(row) for row in self._rows("issues")), key=lambda item: item.order)

    def completed(self, correction: Correction) -> Correction:
        """The decision with today's day and what it takes to find its event and value again.

        Raises UsageError for an event or row that the dataset does not have.
        """
        known = replace(correction, decided=datetime.now(UTC).date().isoformat())
        if known.action == "accept" and known.id in self._documents:
            return known
        if known.action not in ("same", "not_same") or known.id.startswith("e-"):
            self._event(known.id)
        if not known.id.startswith("e-"):
            return known
        event = self._event(known.id)
        if known.action in ("same", "not_same"):
            self._event(known.other_id)
        found = replace(known, doc_id=event["doc_id"], type=event["type"])
        return self._with_before(found) if known.action == "set" else found

    def _event(self, key: str) -> Row:
        if key not in self._events:
            raise UsageError(f"the dataset has no event {key}")
        event: Row = self._events[key]
        return event

    def _with_before(self, correction: Correction) -> Correction:
        table, _, column = correction.column.partition(".")
        if table not in BY_NAME or column not in BY_NAME[table].column_names:
            raise UsageError(f"{correction.column} is no column: name it as table.column")
        key = BY_NAME[table].row_key
        rows = [row for row in self._rows(table) if row["event_id"] == correction.id]
        if correction.row_key and key:
            rows = [row for row in rows if row[key] == correction.row_key]
        if len(rows) != 1:
            choices = ", ".join(str(row[key]) for row in rows) if key else ""
            raise UsageError(f"{correction.id} has {len(rows)} such rows of {table}: --row {choices}")
        value = rows[0][column]
        return replace(correction, before="" if value is None else str(value))

    def _rows(self, table: str) -> list[Row]:
        found: list[Row] = read_parquet(BY_NAME[table], self._version / f"{table}.parquet").to_pylist()
        return found

    def _item(self, issue: Row) -> Item:
        event = self._events.get(issue["event_id"])
        document = self._documents.get(issue["doc_id"] or (event["doc_id"] if event else None))
        what = ""
        if event:
            parties = " · ".join(self._parties.get(event["event_id"], ()))
            what = f"{event['type']} {event['date'] or 'undated'}: {parties}"
        return Item(
            issue["severity"],
            issue["code"],
            issue["message"],
            issue["event_id"],
            issue["doc_id"],
            document["url"] if document else None,
            what,
            event["confidence"] if event else None,
        )


def review_lines(items: list[Item], most: int) -> Iterator[str]:
    """The worst items, a paragraph each, and how many wait in all."""
    for number, item in enumerate(items[:most], 1):
        yield f"{number}. {item.severity}: {item.code.replace('_', ' ')}: {item.message}"
        if item.what:
            sure = "" if item.confidence is None else f" (confidence {item.confidence:.2f})"
            yield f"   {item.event_id}  {item.what}{sure}"
        if item.url:
            yield f"   {'' if item.what else f'{item.doc_id}  '}{item.url}"
    counts = Counter(item.severity for item in items)
    told = ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES if counts[severity])
    yield f"{len(items)} wait for a person ({told})" if items else "Nothing waits for a person"


def decide(output: Path, path: Path, correction: Correction) -> bool:
    """Writes a decision on the published dataset to the corrections; False if it stands there already."""
    return append_correction(path, Review(output).completed(correction))
