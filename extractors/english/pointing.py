"""Times that point back to one written before: `two days later`, `on the same day`, `on the last day`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from extractors.calendars import edtf, span
from extractors.english.date_grammar import month_number
from extractors.events import EventDate, Mention
from extractors.lexicons import alternatives
from extractors.reading import DateMention

_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NTH = {"opening": 0, "first": 0, "second": 1, "third": 2, "fourth": 3}
_PART = r"(?:day|morning|afternoon|evening|night)"
_POINTING = re.compile(
    rf"\b(?:(?P<n>[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|\d) (?P<unit>day|week)s? (?P<dir>later"
    rf"|earlier|after|before)"
    rf"|[Tt]he (?P<next>next|following|previous) {_PART}|[Tt]he (?P<step>day|week|morning|evening|night) "
    rf"(?P<side>before|after)\b(?! (?:yesterday|last|the|a|an|her|his|its|their)\b)"
    rf"|(?:[Tt]he|[Ii]ts|[Tt]heir) (?P<nth>opening|first|second|third|fourth|last|final|closing) "
    rf"(?:conference )?{_PART}"
    r"|(?P<same>(?:[Oo]n )?(?:[Tt]hat|[Tt]he same) (?:very )?(?:day|date|morning|afternoon|evening"
    r"|occasion)|same date)"
    rf"|(?P<month>{alternatives('en_months')})\.? of (?:that|the same) year|that "
    rf"(?P<month2>{alternatives('en_months')}))\b"
)


def pointing(text: str, found: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """The dates with those that point back put among them, in place of what they cover."""
    dates = _ranges(text, found)
    for match in _POINTING.finditer(text):
        value = _value(match, [d for d in dates if d.end <= match.start() and d.date.edtf])
        if value is None:
            continue
        dates = [d for d in dates if not (match.start() - 4 <= d.start < match.end())]
        written = Mention(match.start(), match.end(), match[0])
        kind: Literal["day", "month"] = "month" if match["month"] or match["month2"] else "day"
        dates.append(DateMention(match.start(), match.end(), EventDate(value, "relative", written), kind))
        dates.sort(key=lambda d: d.start)
    return tuple(dates)


_BETWEEN = re.compile(r"\s*(?:-|–|—|to|until|till|through|thru)\s*")
_BETWEEN_AND = re.compile(r"\s*and\s*")


def _ranges(text: str, found: tuple[DateMention, ...]) -> list[DateMention]:
    """`from Monday until yesterday`, `between Tuesday and Friday`: two days that make one span."""
    dates: list[DateMention] = []
    for mention in found:
        first = dates[-1] if dates else None
        if first and first.kind == mention.kind == "day" and _joined(text, first, mention):
            value = span(first.date.edtf, mention.date.edtf)
            written = Mention(first.start, mention.end, " ".join(text[first.start : mention.end].split()))
            dates[-1] = DateMention(
                first.start, mention.end, EventDate(value, mention.date.basis, written), "span"
            )
        else:
            dates.append(mention)
    return dates


def _joined(text: str, first: DateMention, last: DateMention) -> bool:
    lead = text[max(0, first.start - 12) : first.start].lower().split()[-1:]
    gap = text[first.end : last.start]
    ordered = (first.date.edtf or "9") < (last.date.edtf or "")
    return ordered and bool(
        (lead == ["from"] and _BETWEEN.fullmatch(gap))
        or (lead == ["between"] and _BETWEEN_AND.fullmatch(gap))
    )


def with_years(found: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Days whose year nothing tells take that of the full date written before them."""
    year: str | None = None
    dates: list[DateMention] = []
    for mention in found:
        value = mention.date.edtf or ""
        if value.startswith("XXXX") and year:
            mention = replace(
                mention, date=replace(mention.date, edtf=value.replace("XXXX", year), basis=("year_inferred"))
            )
        elif mention.kind in ("day", "span", "month") and value[:4].isdigit():
            year = value[:4]
        dates.append(mention)
    return tuple(dates)


def _value(match: re.Match[str], before: list[DateMention]) -> str | None:
    base = before[-1].date.edtf or "" if before else ""
    if name := match["month"] or match["month2"]:
        return edtf(int(base[:4]), month_number(name)) if base[:4].isdigit() else None
    if match["nth"]:
        spans = (d.date.edtf or "" for d in reversed(before) if d.kind == "span")
        return _nth_day(match["nth"], next(spans, ""))
    day = base.split("/")[-1]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return None
    if match["same"]:
        return day
    back = (match["dir"] or match["next"] or match["side"]) in ("earlier", "before", "previous")
    written = (match["n"] or "one").lower()
    count = _NUMBERS.get(written) or int(written)
    return _moved(day, (-count if back else count) * (7 if (match["unit"] or match["step"]) == "week" else 1))


def _nth_day(which: str, spanned: str) -> str | None:
    """`on the second day` of `2017-06-27/2017-06-28`."""
    first, _, last = spanned.partition("/")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return None
    day = _moved(first, _NTH[which]) if which in _NTH else last
    return min(day, last)


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
