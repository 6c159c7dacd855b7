"""Written dates to EDTF: the year where none is written, weekdays, relative days, months and spans.

Everything is worked out against the publication date as the guidelines say; without one the value
keeps what is known (`XXXX-03-11`). No wall clock is ever asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/")
_YEAR_AT_HEAD = re.compile(
    r"(?:[A-Z][A-Za-z]{2,8}\.? (?:\d{1,2}, )?|[-–,/年] ?)((?:19|20)\d\d)\b|((?:19|20)\d\d) ?年"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the time of writing: a day, or only its year, or nothing."""

    day: date | None = None
    year: int | None = None

    @classmethod
    def of(cls, published: str | None, url: str | None = None, head: str = "") -> Anchor:
        """From an EDTF publication date, else the year in the document's own address or at its head."""
        day = _day(published)
        if day:
            return cls(day, day.year)
        if published and (found := re.match(r"\d{4}", published)):
            return cls(None, int(found[0]))
        found = _YEAR_IN_ADDRESS.search(url or "") or _YEAR_AT_HEAD.search(head)
        return cls(None, int(found[1] or found[found.lastindex or 1])) if found else cls()


def _day(published: str | None) -> date | None:
    """The full date, if it is one that the calendar has."""
    try:
        return date.fromisoformat(published) if published and re.fullmatch(r"[\d-]{10}", published) else None
    except ValueError:
        return None


def edtf(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """`2025-04-11`, `2025-04`, `2025` or `XXXX-04-11`; None for a day that no calendar has."""
    written = f"{year:04d}" if year is not None else "XXXX"
    if month is None:
        return written if year is not None else None
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{written}-{month:02d}"
    try:
        date(year if year is not None else 2000, month, day)
    except ValueError:
        return None
    return f"{written}-{month:02d}-{day:02d}"


def infer_year(anchor: Anchor, month: int, day: int | None = None, *, planned: bool = False) -> int | None:
    """The year that puts month and day on or nearest before publication (planned: on or nearest after)."""
    if anchor.day is None:
        return anchor.year
    near = anchor.day
    this = (month, day if day is not None else near.day)
    published = (near.month, near.day)
    # A day or two after publication is a time zone or a page dated before its text, not last year's news.
    if planned:
        return near.year if this >= published else near.year + 1
    if day is not None and _shortly_after(near, month, day):
        return near.year
    return near.year if this <= published else near.year - 1


def _shortly_after(near: date, month: int, day: int) -> bool:
    try:
        return timedelta(0) < date(near.year, month, day) - near <= timedelta(days=2)
    except ValueError:
        return False


def shifted(anchor: Anchor, days: int) -> str | None:
    """The day that lies `days` after publication (before it when negative)."""
    try:
        return (anchor.day + timedelta(days=days)).isoformat() if anchor.day else None
    except OverflowError:
        return None


def weekday(anchor: Anchor, wanted: int, *, weeks: int = 0, planned: bool = False) -> str | None:
    """The weekday (Monday 0) on or nearest before publication, or of another week.

    `weeks` -1 is that day in the week before publication's (Monday to Sunday), as in 上周五.
    """
    if anchor.day is None:
        return None
    monday = anchor.day - timedelta(days=anchor.day.weekday())
    if weeks:
        return (monday + timedelta(days=wanted, weeks=weeks)).isoformat()
    if planned:
        return (anchor.day + timedelta(days=(wanted - anchor.day.weekday()) % 7)).isoformat()
    return (anchor.day - timedelta(days=(anchor.day.weekday() - wanted) % 7)).isoformat()


def month_of(anchor: Anchor, months: int = 0) -> str | None:
    """Publication's month, moved by `months`; the year alone when only that is known."""
    if anchor.day is None:
        return f"{anchor.year:04d}" if anchor.year is not None else None
    count = anchor.day.year * 12 + anchor.day.month - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def recent(anchor: Anchor) -> str | None:
    """"recently", 近日: publication's month (or year), marked approximate."""
    known = month_of(anchor)
    return f"{known}~" if known else None


def span(start: str | None, end: str | None) -> str | None:
    """Two days as one EDTF interval; one of them where they are equal or the other is unknown."""
    if not start or not end or start == end:
        return end or start
    return f"{start}/{end}"
