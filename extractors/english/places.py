"""Where it happened: cities named in English as the place of an act, and those that head a news item."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.english.words import Word
from extractors.events import Mention, Place
from extractors.geography import city, country_of
from extractors.lexicons import alternatives, table, word_set

_MOTION = frozenset(table("en_places")["motion"])
# Countries whose name a city of theirs also bears.
_COUNTRY_FIRST = frozenset({"Luxembourg", "Mexico", "Panama", "Guatemala"})
_VERBS_OF_ACTS = frozenset(table("en_places")["acts"])
_INSIDE = frozenset({"at", "in", "inside"})
_PLACE_OF_NOTHING = frozenset(table("en_places")["no_towns"])


def places(line: list[Word], taken: set[int]) -> list[tuple[int, Place]]:
    """Cities said as a place, with the index of their first word; words in `taken` belong to bodies."""
    found: list[tuple[int, Place]] = []
    for i, word in enumerate(line[:-1]):
        place = _after(line, i, word, taken)
        if place and not any(p.city.start == place.city.start for _, p in found):
            at = next(n for n, w in enumerate(line) if w.start == place.city.start)
            found.append((at, place))
    return found


def _after(line: list[Word], i: int, word: Word, taken: set[int]) -> Place | None:
    """The city that the word at `i` introduces, if it introduces one."""
    low = word.lower
    if low in ("in", "at") or (low in ("to", "from", "for") and _moves(line, i)):
        return _city_at(line, i + 1, taken) or _unknown_after_act(line, i, taken)
    if low in ("visited", "visiting"):
        return _known_city(line, i + 1, taken)
    if word.text == "(" and _dated(line, i + 1):
        return _known_city(line, i + 1, taken)
    if word.text == "," and _inside_building(line, i, taken):
        return _known_city(line, i + 1, taken)
    return None


def _moves(line: list[Word], at: int) -> bool:
    """`came to Washington`, `home from Nairobi`."""
    return any(w.lower in _MOTION for w in line[max(0, at - 4) : at])


def _dated(line: list[Word], at: int) -> bool:
    """`(Cape Town, 16–20 September)`: a date stands behind the comma."""
    comma = next((i for i in range(at, min(at + 4, len(line))) if line[i].text == ","), None)
    if comma is None:
        return False
    return any(
        w.text.rstrip(".") in word_set("en_months") or w.text in word_set("en_weekdays")
        for w in line[comma + 1 : comma + 5]
    )


def _inside_building(line: list[Word], comma: int, taken: set[int]) -> bool:
    """`at the Research Institute (RI), Beijing`: capitals between `at` and the comma."""
    for i in range(comma - 1, max(-1, comma - 16), -1):
        word = line[i]
        if word.lower in _INSIDE:
            return i < comma - 1
        if not (
            word.capital
            or i in taken
            or word.lower in ("the", "of", "and", "for", "(", ")", "its", "'s", "’")
        ):
            return False
    return False


def _city_at(line: list[Word], at: int, taken: set[int]) -> Place | None:
    return _known_city(line, at, taken) or _unknown_city(line, at, taken)


def _known_city(line: list[Word], at: int, taken: set[int]) -> Place | None:
    for length in (4, 3, 2, 1):
        run = line[at : at + length]
        if (
            len(run) < length
            or any(i in taken for i in range(at, at + length))
            or not (run[0].capital and run[-1].capital)
        ):
            continue
        text = _written(run)
        known = city(text)
        if known is None or text in _COUNTRY_FIRST:
            continue
        region = _region_after(line, at + length)
        bare = text.partition(",")[0]
        return Place(Mention(run[0].start, run[0].start + len(bare), bare), region or known.country)
    return None


def _written(run: Sequence[Word]) -> str:
    """The words as they stand, hyphens and apostrophes without spaces around them."""
    text = run[0].text
    for one, two in itertools.pairwise(run):
        text += (" " if two.start > one.end else "") + two.text
    return text


def _region_after(line: list[Word], at: int) -> str | None:
    if at + 1 < len(line) and line[at].text == "," and line[at + 1].capital:
        text = " ".join(w.text for w in line[at + 1 : at + 3])
        return country_of(f"X, {line[at + 1].text}") or country_of(text)
    return None


def _unknown_city(line: list[Word], at: int, taken: set[int]) -> Place | None:
    """`in Tamale, Ghana`: capitals before a comma and their state or country; a building before its city."""
    end = _capitals_end(line, at, taken)
    if end == at or country_of(_written(line[at:end])):
        return None
    behind = _known_city(line, end + 1, taken) if end < len(line) and line[end].text == "," else None
    if behind:
        return behind
    country = _region_after(line, end)
    return (
        Place(Mention(line[at].start, line[end - 1].end, _written(line[at:end])), country)
        if country
        else None
    )


def _capitals_end(line: list[Word], at: int, taken: set[int]) -> int:
    end = at
    while end < len(line) and line[end].capital and end not in taken and end - at < 3:
        end += 1
    return end


def _unknown_after_act(line: list[Word], at: int, taken: set[int]) -> Place | None:
    """`was signed in Tachikawa in March`: a capitalized name behind the act, no country, no language."""
    told = line[at - 1].lower
    if (
        line[at].lower != "in"
        or told not in _VERBS_OF_ACTS
        or (told == "place" and line[at - 2].lower not in ("took", "takes"))
    ):
        return None
    end = _capitals_end(line, at + 1, taken)
    run = line[at + 1 : end]
    if (
        not run
        or len(run) > 2
        or any(_is_no_town(w) for w in run)
        or (end < len(line) and line[end].lower in ("and", "or", "’s"))
    ):
        return None
    return Place(Mention(run[0].start, run[-1].end, _written(run)), None)


def _is_no_town(word: Word) -> bool:
    listed = (
        word.text in _PLACE_OF_NOTHING
        or word.text in word_set("en_months")
        or word.text in word_set("en_weekdays")
    )
    return (
        listed
        or word.possessive
        or word.acronym
        or country_of(word.text) is not None
        or word.text in word_set("en_topics")
    )


@lru_cache(maxsize=1)
def _headed() -> re.Pattern[str]:
    """`GAITHERSBURG, Md., Sept. 14 (Agency) —`, `2. OTTAWA.`, `(b) May 29, Riyadh.`, `Where: Boulder`."""
    month = rf"(?:{alternatives('en_months')})\.?"
    days = r"\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2})?"
    day = (
        rf"(?:{month}\s+{days}|{days}\s+{month})(?:,?\s+\d{{4}})?|(?:{alternatives('en_weekdays')})"
        rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
    )
    return re.compile(
        r"[ \t]*(?:[•*>★·-]+[ \t]*|[(\[]?(?:\d{1,2}|[a-z])[.)\]|][ \t]*)?"
        r"(?:(?P<label>WHERE|Where|PLACE|Place|Venue|Location)\s*[:—-]\s*(?:[^,\n]{0,60},[ \t]*){0,3}?)?"
        rf"(?P<open>\()?(?:(?:{day}),?[ \t]+)?"
        r"(?P<city>[A-Z][\w.'’ -]{1,27}?)"
        r"(?:,[ \t]*(?P<region>[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?))??"
        rf"(?:,?[ \t]*(?P<date>\(?(?:{day})\)?))?,?"
        r"(?:[ \t]*\([^)\n]{2,40}\)|[ \t]*/[^/\n]{2,40}/)?"
        r"(?:[ \t]+again)?[ \t]*(?P<end>\.?[ \t]*(?:—|–|--|-[ \t])|[.:](?=\s|$)|\)|$)",
        re.MULTILINE,
    )


@lru_cache(maxsize=4096)
def heading(text: str, start: int, end: int) -> Place | None:
    """The city that stands at the head of a line of news: dateline, numbered city, `Where:` line."""
    match = _headed().match(text, start, min(end, start + 180))
    if match is None or bool(match["open"]) != (match["end"] == ")"):
        return None
    name = match["city"].strip()
    known, region = city(name), country_of(f"X, {match['region']}") if match["region"] else None
    if (
        known is None
        and not (region and (match["label"] or match["end"] not in (".", ":", "")))
        and not _unknown_dateline(match, text)
    ):
        return None
    if match["end"] in (":", "") and not (match["date"] or match["label"] or (known and not known.ambiguous)):
        return None
    if match["end"] == "" and not (match["date"] or match["label"]):
        return None
    return Place(
        Mention(match.start("city"), match.start("city") + len(name), name),
        region or (known.country if known else None),
    )


def _unknown_dateline(match: re.Match[str], text: str) -> bool:
    """`PONTA DELGADA – It is hard …`: capitals and a dash before running text, none of them a plain word."""
    said = match["city"].split()
    plain = any(
        w in word_set(n) or w.title() in word_set(n)
        for w in said
        for n in ("en_common_capitals", "en_topics", "en_organization_heads", "en_no_organizations")
    )
    line_end = text.find("\n", match.end())
    runs_on = (line_end if line_end >= 0 else len(text)) - match.end() > 60
    return (
        match["end"].strip() in ("—", "–")
        and len(said) < 3
        and runs_on
        and not plain
        and all(w[:1].isupper() and w[1:].isalpha() and len(w) > 3 for w in said)
    )
