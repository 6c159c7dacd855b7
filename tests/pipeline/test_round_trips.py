"""Every file through every reader that analysts use: what comes back is what went in, whatever it says."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from pipeline.arrow_form import arrow_schema, arrow_table
from pipeline.columns import Column, Table
from pipeline.files import cell_text, csv_bytes, read_csv, write_parquet
from pipeline.rows import Row, Value
from pipeline.schema import AGREEMENTS, BY_NAME, TABLES
from pipeline.sqlite_form import read_sqlite, write_sqlite
from pipeline.workbook import LONGEST_CELL, shortened, write_workbook

_NASTY = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-2+3",
    "@SUM(A1:A9)",
    "a\rb",
    "a\r\nb",
    "a\nb",
    "\r",
    "NA",
    "N/A",
    "null",
    "None",
    "nan",
    "NULL",
    "\\N",
    '"',
    '""',
    "'",
    ",",
    ";",
    "\t",
    "\\",
    '\\"',
    "\u200f\u202eRTL\u202c",
    "\ufeff",
    "𠮷",
    "\ufffd",
    "x" * 40_000,
    "00123",
    "1-2",
    "1e5",
    "TRUE",
    "2025-04-11",
    "e\u0301",
    "中国合格评定国家认可委员会",
    " leading and trailing ",
    "[]",
    '["a"]',
    "{}",
    "_x000D_",
    "#REF!",
)
# Halves of characters, NUL and empty texts never come as far as the files: `plain` takes them out.
_TEXT = st.sampled_from(_NASTY) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12
)


def _values(column: Column) -> st.SearchStrategy[Any]:
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "string": st.sampled_from(column.values) if column.values else _TEXT,
        "integer": st.integers(0, 2**40),
        "number": st.floats(0, 1),
        "date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
        "datetime": st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(_whole_second),
        "list": st.lists(_TEXT, max_size=3),
    }
    return st.none() | kinds[column.kind] if column.nullable else kinds[column.kind]


def _whole_second(value: datetime) -> datetime:
    return value.replace(microsecond=0)


def _rows(table: Table) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({column.name: _values(column) for column in table.columns})
    return st.lists(row, max_size=4)


Read = Callable[[Path, Table], list[list[str | None]]]

_SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
_TABLES = ("agreements", "documents", "events", "evidence")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _cells(table: Table, data: pa.Table) -> list[list[str | None]]:
    """What a reader of CSV that takes every cell for text and the empty one for null must see."""
    return [[cell_text(value) or None for value in row.values()] for row in data.to_pylist()]


def _pandas_csv(path: Path, table: Table) -> list[list[str | None]]:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    return _with_none(frame)


def _with_none(frame: pd.DataFrame) -> list[list[str | None]]:
    cells = frame.astype(object).where(frame.notna(), None)
    return [[None if cell is None else cell_text(cell) for cell in row] for row in cells.to_numpy().tolist()]


def _pyarrow_csv(path: Path, table: Table) -> list[list[str | None]]:
    types = dict.fromkeys(table.column_names, pa.string())
    convert = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    parse = pa.csv.ParseOptions(newlines_in_values=True)
    found = pa.csv.read_csv(path, parse_options=parse, convert_options=convert)
    return [list(row.values()) for row in found.to_pylist()]


def _duckdb_csv(path: Path, table: Table) -> list[list[str | None]]:
    """With the columns told: guessing takes a first cell that begins with # for a comment."""
    columns = dict.fromkeys(table.column_names, "VARCHAR")
    query = """SELECT * FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"',
        escape = '"', columns = ?)"""
    with duckdb.connect() as db:
        return [list(row) for row in db.execute(query, [str(path), columns]).fetchall()]


@pytest.mark.parametrize("read", [_pandas_csv, _pyarrow_csv, _duckdb_csv])
@pytest.mark.parametrize("name", _TABLES)
def test_csv_reads_the_same_everywhere(
    name: str, read: Callable[[Path, Table], list[list[str | None]]]
) -> None:
    table = BY_NAME[name]

    @_SETTINGS
    @given(_rows(table))
    def check(rows: list[Row]) -> None:
        data = arrow_table(table, rows)
        with _folder() as folder:
            (folder / "t.csv").write_bytes(csv_bytes(table, data))
            assert read_csv(table, folder / "t.csv").equals(data)
            assert read(folder / "t.csv", table) == _cells(table, data)

    check()


@pytest.mark.parametrize("name", _TABLES)
def test_parquet_reads_the_same_everywhere(name: str) -> None:
    table = BY_NAME[name]

    @_SETTINGS
    @given(_rows(table))
    def check(rows: list[Row]) -> None:
        data = arrow_table(table, rows)
        with _folder() as folder, duckdb.connect() as db:
            path = folder / "t.parquet"
            write_parquet(data, path)
            assert pq.read_table(path).cast(arrow_schema(table)).equals(data)
            frame = pd.read_parquet(path, dtype_backend="pyarrow")
            assert pa.Table.from_pandas(frame, arrow_schema(table)).equals(data)
            db.execute("SET TimeZone = 'UTC'")
            found = db.read_parquet(str(path)).to_arrow_table()
            assert found.cast(arrow_schema(table)).to_pylist() == data.to_pylist()

    check()


@pytest.mark.parametrize("name", ["agreements", "bodies"])
def test_sqlite_reads_the_same_everywhere(name: str) -> None:
    table = BY_NAME[name]

    @_SETTINGS
    @given(_rows(table))
    def check(rows: list[Row]) -> None:
        by_key = {str(row[table.key[0]]): row for row in rows}
        kept = [by_key[key] for key in sorted(by_key)]
        for row in kept:
            row |= {key.columns[0]: None for key in table.foreign_keys}
        tables = {other.name: arrow_table(other, kept if other is table else []) for other in TABLES}
        with _folder() as folder:
            path = folder / "t.sqlite"
            write_sqlite(tables, path)
            assert read_sqlite(table, path).equals(tables[name])
            with closing(sqlite3.connect(path)) as db:
                frame = pd.read_sql(f'SELECT * FROM "{name}"', db, dtype=object)
            assert _with_none(frame) == _cells(table, tables[name])

    check()


@_SETTINGS
@given(_rows(AGREEMENTS))
def test_the_workbook_reads_the_same(rows: list[Row]) -> None:
    tables = {table.name: arrow_table(table, []) for table in TABLES}
    tables["agreements"] = arrow_table(AGREEMENTS, rows)
    with _folder() as folder:
        write_workbook(tables, folder / "a.xlsx")
        sheet = openpyxl.load_workbook(folder / "a.xlsx")["agreements"]
        found = [list(cells) for cells in sheet.iter_rows(min_row=2, max_row=len(rows) + 1, values_only=True)]
    assert [[_readable(cell) for cell in cells] for cells in found] == [
        [_readable(_as_told(value)) for value in row.values()] for row in tables["agreements"].to_pylist()
    ]


def _as_told(value: Value) -> object:
    """What a spreadsheet is to show of a value."""
    if isinstance(value, date):
        return (
            datetime(value.year, value.month, value.day) if value >= date(1900, 3, 1) else value.isoformat()
        )
    if isinstance(value, str | list):
        text = "\n".join(value) if isinstance(value, list) else value
        length = len(text.encode("utf-16-le")) // 2
        return (shortened(text, length) if length > LONGEST_CELL else text) or None
    return value


def _readable(cell: object) -> object:
    """Excel keeps 15 digits of a number; openpyxl leaves escapes for control characters as they stand."""
    if isinstance(cell, float):
        return round(cell, 14)
    return unescape(cell) if isinstance(cell, str) else cell
