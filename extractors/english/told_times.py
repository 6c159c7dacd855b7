"""What the words around a date say of it: whether it can be the day of the act its sentence tells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.english.passages import Passage
from extractors.events import EventType
from extractors.lexicons import expressions
from extractors.reading import DateMention

CUE: dict[EventType, tuple[str, ...]] = {
    "signing": ("sign",),
    "meeting": ("meet",),
    "conference": ("gather",),
    "announcement": ("planned", "force", "ended"),
}

# The plan of an act: `is to be inked on`, `want it signed before`.
PLANNED = re.compile(rf"\b(?:{expressions('en_dates', 'planned')})")


def before(scene: Sequence[Passage], passage: Passage) -> Sequence[Passage]:
    """The sentences of the news item before this one."""
    return scene[: bisect_left(scene, passage.start, key=_start)]


def behind(scene: Sequence[Passage], passage: Passage) -> Sequence[Passage]:
    """Those behind it."""
    return scene[bisect_right(scene, passage.start, key=_start) :]


def _start(passage: Passage) -> int:
    return passage.start


# A term, a deadline or the start of validity before a date: not the day of the act.
_TERM = re.compile(rf"(?:\b(?:{expressions('en_dates', 'term')})(?: the)?)$")

_TERM_INSIDE = ("until", "since", "by ", "for ", "during")

_DATELINE_END = re.compile(r"\s*(?:,? ?\d{4})?\)?\s*(?:\([^)]{2,20}\)\s*)?(?:—|–|--| - |:)")

# An older act told in a relative clause: `…, which they had signed in Sydney in November 2010`.
_RECALLED = re.compile(
    r"\b(?:which|that|whom|as|where)\b[^.;]{0,90}\b(?:had|was|were) (?:been |already |both |first "
    r"|originally |jointly )*(?:\w+ed|done|begun)\b[^.;]{0,60}$"
)


def usable(passage: Passage) -> Iterator[DateMention]:
    """The times of a sentence that can be the day of its act."""
    for date in passage.dates:
        if not is_term(passage, date) and not is_recalled(passage, date.start):
            yield date


def of_signature(passage: Passage, date: DateMention) -> bool:
    """`done at Brussels on 6 May`, `signed on …`: the text's own date within an announcement."""
    lead = passage.line.text[max(passage.start, date.start - 60) : date.start]
    return bool(
        re.search(
            r"(?<!be )\b(?:done|signed|concluded|initialled|set their hands|dated)\b(?! (?:before"
            r"|by))[^.,;]{0,40}$",
            lead,
        )
    )


def is_dateline(passage: Passage, date: DateMention) -> bool:
    """The day that stands with a city before the text: `NEW DELHI, Nov. 2 —`."""
    city_before = re.search(r"[A-Za-z]{3}", passage.line.text[passage.start : date.start])
    return (
        bool(city_before)
        and date.start - passage.start < 60
        and bool(_DATELINE_END.match(passage.line.text[date.end : date.end + 24]))
    )


def is_term(passage: Passage, date: DateMention) -> bool:
    """`until 2025`, `will lapse on 30 September`, or the dateline's own day."""
    lead = passage.line.text[max(passage.start, date.start - 40) : date.start].lower().rstrip()
    written = passage.line.text[date.start : date.end].lower()
    return (
        is_dateline(passage, date)
        or (bool(_TERM.search(lead)) and not _since_day(lead, date))
        or written.startswith(_TERM_INSIDE)
    )


def _since_day(lead: str, date: DateMention) -> bool:
    """`since last Tuesday they have …`: since the day of the act."""
    return lead.endswith("since") and date.kind == "day" and date.date.basis == "relative"


def is_until(told: Passage, date: DateMention) -> bool:
    """`until 3 May`: the end of something, not the day it is to begin."""
    return told.line.text[max(0, date.start - 8) : date.start].rstrip().endswith("until")


def is_recalled(passage: Passage, at: int) -> bool:
    """Whether the words before it tell of an older act, and another act is told before them."""
    found = _RECALLED.search(passage.line.text[passage.start : at])
    # `They had concluded a letter, which was signed in …`: all of it is the older act.
    if found is None or re.search(r"\bhad\b", passage.text[: found.start()]):
        return False
    return any(s < passage.start + found.start() for s, _ in passage.cues["sign"] + passage.cues["meet"])


def days_apart(passage: Passage, days: Sequence[DateMention]) -> bool:
    """Signed on different days: each day has its own signer or its own word of signing beside it."""
    spots = [m.start for m, _ in passage.people]
    signs = [s for s, _ in passage.cues["sign"]] + [
        m.start() + passage.start for m in re.finditer(r"\bfollowed\b|\bsignature of\b", passage.text)
    ]
    edges = [passage.start, *(d.end for d in days)]
    signers = len(spots) > 1 and all(any(a <= s < b for s in spots) for a, b in pairwise(edges))
    tail = passage.text[days[-1].start - passage.start :]
    return signers or (len(spots) > 1 and len(signs) > 1 and bool(re.search(r"\bsignature of\b", tail)))


def signed_on_different_days(passage: Passage) -> bool:
    """Whether the sentence gives each signer a day of their own."""
    days = [d for d in usable(passage) if d.kind == "day"]
    return len({d.date.edtf for d in days}) > 1 and days_apart(passage, days)
