"""From markup to text blocks: paragraphs, list items with their bullets, and where the links lie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from fetchers.addresses import resolve

_SPACE = re.compile(r"([\s\u200b\u2028\u2029]+)")
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]"
)
_CJK = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_INDENT = re.compile("(?:\u3000|\u2003|\xa0{2})")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item; `links` are (start, end, address) within `text`."""

    text: str
    links: tuple[tuple[int, int, str], ...] = ()

    def cut(self, start: int) -> Block:
        """The block without its first `start` characters."""
        kept = tuple((a - start, b - start, url) for a, b, url in self.links if a >= start)
        return Block(self.text[start:], kept)


def squeeze(text: str) -> str:
    """One line of plain text: no control characters, single spaces, none between Chinese lines."""
    writer = BlockWriter("http://localhost/")
    writer.text(text)
    return " ".join(block.text for block in writer.finish())


@dataclass(slots=True)
class BlockWriter:
    """Takes the events of a walk through the markup and normalizes white space as it goes, so that the
    offsets of links are right from the start."""

    base: str
    blocks: list[Block] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _last: str = ""
    _pending: str = ""
    _breaks: int = 0
    _prefix: str = ""
    _links: list[tuple[int, int, str]] = field(default_factory=list)
    _link_url: str | None = None
    _link_start: int | None = None

    def text(self, text: str) -> None:
        for piece in _SPACE.split(_CONTROLS.sub("", text)):
            if not piece:
                continue
            if _SPACE.fullmatch(piece):
                self._pending += piece[:8]
            else:
                self._word(piece)

    def _word(self, word: str) -> None:
        if (
            self._parts
            and self._breaks
            and (self._breaks > 1 or _INDENT.match(self._pending.lstrip("\r\n\t ")))
        ):
            self.end_block()
        if not self._parts:
            self._put(self._prefix)
            self._prefix = ""
        elif self._breaks:
            self._put("\n")
        elif self._pending and not self._joins(word):
            self._put(" ")
        self._pending, self._breaks = "", 0
        if self._link_url is not None and self._link_start is None:
            self._link_start = self._length
        self._put(word)

    def _joins(self, word: str) -> bool:
        """True where a line break of the markup falls between two Chinese characters."""
        soft = "\n" in self._pending or self._pending.strip("\u200b") == ""
        return soft and bool(_CJK.match(self._last) and _CJK.match(word[0]))

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def line_break(self) -> None:
        self._breaks += 1
        self._pending = ""

    def end_block(self) -> None:
        url = self._link_url
        self.close_link()
        if self._parts:
            self.blocks.append(Block("".join(self._parts), tuple(self._links)))
        self._parts, self._links, self._length, self._last = [], [], 0, ""
        self._pending, self._breaks = "", 0
        self._link_url = url

    def start_item(self, prefix: str) -> None:
        self.end_block()
        self._prefix = prefix

    def end_item(self) -> None:
        self.end_block()
        self._prefix = ""

    def open_link(self, reference: str) -> None:
        self.close_link()
        self._link_url = resolve(self.base, reference)

    def close_link(self) -> None:
        if self._link_url is not None and self._link_start is not None:
            self._links.append((self._link_start, self._length, self._link_url))
        self._link_url = self._link_start = None

    def finish(self) -> list[Block]:
        self.end_block()
        return self.blocks


def spell_out_links(blocks: Iterable[Block], heading: re.Pattern[str]) -> list[Block]:
    """Write the address after each link of the section that a block like `heading` opens."""
    out, inside = [], False
    for block in blocks:
        inside = inside or bool(heading.search(block.text[:200]))
        out.append(_spelt(block) if inside else block)
    return out


def _spelt(block: Block) -> Block:
    text, links, shift = block.text, [], 0
    for start, end, url in block.links:
        shown = text[start + shift : end + shift]
        if "://" in shown or shown.startswith("www."):
            links.append((start + shift, end + shift, url))
            continue
        addition = f" {url}"
        at = end + shift
        text = text[:at] + addition + text[at:]
        links.append((start + shift, at + len(addition), url))
        shift += len(addition)
    return Block(text, tuple(links))
