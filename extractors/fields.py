"""Fields of cooperation: the words of a text that name a field, weighed by how surely they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.events import Coded, Mention
from extractors.lexicons import table

GRADES = {"strong": 1.0, "plain": 0.7, "weak": 0.35}
_SILENT = "silent"
_NO_CODES = (_SILENT, "compounds")

_WORD = re.compile(r"(?<!\w)[a-z0-9][a-z0-9-]")
_CHOICE = re.compile(r"\(\?:([^()]*)\)")
# What may stand between a head and what it is applied to (`testing of imported toys`), and between a
# modifier and its head (`energy metrology`); a comma, a conjunction or a small word ends the phrase.
_APPLIED = re.compile(r"(?: laborator(?:y|ies))? (?:of|for|in)(?: (?!and\b|or\b)[a-z-]+){0,4} ")
_LISTED = re.compile(r" (?:of|for)(?:,? [a-z-]+){0,8},? ")
_SMALL = r"(?:and|or|in|on|for|of|with|to|by|the|an?|is|are)\b"
_MODIFIES = re.compile(rf"(?:[ -]|(?: (?!{_SMALL})[a-z-]+){{1,2}} )")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say a code, from 0.35 (said of other fields too) to 1 (the field's own name)."""

    code: str
    start: int
    end: int
    weight: float


def codes(lang: str) -> tuple[str, ...]:
    """The codes that a language's lexicon knows, in its order."""
    return tuple(code for code in table(f"{lang}_fields") if code not in _NO_CODES)


def cues(text: str, lang: str, blanked: Sequence[tuple[int, int]] = ()) -> list[Cue]:
    """The cues of a text, left to right; of overlapping ones the longest, of compounds the head.

    `blanked` are spans that say nothing of the subject: names of bodies, titles, people.
    """
    masked = _masked(text, blanked)
    found: list[Cue] = []
    at = 0
    for word in _WORD.finditer(masked):
        if word.start() < at:
            continue
        longest = _longest(masked, lang, word.start(), word[0])
        found += longest
        at = longest[0].end if longest else at
    return [cue for cue in _heads(masked, lang, found) if cue.code != _SILENT]


def coded(text: str, cue: Cue) -> Coded:
    """The code with the words that say it."""
    return Coded(cue.code, Mention(cue.start, cue.end, text[cue.start : cue.end]))


@cache
def _by_beginning(lang: str) -> dict[str, list[tuple[re.Pattern[str], str, float]]]:
    """The lexicon's expressions by the two letters they begin with, so that few are tried at a word."""
    index: dict[str, list[tuple[re.Pattern[str], str, float]]] = {}
    for code, graded in table(f"{lang}_fields").items():
        for grade, weight in GRADES.items():
            for written in graded[grade]:
                entry = (re.compile(rf"(?:{written})(?!\w)"), code, weight)
                for beginning in _beginnings(written):
                    index.setdefault(beginning, []).append(entry)
    return index


def _beginnings(written: str) -> set[str]:
    choice = _CHOICE.match(written)
    return {each[:2] for each in choice[1].split("|")} if choice else {written[:2]}


@cache
def _deciding(lang: str) -> frozenset[str]:
    return frozenset(code for code, graded in table(f"{lang}_fields").items() if graded.get("decides"))


def _longest(masked: str, lang: str, at: int, beginning: str) -> list[Cue]:
    """The longest cue that begins here; a tie says several codes."""
    listed = _by_beginning(lang).get(beginning, ())
    tried = ((pattern.match(masked, at), code, weight) for pattern, code, weight in listed)
    matched = [Cue(code, at, m.end(), weight) for m, code, weight in tried if m]
    last = max((c.end for c in matched), default=0)
    return [c for c in matched if c.end == last]


def _heads(masked: str, lang: str, found: list[Cue]) -> list[Cue]:
    """Cues that are not mere complements or modifiers of a deciding head beside them."""
    deciding = _deciding(lang)
    kept = _without(found, lambda one, other: one.code in deciding and _applied(masked, deciding, one, other))
    backwards = _without(
        kept[::-1], lambda one, other: one.code in deciding and _modifies(masked, other, one)
    )
    return backwards[::-1]


def _without(found: list[Cue], covers: Callable[[Cue, Cue], bool]) -> list[Cue]:
    """Each cue unless the one kept before it covers it."""
    kept: list[Cue] = []
    for cue in found:
        if not kept or not covers(kept[-1], cue):
            kept.append(cue)
    return kept


def _applied(masked: str, deciding: frozenset[str], head: Cue, other: Cue) -> bool:
    """`testing of imported toys` is about testing, and so is `testing of cables, toys and milk`."""
    if head.code == other.code or head.weight <= GRADES["weak"]:
        return False
    thing = other.weight < GRADES["strong"] and other.code not in deciding
    return bool((_LISTED if thing else _APPLIED).fullmatch(masked, head.end, other.start))


def _modifies(masked: str, other: Cue, head: Cue) -> bool:
    """`hydrogen metering` is about measurement; `training assessors` is about both."""
    if head.code == other.code or head.weight <= GRADES["weak"] or other.code == "training_capacity":
        return False
    return bool(_MODIFIES.fullmatch(masked, other.end, head.start))


def _masked(text: str, blanked: Sequence[tuple[int, int]]) -> str:
    """The text in lower case, of the same length, with the blanked spans barred."""
    characters = list(text.lower())
    if len(characters) != len(text):
        characters = [c.lower() if len(c.lower()) == 1 else c for c in text]
    for start, end in blanked:
        characters[start:end] = "|" * (end - start)
    return "".join(characters)
