"""How dates are written in English: one pattern a form, the longest readings first."""

from __future__ import annotations

import re

from extractors.lexicons import expressions, table

# Days of the year that have a name: month and day.
FEASTS: dict[str, list[int]] = table("en_dates")["feasts"]

_FULL: list[str] = table("en_dates")["months"]
_SHORT: list[str] = table("en_dates")["months_short"]
_MONTHS = "|".join([*_FULL, *(m.upper() for m in _FULL), *_SHORT])
# `May` is a verb and a name too.
_LINE_MONTHS = "|".join(f"{m}|{m.upper()}" for m in _FULL if m != "May")
_FIRST_LETTERS = [m[:3].lower() for m in _FULL]
_TO = r"\s*(?:-|–|—|to|through|thru|until|till|and|&)\s*(?:the\s+)?"


def _month(name: str) -> str:
    return rf"(?P<{name}>{_MONTHS})\b\.?"


def _day(name: str) -> str:
    return rf"(?P<{name}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"


def month_number(written: str) -> int:
    """The number of a month by its first three letters."""
    return _FIRST_LETTERS.index(written[:3].lower()) + 1


def year(name: str) -> str:
    """A year, as the group `name`."""
    return rf"(?P<{name}>(?:19|20)\d\d)\b"


def _year_tail(name: str) -> str:
    return rf"(?:\s*,?\s*(?:of\s+)?{year(name)})?"


def month_first(month: str, day: str) -> str:
    """`April 11`, as groups of these names."""
    return rf"{_month(month)}\s+(?:the\s+)?{_day(day)}"


def day_first(day: str, month: str) -> str:
    """`11 April`, `the 11th day of April`."""
    return rf"{_day(day)}(?:\s+day)?\s+(?:of\s+)?{_month(month)}"


def _span(first: str, last: str) -> str:
    """`March 29 to April 2, 2021`, each with its own year or one for both."""
    return rf"{first}(?:,?\s+{year('y0')})?{_TO}{last}{_year_tail('y')}"


_WRITTEN = (
    ("iso", r"(?P<y>(?:19|20)\d\d)-(?P<mm>[01]\d)-(?P<d>[0-3]\d)\b"),
    ("iso", r"(?P<y>(?:19|20)\d\d)(?:\.[ ]?|/)(?P<mm>[01]?\d)(?:\.[ ]?|/)(?P<d>[0-3]?\d)\b"),
    ("dotted", r"(?P<d>[0-3]?\d)\.(?P<mm>[01]?\d)\.(?P<y>(?:19|20)\d\d)\b"),
    ("slashed", r"(?P<d>[0-3]?\d)/(?P<mm>[01]?\d)/(?P<y>(?:19|20)\d\d)\b"),
    ("span", _span(month_first("m", "d"), month_first("m2", "d2"))),
    ("span", _span(day_first("d", "m"), day_first("d2", "m2"))),
    ("span", month_first("m", "d") + _TO + _day("d2") + _year_tail("y")),
    ("span", _day("d") + _TO + day_first("d2", "m") + _year_tail("y")),
    # DECEMBER. By correspondence, …
    ("month_line", rf"(?m:^)(?P<m>{_LINE_MONTHS})\.(?=\s+[A-Z\d])"),
    # 2010 – On 8 December, …
    ("year_line", rf"(?m:^){year('y')}(?=\s*(?:[–—:]|-\s))"),
    ("day", month_first("m", "d") + _year_tail("y")),
    ("day", day_first("d", "m") + _year_tail("y")),
    (
        "part",
        rf"(?:{expressions('en_dates', 'part')})[\s-]+(?:in\s+)?{_month('m')}(?:\s+(?:of\s+)?{year('y')})?",
    ),
    ("month", rf"{_month('m')}(?:,?\s+(?:of\s+)?(?:(?P<last>last year)|(?P<this>this year)|{year('y')}))"),
    ("month", rf"(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Nn]ext|[Uu]ntil|[Bb]y)\s+{_month('m')}"),
    ("relative", rf"(?P<word>{expressions('en_dates', 'relative')})\b"),
    ("ago", rf"(?P<n>{expressions('en_dates', 'counts')}|\d{{1,2}}) (?P<unit>day|week|month)s? ago\b"),
    ("vague", rf"(?P<word>{expressions('en_dates', 'vague')})\b"),
    (
        "weekday",
        r"(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his past|[Tt]his coming)?\s*"
        r"(?P<w>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day\b|\b\.)",
    ),
    ("feast", rf"[Oo]n (?P<feast>{'|'.join(FEASTS)})\b"),
    ("recent", rf"(?P<word>{expressions('en_dates', 'recent')})\b"),
    (
        "season",
        r"(?:[Ii]n\s+)?(?:the\s+)?(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter) (?:of )?" + year("y"),
    ),
    # On the 25th, the two …: a day, no ordinal number of something.
    (
        "ordinal",
        r"[Oo]n the (?P<d>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?: of (?P<which>this|last) month)?"
        rf"(?=[.,;)]|\s+(?:{expressions('en_dates', 'after_ordinal')})\b)",
    ),
    ("year", rf"(?:{expressions('en_dates', 'before_year')})\s+(?:the year\s+)?{year('y')}"),
)

# The name of each form and its pattern, in the order in which they are tried.
GRAMMAR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(rf"\b(?:{pattern})")) for form, pattern in _WRITTEN
)
