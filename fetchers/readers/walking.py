"""A walk through an element that feeds a BlockWriter; iterative, since nesting can be thousands deep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement

from fetchers.readers.blocks import Block, BlockWriter

_SKIPPED_NAMES = """
script style noscript template nav form button iframe svg video audio object select textarea
figure figcaption caption head input canvas map title link meta
"""
_BLOCK_NAMES = """
p div section article ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr blockquote pre dl dt dd hr
header footer main address details summary center fieldset aside body
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())


@dataclass(slots=True)
class _End:
    tag: Tag


@dataclass(slots=True)
class _Walk:
    writer: BlockWriter
    dropped: Collection[int]
    skip_between: tuple[str, str] | None
    skipping: bool = False
    counters: dict[int, int] = field(default_factory=dict)

    def run(self, root: Tag) -> None:
        stack: list[PageElement | _End] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, _End):
                self._leave(item.tag)
            elif isinstance(item, Tag):
                if not self._skips(item):
                    self._enter(item)
                    stack.append(_End(item))
                    stack.extend(reversed(item.contents))
            elif isinstance(item, Comment):
                self._comment(item)
            elif type(item) is NavigableString and not self.skipping:
                self.writer.text(item)

    def _skips(self, tag: Tag) -> bool:
        if tag.name in _SKIPPED or id(tag) in self.dropped or tag.has_attr("hidden"):
            return True
        style = str(tag.get("style") or "").replace(" ", "").lower()
        return "display:none" in style or "visibility:hidden" in style

    def _comment(self, comment: Comment) -> None:
        if self.skip_between:
            start, end = self.skip_between
            self.skipping = (self.skipping or start in comment) and end not in comment

    def _enter(self, tag: Tag) -> None:
        if tag.name == "br":
            self.writer.line_break()
        elif tag.name == "li":
            self.writer.start_item(self._bullet(tag))
        elif tag.name == "a":
            self.writer.open_link(str(tag.get("href") or ""))
        elif tag.name in {"td", "th"}:
            self.writer.text(" ")
        elif tag.name in _BLOCKS:
            self.writer.end_block()

    def _leave(self, tag: Tag) -> None:
        if tag.name == "a":
            self.writer.close_link()
        elif tag.name == "li":
            self.writer.end_item()
        elif tag.name in {"td", "th"}:
            self.writer.text(" ")
        elif tag.name in _BLOCKS:
            self.writer.end_block()

    def _bullet(self, item: Tag) -> str:
        parent = item.parent
        if parent is None or parent.name != "ol":
            return "• "
        number = _number(item.get("value"))
        if number is None:
            number = self.counters.get(id(parent), (_number(parent.get("start")) or 1) - 1) + 1
        self.counters[id(parent)] = number
        return f"{number}. "


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def blocks_of(
    root: Tag, base: str, drop: tuple[str, ...] = (), skip_between: tuple[str, str] | None = None
) -> list[Block]:
    """The text blocks below an element, without what `drop` selects or lies between the two comments."""
    dropped = {id(tag) for selector in drop for tag in root.select(selector)}
    writer = BlockWriter(base)
    _Walk(writer, dropped, skip_between).run(root)
    return writer.finish()
