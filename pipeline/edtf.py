"""Dates in EDTF (ISO 8601-2, levels 0 and 1) as first day, last day and precision."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from pipeline.codes import PRECISIONS

_QUALIFIER = "[~?%]?"
_FULL = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_QUALIFIER}")
_MONTH = re.compile(rf"(\d{{4}})-(\d\d){_QUALIFIER}")
_YEAR = re.compile(rf"(\d{{4}}){_QUALIFIER}")
_UNKNOWN_DAY = re.compile(r"(\d{4})-(\d\d)-XX")
_UNKNOWN_MONTH = re.compile(r"(\d{4})-XX(?:-XX)?")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d\d)XX")
_YEARLESS = re.compile(rf"XXXX-(\d\d)(?:-(\d\d|XX))?{_QUALIFIER}")

# EDTF numbers the seasons from 21 (spring); as meteorologists count them in the north.
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days that a date allows; `start` or `end` is None where the date leaves it open or unknown."""

    start: date | None
    end: date | None
    precision: str

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise ValueError(f"unknown precision {self.precision!r}")


UNDATED = DateRange(None, None, "none")


def parse(edtf: str | None) -> DateRange:
    """The range of an EDTF string; None gives `UNDATED`. Raises ValueError for anything else."""
    if edtf is None:
        return UNDATED
    if "/" in edtf:
        return _span(edtf)
    found = _single(edtf)
    if found is None:
        raise ValueError(f"{edtf!r} is not an EDTF date of level 0 or 1")
    return found


def _span(edtf: str) -> DateRange:
    first, _, last = edtf.partition("/")
    start = None if first in ("", "..") else parse(first).start
    end = None if last in ("", "..") else parse(last).end
    if start is None and end is None:
        raise ValueError(f"{edtf!r} is a span without a day")
    if start and end and end < start:
        raise ValueError(f"{edtf!r} ends before it starts")
    return DateRange(start, end, "span")


def _single(edtf: str) -> DateRange | None:
    if m := _FULL.fullmatch(edtf):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return DateRange(day, day, "day")
    if m := _MONTH.fullmatch(edtf):
        return _month_or_season(int(m[1]), int(m[2]))
    if m := _UNKNOWN_DAY.fullmatch(edtf):
        return _month_or_season(int(m[1]), int(m[2]))
    if m := _YEAR.fullmatch(edtf) or _UNKNOWN_MONTH.fullmatch(edtf):
        return _years(int(m[1]), int(m[1]), "year")
    if m := _DECADE.fullmatch(edtf):
        return _years(int(m[1]) * 10, int(m[1]) * 10 + 9, "decade")
    if m := _CENTURY.fullmatch(edtf):
        return _years(int(m[1]) * 100, int(m[1]) * 100 + 99, "century")
    return _yearless(edtf)


def _month_or_season(year: int, number: int) -> DateRange:
    if number in _SEASON_MONTHS:
        first, last = _SEASON_MONTHS[number]
        end_year = year + (last < first)
        return DateRange(date(year, first, 1), _last_day(end_year, last), "season")
    return DateRange(date(year, number, 1), _last_day(year, number), "month")


def _years(first: int, last: int, precision: str) -> DateRange:
    return DateRange(date(first, 1, 1), date(last, 12, 31), precision)


def _yearless(edtf: str) -> DateRange | None:
    m = _YEARLESS.fullmatch(edtf)
    if m is None:
        return None
    day = int(m[2]) if m[2] and m[2] != "XX" else 1
    date(2000, int(m[1]), day)  # a leap year: raises for a day that no year has
    return DateRange(None, None, "yearless")


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
