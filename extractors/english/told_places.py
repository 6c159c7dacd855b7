"""What the words around a city say of it: whether the act of its sentence can have been there."""

from __future__ import annotations

import re

from extractors.english.passages import Passage
from extractors.english.told_times import is_recalled
from extractors.events import EventType
from extractors.lexicons import expressions

TO_COME = re.compile(
    r"\b(?:will|would|shall|wishes|plans?|expects?|hopes?|invited|next|to be (?:hosted|held))\b[^.;]*$"
)
_PAST_ACT = re.compile(rf"\b(?:{expressions('en_places', 'past_act')})\b")
_NOT_THERE = re.compile(
    rf"\b(?:{expressions('en_places', 'not_there')})\s+(?:\w+ )?(?:in|at)\s*$", re.IGNORECASE
)


def is_there(passage: Passage, at: int, kind: EventType) -> bool:
    """Not spoken of in a quotation, as home, as origin, as a plan or an older act."""
    start = passage.line.words[at].start
    lead = passage.line.text[passage.start : start]
    if lead.count('"') % 2 or lead.count("“") > lead.count("”") or _NOT_THERE.search(lead):
        return False
    origin = (
        at > 1 and passage.line.words[at - 1].lower == "from" and passage.line.words[at - 2].lower != "home"
    )
    if origin or is_recalled(passage, start) or _before_that(passage, lead):
        return False
    return kind == "announcement" or not TO_COME.search(_PAST_ACT.split(lead)[-1])


def _before_that(passage: Passage, lead: str) -> bool:
    """`X signed for A; Y had added his name in B`: the second was before the act that is told."""
    had = re.search(r"\bhad (?:\w+ ){0,6}(?:in|at) $", lead)
    return had is not None and any(s < passage.start + had.start() for s, _ in passage.cues["sign"])
