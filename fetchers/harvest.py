"""One agency in one run: its listings walked, its new and changed pages fetched, archived and read."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from fetchers import addresses
from fetchers.archive import holds, read_record
from fetchers.client import Client, Response
from fetchers.declaration import Agency
from fetchers.documents import Document, Page
from fetchers.drift import check_documents, check_listing
from fetchers.errors import ArchiveError, FetchError, ListingError, ReadingError, StateError
from fetchers.listings import Listing, Row, walk
from fetchers.reading import read_page
from fetchers.results import AgencyReport, Finding, Outcome, Severity, Status, report_of
from fetchers.settings import FetchSettings
from fetchers.state import Known, State

_log = logging.getLogger(__name__)
_END = "0000"
_MOST_FAILURES = 5
_NEVER = frozenset({"robots_disallowed", "off_site", "bad_address"})
_RUN_OVER = frozenset({"run_deadline", "host_down", "host_deferred", "robots_unavailable"})


@dataclass(slots=True)
class Harvest:
    """Collects one agency. `advance` is called with (pages done, pages to do) for a progress bar."""

    agency: Agency
    client: Client
    state: State
    settings: FetchSettings
    since: str | None = None
    limit: int | None = None
    stopped: Callable[[], bool] = lambda: False
    advance: Callable[[int, int], None] = lambda done, total: None
    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _rows: dict[str, Row] = field(default_factory=dict)
    _fresh: dict[str, Document] = field(default_factory=dict)
    _walked: list[str] = field(default_factory=list)
    _listed: int = 0
    _fetched: int = 0
    _requests: int = 0

    def run(self) -> tuple[list[Document], AgencyReport]:
        """Every document known of the agency, and what happened. Only a full disk or a bad state raises."""
        self._walk_listings()
        self._add_unfinished()
        for done, row in enumerate(self._rows.values()):
            self.advance(done, len(self._rows))
            if self.stopped():
                break
            self.outcomes.append(self._page(row))
        else:
            self._remember_walks()
        self.advance(len(self._rows), len(self._rows))
        self.findings += check_documents(self.agency, list(self._fresh.values()), self._rows, self.outcomes)
        documents = self._documents()
        report = report_of(
            self.agency.name,
            self.outcomes,
            self.findings,
            listed=self._listed,
            fetched=self._fetched,
            requests=self._requests,
        )
        return documents, report

    # Listings

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
        """Pages that failed before, or whose body is lost, however deep in the listings they are by now."""
        for known in self.state.of_agency(self.agency.name):
            row = Row(known.url, known.title, known.listed)
            if known.url in self._rows or self._is_old(row):
                continue
            if self.limit is not None and len(self._rows) >= self.limit:
                return
            lost = known.record is not None and not holds(self.settings.archive_dir, known.record)
            if lost or (known.text_hash is None and known.failures < _MOST_FAILURES):
                self._rows[known.url] = row

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
            self._listed += len(page.rows)
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
        self._requests += 1
        return self.client.get(url, headers).page

    def _take(self, rows: tuple[Row, ...]) -> bool:
        """Adopt the rows that are wanted; False when the limit is reached."""
        for row in rows:
            row = replace(row, url=addresses.canonical(row.url, self.agency.hosts, self.agency.scheme))
            if self._is_old(row) or row.url in self._rows:
                continue
            if not self._is_article(row):
                continue
            if self.limit is not None and len(self._rows) >= self.limit:
                return False
            self._rows[row.url] = row
        return True

    def _is_article(self, row: Row) -> bool:
        reason = ""
        if addresses.host_of(row.url) not in self.agency.hosts:
            reason = "off_site"
        elif not self.agency.article_path.search(_path(row.url)):
            reason = "not_article"
        if reason and not any(outcome.url == row.url for outcome in self.outcomes):
            self.outcomes.append(Outcome(row.url, self.agency.name, "skipped", reason, row.title))
        return not reason

    def _is_old(self, row: Row) -> bool:
        return bool(self.since and row.date and row.date < self.since[: len(row.date)])

    def _all_old(self, rows: tuple[Row, ...]) -> bool:
        return bool(self.since) and all(row.date and self._is_old(row) for row in rows)

    def _is_known(self, row: Row) -> bool:
        url = addresses.canonical(row.url, self.agency.hosts, self.agency.scheme)
        outside = addresses.host_of(url) not in self.agency.hosts or not self.agency.article_path.search(
            _path(url)
        )
        return outside or self.state.get(url) is not None

    def _needs_history(self, listing: Listing) -> bool:
        if self.limit is not None and len(self._rows) >= self.limit:
            return False
        back_to = self.state.walked_back_to(listing.url)
        if back_to is not None and back_to <= (self.since or _END):
            return False
        dates = [row.date for row in self._rows.values() if row.date]
        return not (self.since and dates and min(dates) < self.since)

    def _remember_walks(self) -> None:
        now = self.client.shared.clock().isoformat(timespec="seconds")
        for listing in self._walked:
            self.state.walked(listing, self.agency.name, self.since or _END, now)

    # Pages

    def _page(self, row: Row) -> Outcome:
        """Exactly one outcome, whatever happens to the page."""
        try:
            return self._visit(row)
        except (ArchiveError, StateError):
            raise
        except Exception as error:  # noqa: BLE001  the declared boundary: one page never costs another
            _log.exception("page failed: %s", row.url)
            return self._outcome(row, "failed", "internal_error", f"{type(error).__name__}: {error}"[:200])

    def _visit(self, row: Row) -> Outcome:
        known = self._known(row)
        if reason := self._no_need(row, known):
            self.state.put(replace(known, last_seen=self._now()))
            return self._outcome(row, "unchanged", reason)
        try:
            self._requests += 1
            response = self.client.get(row.url, known.validators())
            _check_landing(row.url, response.page, self.agency)
        except FetchError as error:
            return self._not_fetched(row, known, error)
        if response.page.status == 304:
            self.state.put(self._checked(known, response.page))
            return self._outcome(row, "unchanged", "not_modified")
        self._fetched += 1
        return self._received(row, known, response)

    def _known(self, row: Row) -> Known:
        now = self._now()
        known = self.state.get(row.url) or Known(row.url, self.agency.name, row.title, row.date, now, now)
        record = known.record
        if record is not None and not holds(self.settings.archive_dir, record):
            message = f"{record.file} is gone from the archive; {row.url} is fetched again"
            self.findings.append(Finding(self.agency.name, "archive_missing", message))
            known = replace(known.without_body(), content_hash=None, text_hash=None)
        return known

    def _no_need(self, row: Row, known: Known) -> str:
        """Why the page need not be asked for, or nothing."""
        if known.record is None or known.last_checked is None or known.reason:
            return ""
        if row.changed and row.changed < known.last_checked[:10]:
            return "not_changed_since"
        checked = datetime.fromisoformat(known.last_checked)
        recent = self.client.shared.clock() - checked < timedelta(seconds=self.settings.recheck_seconds)
        retitled = bool(row.title) and row.title != known.title
        return "checked_recently" if recent and not known.validators() and not retitled else ""

    def _received(self, row: Row, known: Known, response: Response) -> Outcome:
        page = response.page
        content = hashlib.sha256(page.body).hexdigest()
        if content == known.content_hash and known.record is not None and not known.reason:
            self.state.put(self._checked(known, page))
            return self._outcome(row, "unchanged", "same_bytes")
        try:
            document = read_page(page, self.agency)
        except ReadingError as error:
            return self._not_read(row, known, response, error)
        self._fresh[row.url] = document
        text = text_hash(document)
        same = text == known.text_hash and known.record is not None
        kept = known if same else _with_body(known, response)
        kept = replace(
            kept, content_hash=content, text_hash=text, title=row.title or document.title, listed=row.date
        )
        self.state.put(self._checked(replace(kept, outcome="read", reason="", failures=0), page))
        if same:
            del self._fresh[row.url]
            return self._outcome(row, "unchanged", "same_text")
        return self._outcome(row, "changed" if known.text_hash else "new")

    def _not_read(self, row: Row, known: Known, response: Response, error: ReadingError) -> Outcome:
        # What was read before stays; without a good body there is nothing to ask conditionally for.
        failed = replace(
            known, etag=None, last_modified=None, failures=known.failures + 1, reason=error.reason
        )
        self.state.put(
            replace(failed, attempts=known.attempts + 1, last_seen=self._now(), last_checked=self._now())
        )
        return self._outcome(row, "failed", error.reason, f"{error.advice} [{response.record}]")

    def _not_fetched(self, row: Row, known: Known, error: FetchError) -> Outcome:
        counts = 0 if error.reason in _RUN_OVER else 1
        failed = replace(known, attempts=known.attempts + counts, failures=known.failures + counts)
        self.state.put(
            replace(failed, last_seen=self._now(), outcome=known.outcome if known.record else error.reason)
        )
        status: Status = "skipped" if error.reason in _NEVER else "failed"
        return self._outcome(row, status, error.reason, error.detail)

    def _checked(self, known: Known, page: Page) -> Known:
        """A 304 need not repeat a validator, so an absent one keeps the one that is known."""
        whole = page.status != 304
        return replace(
            known,
            etag=page.headers.get("etag") or (None if whole else known.etag),
            last_modified=page.headers.get("last-modified") or (None if whole else known.last_modified),
            attempts=known.attempts + 1,
            failures=0,
            last_seen=self._now(),
            last_checked=self._now(),
        )

    def _outcome(self, row: Row, status: Status, reason: str = "", detail: str = "") -> Outcome:
        return Outcome(row.url, self.agency.name, status, reason, detail)

    def _now(self) -> str:
        return self.client.shared.clock().isoformat(timespec="seconds")

    # Documents

    def _documents(self) -> list[Document]:
        found = {document.url: document for document in self._all()}
        return [found[url] for url in sorted(found)]

    def _all(self) -> Iterator[Document]:
        for known in self.state.of_agency(self.agency.name):
            if known.text_hash is None or known.record is None:
                continue
            document = self._fresh.get(known.url) or self._from_archive(known)
            if document is not None:
                yield document

    def _from_archive(self, known: Known) -> Document | None:
        assert known.record is not None
        page = read_record(self.settings.archive_dir, known.record)
        try:
            if page is not None:
                return read_page(page, self.agency)
            code, message = "archive_missing", f"{known.url}: {known.record} cannot be read"
        except ReadingError as error:
            code, message = "unreadable_now", f"{known.url}: was read before, now {error.reason}"
        self.findings.append(Finding(self.agency.name, code, message, "error"))
        return None


def text_hash(document: Document) -> str:
    """What decides whether a page has changed: its article, not its markup."""
    told = "\0".join((document.title, document.published or "", *document.blocks))
    return hashlib.sha256(told.encode()).hexdigest()


def _with_body(known: Known, response: Response) -> Known:
    record = response.record
    return replace(known, archive_file=record.file, archive_offset=record.offset, archive_id=record.record_id)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _check_landing(asked: str, page: Page, agency: Agency) -> None:
    """An article that now leads to the home page or a listing is gone, whatever the status says."""
    if page.url != asked and not agency.article_path.search(_path(page.url)):
        raise FetchError("soft_404", asked, f"redirected to {page.url}")
