"""Signings that a sentence tells beside the news: each renewal by its date, and older ones in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.english.instruments import InstrumentMention, with_status
from extractors.english.kinds import renews
from extractors.english.passages import Passage
from extractors.english.roles import signing_roles
from extractors.english.story import Story
from extractors.english.told_times import is_term
from extractors.events import Place
from extractors.lexicons import expressions
from extractors.reading import DateMention

_AGAIN = re.compile(expressions("en_story", "again"))
_HAD = re.compile(r"\bhad (?:been |already |both |first )*$")
_HAD_REACH = 14
# Characters between a date and its city, and between `signed` and its date.
_PLACE_REACH, _DATE_REACH = 30, 70


def tell_renewals(story: Story, passage: Passage) -> bool:
    """`renewed it in June 2001, again in 2008 and …`: a signing for each date, the last told as the news."""
    last = story.latest()
    dates = [d for d in passage.dates if d.kind in ("day", "month", "year") and not is_term(passage, d)]
    if last is None or len(dates) < 2 or not renews(passage) or not _several_times(passage):
        return False
    instruments = tuple(with_status(i, "renewed") for i in last.instruments)
    signers = signing_roles(passage)
    for date in dates:
        newest = date is dates[-1]
        draft = story.draft("signing", passage, last.parties, signers if newest else (), instruments)
        place = _place_beside(passage, date, newest and bool(signers))
        story.found.append(replace(draft, date=date.date, place=place, background=not newest))
    return True


def _several_times(passage: Passage) -> bool:
    """Said by a word (`again`), or by two words of renewal."""
    return bool(_AGAIN.search(passage.text)) or len(passage.cues["sign"]) > 1


def _place_beside(passage: Passage, date: DateMention, last: bool) -> Place | None:
    """The city next to the date, rather behind it than before it; of the last one, any city behind it."""
    words = passage.line.words
    gaps = [(words[at].start - date.start, p) for at, p in passage.places]
    if last:
        return next((p for gap, p in gaps if gap > 0), None)
    near = [(gap if gap > 0 else -2 * gap, p.city.start, p) for gap, p in gaps if abs(gap) < _PLACE_REACH]
    return min(near)[2] if near else None


def tell_recalled(story: Story, passage: Passage) -> None:
    """`…, which they had signed in Sydney in November 2010`: an older signing told in passing."""
    last = story.latest()
    if last is None or not last.parties:
        return
    for start, end in _had_signed(passage):
        date = next((d for d in passage.dates if 0 <= d.start - end < _DATE_REACH and d.date.edtf), None)
        named = _named_before(passage, start)
        if date is None or not named or last.date == date.date:
            continue
        base = story.draft("signing", passage, last.parties, (), (with_status(named.instrument, "signed"),))
        place = next((p for at, p in passage.places if passage.line.words[at].start > end), None)
        story.found.append(replace(base, date=date.date, place=place, background=True))
        return


def _had_signed(passage: Passage) -> Iterator[tuple[int, int]]:
    """The signing words behind a `had`."""
    for start, end in passage.cues["sign"]:
        lead = passage.line.text[max(passage.start, start - _HAD_REACH) : start].lower()
        if _HAD.search(lead):
            yield start, end


def _named_before(passage: Passage, at: int) -> InstrumentMention | None:
    """The instrument named last before `at`, else the sentence's first."""
    before = [f for f in passage.instruments if f.end <= at]
    return before[-1] if before else next(iter(passage.instruments), None)
