"""Codes of what a passage is about; names of bodies say nothing."""

from __future__ import annotations

import re
from functools import cache

from extractors.chinese.body_forms import Body
from extractors.chinese.organizations import Bodies
from extractors.chinese.words import Index, index_of, word_at
from extractors.events import Coded
from extractors.lexicons import table

_SILENT = "none"
_GAP = 3
_GENERIC = ("委员会", "工作组", "分委会", "联委会", "实验室", "机构", "组")
_ASSEMBLIES = ("论坛", "大会", "会议", "研讨会", "年会")
_PARTS = re.compile(r"[,。、;:和与及以《》“”]")


@cache
def _words() -> tuple[Index, dict[str, str]]:
    listed = {code: words for code, words in table("zh_fields").items() if isinstance(words, list)}
    codes = {word: code for code, words in listed.items() for word in words}
    return index_of(codes), codes


def _joint(body: Body) -> bool:
    """A committee or group set up for the subject: its name tells the subject."""
    if body.name.endswith(_ASSEMBLIES):
        return True
    return body.is_part and body.name.endswith(_GENERIC)


class Fields:
    """The field words of a text outside the names of bodies."""

    def __init__(self, plain: str, bodies: Bodies) -> None:
        self.bodies = bodies
        self.plain = plain
        self.found: list[tuple[int, int, str]] = []
        index, codes = _words()
        covered = {at for span, body in bodies.at.items() if not _joint(body) for at in range(*span)}
        place = 0
        while place < len(plain):
            word = word_at(index, plain, place)
            if word is None:
                place += 1
                continue
            end = place + len(word)
            if codes[word] != _SILENT and covered.isdisjoint(range(place, end)):
                self.found.append((place, end, codes[word]))
            place = end

    def within(self, spans: list[tuple[int, int]]) -> tuple[Coded, ...]:
        """Each code once, with the first words that say it inside the spans."""
        seen: dict[str, Coded] = {}
        for start, end in spans:
            for a, b, code in self.found:
                if start <= a and b <= end and not self._qualifies(a, b, code):
                    seen.setdefault(code, Coded(code, self.bodies.view.mention(a, b)))
        if "special_equipment" in seen:
            seen.pop("inspection_testing", None)
        # What is accredited is laboratories: 检测认可 is about accreditation alone.
        tested = seen.get("inspection_testing")
        if "accreditation" in seen and tested and tested.mention.text in ("检测", "检验", "檢測", "檢驗"):
            seen.pop("inspection_testing")
        return tuple(seen.values())

    def _qualifies(self, start: int, end: int, code: str) -> bool:
        """The word only qualifies the next field word: 能效标准."""
        rules = table("zh_fields")["compounds"]
        if code not in rules["modifiers"] or self.plain[start:end] in rules["whole"]:
            return False
        following = [(a, c) for a, _, c in self.found if end <= a <= end + _GAP]
        return any(c in rules["heads"] and not _PARTS.search(self.plain[end:a]) for a, c in following)
