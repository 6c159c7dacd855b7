"""The same sentence with other names, bodies, positions and places: the grammar stays, the names go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from extractors.training.spans.marked import Marked, Reach, Span

# Gives another name for the one written, of the same shape; the draw decides which.
Invent = Callable[[str, Random], str]


def exchanged(sentence: Marked, invented: Mapping[str, Invent], share: float, draw: Random) -> Marked:
    """The sentence with `share` of the spans replaced that `invented` has a label for.

    One text within the sentence stays one text. Open reaches move along.
    """
    chosen: dict[tuple[str, str], str] = {}
    pieces: list[str] = []
    spans: list[Span] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    at = length = 0
    for start, end, label in sentence.spans:
        written = sentence.text[start:end]
        if (written, label) not in chosen:
            other = invented[label](written, draw) if label in invented and draw.random() < share else written
            chosen[written, label] = other or written
        new = chosen[written, label]
        pieces += [sentence.text[at:start], new]
        length += start - at
        spans.append((length, length + len(new), label))
        length += len(new)
        shifts.append((end, length - end))
        at = end
    pieces.append(sentence.text[at:])
    return Marked("".join(pieces), tuple(spans), tuple(_moved(r, shifts) for r in sentence.unknown))


def _moved(reach: Reach, shifts: list[tuple[int, int]]) -> Reach:
    by = [shift for place, shift in shifts if place <= reach[0]][-1]
    return reach[0] + by, reach[1] + by
