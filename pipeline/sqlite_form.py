"""All tables as one SQLite file with types, keys and code lists, for whoever asks in SQL.

Lists are JSON arrays; a view for each list column, such as `agreements_parties`, has a row for each item.
Dates and times are text as in the CSV files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from pipeline.arrow_form import arrow_schema
from pipeline.columns import Column, Table
from pipeline.files import cell_text, cell_value
from pipeline.rows import Value
from pipeline.schema import TABLES, VERSION

SQLITE_FILE = "pactwire.sqlite"
# "Pact": tells the file from other SQLite files.
APPLICATION_ID = 0x50616374
_TYPES = {"integer": "INTEGER", "number": "REAL"}
_AS_THEY_ARE = ("string", "integer", "number")


def write_sqlite(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Writes a new file; the same rows give the same bytes with the same version of SQLite.

    Raises sqlite3.IntegrityError if a key does not hold.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION.partition('.')[0]}")
        db.execute("BEGIN")
        for statement in _statements():
            db.execute(statement)
        db.execute("INSERT INTO about VALUES ('schema', ?)", [VERSION])
        for table in TABLES:
            marks = ", ".join("?" for _ in table.columns)
            db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', _rows(table, tables[table.name]))
        db.execute("COMMIT")
        if broken := db.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError(f"foreign keys do not hold: {broken[:3]}")


def read_sqlite(table: Table, path: Path) -> pa.Table:
    """One table of the file, typed again, in its published order."""
    columns = ", ".join(f'"{name}"' for name in table.column_names)
    order = "rowid" if _by_rowid(table) else _names(table.key)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        rows = db.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY {order}').fetchall()
    schema = arrow_schema(table)
    told = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    arrays = [
        pa.array(_typed(column, values), schema.field(column.name).type)
        for column, values in zip(table.columns, told, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _statements() -> Iterator[str]:
    yield "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"
    for table in TABLES:
        definitions = ",\n    ".join(_definitions(table))
        options = "STRICT" if _by_rowid(table) else "STRICT, WITHOUT ROWID"
        yield f'CREATE TABLE "{table.name}" (\n    {definitions}\n) {options}'
        for key in table.foreign_keys:
            if key.columns != table.key[: len(key.columns)]:
                name = f"{table.name}_{'_'.join(key.columns)}"
                yield f'CREATE INDEX "{name}" ON "{table.name}" ({_names(key.columns)})'
    for table in TABLES:
        for column in table.columns:
            if column.kind == "list" and table.key:
                yield _view(table, column)


def _definitions(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}{_constraint(column)}'
    if table.key:
        yield f"PRIMARY KEY ({_names(table.key)})"
    for key in table.foreign_keys:
        target = f'"{key.table}" ({_names(key.target)})'
        yield f"FOREIGN KEY ({_names(key.columns)}) REFERENCES {target}"


def _constraint(column: Column) -> str:
    constraint = "" if column.nullable else " NOT NULL"
    if column.values and column.kind == "string":
        codes = ", ".join(f"'{value}'" for value in column.values)
        constraint += f' CHECK ("{column.name}" IN ({codes}))'
    return constraint


def _view(table: Table, column: Column) -> str:
    return (
        f'CREATE VIEW "{table.name}_{column.name}" AS SELECT {_names(table.key)}, '
        f'json_each.key AS position, json_each.value AS value FROM "{table.name}", '
        f'json_each("{table.name}"."{column.name}")'
    )


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _by_rowid(table: Table) -> bool:
    """Whether the rows stand in another order than that of their key, which alone needs less space."""
    return bool(table.sort) or not table.key


def _rows(table: Table, data: pa.Table) -> Iterator[tuple[Value, ...]]:
    columns = [_stored(column, data.column(column.name).to_pylist()) for column in table.columns]
    return zip(*columns, strict=True)


def _stored(column: Column, values: list[Value]) -> list[Value]:
    if column.kind in _AS_THEY_ARE:
        return values
    return [None if value is None else cell_text(value) for value in values]


def _typed(column: Column, values: Sequence[Value]) -> Sequence[Value]:
    if column.kind in _AS_THEY_ARE:
        return values
    return [None if value is None else cell_value(column, str(value)) for value in values]
