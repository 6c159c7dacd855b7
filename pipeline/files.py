"""Tables as CSV and Parquet files, and back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_form import arrow_schema
from pipeline.columns import Column, Table
from pipeline.rows import Value

# The csv module refuses cells over 128 KiB unless told otherwise.
_LONGEST_CELL = 1 << 30


def write_parquet(data: pa.Table, path: Path) -> None:
    pq.write_table(data, path, compression="zstd", version="2.6", store_schema=True)


def read_parquet(table: Table, path: Path) -> pa.Table:
    """Raises pyarrow.ArrowInvalid for a file that is cut or is not Parquet."""
    return pq.read_table(path, schema=arrow_schema(table))


def csv_bytes(table: Table, data: pa.Table) -> bytes:
    """UTF-8, `\\n`, header; null is empty, lists are JSON arrays, times end in `Z`."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.column_names)
    columns = [data.column(name).to_pylist() for name in table.column_names]
    writer.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))
    return buffer.getvalue().encode("utf-8")


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
        pa.array([_value(column, cell) for cell in cells], schema.field(column.name).type)
        for column, cells in zip(table.columns, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def _value(column: Column, cell: str) -> Value:
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
