"""The grammar of names of bodies: how far one can run, and where it may end."""

from __future__ import annotations

import re
from functools import cache

from extractors.bodies import registry
from extractors.chinese.lands import lands_of
from extractors.chinese.view import transliteration
from extractors.chinese.words import Index, index_of, listed, values, word_at

_LONGEST_PIECE = 14
_FREE = re.compile(r"[\u3400-\u9fffA-Za-z·À-ɏ-]")


@cache
def known_forms() -> Index:
    """Chinese forms of the registry of three characters and more, and short ones that end like a body."""
    named = values("organizations", "named") - {"欧盟", "东盟"}
    return index_of([*named, *(form for form, _ in registry().forms("zh") if len(form) >= 3)])


# A firm's seat inside its name: 聚光科技(杭州)股份有限公司.
_SEAT = re.compile(r"\([\u4e00-\u9fff]{2,4}\)(?=[\u4e00-\u9fff]{0,6}(?:公司|集团|中心|研究院))")
# 检测机构|协会, 消费者组织|联合会: the name goes on to what it is.
_GOES_ON = ("协会", "联合会", "总会", "商会")
_LEAST_PART = 3


def foreign_names(plain: str) -> list[tuple[int, int]]:
    """Where parts of pointed names stand (沙思科利斯基, also alone later): no body is named inside them."""
    sound, found, parts = transliteration(), [], set()
    for point in re.finditer(r"(?<=[\u3400-\u9fff])·(?=[\u3400-\u9fff])", plain):
        end = point.end()
        while end < len(plain) and plain[end] in sound:
            end += 1
        found.append((point.start(), end))
        if end - point.end() >= _LEAST_PART:
            parts.add(plain[point.end() : end])
    for part in parts:
        found.extend(match.span() for match in re.finditer(re.escape(part), plain))
    return found


class Walk:
    """Walks over the plain text of a name; places of countries and cities are looked up once."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.geo = lands_of(plain)
        self._covered = bytearray(len(plain))
        for start, end in foreign_names(plain):
            self._covered[start:end] = b"\1" * (end - start)

    def _breaks_before(self, place: int) -> bool:
        breaks = values("organizations", "breaks")
        return any(self.plain[max(0, place - n) : place] in breaks for n in (1, 2, 3))

    def _bound(self, place: int) -> bool:
        """A conjunction between two known words of a name (创新及科技局)."""
        inside = listed("organizations", "inside")
        before = any(
            self.plain[max(0, place - n) : place] in values("organizations", "inside") for n in (2, 3, 4)
        )
        return self.plain[place] in "和与及" and before and word_at(inside, self.plain, place + 1) is not None

    def _ending(self, place: int) -> int:
        text = self.plain
        word = word_at(listed("organizations", "endings"), text, place)
        disguised = word_at(listed("organizations", "not_endings"), text, place)
        if not word or (disguised and len(disguised) >= len(word)):
            return 0
        end = place + len(word)
        if (
            text.startswith("长", end)
            and not text.startswith("长期", end)
            and word[-1] in "局部院所署厅司处会室组"
        ):
            return 0
        within = word_at(listed("organizations", "not_endings"), text, place - 1) if len(word) == 1 else None
        if within and text[place - 2 : place] not in values("organizations", "inside"):
            return 0
        if text.startswith(_GOES_ON, end):
            return 0
        inside = word_at(listed("organizations", "inside"), text, place)
        return 0 if inside and len(inside) > len(word) else len(word)

    def _joint(self, begin: int, place: int, limit: int) -> bool:
        """A conjunction inside a name: something stands before it, and an ending follows before any break."""
        if self.plain[place] not in "和与及、" or place == begin:
            return False
        after = place + 1
        familiar = word_at(listed("organizations", "inside"), self.plain, after)
        foreign = word_at(known_forms(), self.plain, after) or word_at(
            listed("organizations", "anchors"), self.plain, after
        )
        if self.geo.get(after) or (foreign and not familiar):
            return False
        return (
            self._to_ending(after, joints=True, limit=min(limit, after + _LONGEST_PIECE), start=after - 2)
            is not None
        )

    def _step(self, place: int) -> int:
        """How far a name may run on from `place`: over a known word, or one free character; 0 at a break."""
        text = self.plain
        if not _FREE.match(text, place):
            seat = _SEAT.match(text, place)
            return seat.end() - place if seat else 0
        inside = word_at(listed("organizations", "inside"), text, place)
        if inside:
            return len(inside)
        spot = self.geo.get(place)
        if spot:
            return spot.end - spot.start if spot.kind != "name" else 0
        hidden = word_at(listed("organizations", "not_breaks"), text, place)
        if hidden:
            return len(hidden)
        if word_at(listed("organizations", "breaks"), text, place) or text[place] in "和与及":
            return 0
        if word_at(listed("people", "title_heads"), text, place):
            return 0
        return 1

    def _to_ending(self, place: int, *, joints: bool, limit: int, start: int) -> int | None:
        """The end of the first ending reached from `place`."""
        begin = place
        while place < min(limit, len(self.plain)):
            ending = self._ending(place)
            if ending and place + ending > start + 2:
                return place + ending
            if joints and self._joint(begin, place, limit):
                place += 1
                continue
            step = self._step(place)
            if not step:
                return None
            place += step
        return None

    def _unknown(self, start: int, end: int) -> int:
        unknown, place = 0, start
        while place < end:
            word = word_at(listed("organizations", "inside"), self.plain, place)
            word = word or word_at(listed("organizations", "endings"), self.plain, place)
            spot = self.geo.get(place)
            if word or spot:
                place += max(len(word or ""), spot.end - place if spot else 0)
            else:
                unknown += self.plain[place] not in "一二三四五六七八九十第和与及、"
                place += 1
        return unknown

    def _familiar(self, start: int, end: int) -> bool:
        """A department's name is made of known words but for a few characters."""
        return self._unknown(start, end) <= 3

    def _walk(self, start: int, place: int) -> int:
        """How far one comes from `start` towards `place` without a break."""
        at = start
        while at < place:
            step = self._step(at) or int(at > start and self._bound(at))
            if not step or at + step > place:
                return at
            at += step
        return at

    def _word_begins(self, start: int) -> bool:
        return word_at(listed("organizations", "inside"), self.plain, start) is not None

    def _longest_ending(self, end: int, limit: int) -> int:
        """研究 + 院, 认证认可 + 协会 + …: an ending that is only the beginning of a longer one is passed."""
        return end
