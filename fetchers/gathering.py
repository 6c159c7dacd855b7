"""Which pages of an agency a run looks at: its listings walked, and what earlier runs left unfinished."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from fetchers import addresses
from fetchers.archive import holds
from fetchers.client import Client
from fetchers.declaration import Agency
from fetchers.documents import Page
from fetchers.drift import check_listing
from fetchers.errors import FetchError, ListingError
from fetchers.listings import Listing, Row, walk
from fetchers.results import Finding, Outcome, Severity
from fetchers.settings import FetchSettings
from fetchers.state import State

_log = logging.getLogger(__name__)
_END = "0000"
_MOST_FAILURES = 5


@dataclass(slots=True)
class Gathering:
    """Collects rows. `outcomes` are of rows that are no page of the agency's, `findings` of its listings."""

    agency: Agency
    client: Client
    state: State
    settings: FetchSettings
    since: str | None = None
    limit: int | None = None
    rows: dict[str, Row] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    listed: int = 0
    requests: int = 0
    _refused: set[str] = field(default_factory=set)
    _walked: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Fill `rows`, newest listings first."""
        self._walk_listings()
        self._add_unfinished()

    def remember(self) -> None:
        """Note which listings were walked to their end, once the pages found there have been seen to."""
        now = self.client.shared.clock().isoformat(timespec="seconds")
        for listing in self._walked:
            self.state.walked(listing, self.agency.name, self.since or _END, now)

    def _walk_listings(self) -> None:
        tried = failed = 0
        for listing in self.agency.listings:
            if listing.history and not self._needs_history(listing):
                continue
            try:
                self._walk(listing)
            except (FetchError, ListingError) as error:
                failed += 0 if listing.history else 1
                self._listing_failed(listing, error)
            tried += 0 if listing.history else 1
        if tried and failed == tried:
            message = f"none of the listings of {self.agency.title} could be read"
            self.findings.append(Finding(self.agency.name, "agency_failed", message, "error"))

    def _add_unfinished(self) -> None:
        """Pages that failed before, whose body is lost, or that were not there last time, listed or not."""
        for known in self.state.of_agency(self.agency.name):
            row = Row(known.url, known.title, known.listed)
            if known.url in self.rows or self._is_old(row):
                continue
            if self.limit is not None and len(self.rows) >= self.limit:
                return
            lost = known.record is not None and not holds(self.settings.archive_dir, known.record)
            missing = known.gone_runs > 0 and not known.gone
            if lost or missing or (known.text_hash is None and known.failures < _MOST_FAILURES):
                self.rows[known.url] = row

    def _listing_failed(self, listing: Listing, error: FetchError | ListingError) -> None:
        absent = listing.history and error.reason == "gone"
        severity: Severity = "note" if absent else "error"
        _log.log(logging.INFO if absent else logging.WARNING, "listing failed: %s", error)
        self.findings.append(Finding(self.agency.name, error.reason, f"{listing.url}: {error}", severity))

    def _walk(self, listing: Listing) -> None:
        back_to = self.state.walked_back_to(listing.url)
        reached = back_to is not None and back_to <= (self.since or _END)
        pages = walk(listing, self._fetch_listing, self.agency.time_zone, self.settings.max_listing_pages)
        for number, page in enumerate(pages, start=1):
            self.listed += len(page.rows)
            if number == 1 and not listing.history:
                now = self.client.shared.clock() if self.settings.check_age else None
                self.findings += check_listing(self.agency, listing.url, page.rows, now)
            known = all(self._is_known(row) for row in page.rows)
            if not self._take(page.rows):
                return
            if listing.newest_first and (self._all_old(page.rows) or (known and reached)):
                break
        self._walked.append(listing.url)

    def _fetch_listing(self, url: str, headers: Mapping[str, str]) -> Page:
        self.requests += 1
        return self.client.get(url, headers).page

    def _take(self, rows: tuple[Row, ...]) -> bool:
        """Adopt the rows that are wanted; False when the limit is reached."""
        for row in rows:
            row = replace(row, url=addresses.canonical(row.url, self.agency.hosts, self.agency.scheme))
            if self._is_old(row) or row.url in self.rows:
                continue
            if not self._is_article(row):
                continue
            if self.limit is not None and len(self.rows) >= self.limit:
                return False
            self.rows[row.url] = row
        return True

    def _is_article(self, row: Row) -> bool:
        reason = ""
        if addresses.host_of(row.url) not in self.agency.hosts:
            reason = "off_site"
        elif not self.agency.article_path.search(article_path_of(row.url)):
            reason = "not_article"
        if reason and row.url not in self._refused:
            self._refused.add(row.url)
            self.outcomes.append(Outcome(row.url, self.agency.name, "skipped", reason, row.title))
        return not reason

    def _is_old(self, row: Row) -> bool:
        return bool(self.since and row.date and row.date < self.since[: len(row.date)])

    def _all_old(self, rows: tuple[Row, ...]) -> bool:
        return bool(self.since) and all(row.date and self._is_old(row) for row in rows)

    def _is_known(self, row: Row) -> bool:
        url = addresses.canonical(row.url, self.agency.hosts, self.agency.scheme)
        outside = addresses.host_of(url) not in self.agency.hosts or not self.agency.article_path.search(
            article_path_of(url)
        )
        return outside or self.state.get(url) is not None

    def _needs_history(self, listing: Listing) -> bool:
        if self.limit is not None and len(self.rows) >= self.limit:
            return False
        back_to = self.state.walked_back_to(listing.url)
        if back_to is not None and back_to <= (self.since or _END):
            return False
        dates = [row.date for row in self.rows.values() if row.date]
        return not (self.since and dates and min(dates) < self.since)


def article_path_of(url: str) -> str:
    """The part of an address that an agency's `articles` expression is matched with."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
