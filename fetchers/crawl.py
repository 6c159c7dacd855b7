"""The crawl: several agencies side by side, each on its own, one failure never costing another."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from fetchers.archive import Archive, left_open
from fetchers.client import Client, Clock, Shared, utc_now
from fetchers.declaration import Agency
from fetchers.documents import Document
from fetchers.errors import ArchiveError, FetchersError, StateError
from fetchers.harvest import Harvest
from fetchers.network import PublicTransport
from fetchers.reading import Reader, read_page
from fetchers.results import AgencyReport, CrawlResult, Finding, Outcome
from fetchers.settings import FetchSettings
from fetchers.state import State

_log = logging.getLogger(__name__)
_Advance = Callable[[int, int], None]
_Harvested = tuple[list[Document], list[Outcome], AgencyReport]


def crawl(
    settings: FetchSettings,
    agencies: Iterable[Agency],
    since: date | None = None,
    limit: int | None = None,
    transport: httpx.BaseTransport | None = None,
    *,
    clock: Clock = utc_now,
    console: Console | None = None,
    read: Reader = read_page,
) -> CrawlResult:
    """Fetch what is new from the agencies and hand back all that is known of them.

    `limit` is the most pages looked at per agency, `since` the first day wanted, `read` makes a document of a
    page as `read_page` does. Raises StateError and
    ArchiveError when nothing can be kept; everything else becomes an outcome or a finding.
    """
    chosen = sorted(agencies, key=lambda agency: agency.name)
    with State(settings.state_path) as state, closing(transport or PublicTransport(settings)) as used:
        shared = Shared.begin(settings, used, clock)
        run = _Run(shared, state, read, since.isoformat() if since else None, limit)
        with _progress(console) as bars:
            return run.all(chosen, bars)


class _Run:
    def __init__(
        self, shared: Shared, state: State, read: Reader, since: str | None, limit: int | None
    ) -> None:
        self._shared, self._state, self._read = shared, state, read
        self._since, self._limit = since, limit
        self._stop = threading.Event()
        self._started = shared.stamp

    def all(self, agencies: list[Agency], bars: Callable[[str], _Advance]) -> CrawlResult:
        with ThreadPoolExecutor(max_workers=max(1, len(agencies)), thread_name_prefix="agency") as pool:
            futures = [pool.submit(self._one, agency, bars(agency.name)) for agency in agencies]
            harvested = self._gather(futures)
        documents = sorted(
            (one for part in harvested for one in part[0]), key=lambda one: (one.agency, one.url)
        )
        outcomes = tuple(outcome for part in harvested for outcome in part[1])
        return CrawlResult(tuple(documents), outcomes, tuple(part[2] for part in harvested))

    def _gather(self, futures: list[Future[_Harvested]]) -> list[_Harvested]:
        try:
            return [future.result() for future in futures]
        except BaseException:
            # An interrupt, or a disk that is full: let the others end their page, begin no further one.
            self._stop.set()
            self._shared.gates.stop()
            raise

    def _one(self, agency: Agency, advance: _Advance) -> _Harvested:
        settings = self._shared.settings
        archive = Archive(
            settings.archive_dir,
            f"{agency.name}-{self._started}",
            marked=True,
            min_free=settings.min_free_bytes,
            resumed=next(reversed(left_open(settings.archive_dir, agency.name)), None),
        )
        harvest = Harvest(
            agency=agency,
            client=Client(self._shared, agency.hosts, archive, agency.scheme),
            state=self._state,
            settings=settings,
            since=self._since,
            limit=self._limit,
            stopped=self._stop.is_set,
            advance=advance,
            read=self._read,
        )
        with closing(archive):
            try:
                documents, report = harvest.run()
            except (ArchiveError, StateError):
                self._stop.set()
                raise
            except Exception as error:  # noqa: BLE001  the declared boundary: one agency never costs another
                _log.exception("agency failed: %s", agency.name)
                return [], harvest.outcomes, _broken(agency, error)
        if harvest.complete:
            archive.finish()
        return documents, harvest.outcomes, self._with_robots(agency, report)

    def _with_robots(self, agency: Agency, report: AgencyReport) -> AgencyReport:
        notes = self._shared.robots.notes()
        found = [
            Finding(agency.name, "robots", f"{site}: {note}")
            for site, note in sorted(notes.items())
            if site.split("//")[1] in agency.hosts
        ]
        return report.with_findings(found) if found else report


def _broken(agency: Agency, error: Exception) -> AgencyReport:
    kind = "" if isinstance(error, FetchersError) else f"{type(error).__name__}: "
    finding = Finding(agency.name, "agency_failed", f"{agency.name}: {kind}{error}", "error")
    return AgencyReport(agency.name, findings=(finding,))


@contextmanager
def _progress(console: Console | None) -> Iterator[Callable[[str], _Advance]]:
    """One bar per agency on a terminal, nothing at all elsewhere."""
    if console is None or not console.is_terminal:
        yield lambda name: lambda done, total: None
        return
    columns = (TextColumn("{task.description:>6}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:

        def bar(name: str) -> _Advance:
            task = progress.add_task(name, total=None)
            return lambda done, total: progress.update(task, completed=done, total=total or None)

        yield bar
