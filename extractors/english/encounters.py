"""Whether a sentence tells an encounter: by a word of meeting, or by who is there together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.english.cues import Spans
from extractors.english.parties import sides_of
from extractors.english.passages import Passage, is_generic
from extractors.english.settling import independent
from extractors.lexicons import expressions
from extractors.reading import Organization

_TO_COME = re.compile(expressions("en_story", "to_come"))
_PUT_OFF = re.compile(expressions("en_story", "put_off"), re.IGNORECASE)
_RECALLED = re.compile(
    r"\b(?:had|having) (?:\w+ ){0,4}$|\b(?:before|since|until)\b[^.;,]{0,40}$", re.IGNORECASE
)
_UNRELATED = re.compile(expressions("en_story", "no_encounter"), re.IGNORECASE)
_NOMINAL = re.compile(expressions("en_story", "named_encounter"), re.IGNORECASE)
_HONOURS = re.compile(expressions("en_story", "honours"), re.IGNORECASE)
_VERBAL = re.compile(expressions("en_story", "verb_of_meeting"), re.IGNORECASE)
_JOINT_ACT = re.compile(expressions("en_story", "joint_act"), re.IGNORECASE)
_VISITORS = re.compile(
    r"\b(?:delegations?|guests|visitors|colleagues|groups? of|team of|experts)\b", re.IGNORECASE
)
# Characters before a word of meeting in which a clause can make it one to come.
_REACH = 110


def met(passage: Passage) -> Spans:
    """The words of meeting in a sentence that tell what took place, not plans, not memories."""
    return tuple(span for span in passage.cues["meet"] if _took_place(passage, span))


def _took_place(passage: Passage, span: tuple[int, int]) -> bool:
    text = passage.line.text
    lead = text[max(passage.start, span[0] - _REACH) : span[0]]
    if _inside_quotation(text[passage.start : span[0]]):
        return False
    if _TO_COME.search(lead) or _PUT_OFF.match(text[span[1] : passage.end].lstrip()[:24]):
        return False
    return not _RECALLED.search(lead) or any(d.kind == "day" for d in passage.dates)


def is_encounter(passage: Passage) -> bool:
    """Whether a sentence by its words tells a meeting, with whom or with sides named around it."""
    told = met(passage)
    if _HONOURS.search(passage.text):
        return False
    if not told or _PUT_OFF.search(passage.text, told[0][1] - passage.start):
        return False
    named = bool(passage.bodies or passage.people)
    return named or (is_generic(passage) and _says_it(passage, told)) or _names_it(passage, told)


def _says_it(passage: Passage, told: Spans) -> bool:
    """`the two sides met`, `held talks`: a verb of meeting, no `visiting scientists`."""
    return any(_VERBAL.match(passage.line.text[s:e]) for s, e in told)


def _names_it(passage: Passage, told: Spans) -> bool:
    return any(_NOMINAL.search(passage.line.text[s:e]) for s, e in told) and bool(passage.dates)


def _inside_quotation(lead: str) -> bool:
    return lead.count('"') % 2 == 1 or lead.count("“") > lead.count("”")


def _somebody(passage: Passage) -> bool:
    """Whether it names people who were there, or a group of visitors."""
    return any(h.titles or h.acts_for for _, h in passage.people) or bool(_VISITORS.search(passage.text))


def together(passage: Passage, owner: Organization | None) -> Sequence[Organization]:
    """The independent sides that a sentence shows acting together in the past, whatever the word."""
    text = passage.text
    if passage.has("unrelated", "denied", "ahead", "planned", "force", "ended") or _UNRELATED.search(text):
        return ()
    if _TO_COME.search(text) or not _JOINT_ACT.search(text) or not _somebody(passage):
        return ()
    chosen = sides_of(passage)
    if owner is not None and owner not in chosen and len(chosen) == 1:
        chosen = [*chosen, owner]
    return chosen if independent(chosen) else ()
