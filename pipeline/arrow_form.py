"""The schema as Arrow sees it, and rows as Arrow tables."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from pipeline.columns import Column, Table
from pipeline.errors import ContractError
from pipeline.rows import Row
from pipeline.schema import VERSION

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("s", tz="UTC"),
    "list": pa.list_(pa.field("item", pa.string(), nullable=False)),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Explicit types for every column, so that an empty or all-null one keeps its type."""
    fields = [
        pa.field(c.name, _TYPES[c.kind], c.nullable, {"description": c.description}) for c in table.columns
    ]
    return pa.schema(fields, {"pactwire.table": table.name, "pactwire.schema": VERSION})


def arrow_table(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Raises ContractError naming the column whose values do not fit."""
    schema = arrow_schema(table)
    columns = [_array(table, column, schema, rows) for column in table.columns]
    _refuse_unknown(table, rows)
    return pa.Table.from_arrays(columns, schema=schema)


def _array(table: Table, column: Column, schema: pa.Schema, rows: Sequence[Row]) -> pa.Array:
    kind = schema.field(column.name).type
    try:
        return pa.array([row[column.name] for row in rows], kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, KeyError, UnicodeEncodeError) as error:
        raise ContractError(f"{table.name}.{column.name}: rows do not fit the schema ({error})") from error


def _refuse_unknown(table: Table, rows: Sequence[Row]) -> None:
    known = set(table.column_names)
    unknown = sorted({name for row in rows for name in row.keys() - known})
    if unknown:
        raise ContractError(f"{table.name}: columns {', '.join(unknown)} are not in the schema")
