"""What is gone from the live sites: captures of the Wayback Machine, under the pages' own addresses.

The index (CDX) tells which captures there are; the `id_` form of a replay address gives the bytes captured,
without the archive's banner. A page keeps its original address and the time of its capture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import httpx

from fetchers.addresses import canonical
from fetchers.archive import Archive
from fetchers.client import Client, Clock, Shared, utc_now
from fetchers.deadlines import Deadline
from fetchers.declaration import Agency, Era
from fetchers.documents import Document, Page
from fetchers.errors import FetchError, ListingError, ReadingError
from fetchers.network import PublicTransport
from fetchers.politeness import HostGates
from fetchers.reading import read_page
from fetchers.results import CrawlResult, Finding, Outcome, report_of
from fetchers.robots import Robots
from fetchers.settings import FetchSettings

WAYBACK = "web.archive.org"
_INDEX = f"https://{WAYBACK}/cdx/search/cdx"
_FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
_REPLAY = re.compile(rf"^https?://{re.escape(WAYBACK)}/web/(\d{{14}})[a-z_]*/(.+)$")
_STAMP = "%Y%m%d%H%M%S"

Get = Callable[[str], Page]


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture of a page: `url` is the page's own address, `when` the moment of its capture."""

    url: str
    when: datetime
    digest: str

    @property
    def replay(self) -> str:
        return f"https://{WAYBACK}/web/{self.when:{_STAMP}}id_/{self.url}"


def captures(era: Era, get: Get, limit: int | None = None) -> list[Capture]:
    """The first good capture of every page of an era, oldest first; ListingError for an unusable index."""
    query = {
        "url": era.prefix,
        "matchType": "prefix",
        "output": "json",
        "fl": ",".join(_FIELDS),
        "collapse": "urlkey",
        "from": era.first,
        "to": era.last,
    }
    filters = "&filter=statuscode:200&filter=mimetype:text/html"
    page = get(f"{_INDEX}?{urlencode(query)}{filters}")
    pattern = re.compile(era.articles)
    found = sorted(_rows(page), key=lambda capture: (capture.when, capture.url))
    chosen = {capture.url: capture for capture in reversed(found) if pattern.search(capture.url)}
    return sorted(chosen.values(), key=lambda capture: (capture.when, capture.url))[:limit]


def _rows(page: Page) -> Iterator[Capture]:
    try:
        rows = json.loads(page.body or b"[]")
        for row in rows[1:]:
            told = dict(zip(_FIELDS, row, strict=True))
            when = datetime.strptime(told["timestamp"], _STAMP).replace(tzinfo=UTC)
            # The index writes ports that nobody else does.
            yield Capture(canonical(told["original"]), when, told["digest"])
    except (FetchError, ValueError, TypeError, AttributeError) as error:
        raise ListingError(
            "not_json", page.url, f"the index's answer is not what was asked for ({error})"
        ) from None


def original(page: Page) -> Page:
    """A replayed page under its own address, retrieved when it was captured; other pages as they are."""
    match = _REPLAY.match(page.url)
    if match is None:
        return page
    when = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    return replace(page, url=canonical(match[2]), retrieved=when)


def fetch_history(
    settings: FetchSettings,
    agencies: Iterable[Agency],
    limit: int | None = None,
    transport: httpx.BaseTransport | None = None,
    *,
    clock: Clock = utc_now,
) -> CrawlResult:
    """Fetch, archive and read the captures of every era declared, at most `limit` per era."""
    with closing(transport or PublicTransport(settings)) as used:
        shared = Shared(
            settings=settings,
            transport=used,
            gates=HostGates(settings.delay_seconds, settings.host_failures),
            robots=Robots(settings.product),
            deadline=Deadline.after(settings.run_seconds),
            clock=clock,
        )
        stamp = f"{clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
        with closing(Archive(settings.archive_dir, f"history-{stamp}")) as archive:
            client = Client(shared, (WAYBACK,), archive)
            parts = [_agency(agency, client, limit) for agency in sorted(agencies, key=lambda one: one.name)]
    documents = sorted(
        (one for part in parts for one in part.documents), key=lambda one: (one.agency, one.url)
    )
    outcomes = tuple(outcome for part in parts for outcome in part.outcomes)
    return CrawlResult(tuple(documents), outcomes, tuple(report for part in parts for report in part.reports))


def _agency(agency: Agency, client: Client, limit: int | None) -> CrawlResult:
    documents: list[Document] = []
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    for era in agency.eras:
        try:
            wanted = captures(era, lambda url: client.get(url).page, limit)
        except (FetchError, ListingError) as error:
            findings.append(Finding(agency.name, error.reason, f"{era.prefix}: {error}", "error"))
            continue
        for capture in wanted:
            outcomes.append(_read(capture, agency, client, documents))
    report = report_of(
        agency.name, outcomes, findings, listed=len(outcomes), fetched=len(documents), requests=len(outcomes)
    )
    return CrawlResult(tuple(documents), tuple(outcomes), (report,))


def _read(capture: Capture, agency: Agency, client: Client, documents: list[Document]) -> Outcome:
    try:
        page = client.get(capture.replay).page
        documents.append(read_page(original(page), agency))
    except (FetchError, ReadingError) as error:
        return Outcome(capture.url, agency.name, "failed", error.reason, str(error)[:200])
    return Outcome(capture.url, agency.name, "new")
