"""Listing pages of teasers, numbered in their address, as blogs have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fetchers.decoding import decode
from fetchers.errors import FetchError
from fetchers.listings.rows import parse, rows_of
from fetchers.listings.walking import Fetch, ListingPage


@dataclass(frozen=True, kw_only=True)
class Teasers:
    """`following` is the address of page N, `{n}` the number in it; a 404 or no rows end it."""

    url: str
    following: str
    rows: str = "article"
    link: str = "h1 a[href], h2 a[href], h3 a[href]"
    dates: str = "time, .entry-date, .posted-on, .post-date"
    history: bool = False
    newest_first: bool = True

    def pages(self, fetch: Fetch, zone: str) -> Iterator[ListingPage]:
        number = 1
        while True:
            address = self.url if number == 1 else self.following.format(n=number)
            try:
                page = fetch(address, {"Referer": self.url} if number > 1 else {})
            except FetchError as error:
                if number > 1 and error.reason == "gone":
                    return
                raise
            soup = parse(decode(page.body, page.headers.get("content-type", "")).text)
            rows = rows_of(soup, address, self.rows, self.link, zone, self.dates)
            if not rows:
                return
            yield ListingPage(address, rows)
            number += 1
