"""Text as it can be read: layout and reposters' noise taken out, every character traced to the original.

Readers of language see `Cleaned.text`; what they find is traced back by `Cleaned.original`, so that
evidence always counts characters of the text that was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import opencc

from extractors.bounds import breaks, excess

# Romanised readings that reposters put behind characters: 檢(jiǎn)驗(yàn).
_READING = r"(?<=[\u4e00-\u9fff])\u200b?[(\uff08][a-zü\u00e0-\u01dc]{1,7}[)\uff09]"
# Zero-width characters, soft hyphens, bidi controls and other controls say nothing and hide words.
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
_NOISE = re.compile(rf"{_READING}|{_INVISIBLE}|\r(?=\n)")
_SPACES = dict.fromkeys([*range(0x2000, 0x200B), *map(ord, "\u00a0\u202f\u205f\u3000\t")], " ")
_BREAKS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
# Half a character pair: no text holds it by right, and no library writes it.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
# A text this short breaks no limit of `bounds`.
_SHORT = 60
_EVENED = _SPACES | _BREAKS | _SURROGATES


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A readable text and, for each of its characters, the place in the original it came from."""

    text: str
    origin: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that the readable span `start`..`end` stands for."""
        if start >= end:
            return (self.origin[start], self.origin[start]) if start < len(self.origin) else (0, 0)
        return self.origin[start], self.origin[end - 1] + 1


def clean(text: str) -> Cleaned:
    """Drop noise and what is beyond any limit, and even out white space, keeping line breaks."""
    noise = [found.span() for found in _NOISE.finditer(text)]
    kept = _without(text, range(len(text)), noise)
    if len(kept.text) > _SHORT:
        kept = _without(kept.text, kept.origin, excess(kept.text))
        kept = _broken(kept)
    return Cleaned(kept.text.translate(_EVENED), kept.origin)


def _without(text: str, origin: Sequence[int], spans: Iterable[tuple[int, int]]) -> Cleaned:
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in spans:
        if start >= at:
            pieces.append(text[at:start])
            places.extend(origin[at:start])
        at = max(at, end)
    pieces.append(text[at:])
    places.extend(origin[at:])
    return Cleaned("".join(pieces), tuple(places))


def _broken(kept: Cleaned) -> Cleaned:
    """With a paragraph's end wherever a line or sentence is longer than any that people write."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for place in breaks(kept.text):
        pieces += [kept.text[at:place], "\n\n"]
        places += [*kept.origin[at:place], kept.origin[place], kept.origin[place]]
        at = place
    pieces.append(kept.text[at:])
    places.extend(kept.origin[at:])
    return Cleaned("".join(pieces), tuple(places))


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified script, of the same length, so that offsets hold in both."""
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_one(character) for character in text)


def _one(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character
