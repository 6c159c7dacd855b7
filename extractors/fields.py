"""Fields of cooperation: which codes a passage names as its subject, and by which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.events import Coded, Mention
from extractors.lexicons import table

_SILENT = "silent"
GRADES = {"strong": 1.0, "plain": 0.7, "weak": 0.35}

_WORD = re.compile(r"(?<![\w])[a-z0-9][a-z0-9-]")
_HEAD = re.compile(r"\(\?:([^()]*)\)")
# What may stand between a head and what it is applied to (`testing of imported toys`), and before a
# head (`energy metrology`); a comma, a conjunction or a verb ends the phrase.
_APPLIED = re.compile(r"(?: laborator(?:y|ies))? (?:of|for|in)(?: (?!and\b|or\b)[a-z-]+){0,4} ")
_MODIFIES = re.compile(r"(?:[ -]|(?: (?!and\b|or\b|in\b|on\b|for\b|of\b|with\b|to\b|by\b|the\b|a\b|an\b|is\b|are\b)[a-z-]+){1,2} )")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say a code, from 0.35 (said of other fields too) to 1 (the field's own name)."""

    code: str
    start: int
    end: int
    weight: float


@lru_cache(maxsize=None)
def _patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """One expression a code, of the languages written without spaces between words."""
    return tuple((code, re.compile("|".join(listed))) for code, listed in table(f"{lang}_fields").items())


@lru_cache(maxsize=None)
def _by_beginning() -> dict[str, list[tuple[re.Pattern[str], str, float]]]:
    """English expressions by the two letters they begin with, so that few are tried at a word."""
    index: dict[str, list[tuple[re.Pattern[str], str, float]]] = {}
    for code, graded in table("en_fields").items():
        for grade, weight in GRADES.items():
            for written in graded[grade]:
                entry = (re.compile(rf"{written}(?!\w)"), code, weight)
                for beginning in _beginnings(written):
                    index.setdefault(beginning, []).append(entry)
    return index


def _beginnings(pattern: str) -> set[str]:
    head = _HEAD.match(pattern)
    return {choice[:2] for choice in head[1].split("|")} if head else {pattern[:2]}


@lru_cache(maxsize=1)
def _deciding() -> frozenset[str]:
    return frozenset(code for code, graded in table("en_fields").items() if graded.get("decides"))


def cues(text: str, blanked: Sequence[tuple[int, int]] = ()) -> list[Cue]:
    """The cues of an English text, left to right; of overlapping ones the longest, of compounds the head.

    `blanked` are spans that say nothing of the subject: names of bodies, titles, people.
    """
    masked = _masked(text, blanked)
    found: list[Cue] = []
    at = 0
    for word in _WORD.finditer(masked):
        if word.start() < at:
            continue
        best = _longest(masked, word.start(), word[0])
        found += best
        at = best[0].end if best else at
    return [cue for cue in _heads(masked, found) if cue.code != _SILENT]


def _longest(masked: str, at: int, beginning: str) -> list[Cue]:
    """The longest cue that begins here; a tie says several codes."""
    tried = ((pattern.match(masked, at), code, weight) for pattern, code, weight in _by_beginning().get(beginning, ()))
    matched = [Cue(code, at, m.end(), weight) for m, code, weight in tried if m]
    last = max((c.end for c in matched), default=0)
    return [c for c in matched if c.end == last]


def _heads(masked: str, found: list[Cue]) -> list[Cue]:
    """Cues that are not mere complements or modifiers of a deciding head beside them."""
    kept = _without(found, lambda one, other: _applied(masked, one, other))
    reversed_kept = _without(kept[::-1], lambda one, other: _modifies(masked, other, one))
    return reversed_kept[::-1]


def _without(found: list[Cue], covers: Callable[[Cue, Cue], bool]) -> list[Cue]:
    """Each cue unless the one kept before it covers it."""
    kept: list[Cue] = []
    for cue in found:
        if not kept or not covers(kept[-1], cue):
            kept.append(cue)
    return kept


def _applied(masked: str, head: Cue, other: Cue) -> bool:
    """`testing of imported toys` is about testing."""
    if head.code == other.code or head.code not in _deciding():
        return False
    return bool(_APPLIED.fullmatch(masked, head.end, other.start))


def _modifies(masked: str, other: Cue, head: Cue) -> bool:
    """`hydrogen flow measurement` is about measurement; `training assessors` is about both."""
    if head.code not in _deciding() or head.weight <= GRADES["weak"] or other.code == "training_capacity":
        return False
    return other.code != head.code and bool(_MODIFIES.fullmatch(masked, other.end, head.start))


def fields(text: str, lang: str, scope: tuple[tuple[int, int], ...], blanked: tuple[tuple[int, int], ...]) -> tuple[Coded, ...]:
    """The codes named within `scope`, each with its first mention, in the order of the code list."""
    if lang == "en":
        hits = [c for start, end in scope for c in cues(text, blanked) if start <= c.start < end and c.weight > 0.5]
    else:
        hits = _hits(_masked(text, blanked), lang, scope)
    firsts: dict[str, Cue] = {}
    for hit in sorted(hits, key=lambda h: h.start):
        firsts.setdefault(hit.code, hit)
    return tuple(coded(text, firsts[code]) for code in codes(lang) if code in firsts)


def _hits(masked: str, lang: str, scope: tuple[tuple[int, int], ...]) -> list[Cue]:
    return [
        Cue(code, m.start(), m.end(), 1.0)
        for code, pattern in _patterns(lang)
        for start, end in scope
        for m in pattern.finditer(masked, start, end)
    ]


def codes(lang: str) -> tuple[str, ...]:
    """The codes that a language's lexicon knows, in its order."""
    return tuple(code for code in table(f"{lang}_fields") if code != _SILENT)


def coded(text: str, cue: Cue) -> Coded:
    return Coded(cue.code, Mention(cue.start, cue.end, text[cue.start : cue.end]))


def _masked(text: str, blanked: Sequence[tuple[int, int]]) -> str:
    """The text in lower case, of the same length, with the blanked spans barred."""
    lowered = text.lower()
    characters = list(lowered) if len(lowered) == len(text) else [c.lower() if len(c.lower()) == 1 else c for c in text]
    for start, end in blanked:
        characters[start:end] = "|" * (end - start)
    return "".join(characters)
