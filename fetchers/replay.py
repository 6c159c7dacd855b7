"""The documents in WARC files: a run repeated without a network, or another crawler's harvest read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from fetchers.addresses import canonical
from fetchers.agencies import agency_of, archived_agency_of
from fetchers.archive import Record, located_pages, read_record
from fetchers.captures import original
from fetchers.declaration import Agency
from fetchers.documents import Document, Page
from fetchers.errors import ArchiveError, FetchError, ReadingError
from fetchers.gathering import article_path_of
from fetchers.harvest import text_hash
from fetchers.reading import Reader, read_page
from fetchers.results import CrawlResult, Outcome, report_of

_QUIET = frozenset({"listing", "not_html", "empty_page", "empty_shell"})


def replay(paths: Iterable[Path], agencies: Iterable[Agency], read: Reader = read_page) -> CrawlResult:
    """Read every article of the agencies in the archives.

    Of several responses of a page the newest text counts, in the oldest response that has it: the one a
    crawl would have kept. A response of the site itself counts more than a web archive's capture. `paths` are
    files, or directories whose `*.warc` and `*.warc.gz` are read; ArchiveError for one that holds neither.
    """
    reading = _Reading({agency.name for agency in agencies}, read)
    places = sorted(place for path in warc_files(paths) for place in reading.places(path))
    for place in places:
        reading.add(place)
    return reading.result()


def warc_files(paths: Iterable[Path]) -> list[Path]:
    """The archive files meant by a list of files and directories; ArchiveError where there is none."""
    found: list[Path] = []
    for path in paths:
        inside = [*path.rglob("*.warc.gz"), *path.rglob("*.warc")] if path.is_dir() else [path]
        if not inside or not all(file.is_file() for file in inside):
            what = "holds no WARC file" if path.is_dir() else "does not exist"
            raise ArchiveError(f"{path} {what}: name files or directories with *.warc or *.warc.gz")
        found.extend(sorted(inside))
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where one response lies, in the order of reading: captures first, then by time."""

    live: bool
    retrieved: datetime
    url: str
    file: str
    offset: int
    directory: Path = field(compare=False)
    record: Record = field(compare=False)


@dataclass(slots=True)
class _Reading:
    wanted: set[str]
    read: Reader
    kept: dict[str, tuple[bool, Document]] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def places(self, path: Path) -> Iterator[_Place]:
        """The articles in one file. Only their places are held: an archive is larger than the memory."""
        responses = 0
        for record, found in located_pages(path):
            responses += 1
            page = original(found)
            agency = _agency_of(page.url)
            if agency is not None and agency.name in self.wanted and page.status == 200:
                live = page is found
                yield _Place(live, page.retrieved, page.url, path.name, record.offset, path.parent, record)
        if not responses:
            raise ArchiveError(f"{path} holds no HTTP response: give a WARC file, plain or gzipped by record")

    def add(self, place: _Place) -> None:
        found = read_record(place.directory, place.record)
        agency = _agency_of(place.url)
        if found is None or agency is None:
            raise ArchiveError(f"{place.directory / place.file} was changed while it was read: run again")
        page = original(found)
        # A site's move to https makes no new page; a capture keeps the address it was made under.
        url = canonical(page.url, agency.hosts, agency.scheme) if place.live else page.url
        self._read(replace(page, url=url), agency, live=place.live)

    def _read(self, page: Page, agency: Agency, *, live: bool) -> None:
        key = page.url.split("://", 1)[1]
        try:
            document = self._whole(page, agency)
        except ReadingError as error:
            if error.reason not in _QUIET and key not in self.kept:
                self.outcomes[key] = Outcome(page.url, agency.name, "failed", error.reason, error.advice)
            return
        before_live, before = self.kept.get(key, (False, None))
        if before is None or before_live != live or text_hash(before) != text_hash(document):
            self.kept[key] = live, document
        self.outcomes[key] = Outcome(page.url, agency.name, "new")

    def _whole(self, page: Page, agency: Agency) -> Document:
        if "warc-truncated" in page.headers:
            raise ReadingError("truncated", page.url, "its crawler cut it short; fetch it again")
        return self.read(page, agency)

    def result(self) -> CrawlResult:
        documents = sorted((one for _, one in self.kept.values()), key=lambda one: (one.agency, one.url))
        ended = sorted(self.outcomes.values(), key=lambda one: one.url)
        reports = []
        for name in sorted(self.wanted):
            own = [outcome for outcome in ended if outcome.agency == name]
            reports.append(report_of(name, own, [], listed=len(own), fetched=0, requests=0))
        return CrawlResult(tuple(documents), tuple(ended), tuple(reports))


def _agency_of(url: str) -> Agency | None:
    """The agency whose article the address is: a crawl of a whole site holds much besides."""
    try:
        url = canonical(url)
    except FetchError:
        return None
    agency = agency_of(url)
    if agency is not None and agency.article_path.search(article_path_of(url)):
        return agency
    archived = archived_agency_of(url)
    return archived if archived is not None and _in_era(url, archived) else None


def _in_era(url: str, agency: Agency) -> bool:
    bare = url.split("://", 1)[1]
    return any(bare.startswith(era.prefix) and re.search(era.articles, url) for era in agency.eras)
