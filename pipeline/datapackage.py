"""datapackage.json: the dataset described for machines (Frictionless Data Package)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.columns import Column, ForeignKey, Table
from pipeline.schema import TABLES, VERSION

_TYPES = {"list": "array"}


def datapackage(files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The descriptor of a dataset whose files have these `bytes` and `sha256`."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "pactwire",
        "title": "Pactwire: who signs what with whom in metrology, standards and conformity assessment",
        "version": VERSION,
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in TABLES],
    }


def _resource(table: Table, file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": f"A row is {table.row}",
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file["bytes"],
        "hash": f"sha256:{file['sha256']}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": table_schema(table),
    }


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of one table."""
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if keys := [_foreign_key(table, key) for key in table.foreign_keys if not _half_null(table, key)]:
        schema["foreignKeys"] = keys
    return schema


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    return {
        "fields": list(key.columns),
        "reference": {"resource": "" if key.table == table.name else key.table, "fields": list(key.target)},
    }


def _half_null(table: Table, key: ForeignKey) -> bool:
    """Table Schema does not say what a key of several columns means where some of them are null."""
    return len(key.columns) > 1 and any(c.nullable for c in table.columns if c.name in key.columns)


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.description,
    }
    if column.kind == "list":
        field["arrayItem"] = {"type": "string"}
    constraints = _constraints(table, column)
    if constraints:
        field["constraints"] = constraints
    return field


def _constraints(table: Table, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.values and column.kind == "string":
        constraints["enum"] = list(column.values)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    return constraints
