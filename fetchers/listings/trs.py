"""Listings of the TRS content system: index.html, index_1.html, …, the number of rows in a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from fetchers.decoding import decode
from fetchers.errors import FetchError
from fetchers.listings.rows import parse, rows_of
from fetchers.listings.walking import Fetch, ListingPage

_COUNT = re.compile(r"m_nRecordCount\s*=\s*[\"']?(\d{1,7})")
_SIZE = re.compile(r"m_nPageSize\s*=\s*[\"']?(\d{1,4})")


@dataclass(frozen=True, kw_only=True)
class Trs:
    """A column whose first page is `url`, which ends in `index.html` or `/`."""

    url: str
    rows: str = "li"
    link: str = "a[href]"
    history: bool = False
    newest_first: bool = True

    def pages(self, fetch: Fetch, zone: str) -> Iterator[ListingPage]:
        number, seen, total = 0, 0, None
        while True:
            address = self._address(number)
            try:
                page = fetch(address, {"Referer": self.url} if number else {})
            except FetchError as error:
                if number and error.reason == "gone":
                    return
                raise
            soup = parse(decode(page.body, page.headers.get("content-type", "")).text)
            total = _number(_COUNT, soup) or total
            rows = rows_of(soup, address, self.rows, self.link, zone)
            if rows:
                yield ListingPage(address, rows, total)
            seen += len(rows)
            number += 1
            if not rows or self._done(number, seen, total, _number(_SIZE, soup)):
                return

    def _address(self, number: int) -> str:
        name = "index.html" if number == 0 else f"index_{number}.html"
        return self.url if number == 0 else urljoin(self.url, name)

    @staticmethod
    def _done(number: int, seen: int, total: int | None, size: int | None) -> bool:
        if total is None:
            return False
        return seen >= total or bool(size and number * size >= total)


def is_trs(soup: BeautifulSoup) -> bool:
    """True for a column page of this system."""
    return _number(_COUNT, soup) is not None


def _number(pattern: re.Pattern[str], soup: BeautifulSoup) -> int | None:
    for script in soup.find_all("script"):
        if match := pattern.search(script.get_text()):
            return int(match[1])
    return None
