"""agreements.xlsx: the agreements for people who work in a spreadsheet, each with its sources.

Texts are text cells, never formulas, whatever they begin with: what could be taken for a formula carries
Excel's own mark for text (the apostrophe that is shown only while editing), so the value itself stays as it
is. Items of a list stand on lines of their own. Text that Excel cannot hold is cut, says so in the cell,
and is listed in the sheet `cut`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.columns import Column
from pipeline.rows import Row, Value
from pipeline.schema import AGREEMENTS, VERSION

WORKBOOK_FILE = "agreements.xlsx"
LONGEST_CELL = 32_767
# The moment of writing would make two files with the same rows differ.
_CREATED = datetime(2000, 1, 1)
_FIRST_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_FORMULA_STARTS = tuple("=+-@\t\r")
_WIDTHS = {"title": 48, "title_en": 40, "parties": 44, "urls": 60, "fields": 22, "signatories": 24}
_SOURCE_WIDTHS = (22, 10, 12, 50, 60, 90)
_SOURCE_COLUMNS = ("agreement_id", "agency", "published", "title", "url", "sentence")
_ABOUT = (
    "Who signs what with whom in metrology, standards and conformity assessment.",
    f"Schema {VERSION}. The sheet `agreements` has a row for each instrument, `sources` the sentences that "
    "tell of it, `columns` what the columns mean.",
    "Items of a list stand on lines of their own. `date` is EDTF: 2025-04 is a month, 2025-04~ about then; "
    "date_start and date_end are the first and last day that it allows.",
    "A blank cell means that no source tells. Nothing here is a formula.",
)


@dataclass(slots=True)
class _Book:
    """The workbook with its formats and the cells that had to be cut."""

    file: Any
    formats: dict[str, Any] = field(default_factory=dict)
    cut: list[tuple[str, str, str, int]] = field(default_factory=list)

    def sheet(self, name: str, header: Sequence[str], widths: Iterable[int]) -> Any:
        sheet = self.file.add_worksheet(name)
        for at, (title, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, title, self.formats["header"])
        sheet.freeze_panes(1, 0)
        return sheet

    def put(self, sheet: Any, row: int, at: int, value: Value, column: str) -> None:
        if value is None or value == []:
            return
        if isinstance(value, int | float):
            sheet.write_number(row, at, value, self.formats["text"])
        elif isinstance(value, date) and value >= _FIRST_DATE:
            sheet.write_datetime(row, at, value, self.formats["date"])
        else:
            text = "\n".join(value) if isinstance(value, list) else str(value)
            self._put_text(sheet, row, at, text, column)

    def _put_text(self, sheet: Any, row: int, at: int, text: str, column: str) -> None:
        length = _excel_length(text)
        if length > LONGEST_CELL:
            self.cut.append((sheet.get_name(), xl_rowcol_to_cell(row, at), column, length))
            text = shortened(text, length)
        kind = "quoted" if text.startswith(_FORMULA_STARTS) else "text"
        sheet.write_string(row, at, text, self.formats[kind])


def write_workbook(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Writes a new file; the same rows give the same bytes."""
    with xlsxwriter.Workbook(path) as file:
        file.set_properties({"title": "Pactwire: agreements", "created": _CREATED})
        file.set_custom_property("pactwire.schema", VERSION)
        book = _Book(file, _formats(file))
        _agreements(book, tables["agreements"])
        _sources(book, sources(tables))
        _columns(book)
        _cut(book)
        _about(book)


def sources(tables: Mapping[str, pa.Table]) -> list[Row]:
    """Where each agreement is told: its documents, with the sentence of the event."""
    documents = {row["doc_id"]: row for row in tables["documents"].to_pylist()}
    told: dict[str, list[Row]] = {}
    for event in tables["events"].to_pylist():
        told.setdefault(event["cluster_id"], []).append(event)
    evidence = tables["evidence"].select(["event_id", "table", "column", "text"]).to_pylist()
    telling = [row for row in evidence if (row["table"], row["column"]) == ("events", "type")]
    sentences = {row["event_id"]: row["text"] for row in telling}
    found = []
    for agreement in tables["agreements"].to_pylist():
        for event in told.get(agreement["cluster_id"], ()):
            document = documents[event["doc_id"]]
            row = {name: document.get(name) for name in _SOURCE_COLUMNS}
            row |= {"agreement_id": agreement["agreement_id"], "sentence": sentences.get(event["event_id"])}
            found.append(row)
    return found


def shortened(text: str, length: int) -> str:
    """`text` cut to what a cell can hold, saying so."""
    note = f" … [cut: {length} characters, whole in agreements.csv]"
    kept = text[: LONGEST_CELL - len(note)]
    while _excel_length(kept) + len(note) > LONGEST_CELL:
        kept = kept[: LONGEST_CELL - len(note) - _excel_length(kept)]
    return kept + note


def _excel_length(text: str) -> int:
    """Excel counts UTF-16 units: a rare character counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _formats(file: Any) -> dict[str, Any]:
    wrapped = {"text_wrap": True, "valign": "top"}
    return {
        "header": file.add_format({"bold": True, "bottom": 1}),
        "text": file.add_format(wrapped),
        "quoted": file.add_format(wrapped | {"quote_prefix": True}),
        "date": file.add_format(wrapped | {"num_format": "yyyy-mm-dd"}),
    }


def _agreements(book: _Book, data: pa.Table) -> None:
    widths = [_width(column) for column in AGREEMENTS.columns]
    sheet = book.sheet("agreements", AGREEMENTS.column_names, widths)
    for at, column in enumerate(AGREEMENTS.columns):
        for row, value in enumerate(data.column(column.name).to_pylist(), start=1):
            book.put(sheet, row, at, value, column.name)
    sheet.autofilter(0, 0, max(data.num_rows, 1), len(AGREEMENTS.columns) - 1)


def _width(column: Column) -> int:
    return _WIDTHS.get(column.name, 22 if column.name.endswith(("_id", "_ids")) else 14)


def _sources(book: _Book, rows: Sequence[Row]) -> None:
    sheet = book.sheet("sources", _SOURCE_COLUMNS, _SOURCE_WIDTHS)
    for at, row in enumerate(rows, start=1):
        for place, name in enumerate(_SOURCE_COLUMNS):
            book.put(sheet, at, place, row[name], name)
    sheet.autofilter(0, 0, max(len(rows), 1), len(_SOURCE_COLUMNS) - 1)


def _columns(book: _Book) -> None:
    sheet = book.sheet("columns", ("column", "meaning", "codes"), (20, 70, 90))
    for at, column in enumerate(AGREEMENTS.columns, start=1):
        for place, said in enumerate((column.name, column.description, ", ".join(column.values))):
            book.put(sheet, at, place, said or None, "")


def _cut(book: _Book) -> None:
    if book.cut:
        sheet = book.sheet("cut", ("sheet", "cell", "column", "characters"), (14, 10, 20, 12))
        for at, (*where, length) in enumerate(book.cut, start=1):
            for place, said in enumerate(where):
                book.put(sheet, at, place, str(said), "")
            book.put(sheet, at, len(where), length, "")


def _about(book: _Book) -> None:
    sheet = book.sheet("about", ("Pactwire",), (110,))
    for at, text in enumerate(_ABOUT, start=1):
        book.put(sheet, at, 0, text, "")
