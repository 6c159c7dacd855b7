"""Publication dates as sites write them, to EDTF: as precise as written and never more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fetchers.declaration import DateOrder

_MAX_CHARS = 300
_EARLIEST = 1990
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_STAMP = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})"
)
_RFC822 = re.compile(
    rf"(\d{{1,2}}) {_MONTH} (\d{{4}}) (\d{{2}}):(\d{{2}})(?::\d{{2}})? ?(GMT|UT|Z|[+-]\d{{4}})", re.I
)
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!\d)(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"), "ymd"),
    (re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), "ymd"),
    (re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I), "Mdy"),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(\d{{4}})\b", re.I), "dMy"),
    (re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)"), "numeric"),
    (re.compile(r"(?<!\d)(\d{4})\s?年\s?(\d{1,2})\s?月"), "ym"),
    (re.compile(rf"\b{_MONTH}\s+(\d{{4}})\b", re.I), "My"),
    (re.compile(r"(?<!\d)(\d{4})-(\d{2})(?![\d-])"), "ym"),
)
_LATER = re.compile(r"\b(?:updated|modified|last changed|reviewed)\b", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def read_date(text: str, zone: str, order: DateOrder = "DMY") -> str | None:
    """The first date written in the text, as EDTF, or None.

    What follows "Updated" is no publication date. A moment in UTC is told as the site's own day; one with
    another offset keeps the day as written.
    """
    text = _INVISIBLE.sub("", text[:_MAX_CHARS])
    later = _LATER.search(text)
    text = text[: later.start()] if later else text
    return _moment(text, zone) or _plain(text, order)


def _moment(text: str, zone: str) -> str | None:
    if match := _STAMP.search(text):
        year, month, day, hour, minute, offset = match.groups()
        return _local(tuple(map(int, (year, month, day, hour, minute))), offset, zone)
    if match := _RFC822.search(text):
        day, name, year, hour, minute, offset = match.groups()
        parts = (int(year), _MONTHS[name.lower()], int(day), int(hour), int(minute))
        return _local(parts, offset, zone)
    return None


def _local(parts: tuple[int, ...], offset: str, zone: str) -> str | None:
    try:
        year, month, day, hour, minute = parts
        moment = datetime(year, month, day, hour % 24, minute, tzinfo=UTC)
    except ValueError:
        return None
    in_utc = offset.upper() in {"Z", "GMT", "UT"} or set(offset) <= set("+-0:")
    return _sane(moment.astimezone(ZoneInfo(zone)).date() if in_utc else moment.date())


def _plain(text: str, order: DateOrder) -> str | None:
    found = []
    for rank, (pattern, form) in enumerate(_FORMS):
        match = pattern.search(text)
        value = _value(match, form, order) if match else None
        if match and value:
            found.append((match.start(), rank, value))
    return min(found)[2] if found else None


def _value(match: re.Match[str], form: str, order: DateOrder) -> str | None:
    groups = match.groups()
    try:
        if form in {"ym", "My"}:
            return _month(groups, form)
        return _sane(_day(groups, form, order))
    except ValueError:
        return None


def _month(groups: tuple[str, ...], form: str) -> str | None:
    year, month = (groups[0], int(groups[1])) if form == "ym" else (groups[1], _MONTHS[groups[0].lower()])
    return f"{year}-{month:02d}" if 1 <= month <= 12 and int(year) >= _EARLIEST else None


def _day(groups: tuple[str, ...], form: str, order: DateOrder) -> date:
    if form == "ymd":
        return date(int(groups[0]), int(groups[1]), int(groups[2]))
    if form == "Mdy":
        return date(int(groups[2]), _MONTHS[groups[0].lower()], int(groups[1]))
    if form == "dMy":
        return date(int(groups[2]), _MONTHS[groups[1].lower()], int(groups[0]))
    first, second, year = (int(group) for group in groups)
    return date(year, second, first) if order == "DMY" else date(year, first, second)


def _sane(value: date) -> str | None:
    return value.isoformat() if _EARLIEST <= value.year <= 2100 else None


def is_future(published: str, now: datetime) -> bool:
    """True for a date more than two days after `now`: no page is published then."""
    return published[:10] > (now + timedelta(days=2)).date().isoformat()[: len(published[:10])]
