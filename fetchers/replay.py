"""The documents in WARC files: a run repeated without a network, or another crawler's harvest read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fetchers.addresses import canonical
from fetchers.agencies import agency_of, archived_agency_of
from fetchers.archive import pages_from_warc
from fetchers.declaration import Agency
from fetchers.documents import Document, Page
from fetchers.errors import FetchError, ReadingError
from fetchers.harvest import text_hash
from fetchers.history import original
from fetchers.reading import read_page
from fetchers.results import CrawlResult, Outcome, report_of

_QUIET = frozenset({"listing", "not_html", "empty_page", "empty_shell"})


def replay(paths: Iterable[Path], agencies: Iterable[Agency]) -> CrawlResult:
    """Read every page of the agencies in the archives.

    Of several captures of a page the newest text counts, in the oldest capture that has it: the one a
    crawl would have kept. `paths` are files, or directories whose `*.warc` and `*.warc.gz` are read.
    """
    wanted = {agency.name: agency for agency in agencies}
    kept: dict[str, Document] = {}
    outcomes: dict[str, Outcome] = {}
    for page in sorted(
        map(original, pages_from_warc(warc_files(paths))), key=lambda one: (one.retrieved, one.url)
    ):
        agency = agency_of(page.url) or archived_agency_of(page.url)
        if agency is None or agency.name not in wanted or page.status != 200:
            continue
        _add(page, agency, kept, outcomes)
    return _result(sorted(wanted), kept, outcomes)


def warc_files(paths: Iterable[Path]) -> list[Path]:
    """The archive files meant by a list of files and directories."""
    found: list[Path] = []
    for path in paths:
        inside = [*path.rglob("*.warc.gz"), *path.rglob("*.warc")] if path.is_dir() else [path]
        found.extend(sorted(inside))
    return found


def _add(page: Page, agency: Agency, kept: dict[str, Document], outcomes: dict[str, Outcome]) -> None:
    try:
        url = canonical(page.url, agency.hosts, agency.scheme)
        document = read_page(page, agency)
    except FetchError:
        return
    except ReadingError as error:
        if error.reason not in _QUIET and url not in kept:
            outcomes[url] = Outcome(url, agency.name, "failed", error.reason, error.advice)
        return
    before = kept.get(url)
    if before is None or text_hash(before) != text_hash(document):
        kept[url] = document
    outcomes[url] = Outcome(url, agency.name, "new")


def _result(names: list[str], kept: dict[str, Document], outcomes: dict[str, Outcome]) -> CrawlResult:
    documents = sorted(kept.values(), key=lambda one: (one.agency, one.url))
    ended = [outcomes[url] for url in sorted(outcomes)]
    reports = []
    for name in names:
        own = [outcome for outcome in ended if outcome.agency == name]
        reports.append(report_of(name, own, [], listed=len(own), fetched=0, requests=0))
    return CrawlResult(tuple(documents), tuple(ended), tuple(reports))
