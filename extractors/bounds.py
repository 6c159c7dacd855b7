"""Limits that no press release meets and hostile text does: they keep reading linear in a text's length.

Some rules look at every pair of words of a sentence, or at the rest of a line for each of its characters.
That is cheap for sentences that people write, and takes hours for a sentence of a million characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The longest run of characters without a space, outside East Asian writing: an address is shorter.
_LONGEST_WORD = 400
_WORD = re.compile(rf"[^\s\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]{{{_LONGEST_WORD + 1},}}")
# One East Asian sign over and over: a ruler, or an attack on whatever looks for its partner.
_LONGEST_RULER = 60
_RULER = re.compile(rf"([\u3000-\u303f\uff00-\uffef])\1{{{_LONGEST_RULER},}}")
_LONGEST_SENTENCE = 3_000
_LONGEST_LINE = 12_000
_END = re.compile(r"[.!?;](?=\s)|[。！？；]")


def excess(text: str) -> Iterator[tuple[int, int]]:
    """The characters to leave out: what a word or a ruler has beyond its limit, in order."""
    spans = [(m.start() + _LONGEST_WORD, m.end()) for m in _WORD.finditer(text)]
    spans += [(m.start() + _LONGEST_RULER, m.end()) for m in _RULER.finditer(text)]
    return iter(sorted(spans))


def breaks(text: str) -> Iterator[int]:
    """Where a paragraph has to end although none is written: in sentences and lines beyond their limits."""
    at = 0
    for line in text.split("\n"):
        if len(line) > _LONGEST_SENTENCE:
            yield from (at + place for place in _in_line(line))
        at += len(line) + 1


def _in_line(line: str) -> Iterator[int]:
    begun = begun_line = 0
    for end in [*(m.end() for m in _END.finditer(line)), len(line)]:
        while end - begun > _LONGEST_SENTENCE:
            begun = begun_line = _pause(line, begun, begun + _LONGEST_SENTENCE)
            yield begun
        begun = end
        if end - begun_line > _LONGEST_LINE - _LONGEST_SENTENCE and end < len(line):
            begun_line = end
            yield end


def _pause(line: str, start: int, end: int) -> int:
    """Behind the last space or comma of a stretch, or at its end where it has none."""
    window = line[start:end]
    last = max(window.rfind(sign) for sign in " ,，、")
    return start + last + 1 if last > 0 else end
