"""Reading an article by a layout: its fields by precedence, its body as blocks without what surrounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

from fetchers.declaration import Agency, Layout
from fetchers.readers.blocks import Block, spell_out_links
from fetchers.readers.dates import read_date
from fetchers.readers.fields import Markup
from fetchers.readers.walking import blocks_of
from fetchers.readers.words import opens_with, words

_STYLE_TEXT = re.compile(r"\s*[.#@\w][^{}\n]{0,200}\{[^{}]{0,4000}\}\s*")
_TAIL_BLOCKS = 12
_SHORT = 80
_FIRST_LINE = re.compile(
    r"^[\d/.\-\s年月日]{8,14}$|^(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})$"
)
_SOURCE_END = re.compile(
    r"\s(?:作者|点击|阅读|编辑|责任编辑|字体|字号|浏览|打印|分享|发布|日期|时间)|[|｜【\[]"
)


@dataclass(frozen=True, slots=True)
class Article:
    """What a layout gave. `published_by` is the way that led to the date."""

    title: str
    published: str | None
    published_by: str
    source: str | None
    blocks: tuple[Block, ...]
    by_density: bool = False

    @property
    def chars(self) -> int:
        return sum(len(block.text) for block in self.blocks)

    @property
    def link_share(self) -> float:
        linked = sum(end - start for block in self.blocks for start, end, _ in block.links)
        return linked / self.chars if self.chars else 0.0


def read_article(markup: Markup, layout: Layout, agency: Agency) -> Article:
    """Everything the layout tells of the page; fields that the page lacks stay empty."""
    roots, by_density = _bodies(markup, layout)
    blocks = [
        block for root in roots for block in blocks_of(root, markup.url, layout.drop, layout.skip_between)
    ]
    title = _title(markup, layout)
    blocks = _without_noise(blocks)
    published, way = _published(markup, layout, agency, blocks)
    if blocks and _FIRST_LINE.match(blocks[0].text) and read_date(blocks[0].text, agency.time_zone):
        blocks = blocks[1:]
    blocks = spell_out_links(blocks, _originals())
    return Article(title, published, way, _source(markup, layout), tuple(blocks), by_density)


def _bodies(markup: Markup, layout: Layout) -> tuple[list[Tag], bool]:
    for selector in layout.body:
        if selector == "densest":
            found = densest(markup)
            return ([found] if found else []), found is not None
        tags = [tag for tag in markup.soup.select(selector) if tag.get_text(strip=True)]
        if tags:
            return (_outermost(tags) if layout.join_bodies else tags[:1]), False
    return [], False


def _outermost(tags: list[Tag]) -> list[Tag]:
    chosen = {id(tag) for tag in tags}
    return [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]


def densest(markup: Markup) -> Tag | None:
    """The element whose own paragraphs hold the most text outside links."""
    scores: dict[int, int] = {}
    parents: dict[int, Tag] = {}
    for paragraph in markup.soup.find_all(["p", "li"]):
        parent = paragraph.parent
        if parent is None:
            continue
        linked = sum(len(link.get_text(strip=True)) for link in paragraph.find_all("a"))
        scores[id(parent)] = scores.get(id(parent), 0) + len(paragraph.get_text(strip=True)) - 2 * linked
        parents[id(parent)] = parent
    best = max(scores, key=lambda key: scores[key], default=None)
    return parents[best] if best is not None and scores[best] >= _SHORT else None


def _title(markup: Markup, layout: Layout) -> str:
    title = markup.first(layout.title) or ""
    return re.sub(layout.title_tail, "", title) if layout.title_tail else title


def _published(markup: Markup, layout: Layout, agency: Agency, blocks: list[Block]) -> tuple[str | None, str]:
    for way in layout.published:
        texts = [blocks[0].text] if way == "first-line" and blocks else list(markup.candidates(way))
        for text in texts:
            if way == "first-line" and not _FIRST_LINE.match(text):
                continue
            if found := read_date(text, agency.time_zone, agency.date_order):
                return found, way
    return None, ""


def _source(markup: Markup, layout: Layout) -> str | None:
    text = markup.first(layout.source)
    if text is None:
        return None
    return _SOURCE_END.split(text)[0].strip()[:80] or None


def _without_noise(blocks: list[Block]) -> list[Block]:
    kept = []
    for block in map(_without_style_text, blocks):
        short = len(block.text) <= _SHORT
        if not block.text or (short and opens_with(block.text, "noise", "openings")):
            continue
        if len(block.text) <= 2 * _SHORT and opens_with(block.text, "noise", "captions"):
            continue
        kept.append(block)
    return _without_tail(kept)


def _without_style_text(block: Block) -> Block:
    while "{" in block.text and (match := _STYLE_TEXT.match(block.text)):
        block = block.cut(match.end())
    return block


def _without_tail(blocks: list[Block]) -> list[Block]:
    start = max(1, len(blocks) - _TAIL_BLOCKS)
    for place in range(start, len(blocks)):
        if opens_with(blocks[place].text, "tail", "openings"):
            return blocks[:place]
    return blocks


def _originals() -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(map(re.escape, words("originals", "headings"))) + ")", re.IGNORECASE)
