"""Written dates in English, by a strict grammar, as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.calendars import Anchor, edtf, infer_year, month_of, recent, shifted, span, weekday
from extractors.events import Basis, EventDate, Mention
from extractors.reading import Context, DateMention

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_M = r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_D = r"(?P<{0}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_Y = r"(?P<{0}>(?:19|20)\d\d)\b"
_TO = r"\s*(?:-|–|—|to|through|thru|until|till|and|&)\s*(?:the\s+)?"
_DAY = r"(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)(?:day|nesday|rsday|sday|urday)?\b"


def _p(pattern: str, **names: str) -> str:
    return pattern.format(**names)


def _month_first(m: str, d: str) -> str:
    return _M.format(m) + r"\s+(?:the\s+)?" + _D.format(d)


def _day_first(d: str, m: str) -> str:
    return _D.format(d) + r"(?:\s+day)?\s+(?:of\s+)?" + _M.format(m)


_YEAR_TAIL = r"(?:\s*,?\s*(?:of\s+)?" + _Y + ")?"
_GRAMMAR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{pattern})"))
    for kind, pattern in (
        ("iso", r"(?P<y>(?:19|20)\d\d)-(?P<mm>[01]\d)-(?P<d>[0-3]\d)\b"),
        ("dotted", r"(?P<d>[0-3]?\d)\.(?P<mm>[01]?\d)\.(?P<y>(?:19|20)\d\d)\b"),
        ("slashed", r"(?P<d>[0-3]?\d)/(?P<mm>[01]?\d)/(?P<y>(?:19|20)\d\d)\b"),
        # March 29 to April 2, 2021
        ("span", _month_first("m", "d") + r"(?:,?\s+" + _Y.format("y0") + ")?" + _TO + _month_first("m2", "d2") + _YEAR_TAIL.format("y")),
        ("span", _day_first("d", "m") + r"(?:,?\s+" + _Y.format("y0") + ")?" + _TO + _day_first("d2", "m2") + _YEAR_TAIL.format("y")),
        ("span", _month_first("m", "d") + _TO + _D.format("d2") + _YEAR_TAIL.format("y")),
        ("span", _D.format("d") + _TO + _day_first("d2", "m") + _YEAR_TAIL.format("y")),
        ("day", _month_first("m", "d") + _YEAR_TAIL.format("y")),
        ("day", _day_first("d", "m") + _YEAR_TAIL.format("y")),
        ("part", r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:beginning|end|middle) of|[Tt]he (?:first|second|last) (?:half|week) of)[\s-]+(?:in\s+)?" + _M.format("m") + r"(?:\s+(?:of\s+)?" + _Y.format("y") + ")?"),
        ("month", _M.format("m") + r"(?:,?\s+(?:of\s+)?(?:(?P<last>last year)|(?P<this>this year)|" + _Y.format("y") + "))"),
        ("month", r"(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Nn]ext|[Uu]ntil|[Bb]y)\s+" + _M.format("m")),
        ("relative", r"(?P<word>[Tt]he day before yesterday|[Dd]ay before yesterday|[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night|[Tt]his (?:morning|afternoon|evening))\b"),
        ("ago", r"(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?P<unit>day|week|month)s? ago\b"),
        ("vague", r"(?P<word>[Ll]ast week|[Tt]his week|[Nn]ext week|[Ee]arlier this week|[Ll]ater this week|[Ll]ast month|[Tt]his month|[Nn]ext month|[Ee]arlier this month|[Ll]ater this month|[Ll]ast year|[Tt]his year|[Nn]ext year|[Ee]arlier this year|[Ll]ater this year|[Tt]he (?:year )?before last|(?:[Tt]he )?end of the year|[Tt]his (?:spring|summer|fall|autumn|winter)|[Ll]ast (?:spring|summer|fall|autumn|winter))\b"),
        ("weekday", r"(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his past|[Tt]his coming)?\s*(?P<w>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day\b|\b\.)"),
        ("recent", r"(?P<word>[Rr]ecently|[Nn]ewly signed|[Tt]he other day|[Ii]n recent (?:days|weeks)|[Aa] few (?:days|weeks) ago|[Tt]hese days|[Ss]hortly before|[Nn]ot long ago|[Ll]ately)\b"),
        ("season", r"(?:[Ii]n\s+)?(?:the\s+)?(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter) (?:of )?" + _Y.format("y")),
        ("year", r"(?:[Ii]n|[Ss]ince|[Ff]rom|of|dates? (?:from|back to)|[Ss]igned|as (?:far back|early) as|early|late|during|by|until|for|from)\s+(?:the year\s+)?" + _Y.format("y")),
    )
)
_COUNTS = dict(zip(("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))


def dates(text: str, anchor: Anchor, *, future: tuple[tuple[int, int], ...] = ()) -> tuple[DateMention, ...]:
    """Every written time, left to right, longest reading first.

    `future` holds the sentences that tell what is to come (their yearless dates lie ahead).
    """
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    today = _dateline(text, anchor)
    for kind, pattern in _GRAMMAR:
        for match in pattern.finditer(text):
            start, end = _core(match)
            if any(start < e and s < end for s, e in taken):
                continue
            planned = any(s <= start < e for s, e in future)
            value = _READERS[kind](match, today if kind == "relative" else anchor, planned)
            if value is None:
                continue
            taken.append((start, end))
            found.append(DateMention(start, end, EventDate(value[0], value[1], Mention(start, end, match[0].strip())), value[2]))
    return tuple(sorted(found, key=lambda d: d.start))


_DATELINE = re.compile(r"^[^\n]{2,50}?,?\s*\(?(?:" + _month_first("m", "d") + "|" + _day_first("d2", "m2") + r")(?:,?\s+\d{4})?\)?\s*(?:\([^)\n]{2,24}\)\s*)?(?:—|–|--| - |:)", re.MULTILINE)


def _dateline(text: str, anchor: Anchor) -> Anchor:
    """What `today` means: the day of the dateline, where there is one (`NEW DELHI, Nov. 2 —`)."""
    match = _DATELINE.search(text)
    if match is None:
        return anchor
    second = "" if match["m"] else "2"
    month, day = _month(match, "m" + second), int(match["d" + second])
    told = Anchor.of(edtf(infer_year(anchor, month, day), month, day))
    return told if told.day else anchor


_HEAD_DATE = re.compile(_month_first("m", "d") + r",?\s+" + _Y.format("y") + "|" + _day_first("d2", "m2") + r",?\s+" + _Y.format("y2"))


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


_Value = tuple[str | None, Basis, str]


def _month(match: re.Match[str], name: str = "m") -> int:
    return _MONTHS.index(match[name][:3].lower()) + 1


def _year(match: re.Match[str], anchor: Anchor, month: int, day: int | None, planned: bool) -> tuple[int | None, Basis]:
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
    days = -2 if "before" in word else -1 if word in ("yesterday", "last night") else 1 if word == "tomorrow" else 0
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
        return month_of(anchor, -1 if word.startswith("last") else 1 if word.startswith("next") else 0), "relative", "month"
    if "before last" in word:
        return (str(anchor.year - 2) if anchor.year else None), "relative", "year"
    change = -1 if word.startswith("last y") else 1 if word.startswith("next y") else 0
    if word.startswith("last") and change == 0 and anchor.day and anchor.day.month < 6 and "winter" not in word and "spring" not in word:
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
    "ago": _read_ago,
    "vague": _read_vague,
    "weekday": _read_weekday,
    "recent": _read_recent,
    "season": _read_year,
    "year": _read_year,
}


def in_range(found: tuple[DateMention, ...], start: int, end: int) -> Iterator[DateMention]:
    """The mentions that lie between two characters."""
    return (d for d in found if start <= d.start < end)
