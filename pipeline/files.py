"""Tables as CSV and Parquet files, and back."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_form import arrow_schema
from pipeline.columns import Column, Table
from pipeline.rows import Value

# The csv module refuses cells over 128 KiB unless told otherwise.
_LONGEST_CELL = 1 << 30
_NEEDS_QUOTES = re.compile('[",\r\n]')


def write_parquet(data: pa.Table, path: Path) -> None:
    pq.write_table(data, path, compression="zstd", version="2.6", store_schema=True)


def read_parquet(table: Table, path: Path) -> pa.Table:
    """Raises pyarrow.ArrowInvalid for a file that is cut or is not Parquet."""
    return pq.read_table(path, schema=arrow_schema(table))


def csv_bytes(table: Table, data: pa.Table) -> bytes:
    """UTF-8, `\\n`, header; null is empty, lists are JSON arrays, times end in `Z`."""
    columns = [[_quoted(cell_text(v)) for v in data.column(name).to_pylist()] for name in table.column_names]
    rows = zip(*columns, strict=True)
    return "".join(",".join(cells) + "\n" for cells in [table.column_names, *rows]).encode("utf-8")


def read_csv(table: Table, path: Path) -> pa.Table:
    """What `csv_bytes` wrote, typed again."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    if tuple(header) != table.column_names:
        raise ValueError(f"{path} has columns {', '.join(header)}")
    columns = zip(*rows, strict=True) if rows else [()] * len(header)
    schema = arrow_schema(table)
    arrays = [
        pa.array([cell_value(column, cell) for cell in cells], schema.field(column.name).type)
        for column, cells in zip(table.columns, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cell_text(value: Value) -> str:
    """A value as a cell: null is empty, a list a JSON array, a time ends in `Z`."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat() + "Z"
    return str(value)


def cell_value(column: Column, cell: str) -> Value:
    """What `cell_text` made a cell of."""
    if cell == "" and column.kind != "list":
        return None
    match column.kind:
        case "integer":
            return int(cell)
        case "number":
            return float(cell)
        case "date":
            return date.fromisoformat(cell)
        case "datetime":
            return datetime.fromisoformat(cell)
        case "list":
            return [str(item) for item in json.loads(cell)]
    return cell


def _quoted(cell: str) -> str:
    """The csv module leaves a lone carriage return bare, which every reader takes for the end of a line."""
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
