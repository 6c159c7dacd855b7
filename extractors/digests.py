"""Pages that hold several news items: where each begins, and the link of its original article.

An item is a numbered paragraph (`1. On March 11, …`, `二、…`). The numbers may all read `1.`, as lists
that were pasted do. A closing list of links is no item: it gives the items their addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NUMBERED = re.compile(
    r"^[ \t]*(?:[(（\[]?\d{1,2}[.)）\]、．](?!\d)\s*|\d{1,2} ?\| ?|[一二三四五六七八九十]{1,3}、\s*"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]\s*|[➤►▶■◆●]\s*)(?=\S)",
    re.MULTILINE,
)
_LINKS = re.compile(
    r"^[^\n]{0,40}(?:[Ll]inks? to|[Oo]riginal (?:articles?|links?|sources?)|[Ss]ources?:"
    r"|原文链接|相关链接|来源链接)[^\n]{0,60}$",
    re.MULTILINE,
)
_URL = re.compile(r"https?://[^\s\\<>\"'）)]+")
# An item tells something: shorter numbered lines are lists inside a release (working groups, topics).
_LEAST = 40


@dataclass(frozen=True, slots=True)
class Item:
    """One news item: characters `start` to `end`, its number on the page, its original's address."""

    start: int
    end: int
    number: int | None = None
    url: str | None = None


def items(text: str) -> tuple[Item, ...]:
    """The page's items in order; a page that is no digest is one item without a number."""
    links = next(iter(_LINKS.finditer(text)), None)
    end = links.start() if links and _URL.search(text, links.end()) else len(text)
    starts = [m.start() for m in _NUMBERED.finditer(text, 0, end)]
    starts = [s for s, e in pairwise([*starts, end]) if e - s >= _LEAST]
    if starts and text[: starts[0]].rstrip().endswith((":", ";", "：", "；")):
        # What a colon leads to is a list inside the release (working groups, topics), not news items.
        return (Item(0, end),)
    if len(starts) < 2 or not _tells_news(text, starts, end):
        return (Item(0, end),)
    addresses = _addresses(text, end) if end < len(text) else {}
    split = [Item(0, starts[0])] if text[: starts[0]].strip() else []
    for number, (start, stop) in enumerate(pairwise([*starts, end]), 1):
        split.append(Item(start, stop, number, addresses.get(number) or _own_address(text, start, stop)))
    return tuple(split)


def item_at(items: Sequence[Item], at: int) -> int:
    """The index of the item that holds a character (the last one for what follows them all)."""
    found = bisect_right(items, at, key=lambda item: item.start) - 1
    return found if found >= 0 and at < items[found].end else len(items) - 1


def _tells_news(text: str, starts: list[int], end: int) -> bool:
    """Most items hold a whole sentence; the parts of a list end in semicolons or `and`."""
    pieces = [text[s:e].strip() for s, e in pairwise([*starts, end])]
    whole = sum(bool(re.search(r"[.。!！?？)）”\"]\s*$", p)) and len(p) > 60 for p in pieces)
    return whole * 2 >= len(pieces)


def _addresses(text: str, at: int) -> dict[int, str]:
    """The first address of each line in the closing list, by the line's number."""
    found: dict[int, str] = {}
    lines = [line for line in text[at:].split("\n") if _URL.search(line)]
    for count, line in enumerate(lines, 1):
        written = re.match(r"\s*[(\[]?(\d{1,2})[.)\]]", line)
        match = _URL.search(line)
        if match:
            found.setdefault(int(written[1]) if written else count, match[0])
    return found


def _own_address(text: str, start: int, end: int) -> str | None:
    match = _URL.search(text, start, end)
    return match[0] if match else None
