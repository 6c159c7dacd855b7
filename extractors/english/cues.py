"""Cues: the words by which a sentence tells, plans, recalls or denies an event (en_triggers.toml)."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.english.sentences import sentences
from extractors.lexicons import expressions, table

Spans = tuple[tuple[int, int], ...]

_PAST = re.compile(r"\b(?:had been|was|were|signed) (?:signed|concluded|held)?")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    listed = table("en_triggers")
    return {name: re.compile(expressions("en_triggers", name), re.IGNORECASE) for name in listed}


def cues(text: str, start: int, end: int) -> dict[str, Spans]:
    """Where each kind of cue stands in a sentence, by the kind's name in the lexicon."""
    return {
        name: tuple(m.span() for m in pattern.finditer(text, start, end))
        for name, pattern in _patterns().items()
    }


def future(text: str) -> Spans:
    """Stretches behind a word that tells what is to come, up to the sentence's end or a told past."""
    found: list[tuple[int, int]] = []
    for sentence in sentences(text):
        for name in ("planned", "ahead"):
            for match in _patterns()[name].finditer(text, sentence.start, sentence.end):
                past = _PAST.search(text, match.end(), sentence.end)
                found.append((match.start(), past.start() if past else sentence.end))
    return tuple(found)
