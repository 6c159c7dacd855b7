"""Which of the times said around an act is its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.calendars import Anchor, shifted, span
from extractors.english.passages import Passage
from extractors.english.places import heading
from extractors.english.told_times import (
    CUE,
    PLANNED,
    before,
    behind,
    days_apart,
    is_dateline,
    is_recalled,
    is_term,
    is_until,
    of_signature,
    usable,
)
from extractors.events import EventDate, EventType
from extractors.lexicons import expressions
from extractors.reading import DateMention

_RANK = {"day": 0, "span": 0, "month": 1, "recent": 2, "year": 3}

_EXACT = ("day", "span")

# The act named again with its circumstances: `The ceremony took place in …`, `The event took place on …`.
_NAMED_ACT = re.compile(expressions("en_dates", "named_act"))

_BYLINE = re.compile(expressions("en_dates", "byline"))


def when(
    scene: Sequence[Passage],
    passage: Passage,
    kind: EventType,
    recalled: Collection[EventDate] = (),
    page: Sequence[Passage] = (),
) -> DateMention | None:
    """The time of the act that `passage` tells.

    `recalled` are the dates of older acts told before; `page` is what stands before a digest's first item.

    What the sentence says itself comes first, then the day that the story has reached, then what a later
    sentence says of the act, then the frame: the heading's day or the encounter's.
    """
    if kind == "announcement":
        return _announced(scene, passage)
    own = _own_date(passage, kind)
    if own and own.kind in _EXACT:
        return _lasting(scene, passage, own, kind)
    later = _told_after(scene, passage, kind)
    if own:
        return later if later and later.kind == "day" and _narrows(own, later) else own
    return (
        _caption_date(scene, passage)
        or _carried_date(scene, passage, kind, recalled)
        or later
        or _framing_date(scene, passage, recalled)
        or _page_date(page)
    )


def _own_date(passage: Passage, kind: EventType) -> DateMention | None:
    """The time nearest to the word that tells the event, exact days first; signed apart: the last."""
    found = list(usable(passage))
    if not found:
        return None
    days = [d for d in found if d.kind == "day"]
    if kind == "signing" and len(days) > 1 and days_apart(passage, days):
        return max(days, key=lambda d: d.date.edtf or "")
    spots = [s for cue in CUE[kind] for s, _ in passage.cues[cue]] or [passage.start]
    nearest = min(found, key=lambda d: (_RANK[d.kind] * 120 + min(abs(d.start - s) for s in spots), d.start))
    return _last_of_two(nearest) if kind == "signing" else nearest


def _last_of_two(date: DateMention) -> DateMention:
    """`letters of 10 and 14 December`: of two days named, the last; a span stays one."""
    written = date.date.mention.text if date.date.mention else ""
    if (
        date.kind != "span"
        or not re.search(r"\s(?:and|&)\s", written)
        or written.lower().startswith("between")
    ):
        return date
    return replace(date, date=replace(date.date, edtf=(date.date.edtf or "").split("/")[-1]), kind="day")


def _narrows(vague: DateMention, exact: DateMention) -> bool:
    """Whether the day lies in the month or year said before."""
    return vague.kind == "recent" or (exact.date.edtf or "").startswith((vague.date.edtf or "?").rstrip("~"))


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}

_DAYS_OF = re.compile(
    r"\b(?:after|following|of|spent|lasted) (two|three|four|five) (?:full |whole |long )?days\b|\b(two"
    r"|three|four|five)-day\b"
)

_CLOSING = re.compile(r"\b(?:closed|ended|concluded|wrapped up|came to an end)\b")


def _lasting(scene: Sequence[Passage], passage: Passage, date: DateMention, kind: EventType) -> DateMention:
    """`closed on Friday after three days of debate`: the encounter lasted from Wednesday."""
    if (
        kind == "signing"
        or date.kind != "day"
        or not date.date.edtf
        or "X" in date.date.edtf
        or not _CLOSING.search(passage.text)
    ):
        return date
    near = " ".join(p.text for p in (*before(scene, passage)[-1:], passage))
    days = _DAYS_OF.search(near)
    if days is None:
        return date
    first = shifted(Anchor.of(date.date.edtf), 1 - _NUMBERS[days[1] or days[2]])
    return replace(date, date=replace(date.date, edtf=span(first, date.date.edtf)), kind="span")


def _carried_date(
    scene: Sequence[Passage], passage: Passage, kind: EventType, recalled: Collection[EventDate]
) -> DateMention | None:
    """The day that the sentences before it have set; of a span, its end where the sentence says so."""
    earlier = before(scene, passage)
    found = _last_told(earlier[-2:], recalled, (*_EXACT, "month", "recent")) or _last_told(
        earlier[-5:-2], recalled, _EXACT
    )
    if (
        found
        and found.kind == "span"
        and kind == "signing"
        and re.search(r"\b(?:at the (?:end|close|conclusion)|closing|in conclusion)\b", passage.text)
    ):
        return replace(
            found, date=replace(found.date, edtf=(found.date.edtf or "").split("/")[-1]), kind=("day")
        )
    return found


def _last_told(
    earlier: Sequence[Passage], recalled: Collection[EventDate], kinds: Sequence[str]
) -> DateMention | None:
    for told in reversed(earlier):
        fitting = [
            d
            for d in told.dates
            if d.kind in kinds and d.date.edtf and not is_term(told, d) and not is_recalled(told, d.start)
        ]
        fitting = [d for d in fitting if d.kind in _EXACT] or fitting
        if fitting and not _BYLINE.search(told.text):
            return None if fitting[-1].date in recalled else fitting[-1]
    return None


def _told_after(scene: Sequence[Passage], passage: Passage, kind: EventType) -> DateMention | None:
    """`The event took place on March 2`, `Dated September 8, …` in one of the next sentences."""
    for later in behind(scene, passage)[:4]:
        if _NAMED_ACT.search(later.text) and not later.has("ahead"):
            found = next(
                (
                    d
                    for d in later.dates
                    if d.kind == "day" and not is_term(later, d) and not is_recalled(later, d.start)
                ),
                None,
            )
            if found:
                return found
        if any(later.cues[c] for c in CUE[kind]) and later.dates:
            return None
    return None


def _caption_date(scene: Sequence[Passage], passage: Passage) -> DateMention | None:
    """`Maputo, 3 October.` right behind the sentence, as under a photograph."""
    for later in behind(scene, passage)[:1]:
        if len(later.text) < 45 and later.dates and heading(later.line.text, later.start, later.end):
            return later.dates[0]
    return None


def _page_date(page: Sequence[Passage]) -> DateMention | None:
    """The day that stands with a city on a line of its own before the items of a page."""
    alone = [p for p in page if len(p.text) < 45 and heading(p.line.text, p.start, p.end)]
    return next((d for p in alone for d in p.dates if d.kind in _EXACT), None)


def _framing_date(
    scene: Sequence[Passage], passage: Passage, recalled: Collection[EventDate]
) -> DateMention | None:
    """The day of the encounter or heading that everything in the news item happened at."""
    for told in reversed(before(scene, passage)):
        if told.has("gather", "meet") or heading(told.line.text, told.start, told.end):
            found = next(
                (
                    d
                    for d in told.dates
                    if d.kind in _EXACT and not is_term(told, d) and d.date not in recalled
                ),
                None,
            )
            if found:
                return found
    return None


def _announced(scene: Sequence[Passage], passage: Passage) -> DateMention | None:
    """The planned or effective day, told in the sentence or around it; else the sentence's own time."""
    own = [d for d in passage.dates if not of_signature(passage, d) and not is_dateline(passage, d)]
    cues = [s for cue in CUE["announcement"] for s, _ in passage.cues[cue]]
    ahead = [d for d in own if any(s < d.start for s in cues)]
    if ahead:
        return min(ahead, key=lambda d: (_RANK[d.kind], d.start))
    for told in behind(scene, passage)[:3]:
        lead = PLANNED.search(told.text)
        found = next(
            (d for d in told.dates if lead and d.start > told.start + lead.start() and not is_until(told, d)),
            None,
        )
        if found:
            return found
    earlier = [
        d
        for p in reversed(before(scene, passage)[-2:])
        for d in p.dates
        if not of_signature(p, d) and not is_dateline(p, d) and not is_until(p, d)
    ]
    return min(own, key=lambda d: (_RANK[d.kind], d.start)) if own else next(iter(earlier), None)
