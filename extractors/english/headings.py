"""Headlines and headings: lines that name the news before a sentence tells it."""

from __future__ import annotations

from extractors.english.words import Word
from extractors.reading import Sentence

_LONGEST = 110


def is_headline(line: list[Word]) -> bool:
    """A line whose words nearly all have capitals says nothing by them."""
    letters = [w for w in line if w.text[:1].isalpha() and len(w.text) > 3]
    return len(letters) > 3 and line[-1].text != "." and sum(w.capital for w in letters) >= 0.8 * len(letters)


def is_heading(text: str, sentence: Sentence) -> bool:
    """A short line of its own without a full stop (but no item of a list, and not the last line)."""
    start, end = sentence.start, sentence.end
    line = text[text.rfind("\n", 0, start) + 1 : end]
    alone = text[end : end + 1] in ("\n", "") and line.strip() == text[start:end]
    runs_on = text[end - 1 : end] in '.!?"”)'
    return alone and len(line) < _LONGEST and not runs_on and line[:1].isalnum() and end < len(text.rstrip())
