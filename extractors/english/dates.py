"""Written dates in English, by a strict grammar, as EDTF."""

from __future__ import annotations

import re

from extractors.calendars import Anchor
from extractors.english.date_grammar import GRAMMAR
from extractors.english.date_values import READERS, Value
from extractors.english.time_of_writing import day_of_dateline, year_of_line
from extractors.events import EventDate, Mention
from extractors.leftover_dates import leftover
from extractors.lexicons import expressions
from extractors.reading import DateMention

_AHEAD = re.compile(
    rf"(?:\b(?:{expressions('en_dates', 'ahead')})\b|\bW(?:HEN|hen):)(?P<rest>[^.\n]{{0,60}})$"
)
_WEEKDAY = re.compile(
    r"(?:(?:[Ll]ast|[Tt]his)\s+)?(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)"
)
_DONE = re.compile(r"\b(?:was|were|had|signed|did|met|held|done|has|have)\b")


def dates(text: str, anchor: Anchor, *, future: tuple[tuple[int, int], ...] = ()) -> tuple[DateMention, ...]:
    """Every written time, left to right, longest reading first.

    `future` holds the sentences that tell what is to come (their yearless dates lie ahead).
    """
    found: list[DateMention] = []
    today = day_of_dateline(text, anchor)
    for form, pattern in GRAMMAR:
        for match in pattern.finditer(text):
            start, end = _core(match)
            if any(start < d.end and d.start < end for d in found):
                continue
            planned = any(s <= start < e for s, e in future) or _lies_ahead(text, start)
            written_on = today if form == "relative" else year_of_line(text, start) or anchor
            value = READERS[form](match, written_on, planned)
            if value is not None:
                found.append(_mention(start, end, match[0].strip(), value))
    found += leftover(text, [(d.start, d.end) for d in found], "en")
    return _without_weekdays(text, sorted(found, key=lambda d: d.start))


def _without_weekdays(text: str, found: list[DateMention]) -> tuple[DateMention, ...]:
    """`on Friday, April 24`, `April 24 (Friday)`: the weekday tells nothing more than the day beside it."""
    kept: list[DateMention] = []
    for i, mention in enumerate(found):
        beside = [d for d in found[max(0, i - 1) : i + 2] if d is not mention and d.kind in ("day", "span")]
        weekday = mention.date.basis == "relative" and _WEEKDAY.fullmatch(text[mention.start : mention.end])
        if weekday and any(_adjoin(text, mention, d) for d in beside):
            continue
        kept.append(mention)
    return tuple(kept)


def _adjoin(text: str, one: DateMention, other: DateMention) -> bool:
    first, last = sorted((one, other), key=lambda d: d.start)
    return text[first.end : last.start].strip(" ,(") in ("", "the") and not _WEEKDAY.fullmatch(
        text[other.start : other.end]
    )


def _mention(start: int, end: int, written: str, value: Value) -> DateMention:
    edtf, basis, kind = value
    return DateMention(start, end, EventDate(edtf, basis, Mention(start, end, written)), kind)


def _lies_ahead(text: str, at: int) -> bool:
    """Whether the words just before it tell that the day is to come: `due by`, `comes into effect on`."""
    found = _AHEAD.search(text[max(0, at - 90) : at])
    return found is not None and not _DONE.search(found["rest"])


def _core(match: re.Match[str]) -> tuple[int, int]:
    written = match[0]
    lead = len(written) - len(written.lstrip())
    return match.start() + lead, match.start() + len(written.rstrip())
