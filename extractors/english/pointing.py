"""Times that point back to one written before: `two days later`, `on the same day`, `that November`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from extractors.calendars import edtf
from extractors.events import EventDate, Mention
from extractors.lexicons import alternatives
from extractors.reading import DateMention

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_POINTING = re.compile(
    r"\b(?:(?P<n>[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|\d) (?P<unit>day|week)s? (?P<dir>later|earlier|after|before)"
    r"|[Tt]he (?P<next>next|following|previous) day|[Tt]he (?P<step>day|week) (?P<side>before|after)\b(?! (?:yesterday|last))"
    r"|(?P<same>(?:[Oo]n )?(?:[Tt]hat|[Tt]he same) (?:very )?(?:day|morning|afternoon|evening|occasion))"
    rf"|(?P<month>{alternatives('en_months')})\.? of (?:that|the same) year|that (?P<month2>{alternatives('en_months')}))\b"
)


def pointing(text: str, found: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """The dates with those that point back put among them, in place of what they cover."""
    dates = list(found)
    for match in _POINTING.finditer(text):
        before = [d for d in dates if d.end <= match.start() and d.date.edtf]
        value = _value(match, before[-1].date.edtf or "") if before else None
        if value is None:
            continue
        dates = [d for d in dates if not (match.start() - 4 <= d.start < match.end())]
        written = Mention(match.start(), match.end(), match[0])
        kind = "month" if match["month"] or match["month2"] else "day"
        dates.append(DateMention(match.start(), match.end(), EventDate(value, "relative", written), kind))
        dates.sort(key=lambda d: d.start)
    return tuple(dates)


def with_years(found: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Days whose year nothing tells take that of the full date written before them."""
    year: str | None = None
    dates: list[DateMention] = []
    for mention in found:
        value = mention.date.edtf or ""
        if value.startswith("XXXX") and year:
            mention = replace(mention, date=replace(mention.date, edtf=value.replace("XXXX", year), basis="year_inferred"))
        elif mention.kind in ("day", "span", "month") and value[:4].isdigit():
            year = value[:4]
        dates.append(mention)
    return tuple(dates)


def _value(match: re.Match[str], base: str) -> str | None:
    if name := match["month"] or match["month2"]:
        return edtf(int(base[:4]), _MONTH_NAMES.index(name[:3].lower()) + 1) if base[:4].isdigit() else None
    day = base.split("/")[-1]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return None
    if match["same"]:
        return day
    back = (match["dir"] or match["next"] or match["side"]) in ("earlier", "before", "previous")
    written = (match["n"] or "one").lower()
    count = _NUMBERS.get(written) or int(written)
    days = count * (7 if (match["unit"] or match["step"]) == "week" else 1)
    return (date.fromisoformat(day) + timedelta(days=-days if back else days)).isoformat()
