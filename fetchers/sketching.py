"""A first declaration of a site nobody has described yet, guessed from its news page and one article.

Everything here is a proposal that a person reads: the saved pages and their tests show what is wrong with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from fetchers.addresses import host_of, origin_of, resolve
from fetchers.agencies import AGENCIES
from fetchers.declaration import Agency, Layout
from fetchers.decoding import decode
from fetchers.documents import Page
from fetchers.errors import FetchError, ListingError
from fetchers.listings import Jpaas, Listing, Rss, Teasers, Trs, walk
from fetchers.listings.trs import is_trs
from fetchers.listings.walking import Fetch
from fetchers.readers.articles import densest
from fetchers.readers.dates import read_date
from fetchers.readers.fields import Markup
from fetchers.reading import language_of

_ZONE = "UTC"
_MIN_ROWS = 3
_MAX_ROW_CHARS = 600
_LEVELS = 4
_MAX_LINKS = 500
_VARYING = re.compile(r"\d")


def sketch(name: str, url: str, fetch: Fetch) -> Agency:
    """The agency whose newest articles are listed at `url`; ListingError where no listing is recognised."""
    page = fetch(url, {})
    own = [(listing, found) for listing in _listings(page) if (found := _articles_of(listing, url, fetch))]
    if not own:
        raise ListingError(
            "listing_empty", url, "no feed and no dated links: give the page that lists the news"
        )
    article = fetch(own[0][1][0], {"Referer": url})
    return Agency(
        name=name,
        title=_markup(article).metas.get("og:site_name", name),
        home=origin_of(url),
        hosts=(host_of(url),),
        lang=_language(article),
        time_zone=_ZONE,
        listings=tuple(listing for listing, _ in own),
        articles=pattern_of([address for _, found in own for address in found]),
        layouts=_layouts(name, article),
    )


def _articles_of(listing: Listing, url: str, fetch: Fetch) -> list[str]:
    """The site's own articles that the listing shows first; none for one that does not work."""
    try:
        rows = next(walk(listing, fetch, _ZONE, 2)).rows
    except (FetchError, ListingError):
        return []
    return [row.url for row in rows if host_of(row.url) == host_of(url)]


def _language(page: Page) -> str:
    soup = _markup(page).soup
    return language_of(soup.get_text(" "), str(soup.html.get("lang") or "") if soup.html else "")


def _listings(page: Page) -> Iterator[Listing]:
    """A content system that is known, else the feed that the page names and the rows that it shows."""
    if page.body.lstrip()[:200].startswith((b"<?xml", b"<rss")):
        yield Rss(url=page.url)
        return
    soup = _markup(page).soup
    if soup.find("script", attrs={"querydata": True}):
        yield Jpaas(url=page.url)
    elif is_trs(soup):
        yield Trs(url=page.url)
    else:
        yield from _feeds(soup, page.url)
        yield from _teasers(soup, page.url)


def _feeds(soup: BeautifulSoup, base: str) -> Iterator[Rss]:
    wordpress = soup.select_one("meta[name=generator][content^=WordPress]") is not None
    for link in soup.select("link[rel=alternate][type='application/rss+xml'][href]")[:1]:
        if address := resolve(base, str(link["href"])):
            yield Rss(url=address, paged=wordpress)


def _teasers(soup: BeautifulSoup, base: str) -> Iterator[Teasers]:
    """Elements of one kind that each hold one article's link with a date, else with a heading."""
    links = soup.find_all("a", href=True, limit=_MAX_LINKS)
    for marks, link in ((_has_date, "a[href]"), (_has_heading, "h1 a[href], h2 a[href], h3 a[href]")):
        kinds = Counter(kind for one in links if (kind := _row(one, marks)))
        kind, number = kinds.most_common(1)[0] if kinds else ("", 0)
        if number >= _MIN_ROWS:
            yield Teasers(url=base, following=_following(soup, base), rows=kind, link=link, dates=kind)
            return


def _row(link: Tag, marks: Callable[[Tag], bool]) -> str:
    """The selector of the nearest element around the link that is marked and has no other address."""
    if len(link.get_text(strip=True)) <= _MIN_ROWS:
        return ""
    for parent in list(link.parents)[:_LEVELS]:
        if len({str(other["href"]) for other in parent.find_all("a", href=True, limit=9)}) > 1:
            return ""
        if len(parent.get_text(" ", strip=True)) <= _MAX_ROW_CHARS and marks(parent):
            return selector_of(parent)
    return ""


def _has_date(tag: Tag) -> bool:
    return tag.find("time") is not None or read_date(tag.get_text(" ", strip=True), _ZONE) is not None


def _has_heading(tag: Tag) -> bool:
    return tag.find(["h1", "h2", "h3"]) is not None


def selector_of(tag: Tag) -> str:
    """A CSS selector for elements of this kind: its id, else its name with its first class."""
    if tag.get("id"):
        return f"#{tag['id']}"
    classes = [name for name in (tag.get("class") or []) if re.fullmatch(r"[A-Za-z][\w-]*", name)]
    return f"{tag.name}.{classes[0]}" if classes else tag.name


def _following(soup: BeautifulSoup, base: str) -> str:
    """The address of page N by the link that is called 2; a guess where the page has none."""
    for link in soup.find_all("a", href=True, string=re.compile(r"^\s*2\s*$")):
        before, found, after = str(resolve(base, str(link["href"])) or "").rpartition("2")
        if found:
            return f"{before}{{n}}{after}"
    return f"{base}{'&' if '?' in base else '?'}page={{n}}"


def pattern_of(addresses: list[str]) -> str:
    """A regular expression for the paths: what all share as written, numbers as digits, the rest open."""
    shapes = Counter(len(_segments(url)) for url in addresses)
    length = shapes.most_common(1)[0][0]
    columns = zip(*(_segments(url) for url in addresses if len(_segments(url)) == length), strict=True)
    return "^/" + "/".join(_segment(set(column)) for column in columns) + "$"


def _segments(url: str) -> list[str]:
    return urlsplit(url).path.removeprefix("/").split("/")


def _segment(found: set[str]) -> str:
    if len(found) == 1 and not _VARYING.search(one := next(iter(found))):
        return re.escape(one).replace(r"\-", "-")
    if all(part.isdigit() for part in found):
        widths = {len(part) for part in found}
        return rf"\d{{{widths.pop()}}}" if len(widths) == 1 else r"\d+"
    return "[^/]+"


def _layouts(name: str, page: Page) -> tuple[Layout, ...]:
    """Those known layouts whose marks the article has, else one read off the article."""
    markup = _markup(page)
    known = {layout.name: layout for agency in AGENCIES.values() for layout in agency.layouts}
    fitting = tuple(
        layout for layout in known.values() if any(markup.soup.select_one(mark) for mark in layout.marks)
    )
    return fitting or (_own_layout(name, markup),)


def _own_layout(name: str, markup: Markup) -> Layout:
    body = densest(markup)
    selector = selector_of(body) if body is not None else "densest"
    return Layout(
        name=name,
        marks=(selector,) if body is not None else ("h1",),
        title=("css:h1", "meta:og:title", "css:title"),
        title_tail=_tail(markup.soup),
        published=("meta:article:published_time", "css:time@datetime", *_dated(markup)),
        body=(selector, "densest"),
    )


def _dated(markup: Markup) -> tuple[str, ...]:
    """The way to the first short text that is a date, where no element is made for it."""
    for tag in markup.soup.find_all(["span", "p", "div", "li"], limit=_MAX_LINKS):
        text = tag.get_text(" ", strip=True)
        if len(text) < 40 and tag.get("class") and read_date(text, _ZONE):
            return (f"css:{selector_of(tag)}",)
    return ()


def _title(soup: BeautifulSoup) -> str:
    return soup.title.get_text(" ", strip=True) if soup.title else ""


def _tail(soup: BeautifulSoup) -> str:
    """What the page's title says after the article's own, as an expression that cuts it off."""
    heading = soup.find("h1")
    own = heading.get_text(" ", strip=True) if heading else ""
    title = _title(soup)
    return rf"\s*{re.escape(title[len(own) :].strip())}$" if own and title.startswith(own + " ") else ""


def _markup(page: Page) -> Markup:
    return Markup.parse(page.url, decode(page.body, page.headers.get("content-type", "")).text)
