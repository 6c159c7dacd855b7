"""One agency in one run: its listings walked, its new and changed pages fetched, archived and read."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from fetchers import addresses
from fetchers.archive import holds, left_open, located_pages, read_record, unmark
from fetchers.client import Client, Response
from fetchers.declaration import Agency
from fetchers.documents import Document, Page
from fetchers.drift import check_documents
from fetchers.errors import ArchiveError, FetchError, ReadingError, StateError
from fetchers.gathering import Gathering, article_path_of
from fetchers.listings import Row
from fetchers.reading import Reader, read_page
from fetchers.results import AgencyReport, Finding, Outcome, Status, report_of
from fetchers.settings import FetchSettings
from fetchers.state import GONE, Known, State

_log = logging.getLogger(__name__)
_NEVER = frozenset({"robots_disallowed", "off_site", "bad_address"})
_RUN_OVER = frozenset({"run_deadline", "host_down", "host_blocked", "host_deferred", "robots_unavailable"})


@dataclass(slots=True)
class Harvest:
    """Collects one agency. `advance` is called with (pages done, pages to do) for a progress bar.

    `complete` tells afterwards that every page was visited.
    """

    agency: Agency
    client: Client
    state: State
    settings: FetchSettings
    since: str | None = None
    limit: int | None = None
    stopped: Callable[[], bool] = lambda: False
    advance: Callable[[int, int], None] = lambda done, total: None
    read: Reader = read_page
    complete: bool = False
    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _fresh: dict[str, Document] = field(default_factory=dict)
    _left: dict[str, Response] = field(default_factory=dict)
    _fetched: int = 0
    _requests: int = 0
    _challenges: int = 0

    def run(self) -> tuple[list[Document], AgencyReport]:
        """Every document known of the agency, and what happened. Only a full disk or a bad state raises."""
        gathering = Gathering(
            self.agency, self.client, self.state, self.settings, since=self.since, limit=self.limit
        )
        interrupted = left_open(self.settings.archive_dir, self.agency.name)
        gathering.run()
        self._adopt(interrupted, gathering.rows)
        self.outcomes += gathering.outcomes
        self.findings += gathering.findings
        self.complete = self._visit_all(list(gathering.rows.values()))
        if self.complete:
            gathering.remember()
            unmark(interrupted)
        self.findings += check_documents(
            self.agency, list(self._fresh.values()), gathering.rows, self.outcomes
        )
        documents = self._documents()
        report = report_of(
            self.agency.name,
            self.outcomes,
            self.findings,
            listed=gathering.listed,
            fetched=self._fetched,
            requests=self._requests + gathering.requests,
        )
        return documents, report

    def _adopt(self, files: list[Path], rows: dict[str, Row]) -> None:
        """Take up pages that a killed run had archived and not yet recorded."""
        for record, page in (found for file in files for found in located_pages(file)):
            own = addresses.host_of(page.url) in self.agency.hosts
            if (
                page.status != 200
                or not own
                or not self.agency.article_path.search(article_path_of(page.url))
            ):
                continue
            known = self.state.get(page.url)
            if known is None or known.archive_file is None or known.archive_file < record.file:
                self._left[page.url] = Response(page, record)
                rows.setdefault(page.url, Row(page.url, known.title if known else ""))

    # Pages

    def _visit_all(self, rows: list[Row]) -> bool:
        """Visit every page; False when the run was stopped before the last."""
        for done, row in enumerate(rows):
            self.advance(done, len(rows))
            if self.stopped():
                return False
            self.outcomes.append(self._page(row))
        self.advance(len(rows), len(rows))
        return True

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
        if row.url not in self._left and (reason := self._no_need(row, known)):
            self.state.put(replace(known, last_seen=self._now()))
            return self._outcome(row, "unchanged", reason)
        try:
            response = self._left.pop(row.url, None) or self._ask(row, known)
            _check_landing(row.url, response.page, self.agency)
        except FetchError as error:
            return self._not_fetched(row, known, error)
        if response.page.status == 304:
            self.state.put(self._checked(known, response.page))
            return self._outcome(row, "unchanged", "not_modified")
        self._fetched += 1
        return self._received(row, known, response)

    def _ask(self, row: Row, known: Known) -> Response:
        self._requests += 1
        return self.client.get(row.url, known.validators())

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
            document = self.read(page, self.agency)
        except ReadingError as error:
            self._challenged(page, error)
            return self._not_read(row, known, response, error)
        self._challenges = 0
        self._fresh[row.url] = document
        text = text_hash(document)
        same = text == known.text_hash and known.record is not None
        kept = known if same else _with_body(known, response)
        kept = replace(
            kept, content_hash=content, text_hash=text, title=row.title or document.title, listed=row.date
        )
        self.state.put(self._checked(replace(kept, reason=""), page))
        if same:
            del self._fresh[row.url]
            return self._outcome(row, "unchanged", "same_text")
        return self._outcome(row, "changed" if known.text_hash else "new")

    def _challenged(self, page: Page, error: ReadingError) -> None:
        """A site that goes on asking for a proof of being human refuses, though its status says 200."""
        self._challenges = self._challenges + 1 if error.reason == "challenge" else 0
        if self._challenges >= self.settings.host_failures:
            self.client.close_host(page.url, "host_blocked")

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
        failed = replace(
            known, attempts=known.attempts + counts, failures=known.failures + counts, last_seen=self._now()
        )
        if known.record is None:
            failed = replace(failed, outcome=error.reason)
        elif error.reason == "gone":
            return self._missing(row, failed, error)
        self.state.put(failed)
        status: Status = "skipped" if error.reason in _NEVER else "failed"
        return self._outcome(row, status, error.reason, error.detail)

    def _missing(self, row: Row, known: Known, error: FetchError) -> Outcome:
        """A page that was read before and is not there now: gone for good only when it stays away."""
        now = self.client.shared.clock()
        since = datetime.fromisoformat(known.gone_since) if known.gone_since else now
        missed = replace(known, gone_runs=known.gone_runs + 1, gone_since=since.isoformat(timespec="seconds"))
        long = now - since >= timedelta(days=self.settings.gone_days)
        told = f"{error.detail} in {missed.gone_runs} runs since {since:%Y-%m-%d}"
        if not (missed.gone_runs >= self.settings.gone_runs and long):
            self.state.put(missed)
            return self._outcome(row, "failed", "gone", told)
        if not known.gone:
            message = f"{row.url} is gone from the site ({told}); its record stays"
            self.findings.append(Finding(self.agency.name, GONE, message, "note"))
        self.state.put(replace(missed, outcome=GONE))
        return self._outcome(row, "skipped", GONE, told)

    def _checked(self, known: Known, page: Page) -> Known:
        """A 304 need not repeat a validator, so an absent one keeps the one that is known."""
        whole = page.status != 304
        return replace(
            known,
            etag=page.headers.get("etag") or (None if whole else known.etag),
            last_modified=page.headers.get("last-modified") or (None if whole else known.last_modified),
            attempts=known.attempts + 1,
            failures=0,
            outcome="read",
            gone_runs=0,
            gone_since=None,
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
                return self.read(page, self.agency)
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


def _check_landing(asked: str, page: Page, agency: Agency) -> None:
    """An article that now leads to the home page or a listing is gone, whatever the status says."""
    if page.url != asked and not agency.article_path.search(article_path_of(page.url)):
        raise FetchError("soft_404", asked, f"redirected to {page.url}")
