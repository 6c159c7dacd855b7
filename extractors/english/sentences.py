"""English text as sentences, by punctuation, capitals and line breaks."""

from __future__ import annotations

import re

from extractors.lexicons import word_set
from extractors.reading import Sentence

_BREAK = re.compile(r"[.!?][\"”’)\]]*\s+|[:;]\s*\n+|\n+\s*")
_BULLET = re.compile(r"\s*(?:[•·▪‣➤*–—-]{1,2}\s|[(\[]?\d{1,2}[.)\]]\s|[(]?[a-z][.)]\s)")


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
    before = text[max(0, stop.start() - 39) : stop.start() + 1]
    after = text[stop.end() : stop.end() + 1]
    if broken:
        return not _wrapped(text, stop)
    last = re.search(r"\S+$", before)
    if last and last[0].lstrip('("“').rstrip() in word_set("en_abbreviations"):
        return _opens_sentence(text, stop.end())
    if last and re.fullmatch(r"[(\"“]?(?:[A-Z]\.)+", last[0]):
        return _opens_sentence(text, stop.end()) and len(last[0]) > 2
    return not after.islower()


def _opens_sentence(text: str, at: int) -> bool:
    """Behind an abbreviation only a word that opens sentences shows that a new one begins."""
    following = re.match(r"[\"“(]?([A-Z]\w*)\b(?!\.)", text[at : at + 30])
    return following is not None and following[1] in word_set("en_common_capitals")


def _wrapped(text: str, stop: re.Match[str]) -> bool:
    """A single line break inside running text: long line, no closing sign, no bullet to follow."""
    if stop[0].count("\n") > 1 or _BULLET.match(text, stop.end()):
        return False
    line = text[text.rfind("\n", 0, stop.start()) + 1 : stop.start() + 1].rstrip()
    if line[-1:] in '.!?:;"”' or line.isupper():
        return False
    line_end = text.find("\n", stop.end())
    following = text[stop.end() : line_end if line_end >= 0 else len(text)]
    return (len(line) > 40 and following[:1].islower()) or (50 < len(line) <= 100 and len(following) <= 100)
