"""What must hold of the rows before anything is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from pipeline.columns import Column, Table
from pipeline.errors import ContractError
from pipeline.frames import dtype, frame
from pipeline.invariants import disagreements
from pipeline.schema import TABLES

_SHOWN = 3


def check(tables: Mapping[str, pa.Table]) -> None:
    """Raises ContractError that lists what breaks the schema, with examples."""
    frames = {table.name: frame(table, tables[table.name]) for table in TABLES}
    broken = [fault for table in TABLES for fault in _faults(table, frames)]
    # Rows that break the schema itself would only be told a second time, and less clearly.
    broken = broken or list(disagreements(frames))
    if broken:
        raise ContractError("the rows break the schema, nothing was published: " + "; ".join(broken))


def pandera_schema(table: Table) -> pandera.DataFrameSchema:
    """The table's columns, in order and no others, with their codes, patterns, bounds and key."""
    return pandera.DataFrameSchema(
        {column.name: _pandera_column(column) for column in table.columns},
        unique=list(table.key) or None,
        strict=True,
        ordered=True,
        name=table.name,
    )


def _pandera_column(column: Column) -> pandera.Column:
    return pandera.Column(dtype(column), checks=list(_column_checks(column)), nullable=column.nullable)


def _column_checks(column: Column) -> Iterator[pandera.Check]:
    if column.kind == "list":
        allowed = frozenset(column.values)
        yield pandera.Check(lambda s: s.map(lambda v: _is_list(v, allowed)).astype(bool), error="list")
        return
    if column.kind == "string":
        yield pandera.Check(lambda s: s.str.len() > 0, error="not empty")
    if column.values:
        yield pandera.Check.isin(column.values)
    if column.pattern:
        pattern = column.pattern
        yield pandera.Check(lambda s: s.str.fullmatch(pattern), error=f"form {pattern}")
    if column.minimum is not None:
        yield pandera.Check.ge(column.minimum)
    if column.maximum is not None:
        yield pandera.Check.le(column.maximum)


def _is_list(value: object, allowed: frozenset[str]) -> bool:
    """A list of texts on one line that are not empty, of the allowed codes if there are any."""
    if not isinstance(value, list):
        return False
    return all(
        isinstance(v, str) and v and len(v.splitlines()) == 1 and (not allowed or v in allowed) for v in value
    )


def _faults(table: Table, frames: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    try:
        pandera_schema(table).validate(frames[table.name], lazy=True)
    except pandera.errors.SchemaErrors as error:
        yield from _pandera_faults(table, error.failure_cases)
    yield from _key_faults(table, frames)


def _pandera_faults(table: Table, cases: pd.DataFrame) -> Iterator[str]:
    for (column, rule), rows in cases.groupby(["column", "check"], dropna=False, sort=True):
        examples = ", ".join(repr(value) for value in rows["failure_case"].head(_SHOWN))
        yield f"{table.name}.{column}: {rule} fails for {examples}"


def _key_faults(table: Table, frames: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    own = frames[table.name]
    for key in table.foreign_keys:
        known = _values(frames[key.table], key.target)
        lost = [value for value in _values(own, key.columns) if value not in known]
        if lost:
            examples = ", ".join("/".join(map(str, value)) for value in lost[:_SHOWN])
            columns = ", ".join(key.columns)
            yield f"{table.name}.{columns}: {examples} not in {key.table}.{', '.join(key.target)}"


def _values(rows: pd.DataFrame, columns: tuple[str, ...]) -> dict[tuple[object, ...], None]:
    """What stands together in the columns, each once, in order; rows with a null point nowhere."""
    return dict.fromkeys(rows[list(columns)].dropna().itertuples(index=False, name=None))
