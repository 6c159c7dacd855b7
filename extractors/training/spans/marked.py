"""A sentence with what is marked in it, and how spans are collected without overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LABELS = ("PERSON", "ORG", "TITLE", "LOC", "DATE", "INSTRUMENT")

Span = tuple[int, int, str]
Reach = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """`spans` are characters with a label, in order and apart; nobody said what the `unknown` ones are."""

    text: str
    spans: tuple[Span, ...]
    unknown: tuple[Reach, ...] = ()


class Marker:
    """Collects the spans of one text: what is marked first keeps its characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        self.unknown: list[Reach] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing is marked there yet."""
        return start < end and not any(a < end and start < b for a, b, _ in self.spans)

    def mark(self, start: int, end: int, label: str) -> None:
        """Mark these characters if they are free."""
        if self.free(start, end):
            self.spans.append((start, end, label))

    def mark_all(self, forms: Iterable[str], label: str, *, whole: bool) -> None:
        """Mark every place where one of the forms stands, the longest first; `whole`: not inside a word."""
        for form in sorted(set(forms), key=lambda f: (-len(f), f)):
            pattern = rf"(?<!\w){re.escape(form)}(?!\w)" if whole else re.escape(form)
            for found in re.finditer(pattern, self.text) if form else ():
                self.mark(*found.span(), label)

    def leave_open(self, reaches: Iterable[Reach]) -> None:
        """Characters that may be anything, but for what is marked in them."""
        self.unknown += [reach for reach in reaches if self.free(*reach)]

    def within(self, start: int, end: int) -> Marked:
        """The part of the text between two characters; a span that crosses an edge leaves it open."""
        spans = [(a - start, b - start, label) for a, b, label in self.spans if start <= a and b <= end]
        crossing = [(a, b) for a, b, _ in self.spans if (a < start < b) or (a < end < b)]
        reaches = [
            (max(a, start) - start, min(b, end) - start)
            for a, b in (*self.unknown, *crossing)
            if a < end and start < b
        ]
        return Marked(self.text[start:end], tuple(sorted(spans)), tuple(sorted(reaches)))
