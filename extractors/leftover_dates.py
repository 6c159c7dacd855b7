"""Full dates that a language's own grammar does not know, read by dateparser within strict bounds.

Only strings that look like a whole date (`5-Sep-2019`, `2019/09/05`, `Sept. 5th, '19`) are handed over, with
the language and the forms named: a library that guesses would turn "March 2021" into a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.events import EventDate, Mention
from extractors.reading import DateMention

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_CANDIDATE = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}[-/ ]{_MONTH}[-/ ,]{{1,2}}{_YEAR}"
    rf"|{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|(?:19|20)\d\d[/.]\d{{1,2}}[/.]\d{{1,2}}|\d{{1,2}}-\d{{1,2}}-(?:19|20)\d\d)(?![\w/-])"
)
_FORMS = (
    "%d-%b-%Y", "%d/%b/%Y", "%d %b %Y", "%b %d %Y", "%d-%b-%y", "%b %d %y",
    "%Y/%m/%d", "%Y.%m.%d", "%d-%m-%Y",
)  # fmt: skip


def leftover(text: str, taken: Sequence[tuple[int, int]], lang: str) -> tuple[DateMention, ...]:
    """The whole dates of the text outside the spans already read."""
    found: list[DateMention] = []
    for match in _CANDIDATE.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        value = _parsed(match[0], lang)
        if value:
            written = Mention(match.start(), match.end(), match[0])
            found.append(DateMention(match.start(), match.end(), EventDate(value, "written", written)))
    return tuple(found)


def _parsed(written: str, lang: str) -> str | None:
    # Imported here: it takes a third of a second, and few texts need it.
    import dateparser

    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,'’](?=\s|\d\d$|$)", " ", written)
    plain = re.sub(r"\bSept\b", "Sep", re.sub(r"\s+", " ", plain)).strip()
    parsed = dateparser.parse(
        plain,
        date_formats=list(_FORMS),
        languages=[lang],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": "DMY",
            "PARSERS": ["custom-formats", "absolute-time"],
        },
    )
    return parsed.date().isoformat() if parsed else None
