"""The data dictionary, as Markdown: `python -m pipeline.dictionary` prints it."""

from __future__ import annotations

from pipeline.columns import Column, Table
from pipeline.schema import TABLES, VERSION

_INTRODUCTION = f"""\
# Data dictionary

<!-- Generated: python -m pipeline.dictionary > docs/data-dictionary.md -->

Version {VERSION} of the schema. Every table is a CSV and a Parquet file with the same columns.

- CSV is UTF-8 with `\\n`; an empty cell is null; a list is a JSON array (`["NIST", "AQSIQ"]`); times are UTC.
  No text is ever empty: `pandas.read_csv(path, keep_default_na=False, na_values=[""])` keeps the text "NA".
- Parquet (zstd) holds real lists, dates and times; its metadata name the table and the schema's version.
- `date` columns are EDTF. `date_start` and `date_end` are the first and last day that it allows;
  `date_precision` is its unit, `yearless` for a day whose year is unknown (`XXXX-03-11`).
  An approximate date (`2025-04~`) keeps its mark in `date`.
- CAMEO: 057 for signings, 040 for meetings and conferences, 030 for announcements of something planned,
  010 for other announcements.
- The files in `output/` are links into one version, `output/current`. Whoever reads several tables while a
  run may publish resolves that link once, as `pipeline.load` does.
"""


def dictionary() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(_section(table) for table in TABLES)])


def _section(table: Table) -> str:
    lines = [f"## {table.name}", "", f"A row is {table.row}.{_key(table)}", ""]
    lines += ["| column | type | null | meaning |", "| --- | --- | --- | --- |"]
    lines += [_line(table, column) for column in table.columns]
    return "\n".join([*lines, ""])


def _key(table: Table) -> str:
    return f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""


def _line(table: Table, column: Column) -> str:
    target = next((k for k in table.foreign_keys if k.column == column.name), None)
    meaning = column.description
    if target:
        meaning += f" (`{target.table}.{target.target}`)"
    if column.values:
        meaning += ": " + ", ".join(f"`{value}`" for value in column.values)
    return f"| `{column.name}` | {column.kind} | {'yes' if column.nullable else ''} | {meaning} |"


if __name__ == "__main__":
    print(dictionary(), end="")
