"""Asking the agencies, live or from saved pages, through the one fetch path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from fetchers.agencies import AGENCIES
from fetchers.client import utc_now
from fetchers.crawl import crawl
from fetchers.documents import Document
from fetchers.errors import FetchersError
from fetchers.results import CrawlResult
from fetchers.saved import SavedPages
from fetchers.settings import FetchSettings
from pipeline.errors import PactwireError, UsageError
from pipeline.settings import Settings

# Saved pages are served as of one moment, so that every run on them publishes the same bytes. Raise it when
# younger pages are saved: until then the run reports their dates as implausible.
_SAVED_AT = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(slots=True)
class Fetched:
    """What came of fetching: documents, figures by agency, and what a person should look at."""

    documents: tuple[Document, ...]
    by_agency: dict[str, dict[str, int]]
    troubles: tuple[str, ...] = ()
    n_new: int = 0


def fetch(settings: Settings, state: Path, saved: Path | None) -> Fetched:
    """Asks the chosen agencies. Raises PactwireError if none of them could be read."""
    names = chosen(settings.run.agencies, sorted(AGENCIES))
    try:
        result = crawl(
            fetch_settings(settings, state, saved),
            [AGENCIES[name] for name in names],
            settings.run.since,
            settings.run.limit,
            transport=_saved_pages(saved) if saved else None,
            clock=_saved_clock if saved else utc_now,
            console=Console(stderr=True),
        )
    except FetchersError as error:
        raise PactwireError(str(error)) from error
    return _fetched(result)


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
    troubles = tuple(f"{f.agency}: {f.message} ({f.code})" for f in result.findings if f.severity != "note")
    if result.failed:
        raise PactwireError(f"no agency could be read, nothing was published: {'; '.join(troubles)}")
    figures = ("listed", "fetched", "new", "changed", "unchanged", "failed", "skipped", "requests")
    by_agency = {r.agency: {name: getattr(r, name) for name in figures} for r in result.reports}
    return Fetched(result.documents, by_agency, troubles)
