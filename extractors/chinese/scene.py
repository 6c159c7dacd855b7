"""A news item laid out for the question what its events are about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.chinese.builders import Builder, root
from extractors.chinese.sentences import Span
from extractors.chinese.story import Reading
from extractors.fields import Cue

# What stands farther from an event than this many sentences says nothing of it.
_REACH = 30


@dataclass(slots=True)
class Line:
    """One sentence: its field words, the identities of the bodies named, the documents only appealed to."""

    span: Span
    cues: list[Cue] = field(default_factory=list)
    bodies: set[int] = field(default_factory=set)
    grounds: list[tuple[int, int]] = field(default_factory=list)


class Scene:
    """The sentences of an item with the headings over the text, and the events told in it."""

    def __init__(self, reading: Reading, lines: Sequence[Line], told: Sequence[Builder]) -> None:
        self.reading = reading
        self.lines = sorted(lines, key=lambda line: line.span.start)
        self._starts = [line.span.start for line in self.lines]
        self._headings = [at for at, line in enumerate(self.lines) if line.span.heading]
        self._told = sorted(told, key=lambda builder: builder.sentence[0])
        self._firsts = [builder.sentence[0] for builder in self._told]

        self._speech = sorted(reading.speech)

    def spoken(self, place: int) -> bool:
        """Whether a character stands in what somebody says word for word."""
        at = bisect_right(self._speech, (place, len(self.reading.view.plain))) - 1
        return at >= 0 and place < self._speech[at][1]

    def home(self, builder: Builder) -> int:
        """The index of the line in which an event is told."""
        return max(0, bisect_right(self._starts, builder.sentence[0]) - 1)

    def around(self, builder: Builder) -> list[int]:
        """The indices of the lines near an event, and of the headings before them."""
        own = self.home(builder)
        first, last = max(0, own - _REACH), min(len(self.lines), own + _REACH + 1)
        return [*(at for at in self._headings if at < first), *range(first, last)]

    def others(self, builder: Builder) -> list[Builder]:
        """The other events told near one."""
        near = self.around(builder)
        first, last = self.lines[near[0]].span.start, self.lines[near[-1]].span.end
        told = self._told[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]
        return [other for other in told if other is not builder]


def scenes_of(reading: Reading, told: Sequence[Builder]) -> dict[int, Scene]:
    """The scene of each item that tells events."""
    lines = _lines(reading)
    over = [line for line in lines if line.span.heading and line.span.item == 0]
    within: dict[int, list[Line]] = {}
    for line in lines:
        within.setdefault(line.span.item, []).append(line)
    events: dict[int, list[Builder]] = {}
    for builder in told:
        events.setdefault(builder.item, []).append(builder)
    return {
        item: Scene(reading, within.get(item, []) + (over if item else []), here)
        for item, here in events.items()
    }


def sides(builder: Builder) -> set[int]:
    """The identities of an event's parties, departments as what they belong to."""
    return {id(root(party)) for party in builder.parties}


def _lines(reading: Reading) -> list[Line]:
    lines = [Line(span) for span in reading.sentences]
    starts = [span.start for span in reading.sentences]

    def line(place: int) -> Line:
        at = bisect_right(starts, place) - 1
        inside = at >= 0 and place < lines[at].span.end
        return lines[at] if inside else Line(Span(place, place, 0, 0))

    for cue in reading.fields.cues:
        line(cue.start).cues.append(cue)
    for (start, _), body in reading.bodies.at.items():
        line(start).bodies.add(id(root(body)))
    for document in reading.documents:
        if document.grounds:
            line(document.start).grounds.append((document.start, document.end))
    return lines
