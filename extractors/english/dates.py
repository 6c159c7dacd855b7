"""Written dates in English, by a strict grammar, as EDTF."""

from __future__ import annotations

import re
from typing import Literal

from extractors.calendars import Anchor, edtf, infer_year, month_of, recent, shifted, span, weekday
from extractors.english.date_grammar import FEASTS, GRAMMAR, YEAR, day_first, month_first
from extractors.events import Basis, EventDate, Mention
from extractors.reading import Context, DateMention

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_COUNTS = dict(
    zip(
        ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        strict=True,
    )
)


def dates(text: str, anchor: Anchor, *, future: tuple[tuple[int, int], ...] = ()) -> tuple[DateMention, ...]:
    """Every written time, left to right, longest reading first.

    `future` holds the sentences that tell what is to come (their yearless dates lie ahead).
    """
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    today = _dateline(text, anchor)
    for kind, pattern in GRAMMAR:
        for match in pattern.finditer(text):
            start, end = _core(match)
            if any(start < e and s < end for s, e in taken):
                continue
            planned = any(s <= start < e for s, e in future) or _lies_ahead(text, start)
            value = _READERS[kind](
                match, today if kind == "relative" else _dated_line(text, start) or anchor, planned
            )
            if value is None:
                continue
            taken.append((start, end))
            found.append(
                DateMention(
                    start, end, EventDate(value[0], value[1], Mention(start, end, match[0].strip())), value[2]
                )
            )
    return tuple(sorted(found, key=lambda d: d.start))


_AHEAD = re.compile(
    r"(?:\b(?:(?:come|enter)s? into (?:force|effect)|takes? effect|goes? into effect|due|expected|scheduled"
    r"|planned|foreseen|invited|to be \w+ed|"
    r"[Ss]ave the date|SAVE THE DATE|runs? until|valid until|lapses?|expires?)\b|\bW(?:HEN"
    r"|hen):)(?P<rest>[^.\n]{0,60})$"
)

_DONE = re.compile(r"\b(?:was|were|had|signed|did|met|held|done|has|have)\b")


def _lies_ahead(text: str, at: int) -> bool:
    """Whether the words just before it tell that the day is to come: `due by`, `comes into effect on`."""
    found = _AHEAD.search(text[max(0, at - 90) : at])
    return found is not None and not _DONE.search(found["rest"])


_YEAR_LINE = re.compile(r"((?:19|20)\d\d)\s*(?:[–—:]|-\s)")


def _dated_line(text: str, at: int) -> Anchor | None:
    """The year that opens the line of a chronicle (`2010 – On 8 December, …`)."""
    match = _YEAR_LINE.match(text, text.rfind("\n", 0, at) + 1, at)
    return Anchor(None, int(match[1])) if match else None


_DATELINE = re.compile(
    r"^[^\n]{2,50}?,?\s*\(?(?:"
    + month_first("m", "d")
    + "|"
    + day_first("d2", "m2")
    + (r")(?:,?\s+\d{4})?\)?\s*(?:\([^)\n]{2,24}\)\s*)?(?:—|–|--| - |:)"),
    re.MULTILINE,
)


def _dateline(text: str, anchor: Anchor) -> Anchor:
    """What `today` means: the day of the dateline, where there is one (`NEW DELHI, Nov. 2 —`)."""
    match = _DATELINE.search(text)
    if match is None:
        return anchor
    second = "" if match["m"] else "2"
    month, day = _month(match, "m" + second), int(match["d" + second])
    told = Anchor.of(edtf(infer_year(anchor, month, day), month, day))
    return told if told.day else anchor


_HEAD_DATE = re.compile(
    month_first("m", "d")
    + r",?\s+"
    + YEAR.format("y")
    + "|"
    + day_first("d2", "m2")
    + r",?\s+"
    + YEAR.format("y2")
)


def anchor(text: str, context: Context) -> Anchor:
    """The time of writing: the publication date, else the full date or the year that opens the text."""
    if context.published:
        return Anchor.of(context.published)
    written = _HEAD_DATE.search(text[:160].replace("\n", " "))
    if written:
        second = "" if written["m"] else "2"
        day = edtf(int(written["y" + second]), _month(written, "m" + second), int(written["d" + second]))
        return Anchor.of(day)
    return Anchor.of(None, context.url, text[:120])


def _core(match: re.Match[str]) -> tuple[int, int]:
    written = match[0]
    lead = len(written) - len(written.lstrip())
    return match.start() + lead, match.start() + len(written.rstrip())


_Value = tuple[str | None, Basis, Literal["day", "month", "year", "span", "recent"]]


def _month(match: re.Match[str], name: str = "m") -> int:
    return _MONTHS.index(match[name][:3].lower()) + 1


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


def _read_day(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    month, day = _month(match), int(match["d"])
    year, basis = _year(match, anchor, month, day, planned)
    value = edtf(year, month, day)
    return (value, basis, "day") if value else None


def _read_span(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    groups = match.groupdict()
    month, day, day2 = _month(match), int(match["d"]), int(match["d2"])
    month2 = _month(match, "m2") if groups.get("m2") else month
    if (month2, day2) < (month, day) and not groups.get("y0"):
        return None
    year, basis = _year(match, anchor, month2, day2, planned)
    first = int(match["y0"]) if groups.get("y0") else year
    value = span(edtf(first, month, day), edtf(year, month2, day2))
    return (value, basis, "span") if value else None


def _read_month(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    month = _month(match)
    year, basis = _year(match, anchor, month, None, planned)
    return edtf(year, month), basis, "month"


def _read_numeric(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    value = edtf(int(match["y"]), int(match["mm"]), int(match["d"]))
    return (value, "written", "day") if value else None


def _read_relative(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    word = match["word"].lower()
    days = (
        -2
        if "before" in word
        else -1
        if word in ("yesterday", "last night")
        else 1
        if word == "tomorrow"
        else 0
    )
    return shifted(anchor, days), "relative", "day"


def _read_ago(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    count = _COUNTS.get(match["n"]) or int(match["n"])
    if match["unit"] == "month":
        return month_of(anchor, -count), "relative", "month"
    if match["unit"] == "week":
        day = shifted(anchor, -7 * count)
        return (day[:7] if day else None), "relative", "month"
    return shifted(anchor, -count), "relative", "day"


def _read_vague(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    word = match["word"].lower()
    if "week" in word:
        days = -7 if word.startswith("last") else 7 if word.startswith("next") else 0
        day = shifted(anchor, days)
        return (day[:7] if day else month_of(anchor)), "relative", "month"
    if "month" in word:
        return (
            month_of(anchor, -1 if word.startswith("last") else 1 if word.startswith("next") else 0),
            ("relative"),
            "month",
        )
    if "before last" in word:
        return (str(anchor.year - 2) if anchor.year else None), "relative", "year"
    change = -1 if word.startswith("last y") else 1 if word.startswith("next y") else 0
    if (
        word.startswith("last")
        and change == 0
        and anchor.day
        and anchor.day.month < 6
        and "winter" not in word
        and "spring" not in word
    ):
        change = -1
    return (str(anchor.year + change) if anchor.year else None), "relative", "year"


def _read_weekday(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    wanted = next(i for i, d in enumerate(_DAYS) if d.startswith(match["w"].lower()[:3]))
    relation = (match["rel"] or "").lower()
    if relation == "last" and anchor.day:
        value = weekday(anchor, wanted)
        return (shifted(anchor, -7) if value == anchor.day.isoformat() else value), "relative", "day"
    ahead = planned or relation in ("next", "this coming")
    return weekday(anchor, wanted, planned=ahead), "relative", "day"


def _read_ordinal(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    """`on the 25th`: of the month that puts it on or nearest before publication."""
    if anchor.day is None:
        return None
    day = int(match["d"])
    back = match["which"] == "last" or (match["which"] is None and day > anchor.day.day)
    month = month_of(anchor, -1 if back else 0) or ""
    value = edtf(int(month[:4]), int(month[5:]), day)
    return (value, "year_inferred", "day") if value else None


def _read_feast(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    """`on World Metrology Day`."""
    month, day = FEASTS[match["feast"]]
    value = edtf(infer_year(anchor, month, day, planned=planned), month, day)
    return (value, "year_inferred", "day") if value else None


def _read_recent(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    return recent(anchor), "relative", "recent"


def _read_year(match: re.Match[str], anchor: Anchor, planned: bool) -> _Value | None:
    return match["y"], "written", "year"


_READERS = {
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
