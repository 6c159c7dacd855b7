"""Lists in a text: the line that leads to them and their items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.activity_words import Span

_MARK = re.compile(
    r"\s*(?:[•·▪●○◦■◆➤►*–-]|[(（]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)）、](?!\d)"
    r"|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[①-⑳])\s*"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A list: the sentence that leads to it and its items, marks left out."""

    lead: Span
    items: tuple[Span, ...]

    def covers(self, span: Span) -> bool:
        return self.lead[0] <= span[0] < self.items[-1][1]


def lists(text: str, span: Span) -> Iterator[Block]:
    """Lines behind one that ends in a colon or semicolon: marked ones, or ones that close with semicolons."""
    rows = _rows(text, span)
    for i, (start, end) in enumerate(rows):
        if text[end - 1] not in ":;：；" or _is_marked(text, rows[i]):
            continue
        items = tuple(_listed(text, rows[i + 1 :]))
        if len(items) > 1:
            yield Block((_lead(text, start, end), end), items)


def _rows(text: str, span: Span) -> list[Span]:
    found = (m.span() for m in re.finditer(r"[^\n]+", text[: span[1]]) if m.end() > span[0] and m[0].strip())
    return [(max(a, span[0]), len(text[:b].rstrip())) for a, b in found]


def _is_marked(text: str, row: Span) -> bool:
    return bool(_MARK.match(text, *row))


def _lead(text: str, start: int, end: int) -> int:
    """Where the last sentence of the leading line begins."""
    stops = re.finditer(r"[.。](?=\s|[\u4e00-\u9fff])", text[start:end])
    return start + max((m.end() for m in stops), default=0)


def _listed(text: str, rows: list[Span]) -> Iterator[Span]:
    marked = bool(rows) and _is_marked(text, rows[0])
    for row in rows:
        mark = _MARK.match(text, *row)
        if marked != bool(mark):
            return
        yield (mark.end() if mark else row[0]), row[1]
        if not marked and not re.search(r"[;；]$|[;,]? and$", text[slice(*row)]):
            return
