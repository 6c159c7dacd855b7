"""The dataset's quality in figures, for run.json and the report: what is filled, sure, known and dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.codes import SEVERITIES
from pipeline.rows import Row, Rows

# What an analyst hopes to find of an agreement, and of everybody who signed.
_FILLED = {
    "agreements": ("type", "title", "date", "city", "country", "parties", "signatories", "fields"),
    "signatories": ("title", "organization", "party_id", "country"),
    "documents": ("published",),
}
_SURE, _DOUBTFUL = 0.8, 0.5


def quality(rows: Rows, dropped: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Figures of the rows: counts by agency, fill rates and confidences from 0 to 1.

    `dropped` has for each agency how many pages became no document in this run, by reason.
    """
    return {
        "agencies": _by_agency(rows),
        "filled": {name: _fill_rates(rows[name], columns) for name, columns in _FILLED.items()},
        "confidence": _confidence([float(str(row["confidence"])) for row in rows["events"]]),
        "unresolved_names": _share(rows["parties"], "matched_by", "none"),
        "dropped": {agency: dict(reasons) for agency, reasons in sorted(dropped.items()) if reasons},
        "issues": _issues(rows["issues"]),
    }


def _by_agency(rows: Rows) -> dict[str, dict[str, int]]:
    """Documents, documents without any event, and events."""
    figures: dict[str, dict[str, int]] = {}
    for row in sorted(rows["documents"], key=lambda row: str(row["agency"])):
        events = int(str(row["n_events"]))
        told = figures.setdefault(str(row["agency"]), {"documents": 0, "without_events": 0, "events": 0})
        told["documents"] += 1
        told["without_events"] += not events
        told["events"] += events
    return figures


def _fill_rates(rows: Sequence[Row], columns: Iterable[str]) -> dict[str, float | None]:
    """The share of rows that say something in each column; None if there are no rows."""
    return {c: _rate(sum(row[c] not in (None, []) for row in rows), len(rows)) for c in columns}


def _confidence(values: Sequence[float]) -> dict[str, float | None]:
    return {
        "mean": _rate(sum(values), len(values)),
        f"at_least_{_SURE}": _rate(sum(value >= _SURE for value in values), len(values)),
        f"below_{_DOUBTFUL}": _rate(sum(value < _DOUBTFUL for value in values), len(values)),
    }


def _share(rows: Sequence[Row], column: str, value: str) -> dict[str, float | int | None]:
    number = sum(row[column] == value for row in rows)
    return {"count": number, "share": _rate(number, len(rows))}


def _issues(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """Issues by code within each severity, worst first."""
    numbers = Counter((str(row["severity"]), str(row["code"])) for row in rows)
    return {
        severity: {code: number for (told, code), number in sorted(numbers.items()) if told == severity}
        for severity in SEVERITIES
    }


def _rate(part: float, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
