"""Rows out of the markup of a listing."""

from __future__ import annotations

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


def rows_of(soup: BeautifulSoup, base: str, selector: str, link: str, zone: str) -> tuple[Row, ...]:
    """One row per element that `selector` finds, by the first link in it that `link` selects.

    ListingError `layout_changed` when nothing is found though the markup holds dated links.
    """
    found = [row for tag in soup.select(selector) if (row := _row(tag, base, link, zone))]
    rows = tuple({row.url: row for row in reversed(found)}.values())[::-1]
    if not rows and dated_links(soup, zone) >= _MANY:
        raise ListingError(
            "layout_changed", base, f"no row is found by {selector!r}, yet there are dated links"
        )
    return rows


def _row(tag: Tag, base: str, link: str, zone: str) -> Row | None:
    anchor = tag if tag.name == "a" else tag.select_one(link)
    if anchor is None:
        return None
    url = resolve(base, str(anchor.get("href") or ""))
    # The text of a link can be cut or broken by inner elements; its title attribute is whole.
    title = squeeze(str(anchor.get("title") or "") or anchor.get_text(" "))
    return Row(url, title, _date(tag, zone)) if url and title else None


def _date(tag: Tag, zone: str) -> str | None:
    stamp = tag.select_one("time[datetime]")
    written = read_date(str(stamp.get("datetime")), zone) if stamp is not None else None
    return written or read_date(tag.get_text(" ")[-120:], zone) or read_date(tag.get_text(" "), zone)
