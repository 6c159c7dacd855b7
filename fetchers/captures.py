"""Captures of the Wayback Machine: its index, and pages replayed under their own addresses.

The index (CDX) tells which captures there are; the `id_` form of a replay address gives the bytes captured,
without the archive's banner. A page keeps its original address and the time of its capture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from fetchers.addresses import canonical
from fetchers.declaration import Era
from fetchers.documents import Page
from fetchers.errors import FetchError, ListingError

WAYBACK = "web.archive.org"
_INDEX = f"https://{WAYBACK}/cdx/search/cdx"
_FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
_REPLAY = re.compile(rf"^https?://{re.escape(WAYBACK)}/web/(\d{{14}})[a-z_]*/(.+)$")
_STAMP = "%Y%m%d%H%M%S"
_ROWS = 5000

Get = Callable[[str], Page]


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture of a page: `url` is the page's own address, `when` the moment of its capture."""

    url: str
    when: datetime

    @property
    def replay(self) -> str:
        return f"https://{WAYBACK}/web/{self.when:{_STAMP}}id_/{self.url}"


def captures(era: Era, get: Get, max_pages: int = 400) -> list[Capture]:
    """The first good capture of every page of an era, oldest first; ListingError for an unusable index."""
    found: dict[str, Capture] = {}
    resume = ""
    for _ in range(max_pages):
        some, resume = some_captures(era, get, resume)
        for capture in some:
            first = found.setdefault(capture.url, capture)
            found[capture.url] = min(first, capture, key=lambda one: one.when)
        if not resume:
            return sorted(found.values(), key=lambda one: (one.when, one.url))
    raise ListingError("too_many_pages", era.prefix, f"the index goes on after {max_pages} pages")


def some_captures(era: Era, get: Get, resume: str = "") -> tuple[list[Capture], str]:
    """One page of the index, and the key to the next or nothing."""
    page = get(_address(era, resume))
    rows, following = _answer(page)
    pattern = re.compile(era.articles)
    return [one for one in _captures(rows, page) if pattern.search(one.url)], following


def _address(era: Era, resume: str) -> str:
    query = [
        ("url", era.prefix),
        ("matchType", "prefix"),
        ("output", "json"),
        ("fl", ",".join(_FIELDS)),
        ("collapse", "urlkey"),
        ("from", era.first),
        ("to", era.last),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("filter", f"original:.*{era.articles}"),
        ("limit", str(_ROWS)),
        ("showResumeKey", "true"),
    ]
    return f"{_INDEX}?{urlencode(query + [('resumeKey', resume)] * bool(resume))}"


def _answer(page: Page) -> tuple[list[list[str]], str]:
    """The rows of one answer, and the key with which to ask for more: it follows an empty row."""
    try:
        rows = json.loads(page.body or b"[]")
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise TypeError("no list of lists")  # noqa: TRY301  one place tells all that can be wrong
    except (ValueError, TypeError) as error:
        raise _unusable(page, error) from None
    if len(rows) >= 2 and rows[-2] == [] and len(rows[-1]) == 1:
        return rows[1:-2], str(rows[-1][0])
    return rows[1:], ""


def _captures(rows: list[list[str]], page: Page) -> Iterator[Capture]:
    try:
        for row in rows:
            told = dict(zip(_FIELDS, row, strict=True))
            when = datetime.strptime(told["timestamp"], _STAMP).replace(tzinfo=UTC)
            # The index writes ports that nobody else does.
            yield Capture(canonical(told["original"]), when)
    except (FetchError, ValueError, TypeError) as error:
        raise _unusable(page, error) from None


def _unusable(page: Page, error: Exception) -> ListingError:
    return ListingError("not_json", page.url, f"the index's answer is not what was asked for ({error})")


def original(page: Page) -> Page:
    """A replayed page under its own address, retrieved when it was captured; other pages as they are."""
    match = _REPLAY.match(page.url)
    if match is None:
        return page
    when = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    return replace(page, url=canonical(match[2]), retrieved=when)
