"""Rows out of the markup of a listing."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from fetchers.addresses import resolve
from fetchers.errors import ListingError
from fetchers.listings.walking import Row
from fetchers.readers.blocks import squeeze
from fetchers.readers.dates import read_date
from fetchers.readers.listlike import dated_links

_MANY = 3


def parse(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "lxml")


def rows_of(
    soup: BeautifulSoup, base: str, selector: str, link: str, zone: str, dates: str = ""
) -> tuple[Row, ...]:
    """The rows in the elements that `selector` finds, one per address that `link` selects in them.

    A row's date is the one written in its element, or only in what `dates` selects there, since an excerpt
    holds dates of its own. ListingError `layout_changed` when nothing is found though there are dated links.
    """
    rows: dict[str, Row] = {}
    for tag in soup.select(selector):
        for row in _rows(tag, base, link, zone, dates):
            rows.setdefault(row.url, row)
    if not rows and dated_links(soup, zone) >= _MANY:
        raise ListingError(
            "layout_changed", base, f"nothing is found by {selector!r}, yet there are dated links"
        )
    return tuple(rows.values())


def _rows(tag: Tag, base: str, link: str, zone: str, dates: str) -> Iterator[Row]:
    anchors = [tag] if tag.name == "a" else tag.select(link)
    alone = len({str(anchor.get("href")) for anchor in anchors}) == 1
    for anchor in anchors:
        url = resolve(base, str(anchor.get("href") or ""))
        # The text of a link can be cut or broken by inner elements; its title attribute is whole.
        title = squeeze(str(anchor.get("title") or "") or anchor.get_text(" ")).lstrip("·• ")
        if url and title:
            yield Row(url, title, _date(tag, zone, dates) if alone else _date_beside(anchor, tag, zone))


def _date(tag: Tag, zone: str, dates: str) -> str | None:
    stamp = tag.select_one("time[datetime]")
    written = read_date(str(stamp.get("datetime")), zone) if stamp is not None else None
    if written or dates:
        told = tag.select_one(dates) if dates else None
        return written or (read_date(told.get_text(" "), zone) if told is not None else None)
    text = tag.get_text(" ")
    return read_date(text[-120:], zone) or read_date(text, zone)


def _date_beside(anchor: Tag, row: Tag, zone: str) -> str | None:
    """The date of one of several links in an element: in the link's own item, or in the item after it."""
    item = anchor
    while item.parent is not None and item.parent is not row:
        item = item.parent
    after = item.find_next_sibling()
    texts = [item.get_text(" "), after.get_text(" ") if isinstance(after, Tag) else ""]
    return next((found for text in texts if (found := read_date(text[-120:], zone))), None)
