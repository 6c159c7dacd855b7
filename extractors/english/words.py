"""English text as words and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.lexicons import word_set

# Letters with inner apostrophes, hyphens and dots (Al-Mutairi, U.S., O‘zAKK), figures, or one sign.
_WORD = re.compile(r"[^\W\d_][\w]*(?:[-'’‘.&][^\W_][\w]*)*\.?|\d[\d.,:]*\d|\d|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_GLUED = re.compile(r"(the|of|and|with|by)(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign: `text` without a possessive ending, which `possessive` tells of."""

    start: int
    end: int
    text: str
    possessive: bool = False

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def acronym(self) -> bool:
        """All capitals or mixed inside (NIST, KazInMetr, A*STAR-like), at least two letters."""
        parts = re.split(r"[-'’‘]", self.text)
        return self.capital and any(len(p) > 1 and sum(c.isupper() for c in p) > 1 for p in parts)


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and signs of `text[start:end]`; a full stop stays on abbreviations only."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        found += _split(match[0], match.start())
    return found


def _split(written: str, start: int) -> list[Word]:
    """A word apart from its full stop, its possessive ending, and an article that lost its space."""
    if glued := _GLUED.match(written):
        cut = glued.end(1)
        return [Word(start, start + cut, written[:cut]), *_split(written[cut:], start + cut)]
    if written.endswith(".") and len(written) > 1 and not _abbreviated(written):
        stop = start + len(written) - 1
        return [*_split(written[:-1], start), Word(stop, stop + 1, ".")]
    ending = _POSSESSIVE.search(written)
    if ending and len(written) > len(ending[0]):
        bare = written[: ending.start()]
        return [Word(start, start + len(bare), bare, possessive=True)]
    return [Word(start, start + len(written), written)]


def _abbreviated(written: str) -> bool:
    return written in word_set("en_abbreviations") or bool(re.fullmatch(r"(?:[A-Z]\.)+", written))
