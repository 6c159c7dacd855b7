"""From a page to a document. Pure: the same bytes always give the same document."""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

from fetchers.agencies import AGENCIES, agency_of
from fetchers.declaration import Agency, Layout
from fetchers.decoding import Decoded, decode
from fetchers.documents import Document, Link, Page
from fetchers.errors import ReadingError
from fetchers.readers.articles import Article, read_article
from fetchers.readers.blocks import Block
from fetchers.readers.dates import is_future
from fetchers.readers.fields import Markup, label_pattern
from fetchers.readers.fragments import Skeleton
from fetchers.readers.generic import read_generic
from fetchers.readers.identity import check_bytes, check_identity, check_markup, is_article, is_beyond_doubt

_CJK = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
# A text in English has one of these in at least every twelfth place; one in another language hardly any.
_ENGLISH = frozenset(["the", "of", "and", "to", "for", "with", "that", "was", "were", "by", "on", "is"])
# More than any release has: what follows is not read, and the document says so.
_MAX_CHARS = 150_000


class Reader(Protocol):
    """What makes a document of a page: `read_page`, or the same in a process of its own."""

    def __call__(self, page: Page, agency: Agency | None = None) -> Document: ...



def read_page(page: Page, agency: Agency | None = None) -> Document:
    """The document on a page; ReadingError, with a reason code, for a page that holds none.

    The agency is told by the address, or by the one that the page gives as its own; a page of no known
    agency is read by whichever layout fits it, else by the generic reader.
    """
    content_type = page.headers.get("content-type", "")
    check_bytes(page.url, page.body, content_type)
    known = agency or agency_of(page.url)
    decoded = decode(page.body, content_type, known.charset if known else "utf-8")
    check_markup(page.url, decoded.text)
    quick = _from_fragment(page.url, decoded.text, known) if known else None
    if quick:
        markup, reader, article = quick
    else:
        markup = Markup.parse(page.url, decoded.text)
        known = known or _agency_by_markup(markup)
        reader, article = _article(markup, decoded.text, known)
    name = known.name if known and known in AGENCIES.values() else ""
    return _document(page, name, reader, article, decoded, _declared_language(markup))


def _from_fragment(url: str, raw: str, agency: Agency) -> tuple[Markup, str, Article] | None:
    """The article read from its own part of the page; None where the whole page could say otherwise."""
    skeleton = Skeleton(raw)
    layout = next((one for one in agency.layouts if skeleton.fits(one) is not False), None)
    fragment = skeleton.fragment(layout) if layout and skeleton.fits(layout) else None
    if layout is None or fragment is None:
        return None
    markup = Markup.parse(url, fragment)
    article = read_article(markup, layout, agency)
    if not _has_all(article, layout, raw) or not is_beyond_doubt(article, raw):
        return None
    check_identity(markup, raw, agency, article)
    return markup, layout.name, article


def _has_all(article: Article, layout: Layout, raw: str) -> bool:
    """Whether nothing is left to be found by a visible label, which can stand anywhere on the page."""
    found = ((article.published, layout.published), (article.source, layout.source))
    return all(value or not any(_is_labelled(raw, way) for way in ways) for value, ways in found)


def _is_labelled(raw: str, way: str) -> bool:
    kind, _, labels = way.partition(":")
    return kind == "label" and label_pattern(labels).search(raw) is not None


def _agency_by_markup(markup: Markup) -> Agency:
    canonical = markup.soup.select_one("link[rel=canonical]")
    own = [str(canonical.get("href") or "")] if canonical else []
    for url in [*own, markup.metas.get("og:url", ""), markup.metas.get("url", "")]:
        if found := agency_of(url):
            return found
    agencies = sorted(AGENCIES.values(), key=lambda agency: agency.name)
    return next((one for one in agencies if _layouts_on(markup, one)), agencies[0])


def _layouts_on(markup: Markup, agency: Agency) -> bool:
    return any(markup.soup.select_one(mark) for layout in agency.layouts for mark in layout.marks)


def _article(markup: Markup, raw: str, agency: Agency) -> tuple[str, Article]:
    reader, article = _by_layout(markup, agency)
    check_identity(markup, raw, agency, article)
    if article is not None and is_article(article):
        return reader, article
    guessed = read_generic(markup, raw, agency)
    if guessed is None:
        raise ReadingError(
            "no_body", markup.url, "no known layout fits; describe its layout or check the page"
        )
    return "generic", guessed


def _by_layout(markup: Markup, agency: Agency) -> tuple[str, Article | None]:
    """The first layout whose marks are there and that finds an article, else the first one there."""
    first: tuple[str, Article] | None = None
    for layout in agency.layouts:
        if any(markup.soup.select_one(mark) for mark in layout.marks):
            article = read_article(markup, layout, agency)
            if is_article(article):
                return layout.name, article
            first = first or (layout.name, article)
    return first or ("", None)


def _declared_language(markup: Markup) -> str:
    root = markup.soup.html
    return str(root.get("lang") or "") if root else ""


def _document(
    page: Page, agency: str, reader: str, article: Article, decoded: Decoded, declared: str
) -> Document:
    blocks, warnings = _capped(article.blocks)
    published = article.published
    if published and is_future(published, page.retrieved):
        published, warnings = None, [*warnings, f"implausible_date:{article.published}"]
    warnings += [*decoded.warnings, *_remarks(reader, article, published)]
    texts = tuple(block.text for block in blocks)
    return Document(
        url=page.url,
        agency=agency,
        lang=language_of(" ".join((article.title, *texts)), declared),
        title=article.title,
        published=published,
        blocks=texts,
        retrieved=page.retrieved,
        sha256=hashlib.sha256(page.body).hexdigest(),
        reader=reader,
        source=article.source,
        links=_links(article.title, blocks),
        archive=page.archive,
        warnings=tuple(warnings),
    )


def _remarks(reader: str, article: Article, published: str | None) -> list[str]:
    remarks = ["generic_reader"] if reader == "generic" else []
    remarks += ["body_by_density"] if article.by_density else []
    remarks += [] if article.title else ["no_title"]
    return remarks + ([] if published or article.published else ["no_date"])


def _capped(blocks: tuple[Block, ...]) -> tuple[list[Block], list[str]]:
    kept: list[Block] = []
    total = 0
    for block in blocks:
        total += len(block.text) + 2
        if total > _MAX_CHARS:
            return kept, ["text_cut"]
        kept.append(block)
    return kept, []


def _links(title: str, blocks: list[Block]) -> tuple[Link, ...]:
    """The links with their places in `Document.text`: the title and the blocks, joined by blank lines."""
    links, place = [], len(title) + 2 if title else 0
    for block in blocks:
        links += [Link(place + start, place + end, url) for start, end, url in block.links]
        place += len(block.text) + 2
    return tuple(links)


def language_of(text: str, declared: str = "") -> str:
    """`zh-Hant`, `zh-Hans` or `en`, by the script of the letters; the page's own word where it is neither."""
    sample = text[:4000]
    chinese = len(_CJK.findall(sample))
    if chinese * 5 < len(_LETTER.findall(sample)) or not chinese:
        primary = declared.lower().partition("-")[0]
        foreign = len(primary) == 2 and primary not in {"en", "zh"} and not _is_english(sample)
        return primary if foreign else "en"
    traditional = len(re.findall("[國際與會計標準驗證簽署備錄總長來說學術東]", sample))
    simplified = len(re.findall("[国际与会计标准验证签署备录总长来说学术东]", sample))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _is_english(sample: str) -> bool:
    words = [word.lower() for word in _WORD.findall(sample)]
    return sum(word in _ENGLISH for word in words) * 12 >= len(words)
