"""The ways to a field's text on a page: meta elements, selectors, visible labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from fetchers.readers.blocks import squeeze
from fetchers.readers.walking import blocks_of

_MAX_MATCHES = 3
_MAX_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page with its meta elements at hand."""

    url: str
    soup: BeautifulSoup
    metas: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, url: str, text: str) -> Markup:
        soup = BeautifulSoup(text, "lxml")
        return cls(url, soup, _metas(soup))

    def candidates(self, way: str) -> Iterator[str]:
        """The texts to which a way leads, best first; none when the page has no such thing."""
        kind, _, rest = way.partition(":")
        if kind == "meta":
            yield from filter(None, [self.metas.get(rest.lower(), "")])
        elif kind == "css":
            yield from self._selected(rest)
        elif kind == "label":
            yield from self._labelled(rest)

    def first(self, ways: tuple[str, ...]) -> str | None:
        """The first text found by the ways, in one line."""
        for way in ways:
            for text in self.candidates(way):
                # In a title a line break parts two lines, even between Chinese characters.
                if line := squeeze(text[:_MAX_CHARS].replace("\n", " ")):
                    return line
        return None

    def _selected(self, rest: str) -> Iterator[str]:
        selector, _, attribute = rest.partition("@")
        for tag in self.soup.select(selector, limit=_MAX_MATCHES):
            yield str(tag.get(attribute) or "") if attribute else _text(tag, self.url)

    def _labelled(self, labels: str) -> Iterator[str]:
        pattern = label_pattern(labels)
        for string in self.soup.find_all(string=pattern, limit=_MAX_MATCHES):
            line = squeeze(_around(string)[:_MAX_CHARS])
            match = pattern.search(line)
            if match and line[match.end() :]:
                yield line[match.end() :]


def label_pattern(labels: str) -> re.Pattern[str]:
    """A visible label with its colon: `发布时间|发布日期` as they may be written."""
    return re.compile(rf"(?:{labels})\s*[:：]\s*")


def _text(tag: Tag, base: str) -> str:
    """The words as a reader sees them: inner elements add no spaces, line breaks do."""
    seen = " ".join(block.text for block in blocks_of(tag, base))
    return seen or tag.get_text()


def _around(string: NavigableString) -> str:
    """The text of the line that a label stands in: up to two levels up when the label stands alone."""
    element: Tag | None = string.parent
    for _ in range(2):
        if (
            element is None
            or element.parent is None
            or len(element.get_text(strip=True)) > len(string.strip())
        ):
            break
        element = element.parent
    return element.get_text(" ") if element is not None else str(string)


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = tag.get("name") or tag.get("property") or tag.get("itemprop")
        content = tag.get("content")
        if name and content:
            found.setdefault(str(name).strip().lower(), str(content).strip())
    return found
