"""What a table and its columns are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "integer", "number", "date", "datetime", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `values` closes its list of codes, `pattern` must match the whole value."""

    name: str
    description: str
    kind: Kind = "string"
    nullable: bool = False
    values: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Values of `columns`, unless one is null, are together values of the `target` columns of `table`."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `sort` orders its rows wherever the key alone would not read well.

    `row_key` is the column whose value `evidence.row_key` holds, empty for tables without evidence.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    sort: tuple[str, ...] = ()
    row_key: str = ""

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)
