"""Names found from titles: after, before or apposed to them."""

from __future__ import annotations

import re

from extractors.chinese.names import (
    doubtful,
    ends_unsurely,
    han_name,
    initialled_name,
    latin_name,
    outdone,
    pointed_name,
)
from extractors.chinese.titles import Title, Titles, land_of
from extractors.chinese.view import transliteration
from extractors.chinese.words import listed, values, word_at, word_before
from extractors.geography import sides
from extractors.witness import Witness

_HAN = re.compile(r"[\u3400-\u9fff]")
_ASIDE = re.compile(r"\((?:[^()]{1,12})\)")
# 副院长、国际计量委员会(CIPM)质量咨询委员会(CCM)|主席: a second office with a long name.
_SECOND_HAT = re.compile(r"、[^,。;:“”]{2,40}")
_LATIN_ASIDE = re.compile(r"\(([A-Za-zÀ-ỹ][^()]{2,40})\)")


class Named(Titles):
    """Finds the name that goes with a title."""

    witness: Witness

    def _groups(self) -> list[list[Title]]:
        """Titles of one person: joined by 、 or 兼, with nothing but a body between them."""
        groups: list[list[Title]] = []
        for title in self.titles:
            if groups and self._joined(groups[-1][-1], title):
                groups[-1].append(title)
            else:
                groups.append([title])
        return groups

    def _joined(self, first: Title, second: Title) -> bool:
        between = self.plain[first.end : second.lead]
        aside = _ASIDE.match(between)
        rest = between[aside.end() :] if aside else between
        apart = land_of(first) and land_of(second) and land_of(first) != land_of(second)
        if rest in ("、", "兼", "兼任", ",兼", "、兼", "") and second.lead >= first.end and not apart:
            return True
        return bool(_SECOND_HAT.fullmatch(between)) and first.body is not None and not self._name_after(first)

    def _name_after(self, title: Title) -> tuple[int, int] | None:
        place = title.end
        aside = _ASIDE.match(self.plain, place)
        if aside and not _LATIN_ASIDE.match(self.plain, place):
            place = aside.end()
        while self.plain[place : place + 1] in (" ", ":", "\n") and place - title.end < 6:
            place += 1
        place = self._past_nationality(place)
        if (
            self.plain[place : place + 1] in ("是", "系", "为")
            and pointed_name(self.plain, place + 1) > place + 1
        ):
            place += 1
        return self._name_at(place, self._is_foreign(title))

    def _past_nationality(self, place: int) -> int:
        """主席、贝宁人塞拉芬: where the name begins after a nationality."""
        begin = place + 1 if self.plain[place : place + 1] in ("、", ",") else place
        spot = self.bodies.geo.get(begin)
        return spot.end + 1 if spot and self.plain.startswith("人", spot.end) else place

    def _name_at(self, place: int, foreign: bool) -> tuple[int, int] | None:
        if place >= len(self.plain) or place in self._starts or self.plain[place] in "衔兼等一":
            return None
        if self.plain[place] in "和与同及":
            return None
        for shape in (initialled_name, latin_name, pointed_name):
            end = shape(self.plain, place)
            if end > place:
                return (place, end)
        if not _HAN.match(self.plain[place]) or self._is_other_word(place):
            return None
        end = self._agreed(place, han_name(self.plain, place, foreign=foreign))
        return (place, end) if end > place and not self._crosses(place, end) else None

    def _agreed(self, start: int, end: int) -> int:
        """Where a name ends that grammar alone leaves open, or finds too short to be sure of: the trained
        model decides.
        """
        if end - start == 3 and not ends_unsurely(self.plain, start, end):
            return end
        sight = self.witness.starting(start)
        if sight is None or sight.label != "PERSON" or sight.end - start < 2:
            unseen = doubtful(self.plain, start, end) and not self.witness.silent(start)
            return start if unseen else end
        return sight.end if outdone(self.plain, start, end, sight.end) else end

    def _name_before(self, title: Title) -> tuple[int, int] | None:
        """A name between a body (or a break) and the title: 工商总局邬振华副局长."""
        plain, end = self.plain, title.end
        for start in range(title.start, end - 1):
            rest = word_at(listed("people", "title_before"), plain, start) or ""
            if self.plain[title.start : start] in values("people", "title_heads") or self._is_other_word(
                title.start
            ):
                continue
            if self._shape_ends_at(title.start, start) and (
                self._is_title(start + len(rest), end) or self._is_title(start, end)
            ):
                name = (title.start, start)
                title.start = start
                return name
        return None

    def _is_title(self, start: int, end: int) -> bool:
        heads = values("people", "title_heads")
        return self.plain[start:end] in heads or (
            self.plain.startswith(("副", "总"), start) and self.plain[start + 1 : end] in heads
        )

    def _shape_ends_at(self, start: int, end: int) -> bool:
        if end - start < 2 or start in self.bodies.geo:
            return False
        if pointed_name(self.plain[:end], start) == end or latin_name(self.plain[:end], start) == end:
            return True
        if end - start in range(3, 7) and self._sounds_apart(start, end):
            return True
        surname = self.plain[start] in values("people", "surnames")
        compound = word_at(listed("people", "compound_surnames"), self.plain, start)
        return (surname and end - start in (2, 3)) or (compound is not None and end - start in (3, 4))

    def _sounds_apart(self, start: int, end: int) -> bool:
        """梅德韦杰夫总理: a name by sound alone, after a break."""
        sound = transliteration()
        before = self.plain[start - 1 : start]
        apart = not _HAN.match(before) or before in "与和同及、由是为" or start in self._ends
        text = self.plain[start:end]
        return apart and all(c in sound for c in text) and not all(c in sides() for c in text)

    def _apposed(self, group: list[Title]) -> tuple[int, int] | None:
        """The name before a title set off by a comma or bracket: 颂猜·帕塔纳蓬先生,某厅局长,…"""
        place = group[0].lead
        if place < 3 or self.plain[place - 1] not in ",(":
            return None
        end = place - 1
        honorific = word_before(values("people", "honorifics"), self.plain, end)
        end -= len(honorific or "")
        for start in range(end - 2, max(-1, end - 22), -1):
            if self.plain[start] in ",。、;\n(":
                break
            if pointed_name(self.plain, start) == end and pointed_name(self.plain, start - 1) != end:
                return (start, end)
        return None

    def _is_bystander(self, group: list[Title], span: tuple[int, int]) -> bool:
        before = self.plain[max(0, group[0].lead - 5) : span[0]].replace("咨询委员会", "")
        return any(word in before for word in values("people", "bystanders"))
