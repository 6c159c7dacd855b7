"""Paragraphs, sentences, clauses and the items of a digest, told apart by characters and layout alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from extractors.chinese.words import values

Kind = Literal["text", "heading", "noise"]

_ENDS = frozenset("。!?;")
_OPEN = {"“": "”", "‘": "’", "(": ")", "《": "》", "[": "]"}
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hanzi", re.compile(r" *[◎★●◆■]? *[一二三四五六七八九十]{1,3}[、.]")),
    (
        "number",
        re.compile(
            r" *\d{1,2} ?[.、．·](?:(?!\d)|(?=\d{1,2}月\d))(?: |(?=[^ ]))|(?<!\S)\d{1,2} (?=[\u4e00-\u9fff])"
        ),
    ),
    ("bracket", re.compile(r" *\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\)")),
    ("circled", re.compile(r" *[①-⑳]")),
    ("bullet", re.compile(r" *[●★◆◎■▲▶•·○◇☆※] *(?![一二三四五六七八九十]、)")),
    ("date", re.compile(r" *\d{1,2}月(?:\d{1,2}日)? ")),
)
_DIGIT = r"[\d〇一二三四五六七八九十]"
_DATE_LINE = re.compile(
    rf"(?:发布时间:?)?[ (]*{_DIGIT}{{4}}[-年/.]{_DIGIT}{{1,3}}[-月/.]{_DIGIT}{{1,3}}日?[\d: ]*"
    r"(?:(?:星期.|来源|来自|作者|编辑|浏览|点击|字体|字号|阅读|\[|供稿|国际合作司)[^。]{0,60})?$"
)
_LONG_HEADING = 45
_LEAST_ITEMS = 2
# An item of one line that is as long as this tells something; shorter ones are headings.
_LEAST_TOLD = 18


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plain text; `item` counts a digest's items from 1 (0 is what stands outside them)."""

    start: int
    end: int
    kind: Kind
    item: int


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence (or part set off by a semicolon) of the plain text with its paragraph and item."""

    start: int
    end: int
    paragraph: int
    item: int
    heading: bool = False


def lines_of(plain: str) -> list[Line]:
    """The lines with what they are: text, heading, or noise of the page."""
    bounds = _bounds(plain)
    kinds = _kinds(plain, bounds)
    items = _items(plain, bounds, kinds)
    alone = Counter(item for item, kind in zip(items, kinds, strict=True) if item and kind != "noise")
    kinds = [
        "text" if kind == "heading" and alone[item] == 1 and end - start >= _LEAST_TOLD else kind
        for (start, end), kind, item in zip(bounds, kinds, items, strict=True)
    ]
    return [
        Line(start, end, kind, item) for (start, end), kind, item in zip(bounds, kinds, items, strict=True)
    ]


def sentences_of(plain: str) -> list[Span]:
    """Every sentence that tells something, in order; a heading counts as one."""
    found: list[Span] = []
    for paragraph, line in enumerate(lines_of(plain)):
        if line.kind == "noise":
            continue
        for start, end in _split(plain, line.start, line.end):
            found.append(Span(start, end, paragraph, line.item, line.kind == "heading"))
    return found


def clauses_of(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between commas and colons outside brackets and titles."""
    return _split(plain, start, end, frozenset(",:。!?;"))


def _bounds(plain: str) -> list[tuple[int, int]]:
    bounds, at = [], 0
    for line in plain.split("\n"):
        bounds.append((at, at + len(line)))
        at += len(line) + 1
    return bounds


def _kinds(plain: str, bounds: list[tuple[int, int]]) -> list[Kind]:
    kinds: list[Kind] = []
    listing = False
    seen_text = False
    for start, end in bounds:
        line = plain[start:end].strip()
        listing = listing or any(
            line.lstrip("▼>[·.").startswith(word) for word in values("layout", "listing")
        )
        kind: Kind = "noise" if listing or _is_noise(line) else _text_or_heading(line, first=not seen_text)
        seen_text = seen_text or kind != "noise"
        kinds.append(kind)
    if "text" not in kinds:
        return ["text" if kind == "heading" else kind for kind in kinds]
    return kinds


def _is_noise(line: str) -> bool:
    bare = line.strip("([—-·>*•→ ")
    if not bare or _DATE_LINE.fullmatch(line):
        return True
    if line.startswith("(") and line.find(")") == len(line) - 1 and len(line) < _LONG_HEADING:
        return True
    return any(bare.startswith(word) for word in values("layout", "noise_starts")) or any(
        word in line for word in values("layout", "noise_inside")
    )


def _text_or_heading(line: str, *, first: bool) -> Kind:
    if line[-1] in "。!?;:”)" or "。" in line or any(pattern.match(line) for _, pattern in _MARKERS[2:]):
        ended = line[-1] in "。;:" or "。" in line
        return "text" if ended or not first else "heading"
    if re.match(r"[\u4e00-\u9fff]{1,6}:.*[\u4e00-\u9fff]{4}", line) and not first:
        return "text"
    return "heading" if len(line) < _LONG_HEADING and (first or "," not in line) else "text"


def _items(plain: str, bounds: list[tuple[int, int]], kinds: list[Kind]) -> list[int]:
    """Number the items by the kind of marker that begins most lines."""
    counts: dict[str, int] = {}
    marks: list[str | None] = []
    for (start, end), kind in zip(bounds, kinds, strict=True):
        mark = None if kind == "noise" else _marker(plain[start:end])
        marks.append(mark)
        if mark:
            counts[mark] = counts.get(mark, 0) + 1
    best = max(counts, key=lambda mark: counts[mark], default=None)
    if best is None or counts[best] < _LEAST_ITEMS or (best == "date" and counts[best] < _LEAST_ITEMS + 1):
        return [0] * len(bounds)
    return _numbered(plain, bounds, marks, best)


def _marker(line: str) -> str | None:
    return next((name for name, pattern in _MARKERS if pattern.match(line)), None)


def _numbered(plain: str, bounds: list[tuple[int, int]], marks: list[str | None], best: str) -> list[int]:
    items, item = [], 0
    for (start, end), mark in zip(bounds, marks, strict=True):
        if mark == best:
            item += 1
        line = plain[start:end]
        closing = item and any(line.startswith(word) for word in values("layout", "closing"))
        items.append(0 if closing else item)
    return items


def _split(plain: str, start: int, end: int, stops: frozenset[str] = _ENDS) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin, awaited = start, ""
    for place in range(start, end):
        character = plain[place]
        if awaited:
            awaited = "" if character == awaited else awaited
            continue
        if character in _OPEN and plain.find(_OPEN[character], place, end) > 0:
            awaited = _OPEN[character]
        elif character in stops:
            found.append((begin, place + 1))
            begin = place + 1
    if begin < end:
        found.append((begin, end))
    return [(a, b) for a, b in found if plain[a:b].strip(" ,。")]
