"""Countries and cities as a Chinese text names them: in full, and by one character once that is clear.

A country named in full lends its first character to what follows: 哈经济部, 澳驻华使馆, 纽国.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.chinese.words import listed, values, word_at
from extractors.geography import PlaceMention, mentions, sides

_HAN = re.compile(r"[\u3400-\u9fff]")
_BOUND = "、和与及同由在的受向对是为经副将经"
# Characters that are words of their own far more often than countries.
_WORDS = frozenset("中国新以约也日大上西南北东海可")
_ENVOY = re.compile(r"驻|方驻")
_MINISTRY = re.compile(r"部(?!分|门|署)|署(?!名)|局(?!面)|委员会|总局|厅|院")
_NOT_STATE = re.compile(r"国(?:际|家|内|外|有|务|产|人|王|会|度)")


def lands_of(plain: str) -> dict[int, PlaceMention]:
    """Every land named in the text by where its name begins."""
    found = {m.start: m for m in mentions(plain)}
    return found | _initials(plain, found)


def _initials(plain: str, full: Mapping[int, PlaceMention]) -> dict[int, PlaceMention]:
    known = _known_initials(plain, full)
    taken = bytearray(len(plain))
    for m in full.values():
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    found: dict[int, PlaceMention] = {}
    for place, character in enumerate(plain):
        country = known.get(character)
        if country is None or taken[place] or not _begins(plain, place, taken):
            continue
        if length := _reach(plain, place, character):
            found[place] = PlaceMention(place, place + length, country, "demonym")
    return found


def _known_initials(plain: str, full: Mapping[int, PlaceMention]) -> dict[str, str]:
    """First characters of the countries named, if only one begins so; else those in general use."""
    named: dict[str, set[str]] = {}
    for m in full.values():
        if m.kind == "name" and _HAN.match(plain, m.start) and m.country != "CN":
            named.setdefault(plain[m.start], set()).add(m.country)
    known = {c: countries.pop() for c, countries in named.items() if len(countries) == 1}
    general = {c: country for c, country in sides().items() if len(c) == 1 and c not in named}
    return {c: country for c, country in {**general, **known}.items() if country != "CN"}


def _begins(plain: str, place: int, taken: bytearray) -> bool:
    """A word begins here: after punctuation, a conjunction, a break or another name."""
    before = plain[place - 1 : place]
    if place == 0 or not _HAN.match(before) or before in _BOUND or taken[place - 1]:
        return True
    breaks = values("organizations", "breaks")
    return any(plain[max(0, place - n) : place] in breaks for n in (2, 3)) or before in "长任席记"


def _reach(plain: str, place: int, character: str) -> int:
    """How many characters the short name has if an office, an embassy or 国 follows; 0 if none does."""
    after = place + 1
    if plain.startswith("国", after) and not _NOT_STATE.match(plain, after):
        return 2 if character not in _WORDS and _office(plain, after + 1) else 0
    if _ENVOY.match(plain, after):
        return 1
    if character in _WORDS or word_at(listed("organizations", "inside"), plain, place):
        return 0
    if plain.startswith(("国家", "国立", "联邦"), after):
        return 1
    return 1 if _office(plain, after) else 0


def _office(plain: str, place: int) -> bool:
    """What follows is a ministry: known words up to its ending."""
    inside, place = listed("organizations", "inside"), place
    begin = place
    while place - begin < 20 and (word := word_at(inside, plain, place)):
        place += len(word)
        if plain[place : place + 1] in ("和", "与", "及", "、"):
            place += 1
    return place > begin and bool(_MINISTRY.match(plain, place))
