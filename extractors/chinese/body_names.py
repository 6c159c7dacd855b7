"""Where names of bodies stand in a Chinese text: known forms, and names built by the grammar of suffixes.

A name begins at an anchor (a country, a province, a city, 国家, 国际 …), runs over free characters to an
ending (局, 委员会, 研究院 …) and may go on to its departments. Coordination (标准、计量与质量组织) belongs
to a name only where no ending has been reached before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.bodies import registry
from extractors.chinese.name_grammar import Walk, known_forms
from extractors.chinese.words import listed, values, word_at

# What a body has in a country: 世界银行|中国局, 通力|中国有限公司.
_OFFICES = re.compile(
    r"办事处|代表处|分部|分公司|办公室|有限公司|公司|局(?=(?:副)?局长|主任|首席|高级)|区(?=总裁|总经理|首席|副总裁)"
)
_LEGAL_FORMS = ("有限", "股份", "(集团)", "集团有限", "集团股份")
_BOARDS = ("管理委员会", "执行委员会", "董事会", "理事会", "专家委员会", "党组", "党委")
_SEAT_BEFORE = re.compile(r"\([\u4e00-\u9fff]{2,4}\)\Z")
_LONGEST = 34
_LONGEST_PIECE = 14
_HAN = re.compile(r"[\u3400-\u9fff]")
_FREE = re.compile(r"[\u3400-\u9fffA-Za-z·À-ɏ-]")
_ACRONYM = re.compile(r"(?<![A-Za-zÀ-ɏ/.])[A-ZÀ-Þ][A-Za-zÀ-ɏ&]*[A-ZÀ-Þ][A-Za-zÀ-ɏ]*(?![A-Za-zÀ-ɏ/.])")
Kind = Literal["full", "part", "short", "acronym", "country"]


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name of a body at `start`..`end`; `pieces` are the ends of the body and of each department in it."""

    start: int
    end: int
    kind: Kind
    pieces: tuple[int, ...] = ()


@cache
def known_acronyms() -> Mapping[str, tuple[str, ...]]:
    """Acronyms of the registry with the ids of their bodies."""
    return {form: ids for form, ids in registry().forms("en") if form.isupper() and len(form) >= 2}


class Grammar(Walk):
    """The names of bodies in one plain text."""

    def names(self) -> list[BodyName]:
        """Every name, in order and without overlap."""
        found: list[BodyName] = []
        place = 0
        while place < len(self.plain):
            name = self._name_at(place)
            if name is None:
                place += 1
                continue
            found.append(name)
            place = name.end
        taken = [(name.start, name.end) for name in found]
        found.extend(self._unanchored(taken))
        return sorted(found, key=lambda name: name.start)

    def _name_at(self, place: int) -> BodyName | None:
        known = word_at(known_forms(), self.plain, place)
        if known and not self._cut_short(place, place + len(known)):
            return self._extended(place, place + len(known), "full")
        anchor = self._anchor(place)
        if anchor:
            return self._built(place, place + anchor)
        acronym = _ACRONYM.match(self.plain, place)
        if acronym and 2 <= len(acronym[0]) <= 12:
            return self._extended(place, acronym.end(), "acronym")
        short = word_at(listed("organizations", "generic_short"), self.plain, place)
        if short and self._inside_word(place, short):
            return None
        if short and not self._cut_short(place, place + len(short)):
            return self._extended(place, place + len(short), "short")
        return None

    def _inside_word(self, place: int, short: str) -> bool:
        """The short form is only the end of a longer name (民政总署)."""
        before = self.plain[place - 1 : place]
        if not _HAN.match(before) or before in "日月年与和及在由对同向到至为是经将被":
            return False
        return not (short.endswith(("总局", "总署")) or short[0] in "该我本") or not self._breaks_before(
            place
        )

    def _cut_short(self, start: int, end: int) -> bool:
        """The form goes on as another word (中国海关 + 总署; 总局 + 长)."""
        if self.plain.startswith("长", end) and not self.plain.startswith("长期", end):
            return self.plain[end - 1] in "局部院所署厅司处会室组委"
        return word_at(listed("organizations", "not_endings"), self.plain, end - 1) is not None

    def _anchor(self, place: int) -> int:
        spot = self.geo.get(place)
        length = spot.end - spot.start if spot and _HAN.match(self.plain, place) else 0
        word = word_at(listed("organizations", "anchors"), self.plain, place)
        if word and len(word) == 1 and not self._begins_word(place):
            word = None
        return max(length, len(word) if word else 0)

    def _begins_word(self, place: int) -> bool:
        return place == 0 or not _HAN.match(self.plain[place - 1]) or self._breaks_before(place)

    def _built(self, start: int, place: int) -> BodyName | None:
        """The name whose anchor ends at `place`."""
        end = self._to_ending(place, joints=True, limit=start + _LONGEST, start=start)
        if end is None:
            return None
        if self._too_vague(start, place, end):
            return None
        minor = self.plain.startswith("国际", start) and self.plain[end - 1] in "司处部室科组"
        return self._extended(start, end, "part" if minor else "full")

    def _too_vague(self, start: int, place: int, end: int) -> bool:
        """两家英国机构, 某国公司; a forum is a body only where it has an acronym."""
        if self.plain[start:end].endswith("论坛") and not self.plain.startswith("(", end):
            return True
        if self.plain[end - 1] == "厅" and end - start <= 3:
            return True
        spot = self.geo.get(start)
        if spot and spot.kind in ("city", "region") and self.plain[place:end] in ("大学", "学院", "海关"):
            return False
        bare = self.plain[place:end] in ("机构", "公司", "大学", "主管部门", "协会", "集团", "实验室")
        return bare or (
            self.plain[start - 1 : start] in ("家", "某", "所") and self.plain[end - 1] in "构司学"
        )

    def _extended(self, start: int, end: int, kind: Kind) -> BodyName:
        """The name with the departments that follow it directly."""
        pieces = [end]
        while len(pieces) < 4:
            longer = self._department(pieces[-1])
            if longer is None:
                break
            if self.plain.startswith(_LEGAL_FORMS, pieces[-1]):
                pieces[-1] = longer
            else:
                pieces.append(longer)
        return BodyName(start, pieces[-1], kind, tuple(pieces))

    def _department(self, place: int) -> int | None:
        if place < len(self.plain) and self.plain[place] in "和与及、":
            return None
        spot = self.geo.get(place)
        if spot and spot.kind not in ("city", "region"):
            office = _OFFICES.match(self.plain, spot.end)
            return office.end() if office else None
        if self._starts_anew(place):
            return None
        if self.plain.startswith(_BOARDS, place):
            return None
        end = self._to_ending(place, joints=True, limit=place + _LONGEST_PIECE, start=place)
        if end is None or not self._familiar(place, end):
            return None
        return end

    def _starts_anew(self, place: int) -> bool:
        """A known name with an anchor is a body of its own, but not after a ministry (工贸部国家委员会)."""
        known = word_at(known_forms(), self.plain, place)
        anchor = word_at(listed("organizations", "anchors"), self.plain, place)
        if not known or len(known) <= 3 or len(anchor or "") < 2:
            return False
        return not (self.plain.startswith("国家", place) and self.plain[place - 1 : place] == "部")

    def _unanchored(self, taken: list[tuple[int, int]]) -> list[BodyName]:
        """Names without an anchor: they reach back from their ending over known words to a break."""
        for start, end in taken:
            self._covered[start:end] = b"\1" * (end - start)
        found: list[BodyName] = []
        place = 0
        while place < len(self.plain):
            length = 0 if self._covered[place] else self._ending(place)
            start = self._reach_back(place, place + length) if length else place
            if length and place - start >= 1:
                found.append(self._without_anchor(start, place + length))
                place = found[-1].end
                self._covered[start:place] = b"\1" * (place - start)
            else:
                place += 1
        return found

    def _without_anchor(self, start: int, end: int) -> BodyName:
        whole = any(
            self.plain.endswith(ending, start, end) for ending in values("organizations", "company_endings")
        )
        company = self.plain[start:end].endswith(("公司", "集团")) and end - start >= 4
        return self._extended(start, end, "full" if company or (whole and end - start >= 5) else "part")

    def _reach_back(self, place: int, end: int) -> int:
        """The left edge of the name whose ending stands at `place`..`end`; `place` if it is none."""
        lowest = max(0, place - _LONGEST_PIECE)
        edge = place
        while edge > lowest and not self._covered[edge - 1]:
            if seat := _SEAT_BEFORE.search(self.plain, lowest, edge):
                edge = seat.start()
            elif _FREE.match(self.plain, edge - 1):
                edge -= 1
            else:
                break
        for start in range(edge, place):
            apart = start == 0 or not _HAN.match(self.plain, start - 1) or bool(self._covered[start - 1])
            if not apart and not self._breaks_before(start) and not self._word_begins(start):
                continue
            if self._walk(start, place) == place and self._sounds(start, place, end, apart=apart):
                return start
        return place

    def _sounds(self, start: int, place: int, end: int, *, apart: bool) -> bool:
        """A department's name sounds like one: known words, or few characters set apart."""
        if any(
            self.plain.endswith(ending, start, end) for ending in values("organizations", "company_endings")
        ):
            spot = self.geo.get(start)
            if spot and spot.end == place:
                return False
            firm = self.plain.startswith(("公司", "集团", "银行"), end - 2) and self._breaks_before(start)
            return apart or firm or self._word_begins(start)
        unknown = self._unknown(start, place)
        return (
            unknown == 0
            or (apart and unknown <= 3 and place - start <= 4 and end - place == 1)
            or (unknown <= 2 and unknown < place - start - unknown)
        )
