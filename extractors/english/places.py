"""Where it happened: cities named in English as the place of an act."""

from __future__ import annotations

import re

from extractors.english.words import Word
from extractors.events import Mention, Place
from extractors.geography import city, country_of

_PREPOSITIONS = frozenset({"in", "at", "to", "from", "near", "visited", "outside", "here"})
_DATELINE = re.compile(r"^\s*(?:[*>]+\s*)?([A-Z][\w.'’ -]{2,28}?)(?:,\s*([A-Z][\w. ]{1,20}?))?(?:,?\s*\(?(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s*\d{4})?\)?)?\s*(?:\([^)]{2,30}\)\s*)?(?:—|–|--|-\s|―|:\s)")


def places(line: list[Word], taken: set[int]) -> list[tuple[int, Place]]:
    """Cities behind a preposition of place, with the index of their first word."""
    found: list[tuple[int, Place]] = []
    for i, word in enumerate(line):
        if i + 1 < len(line) and (word.lower in ("in", "at") or word.lower in ("to", "from", "for") and _moves(line, i)):
            place = _city_at(line, i + 1, taken)
            if place:
                found.append((i + 1, place))
    return found


_MOTION = frozenset("came come went travelled traveled flew trip visit journey journeyed home returned remembered drove sailed invited brought".split())


def _moves(line: list[Word], at: int) -> bool:
    """`came to Washington`, `home from Nairobi`."""
    return any(w.lower in _MOTION for w in line[max(0, at - 3) : at])


def _city_at(line: list[Word], at: int, taken: set[int]) -> Place | None:
    for length in (4, 3, 2, 1):
        run = line[at : at + length]
        if len(run) < length or any(i in taken for i in range(at, at + length)) or not (run[0].capital and run[-1].capital):
            continue
        text = " ".join(w.text for w in run)
        known = city(text)
        if known is None or country_of(text) and country_of(text) == known.country and text in ("Luxembourg", "Mexico", "Panama", "Guatemala"):
            continue
        region = _region_after(line, at + length)
        return Place(Mention(run[0].start, run[-1].end, text), region or known.country)
    return _unknown_city(line, at, taken)


def _region_after(line: list[Word], at: int) -> str | None:
    if at + 1 < len(line) and line[at].text == "," and line[at + 1].capital:
        text = " ".join(w.text for w in line[at + 1 : at + 3])
        return country_of(f"X, {line[at + 1].text}") or country_of(text)
    return None


def _unknown_city(line: list[Word], at: int, taken: set[int]) -> Place | None:
    """`in Tamale, Ghana`: a capital followed by a comma and its state or country."""
    end = at
    while end < len(line) and line[end].capital and end not in taken and end - at < 3:
        end += 1
    country = _region_after(line, end) if end > at else None
    if country is None or country_of(" ".join(w.text for w in line[at:end])):
        return None
    return Place(Mention(line[at].start, line[end - 1].end, " ".join(w.text for w in line[at:end])), country)


_ITEM_HEAD = re.compile(r"^\s*(?:[(\[]?\d{1,2}[.)\]|]\s*|[•*➤>-]+\s*)?([A-Z][\w.'’ -]{2,28}?)(?:,\s*([A-Z][\w. ]{1,20}?))?\s*[.:]\s")
_WHERE = re.compile(r"^\s*(?:WHERE|Where|Place|Venue|Location)\s*[:—-]\s*(?:[^,\n]{0,60},\s*){0,3}?([A-Z][\w.'’ -]{2,28}?)(?:,\s*([A-Z][\w. ]{1,20}?))?\s*(?:[.\n]|$)")


def heading(text: str, start: int, end: int) -> Place | None:
    """The city that stands at the head of a news item: dateline, `2. OTTAWA. …`, `Where: Boulder, Colorado`."""
    return dateline(text, start, end) or _headed(_ITEM_HEAD, text, start, end) or _headed(_WHERE, text, start, end)


def _headed(pattern: re.Pattern[str], text: str, start: int, end: int) -> Place | None:
    match = pattern.match(text[start : min(end, start + 160)])
    known = city(match[1].strip()) if match else None
    if match is None or known is None:
        return None
    at = start + match.start(1)
    region = country_of(f"X, {match[2]}") if match[2] else None
    return Place(Mention(at, at + len(match[1].strip()), match[1].strip()), region or known.country)


def dateline(text: str, start: int, end: int) -> Place | None:
    """The city that opens a news item (`GAITHERSBURG, Md. —`)."""
    match = _DATELINE.match(text[start : min(end, start + 90)])
    if not match:
        return None
    known = city(match[1].strip())
    region = country_of(f"X, {match[2]}") if match[2] else None
    if known is None and region is None:
        return None
    at = start + match.start(1)
    return Place(Mention(at, at + len(match[1].strip()), match[1].strip()), region or (known.country if known else None))
