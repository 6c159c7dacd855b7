"""Instruments in English text: their kind, title, number and state."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from extractors.english.words import Word, words
from extractors.events import Instrument, InstrumentType, Mention, Status
from extractors.geography import city
from extractors.lexicons import table, word_set

_NUMBERS = {n: i for i, n in enumerate("a one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "an": 1, "both": 2}
_MANY = frozenset("several many various multiple numerous".split())
_PLURAL = re.compile(r"(?:memoranda|memorandums|mous|mocs|moas|mras|lois|cradas|contracts|documents|papers|texts|instruments|pacts|accords|declarations|communiques|roadmaps|treaties)\b|(?:memoranda|memorandums|letters|statements|declarations|agreements|arrangements|protocols|plans|programmes|programs)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"”‘]([A-Z][^“”\"]{8,220})[”\"’]")
_TITLE_LINK = frozenset("on in for of to and concerning regarding between with the & , about by its".split())
_BEFORE_TITLE = frozenset("Joint Cooperative Cooperation Co-operation Framework Mutual Recognition Bilateral Implementing Technical General Work Action Executive Administrative Multilateral Regional Strategic Trilateral Tripartite Supplementary Additional Working Partnership Agreed Research Third Second First Memorandum Protocol Agreement Digital Economic Trade Scientific Science Industry Accreditation Standards Metrology Regulatory Data Sharing Customs Food Safety".split())
_NOT_A_TITLE = re.compile(r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")


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
    return _without_nested([f for f in found if f is not None])


def _without_nested(found: list[InstrumentMention]) -> list[InstrumentMention]:
    """An instrument named inside another's title is part of that title; `(MoU)` behind it is its short form."""
    kept: list[InstrumentMention] = []
    for mention in found:
        if kept and kept[-1].instrument.title and mention.start < kept[-1].instrument.title.end:
            continue
        if kept and 0 <= mention.start - kept[-1].end <= 3 and mention.instrument.type == kept[-1].instrument.type:
            continue
        kept.append(mention)
    return kept


def _mention(text: str, start: int, end: int, span: tuple[int, int, InstrumentType]) -> InstrumentMention | None:
    before = words(text, start, span[0])
    written = text[span[0] : span[1]]
    if _is_adjective(text, span[1]):
        return None
    title = _quoted(text, start, end, span) or _capitalized(text, before, span, end)
    first = title.start if title else span[0]
    count, definite = _count(words(text, start, first), written)
    kind = span[2]
    instrument = Instrument(kind, Mention(span[0], span[1], written), title, count)
    return InstrumentMention(first, max(span[1], title.end if title else 0), instrument, definite)


def _is_adjective(text: str, end: int) -> bool:
    """`protocol officer`, `contract laboratory`, `agreement holders`."""
    return bool(re.match(r"\s+(?:officer|officers|laborator|award|holders?|manufactur|testing|research organi|worth|number)", text[end : end + 24]))


def _quoted(text: str, start: int, end: int, span: tuple[int, int, InstrumentType]) -> Mention | None:
    for match in _QUOTED.finditer(text, max(0, start - 2), min(len(text), end + 2)):
        inside = match.start() <= span[0] and span[1] <= match.end()
        beside = 0 <= match.start() - span[1] <= 12 and re.fullmatch(r"[\s,(]*(?:titled|entitled|called|on)?\s*", text[span[1] : match.start()])
        if inside or beside:
            return Mention(match.start(1), match.end(1), " ".join(match[1].rstrip(",.").split()))
    return None


def _capitalized(text: str, before: list[Word], span: tuple[int, int, InstrumentType], end: int) -> Mention | None:
    """A capitalized kind with its capitalized subject: `Protocol … on Cooperation in Metrology`."""
    if not text[span[0]].isupper():
        return None
    start = span[0]
    for word in reversed(before):
        if word.text in _BEFORE_TITLE and not word.possessive and text[word.end : start].strip() == "":
            start = word.start
        else:
            break
    last = _subject_end(words(text, span[1], end))
    if last is None:
        return None
    title = " ".join(text[start:last].split())
    return Mention(start, last, title)


def _subject_end(after: list[Word]) -> int | None:
    """The end of `on X in Y between A and B`: small words count only when a capital follows."""
    if not after or after[0].lower not in ("on", "in", "for", "concerning", "regarding", "between", "of", "to", "with", "("):
        return None
    at = _past_acronym(after)
    last: int | None = None
    subject = False
    linking = after[at].lower if at < len(after) else ""
    for i in range(at, len(after)):
        word = after[i]
        if word.capital or word.text[:1].isdigit() and last and linking != "on":
            if linking in ("on", "in") and (_NOT_A_TITLE.match(word.text) or city(word.text)):
                break
            last, subject = word.end, subject or linking in ("on", "in", "for", "of", "concerning", "regarding", "to", "about")
        elif word.lower in _TITLE_LINK:
            linking = word.lower if word.lower in ("on", "in", "for", "concerning", "regarding", "between", "with", "of", "to", "about") else linking
            if word.text == "," and not _list_goes_on(after, i):
                break
        elif word.text == "(" and last and _bracket_goes_on(after, i):
            continue
        elif word.text in ")'’s" and last:
            continue
        else:
            break
    return last if subject else None


def _past_acronym(after: list[Word]) -> int:
    return 3 if len(after) > 3 and after[0].text == "(" and after[2].text == ")" else 0


def _bracket_goes_on(after: list[Word], opening: int) -> bool:
    """`between SAMR (Standardization Administration of China) and …`: the title runs on behind the bracket."""
    closing = next((i for i in range(opening, min(opening + 10, len(after))) if after[i].text == ")"), None)
    return closing is not None and closing + 1 < len(after) and after[closing + 1].lower in ("and", "on", "in", "for", "of")


def _list_goes_on(after: list[Word], comma: int) -> bool:
    """`Metrology, Standards and Conformity Assessment`: the comma joins topics of the title."""
    follows = after[comma + 1 : comma + 2]
    return bool(follows) and follows[0].text in word_set("en_topics")


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
    return replace(found, status=status)
