"""What each written form of a date is worth as EDTF."""

from __future__ import annotations

import re
from typing import Literal

from extractors.calendars import Anchor, edtf, infer_year, month_of, recent, shifted, span, weekday
from extractors.english.date_grammar import FEASTS, month_number
from extractors.events import Basis
from extractors.lexicons import table

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_AWAY = {"yesterday": -1, "last night": -1, "tomorrow": 1}
# `a` counts as one, like the word behind it.
_COUNTS = {word: max(1, i) for i, word in enumerate(table("en_dates")["counts"])}

Value = tuple[str | None, Basis, Literal["day", "month", "year", "span", "recent"]]


def _year(
    match: re.Match[str], anchor: Anchor, month: int, day: int | None, planned: bool
) -> tuple[int | None, Basis]:
    groups = match.groupdict()
    if groups.get("y"):
        return int(match["y"]), "written"
    if groups.get("last") and anchor.year:
        return anchor.year - 1, "relative"
    if groups.get("this"):
        return anchor.year, "relative"
    return infer_year(anchor, month, day, planned=planned), "year_inferred"


def _read_day(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    month, day = month_number(match["m"]), int(match["d"])
    year, basis = _year(match, anchor, month, day, planned)
    value = edtf(year, month, day)
    return (value, basis, "day") if value else None


def _read_span(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    groups = match.groupdict()
    month, day, day2 = month_number(match["m"]), int(match["d"]), int(match["d2"])
    month2 = month_number(match["m2"]) if groups.get("m2") else month
    if (month2, day2) < (month, day) and not groups.get("y0"):
        return None
    year, basis = _year(match, anchor, month2, day2, planned)
    first = int(match["y0"]) if groups.get("y0") else year
    value = span(edtf(first, month, day), edtf(year, month2, day2))
    return (value, basis, "span") if value else None


def _read_month(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    month = month_number(match["m"])
    year, basis = _year(match, anchor, month, None, planned)
    return edtf(year, month), basis, "month"


def _read_numeric(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    value = edtf(int(match["y"]), int(match["mm"]), int(match["d"]))
    return (value, "written", "day") if value else None


def _read_relative(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    """`yesterday`, `tomorrow`, `this morning`."""
    word = match["word"].lower()
    days = -2 if "before" in word else _DAYS_AWAY.get(word, 0)
    return shifted(anchor, days), "relative", "day"


def _read_ago(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    count = _COUNTS.get(match["n"]) or int(match["n"])
    if match["unit"] == "month":
        return month_of(anchor, -count), "relative", "month"
    if match["unit"] == "week":
        day = shifted(anchor, -7 * count)
        return (day[:7] if day else None), "relative", "month"
    return shifted(anchor, -count), "relative", "day"


def _read_vague(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    """`last week`, `next month`, `this year`: of a week only the month is known."""
    word = match["word"].lower()
    turn = -1 if word.startswith("last") else 1 if word.startswith("next") else 0
    if "week" in word:
        day = shifted(anchor, 7 * turn)
        return (day[:7] if day else month_of(anchor)), "relative", "month"
    if "month" in word:
        return month_of(anchor, turn), "relative", "month"
    if "before last" in word:
        turn = -2
    elif "year" not in word and turn:
        turn = -_was_last_year(word, anchor)
    return (str(anchor.year + turn) if anchor.year else None), "relative", "year"


def _was_last_year(word: str, anchor: Anchor) -> bool:
    """`last summer`, `last fall` before summer has come again; winter and spring are of this year."""
    return anchor.day is not None and anchor.day.month < 6 and "winter" not in word and "spring" not in word


def _read_weekday(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    wanted = next(i for i, d in enumerate(_DAYS) if d.startswith(match["w"].lower()[:3]))
    relation = (match["rel"] or "").lower()
    if relation == "last" and anchor.day:
        value = weekday(anchor, wanted)
        return (shifted(anchor, -7) if value == anchor.day.isoformat() else value), "relative", "day"
    ahead = planned or relation in ("next", "this coming")
    return weekday(anchor, wanted, planned=ahead), "relative", "day"


def _read_ordinal(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    """`on the 25th`: of the month that puts it on or nearest before publication."""
    if anchor.day is None:
        return None
    day = int(match["d"])
    back = match["which"] == "last" or (match["which"] is None and day > anchor.day.day)
    month = month_of(anchor, -1 if back else 0) or ""
    value = edtf(int(month[:4]), int(month[5:]), day)
    return (value, "year_inferred", "day") if value else None


def _read_feast(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    """`on World Metrology Day`."""
    month, day = FEASTS[match["feast"]]
    value = edtf(infer_year(anchor, month, day, planned=planned), month, day)
    return (value, "year_inferred", "day") if value else None


def _read_recent(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    return recent(anchor), "relative", "recent"


def _read_year(match: re.Match[str], anchor: Anchor, planned: bool) -> Value | None:
    return match["y"], "written", "year"


# How each form of the grammar is read; None for a day that no calendar has.
READERS = {
    "iso": _read_numeric,
    "dotted": _read_numeric,
    "slashed": _read_numeric,
    "span": _read_span,
    "day": _read_day,
    "part": _read_month,
    "month": _read_month,
    "relative": _read_relative,
    "month_line": _read_month,
    "year_line": _read_year,
    "ordinal": _read_ordinal,
    "ago": _read_ago,
    "vague": _read_vague,
    "weekday": _read_weekday,
    "feast": _read_feast,
    "recent": _read_recent,
    "season": _read_year,
    "year": _read_year,
}
