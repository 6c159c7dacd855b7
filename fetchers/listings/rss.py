"""RSS 2.0 feeds; WordPress pages its feed, others show the newest items only."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from fetchers.addresses import resolve
from fetchers.errors import FetchError
from fetchers.listings.walking import Fetch, ListingPage, Row
from fetchers.listings.xml import children, parse_xml, text_of
from fetchers.readers.blocks import squeeze
from fetchers.readers.dates import read_date


@dataclass(frozen=True, kw_only=True)
class Rss:
    """A feed; with `paged`, `?paged=N` follows until the site has no more."""

    url: str
    paged: bool = False
    history: bool = False
    newest_first: bool = True

    def pages(self, fetch: Fetch, zone: str) -> Iterator[ListingPage]:
        number = 1
        while True:
            address = self.url if number == 1 else f"{self.url}?paged={number}"
            try:
                root = parse_xml(fetch(address, {}))
            except FetchError as error:
                if number > 1 and error.reason == "gone":
                    return
                raise
            rows = tuple(row for item in children(root, "item") if (row := _row(item, address, zone)))
            if rows:
                yield ListingPage(address, rows)
            if not rows or not self.paged:
                return
            number += 1


def _row(item: etree._Element, base: str, zone: str) -> Row | None:
    url = resolve(base, text_of(item, "link") or text_of(item, "guid"))
    title = squeeze(html.unescape(text_of(item, "title")))
    written = text_of(item, "pubDate") or text_of(item, "date")
    return Row(url, title, read_date(written, zone)) if url and title else None
