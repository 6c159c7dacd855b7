"""What listings have in common: rows, pages of rows, and a walk that no paging trap keeps going."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from fetchers.documents import Page
from fetchers.errors import ListingError

Fetch = Callable[[str, Mapping[str, str]], Page]


@dataclass(frozen=True, slots=True)
class Row:
    """One article as its listing shows it. `changed` is the day of its last change, where that is told."""

    url: str
    title: str
    date: str | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing; `total` is how many rows the whole listing claims to have."""

    url: str
    rows: tuple[Row, ...]
    total: int | None = None


class Listing(Protocol):
    """`url` names the listing; `history` marks one that is only read to reach back in time, and
    `newest_first` one whose walk may stop where rows are old or known. `pages` fetches lazily."""

    @property
    def url(self) -> str: ...
    @property
    def history(self) -> bool: ...
    @property
    def newest_first(self) -> bool: ...
    def pages(self, fetch: Fetch, zone: str) -> Iterator[ListingPage]: ...


def walk(listing: Listing, fetch: Fetch, zone: str, max_pages: int) -> Iterator[ListingPage]:
    """The listing's pages; ListingError for an empty first page, a page that repeats, or too many pages."""
    seen: set[frozenset[str]] = set()
    empty = True
    for number, page in enumerate(listing.pages(fetch, zone), start=1):
        if number > max_pages:
            raise ListingError("too_many_pages", listing.url, f"it goes on after {max_pages} pages")
        urls = frozenset(row.url for row in page.rows)
        if urls and urls in seen:
            raise ListingError("page_repeats", page.url, f"page {number} shows the rows of an earlier page")
        seen.add(urls)
        empty = empty and not urls
        yield page
    if empty:
        raise ListingError("listing_empty", listing.url, "it shows no articles")
