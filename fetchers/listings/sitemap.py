"""Sitemaps and indexes of sitemaps: the way back through a site's history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from fetchers.addresses import resolve
from fetchers.errors import ListingError
from fetchers.listings.walking import Fetch, ListingPage, Row
from fetchers.listings.xml import children, parse_xml, text_of
from fetchers.readers.dates import read_date

_MONTH_IN_PATH = re.compile(r"/((?:19|20)\d{2})/(\d{2})/")


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    """The addresses below `under` in every child of the index. Year and month are those in the address."""

    url: str
    under: str
    history: bool = True
    newest_first: bool = False

    def pages(self, fetch: Fetch, zone: str) -> Iterator[ListingPage]:
        root = parse_xml(fetch(self.url, {}))
        locations = [text_of(child, "loc") for child in children(root, "sitemap")]
        if not locations:
            yield ListingPage(self.url, self._rows(root, self.url, zone))
            return
        for location in dict.fromkeys(filter(None, (resolve(self.url, text) for text in locations))):
            child = parse_xml(fetch(location, {"Referer": self.url}))
            if next(children(child, "sitemap"), None) is not None:
                raise ListingError("not_xml", location, "an index inside an index of sitemaps")
            yield ListingPage(location, self._rows(child, location, zone))

    def _rows(self, root: etree._Element, base: str, zone: str) -> tuple[Row, ...]:
        pattern = re.compile(self.under)
        rows = []
        for entry in children(root, "url"):
            url = resolve(base, text_of(entry, "loc"))
            if url and pattern.search(urlsplit(url).path):
                rows.append(Row(url, "", _month(url), read_date(text_of(entry, "lastmod"), zone)))
        return tuple(rows)


def _month(url: str) -> str | None:
    match = _MONTH_IN_PATH.search(url)
    return f"{match[1]}-{match[2]}" if match and 1 <= int(match[2]) <= 12 else None
