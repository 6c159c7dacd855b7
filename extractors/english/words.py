"""English text as words and sentences, by punctuation and capitals alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extractors.lexicons import word_set
from extractors.reading import Sentence

# Letters with inner apostrophes, hyphens and dots (Al-Mutairi, U.S., O‘zAKK), figures, or one sign.
_WORD = re.compile(r"[^\W\d_][\w]*(?:[-'’‘.&][^\W_][\w]*)*\.?|\d[\d.,:]*\d|\d|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_GLUED = re.compile(r"(the|of|and|with|by)(?=[A-Z][a-z])")
_BREAK = re.compile(r"[.!?][\"”’)\]]*\s+|[:;]\s*\n+|\n+\s*")
_BULLET = re.compile(r"\s*(?:[•·▪‣➤*–—-]{1,2}\s|[(\[]?\d{1,2}[.)\]]\s|[(]?[a-z][.)]\s)")


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


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences with their paragraph; a line break ends one unless the line was only wrapped."""
    found: list[Sentence] = []
    paragraph = at = 0
    for stop in _BREAK.finditer(text):
        broken = "\n" in stop[0]
        if not _ends_here(text, stop, broken):
            continue
        _append(found, text, at, stop.end(), paragraph)
        at = stop.end()
        paragraph += broken
    _append(found, text, at, len(text), paragraph)
    return tuple(found)


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        found.append(Sentence(start + lead, start + len(piece.rstrip()), paragraph))


def _ends_here(text: str, stop: re.Match[str], broken: bool) -> bool:
    before, after = text[: stop.start() + 1], text[stop.end() : stop.end() + 1]
    if broken:
        return not _wrapped(text, stop)
    last = re.search(r"\S+$", before[-40:])
    if last and last[0].lstrip('("“').rstrip() in word_set("en_abbreviations"):
        return _opens_sentence(text, stop.end())
    if last and re.fullmatch(r"[(\"“]?(?:[A-Z]\.)+", last[0]):
        return _opens_sentence(text, stop.end()) and len(last[0]) > 2
    return not after.islower()


def _opens_sentence(text: str, at: int) -> bool:
    """Behind an abbreviation only a word that opens sentences shows that a new one begins."""
    following = re.match(r"[\"“(]?([A-Z]\w*)\b(?!\.)", text[at : at + 30])
    return bool(following) and following[1] in word_set("en_common_capitals")


def _wrapped(text: str, stop: re.Match[str]) -> bool:
    """A single line break inside running text: long line, no closing sign, no bullet to follow."""
    if stop[0].count("\n") > 1 or _BULLET.match(text, stop.end()):
        return False
    line = text[text.rfind("\n", 0, stop.start()) + 1 : stop.start() + 1].rstrip()
    if line[-1:] in '.!?:;"”' or line.isupper():
        return False
    following = text[stop.end() : text.find("\n", stop.end()) if "\n" in text[stop.end() :] else len(text)]
    return (len(line) > 40 and following[:1].islower()) or (50 < len(line) <= 100 and len(following) <= 100)


class Positions:
    """Which sentence a character lies in."""

    def __init__(self, found: tuple[Sentence, ...]) -> None:
        self._starts = [s.start for s in found]
        self._found = found

    def at(self, character: int) -> Sentence:
        return self._found[max(0, bisect_right(self._starts, character) - 1)]

    def index(self, character: int) -> int:
        return max(0, bisect_right(self._starts, character) - 1)
