"""Instruments in English text: their kind, title, number and state."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from extractors.english.instrument_titles import capitalized_title, quoted_title
from extractors.english.words import Word, words
from extractors.events import Instrument, InstrumentType, Mention, Status
from extractors.lexicons import expressions, table

_NUMBERS = {n: i for i, n in enumerate(table("en_instruments")["numbers"])} | {"a": 1, "an": 1, "both": 2}
_MANY = frozenset(("several", "many", "various", "multiple", "numerous"))
_PLURAL = re.compile(expressions("en_instruments", "plurals"), re.IGNORECASE)
_MORE_THAN = frozenset(["than", "over", "nearly", "almost", "some", "about", "around"])


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """An instrument at words of the text; `definite` when it points back (`the memorandum`, `it`)."""

    start: int
    end: int
    instrument: Instrument
    definite: bool


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[InstrumentType, re.Pattern[str]], ...]:
    listed = table("en_instruments")
    return tuple(
        (kind, re.compile(r"\b(?:" + "|".join(_any_case(p) for p in listed[kind]) + ")"))
        for kind in get_args(InstrumentType)
        if kind in listed
    )


def _any_case(pattern: str) -> str:
    """Acronyms keep their capitals; words may be written in any case."""
    return pattern if re.match(r"[A-Z]|Mo", pattern) else f"(?i:{pattern})"


def instruments(text: str, start: int, end: int) -> list[InstrumentMention]:
    """The instruments named in a sentence, left to right."""
    spans: list[tuple[int, int, InstrumentType]] = []
    for kind, pattern in _kinds():
        for match in pattern.finditer(text, start, end):
            spans.append((match.start(), match.end(), kind))
    chosen: list[tuple[int, int, InstrumentType]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= c[0] or c[1] <= span[0] for c in chosen):
            chosen.append(span)
    found = [_mention(text, start, end, span) for span in sorted(chosen)]
    return _summed(text, _without_generic(_without_nested([f for f in found if f is not None])))


def _without_nested(found: list[InstrumentMention]) -> list[InstrumentMention]:
    """One named inside another's title is part of it; `(MoU)` behind it is its short form."""
    kept: list[InstrumentMention] = []
    for mention in found:
        if kept and kept[-1].instrument.title and mention.start < kept[-1].instrument.title.end:
            continue
        twin = kept and mention.instrument.type == kept[-1].instrument.type
        if twin and 0 <= mention.start - kept[-1].end <= 3:
            continue
        if (
            twin
            and mention.definite
            and not mention.instrument.title
            and (not kept[-1].definite or mention.start - kept[-1].end < 8)
        ):
            continue
        kept.append(mention)
    return kept


def _without_generic(found: list[InstrumentMention]) -> list[InstrumentMention]:
    """`Two papers, one pen: a memorandum and a roadmap`: what is named by its kind is not counted again."""
    exact = [f for f in found if f.instrument.type != "cooperation_document"]
    told = sum(f.instrument.count or 2 for f in exact)
    kept: list[InstrumentMention] = []
    for mention in found:
        generic = mention.instrument.type == "cooperation_document" and not mention.instrument.title
        if not (
            generic
            and any(f.start > mention.start for f in exact)
            and told >= (mention.instrument.count or 2)
        ):
            kept.append(mention)
    return kept


_JOINS = re.compile(
    r"[^.;:]{0,60}\band (?:to |on |of )?(?:an?|another|one)\b(?![^.;:]*\b(?:will|would|to be|which"
    r"|that)\b)[^.;:]{0,30}$"
)


def _summed(text: str, found: list[InstrumentMention]) -> list[InstrumentMention]:
    """`a framework agreement and a first special agreement`: two agreements."""
    kept: list[InstrumentMention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if last and _same_kind(last, mention) and _JOINS.match(text[last.end : mention.start]):
            total = (last.instrument.count or 0) + (mention.instrument.count or 0)
            kept[-1] = replace(last, instrument=replace(last.instrument, count=total))
        else:
            kept.append(mention)
    return kept


def _same_kind(one: InstrumentMention, other: InstrumentMention) -> bool:
    titled = one.instrument.title or other.instrument.title or one.definite or other.definite
    return (
        not titled
        and one.instrument.type == other.instrument.type
        and None not in (one.instrument.count, other.instrument.count)
    )


def _mention(
    text: str, start: int, end: int, span: tuple[int, int, InstrumentType]
) -> InstrumentMention | None:
    before = words(text, start, span[0])
    written = text[span[0] : span[1]]
    if _is_adjective(text, span[1]):
        return None
    title = quoted_title(text, start, end, span) or capitalized_title(text, before, span, end)
    first = title.start if title else span[0]
    lead = words(text, start, first)
    count, definite = _count(lead, written)
    kind = span[2]
    if _is_total(lead, count) or (
        kind == "cooperation_document" and not title and not _is_told(lead, written)
    ):
        return None
    instrument = Instrument(kind, Mention(span[0], span[1], written), title, count)
    # `signed the Minutes of the Meeting` names them for the first time.
    definite = definite and not (kind == "minutes" and written[0].isupper())
    return InstrumentMention(first, max(span[1], title.end if title else 0), instrument, definite)


def _is_total(lead: list[Word], count: int | None) -> bool:
    """`more than 40 agreements`, `over thirty memorandums`: what there is by now, not what was signed."""
    near = [w.lower for w in lead[-4:]]
    return any(w in _MORE_THAN for w in near) and ((count or 0) > 9 or "dozen" in near or "hundred" in near)


def _is_told(lead: list[Word], written: str) -> bool:
    """Documents, papers, texts count where they are counted or pointed at: not `normative documents`."""
    if re.match(r"(?:co-?operation|bilateral|collaboration|side)\b", written, re.IGNORECASE):
        return True
    near = [w.lower for w in lead[-3:]]
    return any(
        w in _NUMBERS
        or w in _MANY
        or w.isdigit()
        or (w in ("the", "these", "both", "their", "of") and near[-1] == w)
        for w in near
        if w != "of"
    )


def _is_adjective(text: str, end: int) -> bool:
    """`protocol officer`, `contract laboratory`, `agreement holders`."""
    return bool(
        re.match(
            r"\s+(?:officer|officers|laborator|award|holders?|manufactur|testing|research organi|worth"
            r"|number)",
            text[end : end + 24],
        )
    )


def _count(before: list[Word], written: str) -> tuple[int | None, bool]:
    """How many, and whether the phrase points back to what was named already."""
    plural = bool(_PLURAL.search(written))
    for word in reversed(before[-6:]):
        low = word.lower
        if low in _MANY or low in ("number", "series"):
            return None, False
        if low in _NUMBERS:
            number = _NUMBERS[low]
            return (number if plural or number == 1 else 1), False
        if low.isdigit() and plural and int(low) < 100:
            return int(low), False
        if low in ("the", "this", "that", "these", "its", "their"):
            return (None if plural else 1), True
        if low in (",", ".", "and", "of", "with", "signed", "by", "to", "for", "in", "on", ";", ":"):
            break
    return (None if plural else 1), False


def with_status(found: Instrument, status: Status) -> Instrument:
    """The instrument as signed, renewed, planned …"""
    return replace(found, status=status)
