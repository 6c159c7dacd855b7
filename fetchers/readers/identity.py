"""What a page is, when it is no article: challenge, not found, listing, empty shell."""

from __future__ import annotations

import re
from functools import cache

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from fetchers.declaration import Agency
from fetchers.errors import ReadingError
from fetchers.readers.articles import Article
from fetchers.readers.fields import Markup
from fetchers.readers.listlike import dated_links
from fetchers.readers.words import holds, opens_with, words

_MIN_ARTICLE = 40
_SHORT_PAGE = 300
_MANY_LINKS = 5
_LONG_TAG = 30_000
_MANY_ATTRIBUTES = 3_000
_LISTING_CLASSES = frozenset({"archive", "category", "blog", "search", "tag", "search-results"})
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"\x1f\x8b",
)


def check_bytes(url: str, body: bytes, content_type: str) -> None:
    """Refuse what cannot be an HTML page, by its bytes rather than by what it is called."""
    start = body[:1024].lstrip()
    if len(body.strip()) < 20:
        raise ReadingError("empty_page", url, "the page has no content; fetch it again")
    if start.startswith(_BINARY) or (
        b"\x00" in start and not body.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00"))
    ):
        raise ReadingError(
            "not_html", url, f"this is a file ({content_type or 'no type given'}), open it by hand"
        )
    if (
        start.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"{", b"["))
        and b"<html" not in body[:4096].lower()
    ):
        raise ReadingError("not_html", url, "this is a feed or data, not a page")


def check_markup(url: str, text: str) -> None:
    """Refuse markup made to keep a parser busy: time grows with the square of one tag's attributes."""
    for tag in text.split("<"):
        end = tag.find(">")
        head = tag[: end if end >= 0 else len(tag)]
        if len(head) > _LONG_TAG and head.count("=") > _MANY_ATTRIBUTES:
            raise ReadingError("hostile_markup", url, "one tag has thousands of attributes; look at the page")


def is_article(article: Article) -> bool:
    return article.chars >= _MIN_ARTICLE and article.link_share < 0.8


def is_beyond_doubt(article: Article, raw: str) -> bool:
    """Whether no look at the rest of the page could tell that it is something else than this article."""
    if not is_article(article):
        return False
    if article.chars >= 2 * _SHORT_PAGE:
        return True
    told = holds(raw, "challenge", "markers") or holds(raw, "missing", "texts")
    return not told and not _trouble_opens().search(raw)


@cache
def _trouble_opens() -> re.Pattern[str]:
    """An element that begins as titles and headings of challenges and of missing pages do."""
    titles = (*words("challenge", "titles"), *words("missing", "titles"))
    return re.compile(rf">\s*(?:{'|'.join(map(re.escape, titles))})", re.IGNORECASE)


def check_identity(markup: Markup, raw: str, agency: Agency, article: Article | None) -> None:
    """Raise a typed ReadingError unless the page can be an article."""
    found = article is not None and is_article(article)
    chars = article.chars if article is not None else 0
    if chars < _SHORT_PAGE and _is_challenge(markup, raw, in_text=found):
        raise ReadingError("challenge", markup.url, "the site asks for a proof of being human; try later")
    if chars < 2 * _SHORT_PAGE and _is_missing(markup):
        raise ReadingError("soft_404", markup.url, "the site says that there is no such page")
    if _is_listing(markup, agency, found=found):
        raise ReadingError("listing", markup.url, "this is a list of articles; give an article's address")
    if not found:
        _check_shell(markup, article)


def _is_challenge(markup: Markup, raw: str, *, in_text: bool) -> bool:
    title = markup.soup.title.get_text(" ").strip() if markup.soup.title else ""
    if opens_with(title, "challenge", "titles"):
        return True
    # A page with an article may carry such a script without asking anything of the reader.
    return holds(_visible(markup) if in_text else raw, "challenge", "markers")


def _is_missing(markup: Markup) -> bool:
    title = markup.soup.title.get_text(" ").strip() if markup.soup.title else ""
    heading = markup.soup.find(["h1", "h2"])
    texts = [title, heading.get_text(" ").strip() if heading else ""]
    if any(opens_with(text, "missing", "titles") for text in texts):
        return True
    visible = _visible(markup)
    return len(visible) < _SHORT_PAGE and holds(visible, "missing", "texts")


def _is_listing(markup: Markup, agency: Agency, *, found: bool) -> bool:
    body = markup.soup.body
    classes = {str(name) for name in (body.get("class") or [])} if body else set()
    if classes & _LISTING_CLASSES and "single" not in classes:
        return True
    if found:
        return False
    if dated_links(markup.soup, agency.time_zone) >= _MANY_LINKS:
        return True
    links = {str(tag.get("href") or "") for tag in markup.soup.find_all("a")}
    return sum(1 for link in links if agency.article_path.search(link)) >= _MANY_LINKS


def _check_shell(markup: Markup, article: Article | None) -> None:
    scripts = len(markup.soup.find_all("script"))
    mount = markup.soup.select_one("#app, #root, #__next, [data-reactroot], template, noscript, iframe")
    visible = len(_visible(markup))
    if visible < _SHORT_PAGE and scripts and mount is not None:
        raise ReadingError(
            "needs_js", markup.url, "its text is filled in by scripts or frames; no reader can see it"
        )
    if article is not None and article.title and not article.chars:
        raise ReadingError(
            "empty_shell", markup.url, "it has a title and no text; the layout may have changed"
        )
    if visible < _MIN_ARTICLE:
        raise ReadingError("empty_shell", markup.url, "there is no text on it")


def _visible(markup: Markup) -> str:
    strings: list[str] = []
    left: list[PageElement] = [markup.soup]
    while left:
        element = left.pop()
        if isinstance(element, NavigableString):
            strings.append(element)
        elif isinstance(element, Tag) and element.name not in _UNSEEN:
            left.extend(reversed(element.contents))
    return re.sub(r"\s+", " ", " ".join(strings)).strip()
