"""How far told chances can be trusted: of the events told 80 to 90 % sure, how many are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_BINS = 10
_KEPT = (0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Row:
    """The events whose chance lies from `least` up to `most`: how many, the mean chance, the share right."""

    least: float
    most: float
    events: int
    told: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The table of some events: by tenths, and all at or above a chance (`kept`).

    `distance` is the mean difference of told and right over the events (expected calibration error),
    `separation` the chance that a right event is told surer than a wrong one (AUC), `brier` the mean
    squared error.
    """

    bins: tuple[Row, ...]
    kept: tuple[Row, ...]
    distance: float
    separation: float
    brier: float

    def as_json(self) -> dict[str, Any]:
        """Rows as lists: least, most, events, told, right; of `kept` least, events, right."""
        figures = {"distance": self.distance, "separation": self.separation, "brier": self.brier}
        rows = [[row.least, row.most, row.events, row.told, row.right] for row in self.bins]
        kept = [[row.least, row.events, row.right] for row in self.kept]
        return figures | {"bins": rows, "kept": kept}


def reliability(chances: Sequence[float], right: Sequence[bool]) -> Reliability:
    """The table of events with these chances; at least one event."""
    pairs = sorted(zip(chances, right, strict=True))
    edges = [i / _BINS for i in range(_BINS + 1)]
    bins = tuple(_rows(pairs, pairwise(edges)))
    kept = tuple(_rows(pairs, ((least, 1.0) for least in _KEPT)))
    distance = sum(row.events * abs(row.told - row.right) for row in bins) / len(pairs)
    brier = sum((chance - answer) ** 2 for chance, answer in pairs) / len(pairs)
    return Reliability(bins, kept, round(distance, 3), round(_separation(pairs), 3), round(brier, 3))


def as_markdown(table: Reliability) -> str:
    """The table and its figures for a page or a terminal."""
    lines = ["| told | events | mean told | right |", "| --- | --: | --: | --: |"]
    for row in table.bins:
        lines.append(f"| {row.least:.1f}–{row.most:.1f} | {row.events} | {row.told:.2f} | {row.right:.2f} |")
    lines += ["", "| kept from | events | right |", "| --- | --: | --: |"]
    lines += [f"| {row.least:.1f} | {row.events} | {row.right:.2f} |" for row in table.kept]
    figures = f"distance {table.distance:.3f}, separation {table.separation:.3f}, Brier {table.brier:.3f}"
    return "\n".join([*lines, "", figures])


_Pairs = Sequence[tuple[float, bool]]


def _rows(pairs: _Pairs, spans: Iterator[tuple[float, float]]) -> Iterator[Row]:
    for least, most in spans:
        inside = [(c, r) for c, r in pairs if least <= c < most or c == most == 1.0]
        if inside:
            told = sum(chance for chance, _ in inside) / len(inside)
            right = sum(answer for _, answer in inside) / len(inside)
            yield Row(least, most, len(inside), round(told, 3), round(right, 3))


def _separation(pairs: _Pairs) -> float:
    """0.5 where all events are right, or none."""
    yes, no = [c for c, r in pairs if r], [c for c, r in pairs if not r]
    if not yes or not no:
        return 0.5
    return sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))
