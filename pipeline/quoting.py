"""The sentence around a value, as a person wants to see it: on one line, with the place of what was read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from extractors.english.sentences import sentences
from pipeline.plain_text import plain

# A sentence of Chinese ends with its closing quotation mark, if one follows, or with the line. Half-width
# marks end none: on old pages they stand for characters that were lost.
_CHINESE_END = re.compile(r"[。！？；]+[”’」』）)]*|\n+")
# Text that runs on without end (a table, a list of names) is cut around the value.
_LONGEST = 600
_AROUND = 200
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of `sentence` are what was read."""

    sentence: str
    start: int
    end: int


class Sentences:
    """The sentences of one text. `lang` is BCP 47."""

    def __init__(self, text: str, lang: str) -> None:
        self._text = text
        spans = _chinese(text) if lang.startswith("zh") else [(s.start, s.end) for s in sentences(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def around(self, start: int, end: int, said: str) -> Quote:
        """What stands at `start` to `end`, in its sentence or sentences.

        `said` stands for places that hold nothing to show.
        """
        start, end = self._trimmed(start, end)
        read = plain(self._text[start:end])
        if not read:
            return Quote(said, 0, len(said))
        first, last = self._bounds(start, end)
        # A letter on the side of the value keeps the space there, which `plain` would take away.
        before = plain(self._text[first:start] + "x")[:-1]
        after = plain("x" + self._text[end:last])[1:]
        if len(before) + len(after) > _LONGEST:
            before, after = _shortened(before, after)
        return Quote(before + read + after, len(before), len(before) + len(read))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        start, end = max(start, 0), min(end, len(self._text))
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return start, end

    def _bounds(self, start: int, end: int) -> tuple[int, int]:
        """From the beginning of the sentence of the first character to the end of that of the last."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_left(self._ends, end)
        return (
            min(self._starts[first], start) if first >= 0 else start,
            max(self._ends[last], end) if last < len(self._ends) else end,
        )


def _chinese(text: str) -> list[tuple[int, int]]:
    stops = [match.end() for match in _CHINESE_END.finditer(text)]
    spans = zip([0, *stops], [*stops, len(text)], strict=True)
    return [(start, end) for start, end in spans if text[start:end].strip()]


def _shortened(before: str, after: str) -> tuple[str, str]:
    if len(before) > _AROUND:
        before = _CUT + before[-_AROUND:]
    if len(after) > _AROUND:
        after = after[:_AROUND] + _CUT
    return before, after
