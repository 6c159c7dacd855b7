"""Rows on their way to the tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from pipeline.columns import Table
from pipeline.schema import BY_NAME, TABLES

Value = str | int | float | date | datetime | list[str] | None
Row = dict[str, Value]
Rows = dict[str, list[Row]]


def empty_rows() -> Rows:
    return {table.name: [] for table in TABLES}


def merge(parts: Iterable[Rows]) -> Rows:
    """All rows of all parts, table by table."""
    merged = empty_rows()
    for part in parts:
        for name, rows in part.items():
            merged[name].extend(rows)
    return merged


def in_order(rows: Rows) -> Rows:
    """The same rows in the order in which they are published, whatever order they came in."""
    return {name: sorted(rows[name], key=_sorting(table)) for name, table in BY_NAME.items()}


def text(row: Row, column: str) -> str:
    """The value of a column that always holds text."""
    value = row[column]
    if not isinstance(value, str):
        raise TypeError(f"{column} is {value!r}, not text")
    return value


def texts(row: Row, column: str) -> list[str]:
    """The value of a list column."""
    value = row[column]
    if not isinstance(value, list):
        raise TypeError(f"{column} is {value!r}, not a list")
    return value


def issue(
    severity: str, code: str, message: str, doc_id: str | None = None, event_id: str | None = None
) -> Row:
    return {"doc_id": doc_id, "event_id": event_id, "severity": severity, "code": code, "message": message}


def _sorting(table: Table) -> _Key:
    return _Key(table.sort or table.key)


class _Key:
    """Sorts by some columns first, then by all, nulls last."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns

    def __call__(self, row: Row) -> tuple[tuple[bool, int, str], ...]:
        first = tuple(_sortable(row[column]) for column in self._columns)
        return first + tuple(_sortable(value) for value in row.values())


def _sortable(value: Value) -> tuple[bool, int, str]:
    if isinstance(value, int):
        return False, value, ""
    return value is None, 0, str(value)
