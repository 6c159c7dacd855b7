"""agreements.xlsx as a spreadsheet reads it."""

from __future__ import annotations

import copy
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from pipeline.arrow_form import arrow_table
from pipeline.rows import Rows
from pipeline.schema import AGREEMENTS, TABLES, VERSION
from pipeline.workbook import LONGEST_CELL, shortened, write_workbook


def _book(rows: Rows, path: Path) -> openpyxl.Workbook:
    write_workbook({table.name: arrow_table(table, rows[table.name]) for table in TABLES}, path)
    return openpyxl.load_workbook(path)


def _told(rows: Rows, **values: object) -> Rows:
    other = copy.deepcopy(rows)
    other["agreements"][0].update(values)  # type: ignore[arg-type]
    return other


def _cell(book: openpyxl.Workbook, column: str) -> openpyxl.cell.Cell:
    return book["agreements"].cell(2, AGREEMENTS.column_names.index(column) + 1)


def test_a_row_for_each_agreement_with_real_dates(rows: Rows, tmp_path: Path) -> None:
    book = _book(rows, tmp_path / "a.xlsx")
    assert book.sheetnames == ["agreements", "sources", "columns", "about"]
    assert [cell.value for cell in book["agreements"][1]] == list(AGREEMENTS.column_names)
    assert _cell(book, "date_start").value == datetime(2025, 4, 11)
    assert _cell(book, "parties").value.splitlines() == rows["agreements"][0]["parties"]
    assert _cell(book, "n_sources").value == 2
    assert book["agreements"].freeze_panes == "A2"
    assert book.custom_doc_props["pactwire.schema"].value == VERSION


def test_each_source_has_its_sentence(rows: Rows, tmp_path: Path) -> None:
    header, *told = _book(rows, tmp_path / "a.xlsx")["sources"].iter_rows(values_only=True)
    addresses = [document["url"] for document in rows["documents"] if document["n_events"]]
    assert [row[header.index("url")] for row in told] == addresses
    assert all(row[header.index("sentence")] for row in told)


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "=1+1"])
def test_what_looks_like_a_formula_is_text(rows: Rows, tmp_path: Path, text: str) -> None:
    cell = _cell(_book(_told(rows, title=text), tmp_path / "a.xlsx"), "title")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["NA", "1-2", "00123", "TRUE", "1e5", "#N/A", "𠮷", "a,b;c\td", " x "])
def test_text_stays_as_it_is(rows: Rows, tmp_path: Path, text: str) -> None:
    cell = _cell(_book(_told(rows, title=text), tmp_path / "a.xlsx"), "title")
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", ["x" * 40_000, "𠮷" * 20_000, "x" + "𠮷" * 16_384])
def test_what_excel_cannot_hold_is_cut_and_flagged(rows: Rows, tmp_path: Path, text: str) -> None:
    book = _book(_told(rows, title=text), tmp_path / "a.xlsx")
    cell = _cell(book, "title")
    length = len(text.encode("utf-16-le")) // 2
    assert f"[cut: {length} characters, whole in agreements.csv]" in cell.value
    assert len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
    (flag,) = book["cut"].iter_rows(min_row=2, values_only=True)
    assert flag == ("agreements", cell.coordinate, "title", length)


def test_what_excel_can_just_hold_is_not_cut(rows: Rows, tmp_path: Path) -> None:
    text = "x" * LONGEST_CELL
    book = _book(_told(rows, title=text), tmp_path / "a.xlsx")
    assert _cell(book, "title").value == text
    assert "cut" not in book.sheetnames
    assert len(shortened(text + "x", LONGEST_CELL + 1)) == LONGEST_CELL


def test_dates_that_excel_cannot_count_are_text(rows: Rows, tmp_path: Path) -> None:
    book = _book(_told(rows, date_start=date(1899, 1, 2)), tmp_path / "a.xlsx")
    assert _cell(book, "date_start").value == "1899-01-02"
