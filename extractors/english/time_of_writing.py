"""The time of writing, against which dates are read: publication, dateline, the year that opens a line."""

from __future__ import annotations

import re

from extractors.calendars import Anchor, edtf, infer_year
from extractors.english.date_grammar import day_first, month_first, month_number, year
from extractors.reading import Context

_HEAD_DATE = re.compile(rf"{month_first('m', 'd')},?\s+{year('y')}|{day_first('d2', 'm2')},?\s+{year('y2')}")
_DATELINE = re.compile(
    rf"^[^\n]{{2,50}}?,?\s*\(?(?:{month_first('m', 'd')}|{day_first('d2', 'm2')})(?:,?\s+\d{{4}})?\)?\s*"
    r"(?:\([^)\n]{2,24}\)\s*)?(?:—|–|--| - |:)",
    re.MULTILINE,
)
_YEAR_LINE = re.compile(r"((?:19|20)\d\d)\s*(?:[–—:]|-\s)")


def anchor(text: str, context: Context) -> Anchor:
    """The time of writing: the publication date, else the full date or the year that opens the text."""
    if context.published:
        return Anchor.of(context.published)
    written = _HEAD_DATE.search(text[:160].replace("\n", " "))
    if written:
        second = "" if written["m"] else "2"
        day = edtf(
            int(written["y" + second]), month_number(written["m" + second]), int(written["d" + second])
        )
        return Anchor.of(day)
    return Anchor.of(None, context.url, text[:120])


def day_of_dateline(text: str, anchor: Anchor) -> Anchor:
    """What `today` means: the day of the dateline, where there is one (`NEW DELHI, Nov. 2 —`)."""
    match = _DATELINE.search(text)
    if match is None:
        return anchor
    second = "" if match["m"] else "2"
    month, day = month_number(match["m" + second]), int(match["d" + second])
    told = Anchor.of(edtf(infer_year(anchor, month, day), month, day))
    return told if told.day else anchor


def year_of_line(text: str, at: int) -> Anchor | None:
    """The year that opens the line of a chronicle (`2010 – On 8 December, …`)."""
    match = _YEAR_LINE.match(text, text.rfind("\n", 0, at) + 1, at)
    return Anchor(None, int(match[1])) if match else None
