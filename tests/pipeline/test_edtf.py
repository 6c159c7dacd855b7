"""EDTF strings as ranges of days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import parse


@pytest.mark.parametrize(
    ("edtf", "start", "end", "precision"),
    [
        ("2025-04-11", "2025-04-11", "2025-04-11", "day"),
        ("2025-04-11?", "2025-04-11", "2025-04-11", "day"),
        ("2025-04", "2025-04-01", "2025-04-30", "month"),
        ("2025-04~", "2025-04-01", "2025-04-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025-04-XX", "2025-04-01", "2025-04-30", "month"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2025~", "2025-01-01", "2025-12-31", "year"),
        ("2025-XX", "2025-01-01", "2025-12-31", "year"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31", "year"),
        ("2025-21", "2025-03-01", "2025-05-31", "season"),
        ("2025-24", "2025-12-01", "2026-02-28", "season"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2019-03-04/2019-03-06", "2019-03-04", "2019-03-06", "span"),
        ("2019-03/2019-05", "2019-03-01", "2019-05-31", "span"),
        ("2019-03-04/..", "2019-03-04", None, "span"),
        ("/2019-03-04", None, "2019-03-04", "span"),
        ("XXXX-03-11", None, None, "yearless"),
        ("XXXX-02-29", None, None, "yearless"),
        ("XXXX-03", None, None, "yearless"),
        (None, None, None, "none"),
    ],
)
def test_ranges(edtf: str | None, start: str | None, end: str | None, precision: str) -> None:
    found = parse(edtf)
    assert found.start == (date.fromisoformat(start) if start else None)
    assert found.end == (date.fromisoformat(end) if end else None)
    assert found.precision == precision


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "soon",
        "2025-13",
        "2025-02-30",
        "XXXX-02-30",
        "11.4.2025",
        "2025-04-11/2025-04-01",
        "../..",
        "20250411",
        "/",
    ],
)
def test_anything_else_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse(edtf)


@given(st.dates(), st.sampled_from(["", "~", "?", "%"]))
def test_a_day_lies_in_its_month_and_year(day: date, mark: str) -> None:
    iso = day.isoformat()
    for edtf in (iso + mark, iso[:7] + mark, iso[:4] + mark):
        found = parse(edtf)
        assert found.start is not None
        assert found.end is not None
        assert found.start <= day <= found.end


@given(st.text(max_size=24))
def test_never_another_error(text: str) -> None:
    try:
        parse(text)
    except ValueError:
        return
