"""Where documents come from: the agencies (live, or from saved pages), web archives, WARC files."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from fetchers.agencies import AGENCIES
from fetchers.client import utc_now
from fetchers.crawl import crawl
from fetchers.deadlines import Deadline
from fetchers.doctor import Check, diagnose
from fetchers.documents import Document
from fetchers.errors import FetchersError
from fetchers.history import fetch_history
from fetchers.replay import replay
from fetchers.results import CrawlResult, Finding
from fetchers.saved import SavedPages
from fetchers.settings import FetchSettings
from pipeline.errors import PactwireError, UsageError
from pipeline.isolated_reading import reader
from pipeline.settings import Settings

# Saved pages are served as of one moment, so that every run on them publishes the same bytes. Raise it when
# younger pages are saved: until then the run reports their dates as implausible.
_SAVED_AT = datetime(2026, 3, 1, tzinfo=UTC)

_FIGURES = ("listed", "fetched", "new", "changed", "unchanged", "failed", "skipped", "requests")

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Fetched:
    """What came of fetching: documents, figures by agency, and what a person should look at.

    `dropped` counts for each agency the pages that became no document, by reason.
    """

    documents: tuple[Document, ...]
    by_agency: dict[str, dict[str, int]]
    troubles: tuple[str, ...] = ()
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)
    n_new: int = 0
    findings: tuple[Finding, ...] = ()
    reasons: dict[str, dict[str, int]] = field(default_factory=dict)


def fetch(settings: Settings, state: Path, saved: Path | None, until: Deadline) -> Fetched:
    """Asks the chosen agencies. Raises PactwireError if none of them could be read."""
    names = chosen(settings.run.agencies, sorted(AGENCIES))
    given = fetch_settings(settings, state, saved)
    seconds = min(given.run_seconds, until.remaining())
    with _told_to_a_person(), reader(settings.run) as read:
        result = crawl(
            given.model_copy(update={"run_seconds": seconds}),
            [AGENCIES[name] for name in names],
            settings.run.since,
            settings.run.limit,
            transport=_saved_pages(saved) if saved else None,
            clock=_saved_clock if saved else utc_now,
            console=Console(stderr=True),
            read=read,
        )
    return _fetched(result)


def fetch_past(settings: Settings, state: Path) -> Fetched:
    """Asks the Wayback Machine for what is gone from the sites, of the agencies that declare such a time."""
    known = sorted(name for name, agency in AGENCIES.items() if agency.eras)
    names = chosen(settings.run.agencies, sorted(AGENCIES)) if settings.run.agencies else known
    if absent := sorted(set(names) - set(known)):
        raise UsageError(f"web archives are declared for {', '.join(known)}, not for {', '.join(absent)}")
    with _told_to_a_person(), reader(settings.run) as read:
        agencies = [AGENCIES[name] for name in names]
        given = fetch_settings(settings, state, None)
        return _fetched(fetch_history(given, agencies, settings.run.limit, read=read))


def from_archive(settings: Settings, archives: Sequence[Path]) -> Fetched:
    """What WARC files hold of the chosen agencies. Raises PactwireError if that is nothing."""
    names = chosen(settings.run.agencies, sorted(AGENCIES))
    with _told_to_a_person(), reader(settings.run) as read:
        result = replay(archives, [AGENCIES[name] for name in names], read)
    if not result.documents:
        told = ", ".join(str(path) for path in archives)
        raise PactwireError(f"no article of {', '.join(names)} is in {told}: nothing was done")
    return _fetched(result)


def examine(settings: Settings, saved: Path | None, *, history: bool) -> Iterator[Check]:
    """The answers of the sites to what is only known once they are asked."""
    names = chosen(settings.run.agencies, sorted(AGENCIES))
    # Its pages are kept apart: a repeated run must not find articles that the run never asked for.
    given = fetch_settings(settings, settings.paths.state / "doctor", saved)
    with _told_to_a_person():
        yield from diagnose(
            given,
            [AGENCIES[name] for name in names],
            _saved_pages(saved) if saved else None,
            clock=_saved_clock if saved else utc_now,
            history=history,
        )


@contextmanager
def _told_to_a_person() -> Iterator[None]:
    try:
        yield
    except FetchersError as error:
        raise PactwireError(str(error)) from error


def chosen(names: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    """The agencies to ask; raises UsageError for a name that is none."""
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise UsageError(f"there is no agency {', '.join(unknown)}: choose from {', '.join(known)}")
    return sorted(set(names)) or known


def fetch_settings(settings: Settings, state: Path, saved: Path | None) -> FetchSettings:
    """Where fetching remembers; saved pages need no politeness, may be old, and are asked for every time."""
    changes: dict[str, object] = {"archive_dir": state / "archive", "state_path": state / "pages.sqlite"}
    if saved:
        changes |= {"delay_seconds": 0.0, "max_crawl_delay": 0.0, "recheck_seconds": 0.0, "check_age": False}
    return settings.fetch.model_copy(update=changes)


def _saved_clock() -> datetime:
    return _SAVED_AT


def _saved_pages(folder: Path) -> SavedPages:
    try:
        pages = SavedPages.from_directory(folder)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not pages.pages():
        raise UsageError(f"{folder} holds no saved pages: name the folder that has <agency>/manifest.json")
    return pages


def _fetched(result: CrawlResult) -> Fetched:
    _log_ends(result)
    troubles = tuple(f"{f.agency}: {f.message} ({f.code})" for f in result.findings if f.severity != "note")
    if result.failed:
        raise PactwireError(f"no agency could be read, nothing was published: {'; '.join(troubles)}")
    by_agency = {r.agency: {name: getattr(r, name) for name in _FIGURES} for r in result.reports}
    reasons = {report.agency: dict(report.reasons) for report in result.reports}
    return Fetched(
        result.documents, by_agency, troubles, _dropped(result), findings=result.findings, reasons=reasons
    )


def _dropped(result: CrawlResult) -> dict[str, dict[str, int]]:
    """How many pages of each agency became no document, by reason."""
    dropped: dict[str, dict[str, int]] = {}
    for outcome in result.outcomes:
        if outcome.status in ("failed", "skipped"):
            reasons = dropped.setdefault(outcome.agency, {})
            reasons[outcome.reason] = reasons.get(outcome.reason, 0) + 1
    return dropped


def _log_ends(result: CrawlResult) -> None:
    """A line for every page (those that did not fail only at the level `debug`), agency and finding."""
    for end in result.outcomes:
        level = logging.WARNING if end.status == "failed" else logging.DEBUG
        told = {"url": end.url, "agency": end.agency, "end": end.status, "reason": end.reason}
        _log.log(level, "page", extra=told | {"detail": end.detail})
    for report in result.reports:
        counts = {name: getattr(report, name) for name in _FIGURES}
        _log.info("agency", extra={"agency": report.agency, **counts})
    for finding in result.findings:
        level_of = logging.INFO if finding.severity == "note" else logging.WARNING
        told = {"agency": finding.agency, "code": finding.code, "detail": finding.message}
        _log.log(level_of, "finding", extra=told)
