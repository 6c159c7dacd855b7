"""Sentences with the places marked from which values were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.report.fragments import text_link
from pipeline.rows import Row, text

# What a mark is called, and the colour that it shares with its kind.
_LABELS = {
    ("events", "date"): ("date", "date"),
    ("events", "city"): ("place", "place"),
    ("parties", "name"): ("party", "party"),
    ("signatories", "name"): ("person", "person"),
    ("signatories", "title"): ("title of a person", "person"),
    ("signatories", "organization"): ("organization of a person", "party"),
    ("instruments", "type"): ("kind of instrument", "instrument"),
    ("instruments", "title"): ("title of the instrument", "instrument"),
    ("fields", "field"): ("field", "field"),
    ("activities", "text"): ("promised activity", "field"),
    ("working_groups", "name"): ("working group", "party"),
    ("working_groups", "contacts"): ("point of contact", "person"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence; `kind` is empty where nothing was read, `label` says what was."""

    text: str
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a source in pieces, with a link to its place; the event's own sentence `tells`."""

    pieces: tuple[Piece, ...]
    link: str | None
    tells: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str
    label: str


def passages(evidence: Iterable[Row], url: str) -> list[Passage]:
    """The sentences of one document's evidence in the order of its text, each once."""
    marks: dict[str, list[_Mark]] = {}
    places: dict[str, int] = {}
    telling: set[str] = set()
    for row in evidence:
        sentence = text(row, "sentence")
        start, end = _number(row["mark_start"]), _number(row["mark_end"])
        places[sentence] = min(places.get(sentence, 1 << 40), _number(row["start"]) - start)
        found = marks.setdefault(sentence, [])
        what = (text(row, "table"), text(row, "column"))
        if what in _LABELS:
            label, kind = _LABELS[what]
            found.append(_Mark(start, end, kind, label))
        elif what == ("events", "type"):
            telling.add(sentence)
    order = sorted(marks, key=lambda sentence: (places[sentence], sentence))
    return [Passage(pieces(s, marks[s]), text_link(url, s), s in telling) for s in order]


def pieces(sentence: str, marks: Sequence[_Mark]) -> tuple[Piece, ...]:
    """The sentence cut wherever a mark begins or ends; where marks overlap the shortest names the piece."""
    cuts = sorted({0, len(sentence), *(m.start for m in marks), *(m.end for m in marks)})
    return tuple(_joined(_piece(sentence, start, end, marks) for start, end in pairwise(cuts)))


def _piece(sentence: str, start: int, end: int, marks: Sequence[_Mark]) -> Piece:
    over = [m for m in marks if m.start <= start and end <= m.end]
    if not over:
        return Piece(sentence[start:end])
    narrowest = min(over, key=lambda m: (m.end - m.start, m.kind, m.label))
    labels = sorted({m.label for m in over}, key=lambda label: (label != narrowest.label, label))
    return Piece(sentence[start:end], narrowest.kind, ", ".join(labels))


def _joined(found: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours that say the same become one."""
    last: Piece | None = None
    for piece in found:
        if last and (last.kind, last.label) == (piece.kind, piece.label):
            last = Piece(last.text + piece.text, piece.kind, piece.label)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no number of a character")
    return value
