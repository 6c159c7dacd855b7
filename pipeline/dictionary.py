"""The data dictionary, as Markdown: `python -m pipeline.dictionary` prints it."""

from __future__ import annotations

from pipeline.columns import Column, Table
from pipeline.schema import TABLES, VERSION

_INTRODUCTION = f"""\
# Data dictionary

<!-- Generated: python -m pipeline.dictionary > docs/data-dictionary.md -->

Version {VERSION} of the schema. Every table is a CSV and a Parquet file with the same columns, and a table of
one SQLite file.

- CSV is UTF-8 with `\\n`; an empty cell is null; a list is a JSON array (`["NIST", "AQSIQ"]`); times are UTC.
  No text is ever empty: `pandas.read_csv(path, keep_default_na=False, na_values=[""])` keeps the text "NA".
- Parquet (zstd) holds real lists, dates and times; its metadata name the table and the schema's version.
- `pactwire.sqlite` has all tables with types, keys and code lists, and a view for each list column:
  `agreements_parties (agreement_id, position, value)`. Quote names that are words of SQL: `"table"`, `"end"`.
- `agreements.xlsx` is for reading: texts are never formulas, lists have a line for each item, and what Excel
  cannot hold (32,767 characters) is cut, says so, and is listed in the sheet `cut`.
- `changes.csv` tells what became of agreements since the version before it, `run.json` of what quality each
  version was. `datapackage.json` describes the CSV files.
- `date` columns are EDTF. `date_start` and `date_end` are the first and last day that it allows;
  `date_precision` is its unit, `yearless` for a day whose year is unknown (`XXXX-03-11`).
  An approximate date (`2025-04~`) keeps its mark in `date`.
- CAMEO: 057 for signings, 040 for meetings and conferences, 030 for announcements of something planned,
  010 for other announcements.
- The files in `output/` are links into one version, `output/current`. Whoever reads several tables while a
  run may publish resolves that link once, as `pipeline.load` does.
"""

_MANIFEST = """\
## run.json

Not a table: what the run tells of itself. Whatever may differ between two equal datasets stands here and in
`changes.csv` and `report.html`, never in a row.

| key | meaning |
| --- | --- |
| `version`, `schema` | The dataset's name, a hash of what it says, and the version of this page's schema |
| `pactwire`, `extractor`, `python`, `libraries` | What made it; `extractor` is a hash of all rules |
| `started`, `seconds`, `settings` | When the run began (UTC), how long each stage took, with which settings |
| `agencies` | Pages listed, fetched, new, changed, unchanged, failed and skipped, by agency |
| `quality.agencies` | Documents, documents without events, and events, by agency |
| `quality.filled` | Share of rows (0 to 1) that say something, by table and column |
| `quality.confidence` | Mean confidence of events, and the shares of sure and of doubtful ones |
| `quality.unresolved_names` | Parties that the registry of bodies does not know |
| `quality.dropped` | Pages that became no document in this run, by agency and reason |
| `quality.issues` | Rows of `issues` by severity and code |
| `rows`, `files` | Rows of each table; bytes and SHA-256 of each file |
| `changed` | Agreements added, modified and removed since version `since`; null for the first |
| `history` | `version`, `started`, `rows`, `quality` and `changed` of the versions before, oldest first |
"""


def dictionary() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(_section(table) for table in TABLES), _MANIFEST])


def _section(table: Table) -> str:
    lines = [f"## {table.name}", "", f"A row is {table.row}.{_key(table)}", ""]
    lines += ["| column | type | null | meaning |", "| --- | --- | --- | --- |"]
    lines += [_line(table, column) for column in table.columns]
    return "\n".join([*lines, ""])


def _key(table: Table) -> str:
    return f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""


def _line(table: Table, column: Column) -> str:
    target = next((k for k in table.foreign_keys if column.name == k.columns[-1]), None)
    meaning = column.description
    if target:
        meaning += f" (`{target.table}.{target.target[-1]}`)"
    if column.values:
        meaning += ": " + ", ".join(f"`{value}`" for value in column.values)
    return f"| `{column.name}` | {column.kind} | {'yes' if column.nullable else ''} | {meaning} |"


if __name__ == "__main__":
    print(dictionary(), end="")
