"""A Chinese text evened out for matching: one script, one set of punctuation, no stray spaces.

Every character of `View.plain` is traced to the text handed in, from which mentions are quoted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from extractors.cleaning import simplified
from extractors.events import Mention
from extractors.lexicons import lines

_ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{1,6});")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACED = re.compile(r"(?<=[\u3400-\u9fff·,。、]) +(?=[\u3400-\u9fff·,。、])")
# Points that writers put between the parts of a foreign name, dashes and quotation marks, each to one form.
_FOLDED = {
    **dict.fromkeys("•・･‧∙⋅．﹒", "·"),
    **dict.fromkeys("–‐‑−", "-"),
    "「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”",
    "〔": "(", "〕": ")", "【": "[", "】": "]",
}  # fmt: skip
_CLOSING = "。!?;:”"
_INDENTS = ("", " ", "一", "二", "三", "(", "1", "2")
_LEAST_WIDTH = 16
_LEAST_WRAPPED = 3
_LOST_POINT = re.compile(r"[?.]")
# A day or year that a reposter's page broke: 5月2 0日, 20 16年.
_BROKEN = re.compile(r"(?<=\d) +(?=\d{1,3} ?[年月日号])|(?<=[年月]\d) +(?=\d日)")
_REPEATED = frozenset(",。;、!?")
# A line with so many spaces between characters was typeset with them; elsewhere a space separates words.
_NOISY_SHARE = 0.06
_NOISY_LEAST = 4


@dataclass(frozen=True, slots=True)
class View:
    """`plain` is what rules read; `origin[i]` is where its i-th character stands in `text`."""

    text: str
    plain: str
    origin: tuple[int, ...]

    def mention(self, start: int, end: int) -> Mention:
        """The characters `start`..`end` of `plain`, quoted from `text` without line breaks."""
        first, last = self.origin[start], self.origin[end - 1] + 1
        return Mention(first, last, self.text[first:last].replace("\n", ""))

    def outside(self, start: int, end: int) -> tuple[int, int]:
        """The span of `text` that `start`..`end` of `plain` stands for."""
        return self.origin[start], self.origin[end - 1] + 1


def view_of(text: str) -> View:
    """Read a cleaned text for matching."""
    folded = "".join(_fold(character) for character in simplified(text))
    folded = _points(folded)
    masked = _ENTITY.sub(lambda found: " " * len(found[0]), folded)
    plain: list[str] = []
    origin: list[int] = []
    at = 0
    lines = masked.split("\n")
    wrapped = _wrapped(lines)
    for number, line in enumerate(lines):
        for place in _kept(line):
            plain.append(line[place])
            origin.append(at + place)
        at += len(line) + 1
        if at <= len(text) and number not in wrapped:
            plain.append("\n")
            origin.append(at - 1)
    return View(text, "".join(plain), tuple(origin))


def _wrapped(lines: list[str]) -> frozenset[int]:
    """The lines that were broken at a fixed width in the middle of a sentence."""
    lengths = Counter(len(line) for line in lines if len(line) >= _LEAST_WIDTH)
    width = max(lengths, key=lambda length: (lengths[length], length), default=0)
    full = [n for n, line in enumerate(lines[:-1]) if width and abs(len(line) - width) <= 1]
    open_ended = [n for n in full if lines[n][-1] not in _CLOSING]
    if len(full) < _LEAST_WRAPPED or len(open_ended) * 2 < len(full):
        return frozenset()
    return frozenset(n for n in full if lines[n][-1] not in _CLOSING or lines[n + 1][:1] not in _INDENTS)


def _points(text: str) -> str:
    """A question mark or full stop between the parts of a foreign name was a point once."""
    sound = transliteration()

    def point(found: re.Match[str]) -> str:
        around = text[found.start() - 2 : found.start()] + text[found.end() : found.end() + 2]
        return "·" if len(around) == 4 and all(c in sound for c in around) else found[0]

    return _LOST_POINT.sub(point, text)


@cache
def transliteration() -> frozenset[str]:
    """Characters used to write foreign names by sound."""
    return frozenset("".join(lines("zh_transliteration")))


def _fold(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    if character < "\u2e80":
        return character
    wide = unicodedata.normalize("NFKC", character)
    return wide if len(wide) == 1 and wide not in "“”" else character


def _kept(line: str) -> list[int]:
    """The places of a line's characters that say something."""
    spaced = len(_SPACED.findall(line))
    noisy = spaced >= _NOISY_LEAST and spaced > _NOISY_SHARE * len(_HAN.findall(line))
    broken = {place for found in _BROKEN.finditer(line) for place in range(*found.span())}
    kept: list[int] = []
    for place, character in enumerate(line):
        if place in broken:
            continue
        if character == " " and not _parts_words(line, place, noisy=noisy):
            continue
        if character in _REPEATED and kept and line[kept[-1]] == character:
            continue
        kept.append(place)
    return kept


def _parts_words(line: str, place: int, *, noisy: bool) -> bool:
    before, after = line[:place].rstrip(" "), line[place + 1 :].lstrip(" ")
    if not before or not after or line[place - 1] == " ":
        return False
    if before.strip("().、").isdigit() and len(before) < 5:
        return True
    if _is_word(before[-1]) and _is_word(after[0]):
        return True
    return not noisy and bool(_HAN.match(before[-1]) and _HAN.match(after[0]))


def _is_word(character: str) -> bool:
    return character.isalnum() and not _HAN.match(character)
