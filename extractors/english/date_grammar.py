"""How dates are written in English: one pattern a form, the longest readings first."""

from __future__ import annotations

import re

from extractors.lexicons import table

_M = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|JANUARY"
    r"|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)

_FULL_MONTHS = "|".join(
    f"{m}|{m.upper()}"
    for m in (
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        ("August"),
        "September",
        "October",
        "November",
        "December",
    )
)

_D = r"(?P<{0}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"

YEAR = r"(?P<{0}>(?:19|20)\d\d)\b"

_TO = r"\s*(?:-|–|—|to|through|thru|until|till|and|&)\s*(?:the\s+)?"


def month_first(m: str, d: str) -> str:
    return _M.format(m) + r"\s+(?:the\s+)?" + _D.format(d)


def day_first(d: str, m: str) -> str:
    return _D.format(d) + r"(?:\s+day)?\s+(?:of\s+)?" + _M.format(m)


# What may follow `on the 25th` where it is a day and no ordinal number of something.
_AFTER_ORDINAL = "I|we|our|he|she|his|her|they|their|the|a|an|in|at|to|by|with|and|both|when|it|its|two|three"

_YEAR_TAIL = r"(?:\s*,?\s*(?:of\s+)?" + YEAR + ")?"

# Days of the year that have a name: month and day.
FEASTS: dict[str, list[int]] = table("en_dates")["feasts"]
GRAMMAR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{pattern})"))
    for kind, pattern in (
        ("iso", r"(?P<y>(?:19|20)\d\d)-(?P<mm>[01]\d)-(?P<d>[0-3]\d)\b"),
        ("iso", r"(?P<y>(?:19|20)\d\d)(?:\.[ ]?|/)(?P<mm>[01]?\d)(?:\.[ ]?|/)(?P<d>[0-3]?\d)\b"),
        ("dotted", r"(?P<d>[0-3]?\d)\.(?P<mm>[01]?\d)\.(?P<y>(?:19|20)\d\d)\b"),
        ("slashed", r"(?P<d>[0-3]?\d)/(?P<mm>[01]?\d)/(?P<y>(?:19|20)\d\d)\b"),
        # March 29 to April 2, 2021
        (
            "span",
            month_first("m", "d")
            + r"(?:,?\s+"
            + YEAR.format("y0")
            + ")?"
            + _TO
            + month_first("m2", "d2")
            + _YEAR_TAIL.format("y"),
        ),
        (
            "span",
            day_first("d", "m")
            + r"(?:,?\s+"
            + YEAR.format("y0")
            + ")?"
            + _TO
            + day_first("d2", "m2")
            + _YEAR_TAIL.format("y"),
        ),
        ("span", month_first("m", "d") + _TO + _D.format("d2") + _YEAR_TAIL.format("y")),
        ("span", _D.format("d") + _TO + day_first("d2", "m") + _YEAR_TAIL.format("y")),
        # DECEMBER. By correspondence, …
        ("month_line", r"(?m:^)(?P<m>" + _FULL_MONTHS + r")\.(?=\s+[A-Z\d])"),
        # 2010 – On 8 December, …
        ("year_line", r"(?m:^)" + YEAR.format("y") + r"(?=\s*(?:[–—:]|-\s))"),
        ("day", month_first("m", "d") + _YEAR_TAIL.format("y")),
        ("day", day_first("d", "m") + _YEAR_TAIL.format("y")),
        (
            "part",
            r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:beginning|end|middle) of|[Tt]he (?:first|second|last) "
            r"(?:half|week) of)[\s-]+(?:in\s+)?"
            + _M.format("m")
            + r"(?:\s+(?:of\s+)?"
            + YEAR.format("y")
            + ")?",
        ),
        (
            "month",
            _M.format("m")
            + r"(?:,?\s+(?:of\s+)?(?:(?P<last>last year)|(?P<this>this year)|"
            + YEAR.format("y")
            + "))",
        ),
        ("month", r"(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Nn]ext|[Uu]ntil|[Bb]y)\s+" + _M.format("m")),
        (
            "relative",
            (
                r"(?P<word>[Tt]he day before yesterday|[Dd]ay before yesterday|[Yy]esterday|[Tt]oday(?! "
                r"(?:head"
                r"|heads|director|president|chairs|directs|leads|known|called|part of)\b)|[Tt]omorrow"
                r"|[Tt]onight|[Ll]ast night|[Tt]his (?:morning|forenoon|noon|afternoon|evening))\b"
            ),
        ),
        (
            "ago",
            (
                r"(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?P<unit>day|week"
                r"|month)s? "
                r"ago\b"
            ),
        ),
        (
            "vague",
            (
                r"(?P<word>[Ll]ast week|[Tt]his week|[Nn]ext week|[Ee]arlier this week|[Ll]ater this week"
                r"|[Ll]ast month|[Tt]his month|[Nn]ext month|[Ee]arlier this month|[Ll]ater this month"
                r"|[Ll]ast "
                r"year|[Tt]his year|[Nn]ext year|[Ee]arlier this year|[Ll]ater this year|[Tt]he (?:year "
                r")?before last|(?:[Tt]he )?end of the year|[Tt]his (?:spring|summer|fall|autumn|winter)"
                r"|[Ll]ast (?:spring|summer|fall|autumn|winter))\b"
            ),
        ),
        (
            "weekday",
            (
                r"(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his past|[Tt]his coming)?\s*(?P<w>Mon|Tues?|Wed(?:nes)?"
                r"|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day\b|\b\.)"
            ),
        ),
        ("feast", rf"[Oo]n (?P<feast>{'|'.join(FEASTS)})\b"),
        (
            "recent",
            (
                r"(?P<word>[Rr]ecently|[Nn]ewly signed|[Tt]he other day|[Ii]n recent (?:days|weeks)|[Aa] few "
                r"(?:days|weeks) ago|[Tt]hese days|[Ss]hortly before|[Nn]ot long ago|[Ll]ately)\b"
            ),
        ),
        (
            "season",
            r"(?:[Ii]n\s+)?(?:the\s+)?(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter) (?:of )?"
            + YEAR.format("y"),
        ),
        (
            "ordinal",
            r"[Oo]n the (?P<d>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?: of (?P<which>this|last) "
            r"month)?(?=[.,;)]|\s+(?:" + _AFTER_ORDINAL + (r")\b)"),
        ),
        (
            "year",
            r"(?:[Ii]n|[Ss]ince|[Ff]rom|of|dates? (?:from|back to)|[Ss]igned|as (?:far back|early) as|early"
            r"|late|during|by|until|for|from)\s+(?:the year\s+)?" + YEAR.format("y"),
        ),
    )
)
