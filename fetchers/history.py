"""What is gone from the live sites, fetched from the Wayback Machine, each page once and for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import httpx

from fetchers.archive import Archive, left_open, located_pages, read_record, unmark
from fetchers.captures import WAYBACK, Capture, captures, original
from fetchers.client import Client, Clock, Shared, utc_now
from fetchers.declaration import Agency
from fetchers.documents import Document, Page
from fetchers.errors import FetchError, ListingError, ReadingError
from fetchers.network import PublicTransport
from fetchers.reading import Reader, read_page
from fetchers.results import AgencyReport, CrawlResult, Finding, Outcome, Status, report_of
from fetchers.settings import FetchSettings
from fetchers.state import State

# The archive is down or asks for rest: every further page would fail in the same way.
_OVER = frozenset(
    {"run_deadline", "host_down", "host_blocked", "host_deferred", "robots_unavailable", "robots_disallowed"}
)


def fetch_history(
    settings: FetchSettings,
    agencies: Iterable[Agency],
    limit: int | None = None,
    transport: httpx.BaseTransport | None = None,
    *,
    clock: Clock = utc_now,
    read: Reader = read_page,
) -> CrawlResult:
    """Fetch, archive and read the captures of every era declared.

    `limit` is the most captures fetched per agency; those of earlier runs come from our own archive, so that
    repeated runs work through an era. Raises StateError and ArchiveError when nothing can be kept.
    """
    chosen = sorted(agencies, key=lambda agency: agency.name)
    with State(settings.state_path) as state, closing(transport or PublicTransport(settings)) as used:
        shared = Shared.begin(settings, used, clock)
        _adopt(settings, state)
        with closing(archive_of(shared, "history", marked=True)) as archive:
            # Single captures are withheld for good; that must not keep a run from those behind them.
            client = Client(shared, (WAYBACK,), archive, refusals_close=False)
            parts = [_Past(agency, client, state, limit, read) for agency in chosen]
            reports = tuple(part.run() for part in parts)
        archive.finish()
    documents = sorted(
        (one for part in parts for one in part.documents), key=lambda one: (one.agency, one.url)
    )
    return CrawlResult(tuple(documents), tuple(o for part in parts for o in part.outcomes), reports)


def archive_of(shared: Shared, what: str, *, marked: bool = False) -> Archive:
    """An archive of one run that is no agency's."""
    settings = shared.settings
    return Archive(settings.archive_dir, f"{what}-{shared.stamp}", marked, settings.min_free_bytes)


def _adopt(settings: FetchSettings, state: State) -> None:
    """Take up captures that a killed run had archived and not yet recorded."""
    interrupted = left_open(settings.archive_dir, "history")
    for record, page in (found for file in interrupted for found in located_pages(file)):
        own = original(page)
        if own is not page and page.status == 200 and state.capture(own.url) is None:
            state.put_capture(own.url, record)
    unmark(interrupted)


@dataclass(slots=True)
class _Past:
    """One agency's eras."""

    agency: Agency
    client: Client
    state: State
    limit: int | None
    read: Reader
    documents: list[Document] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _listed: int = 0
    _asked: int = 0
    _over: bool = False

    def run(self) -> AgencyReport:
        for capture in self._wanted():
            page = self._kept(capture)
            if page is not None:
                self._read(capture, page, "unchanged")
            elif not self._over and (self.limit is None or self._asked < self.limit):
                self._fetch(capture)
        if self.findings and not self._listed:
            message = f"nothing of the past of {self.agency.title} could be reached"
            self.findings.append(Finding(self.agency.name, "agency_failed", message, "error"))
        return report_of(
            self.agency.name,
            self.outcomes,
            self.findings,
            listed=self._listed,
            fetched=sum(outcome.status == "new" for outcome in self.outcomes),
            requests=self._asked,
        )

    def _wanted(self) -> Iterator[Capture]:
        settings = self.client.shared.settings
        for era in self.agency.eras:
            try:
                found = captures(era, self._get, settings.max_listing_pages)
            except (FetchError, ListingError) as error:
                message = f"{era.prefix}: {error}"
                self.findings.append(Finding(self.agency.name, error.reason, message, "error"))
                continue
            self._listed += len(found)
            yield from found

    def _get(self, url: str) -> Page:
        return self.client.get(url).page

    def _kept(self, capture: Capture) -> Page | None:
        record = self.state.capture(capture.url)
        return read_record(self.client.shared.settings.archive_dir, record) if record else None

    def _fetch(self, capture: Capture) -> None:
        self._asked += 1
        try:
            response = self.client.get(capture.replay)
        except FetchError as error:
            self._over = error.reason in _OVER
            self._end(capture, "failed", error.reason, error.detail)
            return
        self.state.put_capture(capture.url, response.record)
        self._read(capture, response.page, "new")

    def _read(self, capture: Capture, page: Page, status: Status) -> None:
        try:
            self.documents.append(self.read(original(page), self.agency))
        except ReadingError as error:
            self._end(capture, "failed", error.reason, error.advice)
        else:
            self._end(capture, status, "" if status == "new" else "captured_before")

    def _end(self, capture: Capture, status: Status, reason: str, detail: str = "") -> None:
        self.outcomes.append(Outcome(capture.url, self.agency.name, status, reason, detail))
