"""Pages saved for the tests: `pactwire snapshot` adds one, `pactwire new-agency` a whole new site.

What arrives goes through the polite client into an archive of its own; the files are written from there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import httpx

from fetchers.agencies import AGENCIES, agency_of
from fetchers.agency_source import source_of
from fetchers.archive import Archive, pages_from_warc
from fetchers.client import Client, Shared
from fetchers.crawl import crawl
from fetchers.declaration import Agency
from fetchers.documents import Page
from fetchers.errors import FetchersError, ReadingError
from fetchers.network import PublicTransport
from fetchers.reading import read_page
from fetchers.saved import SavedPages
from fetchers.settings import FetchSettings
from fetchers.sketching import sketch
from pipeline.durable import write_atomically
from pipeline.errors import PactwireError, UsageError
from pipeline.expectations import Json, as_file, rewrite
from pipeline.extraction import extract_with_rules
from pipeline.fetching import fetch_settings
from pipeline.settings import Settings

_KEPT_HEADERS = ("last-modified", "etag", "cache-control", "server")
_SLUG = re.compile(r"[^a-z0-9]+")
_MAX_NAME = 60
_NAME = re.compile(r"[a-z][a-z0-9]{1,19}")
_BY_HAND = "write `events` into {} by hand, as a careful person reads the page: its tests fail until then"


@dataclass(frozen=True, slots=True)
class Site:
    """Where pages are asked for: the live sites, or saved pages in their place."""

    settings: Settings
    saved: Path | None = None

    @contextmanager
    def kept_apart(self) -> Iterator[FetchSettings]:
        """Fetch settings that keep everything in a folder that is gone afterwards."""
        with TemporaryDirectory(prefix="pactwire-") as folder:
            yield fetch_settings(self.settings, Path(folder), self.saved)

    def transport(self, given: FetchSettings) -> httpx.BaseTransport:
        return SavedPages.from_directory(self.saved) if self.saved else PublicTransport(given)

    @contextmanager
    def client(self, given: FetchSettings, hosts: tuple[str, ...], scheme: str) -> Iterator[Client]:
        with (
            closing(self.transport(given)) as transport,
            closing(Archive(given.archive_dir, "asked")) as archive,
        ):
            yield Client(Shared.begin(given, transport), hosts, archive, scheme)


def take_snapshot(url: str, fixtures: Path, site: Site) -> list[str]:
    """Saves one article beside its agency's other pages; what was done, a line each."""
    agency = agency_of(url)
    if agency is None:
        raise UsageError(f"{url} is on no known agency's host: describe the site first (pactwire new-agency)")
    folder = fixtures / agency.name
    if any(entry["url"] == url for entry in _manifest(folder)):
        raise UsageError(f"{url} is saved already, see {folder / 'manifest.json'}")
    with _told(), site.kept_apart() as given, site.client(given, agency.hosts, agency.scheme) as client:
        return _save(folder, agency, [client.get(url).page])


def new_agency(name: str, url: str, folders: tuple[Path, Path], site: Site, n_articles: int) -> list[str]:
    """Declares the site that lists its news at `url` and saves its pages; what was done, a line each.

    `folders` are those of the agencies' files and of the saved pages. Nothing that exists is overwritten.
    """
    declarations, fixtures = folders
    file = declarations / f"{name}.py"
    _check_new(name, file)
    with _told(), site.kept_apart() as given:
        with site.client(given, (urlsplit(url).hostname or "",), urlsplit(url).scheme) as client:
            agency = sketch(name, url, lambda address, headers: client.get(address, headers).page)
        result = crawl(given, [agency], limit=n_articles, transport=site.transport(given))
        pages = pages_from_warc(sorted(given.archive_dir.rglob("*.warc.gz")))
        lines = _save(fixtures / name, agency, pages)
    write_atomically(file, source_of(agency).encode())
    told = [f"{f.code}: {f.message}" for report in result.reports for f in report.findings]
    return [f"Wrote {file}: read it, it is a guess", *lines, *(f"LOOK  {line}" for line in told)]


def _check_new(name: str, file: Path) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for an agency: lower-case letters and digits, such as 'bsi'")
    if name in AGENCIES or file.exists():
        raise UsageError(f"there is an agency {name} already: {file}")
    if not file.parent.is_dir():
        raise UsageError(f"{file.parent} is no folder: run this in a checkout of the project")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except FetchersError as error:
        raise PactwireError(str(error)) from error


def _save(folder: Path, agency: Agency, pages: Iterable[Page]) -> list[str]:
    """Each page as a file, all in the manifest, and the expectations of those that are articles."""
    entries, lines = _manifest(folder), []
    folder.mkdir(parents=True, exist_ok=True)
    known = {entry["url"] for entry in entries}
    for page in pages:
        if page.url in known:
            continue
        known.add(page.url)
        kind = _kind(page, agency)
        file = folder / _file_name(page, kind, {entry["file"] for entry in entries})
        file.write_bytes(page.body)
        entries.append(_entry(page, file.name, kind))
        lines.append(f"Saved {file} ({kind})")
        if kind == "article":
            lines += _expect(page, agency, file)
    write_atomically(folder / "manifest.json", as_file(entries).encode())
    return lines


def _expect(page: Page, agency: Agency, file: Path) -> list[str]:
    try:
        document = read_page(page, agency)
    except ReadingError as error:
        return [f"LOOK  {error}"]
    path = file.with_suffix(".expected.json")
    rewrite(path, document, extract_with_rules(document).events)
    return [
        f"  by {document.reader}: {document.published} {document.title}",
        "  " + _BY_HAND.format(path.name),
    ]


def _kind(page: Page, agency: Agency) -> str:
    parts = urlsplit(page.url)
    if parts.path == "/robots.txt":
        return "robots"
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if agency.article_path.search(path):
        return "article"
    start = page.body.lstrip()[:200]
    return ("feed" if b"<rss" in page.body[:2000] else "sitemap") if start.startswith(b"<?xml") else "listing"


def _file_name(page: Page, kind: str, taken: set[str]) -> str:
    """A name that tells the page: the last part of its address for an article, else its kind."""
    parts = [part for part in unquote(urlsplit(page.url).path).lower().split("/") if part]
    stem = _SLUG.sub("-", parts[-1].rpartition(".")[0] or parts[-1]) if kind == "article" and parts else kind
    suffix = {"robots": ".txt", "feed": ".xml", "sitemap": ".xml"}.get(kind, ".html")
    if page.headers.get("content-type", "").startswith("application/json"):
        suffix = ".json"
    stem = stem.strip("-")[:_MAX_NAME].rstrip("-") or kind
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{suffix}" for number in range(1, 10_000))
    return next(name for name in names if name not in taken)


def _entry(page: Page, file: str, kind: str) -> Json:
    headers = {name: page.headers[name] for name in _KEPT_HEADERS if name in page.headers}
    return {
        "url": page.url,
        "file": file,
        "kind": kind,
        "content_type": page.headers.get("content-type", ""),
        "status": page.status,
        "headers": headers,
    }


def _manifest(folder: Path) -> list[Json]:
    path = folder / "manifest.json"
    if not path.is_file():
        return []
    entries: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    return entries
