"""What is only known once a site is asked: each assumption about an agency's site, checked and answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

import httpx

from fetchers import addresses
from fetchers.captures import WAYBACK, original, some_captures
from fetchers.client import Client, Clock, Shared, utc_now
from fetchers.declaration import Agency
from fetchers.decoding import decode
from fetchers.documents import Page
from fetchers.drift import check_listing
from fetchers.errors import FetchError, ListingError, ReadingError
from fetchers.gathering import article_path_of
from fetchers.history import archive_of
from fetchers.listings import Listing, ListingPage, walk
from fetchers.network import PublicTransport
from fetchers.reading import read_page
from fetchers.settings import FetchSettings
from fetchers.space import free_space


@dataclass(frozen=True, slots=True)
class Check:
    """One question about a site with the answer found; `ok` is False where it is not as declared.

    `agency` is empty where the question is about this machine.
    """

    agency: str
    question: str
    answer: str
    ok: bool = True


def diagnose(
    settings: FetchSettings,
    agencies: Iterable[Agency],
    transport: httpx.BaseTransport | None = None,
    *,
    clock: Clock = utc_now,
    history: bool = False,
) -> Iterator[Check]:
    """Ask each site a handful of polite requests (two pages of every listing, one article twice).

    With `history` the Wayback Machine is asked instead: a page of its index and one capture for every era.
    """
    with closing(transport or PublicTransport(settings)) as used:
        shared = Shared.begin(settings, used, clock)
        yield from _own(settings)
        with closing(archive_of(shared, "doctor")) as archive:
            for agency in sorted(agencies, key=lambda agency: agency.name):
                if history:
                    yield from _past(agency, Client(shared, (WAYBACK,), archive))
                else:
                    client = Client(shared, agency.hosts, archive, agency.scheme)
                    yield from _Examination(agency, client).all()


def _own(settings: FetchSettings) -> Iterator[Check]:
    """What a webmaster sees of this crawler, and what this machine has."""
    default = FetchSettings.model_fields["contact_url"].default
    hint = "" if settings.user_agent or settings.contact_url != default else "; set fetch.contact_url"
    yield Check("", "User-Agent?", settings.agent + hint)
    yield Check("", "asked in place of the sites?", ", ".join(settings.mirror.values()) or "nothing")
    yield Check("", "free disk space?", f"{free_space(settings.archive_dir) // 2**20} MiB")


def _past(agency: Agency, client: Client) -> Iterator[Check]:
    def get(url: str) -> Page:
        return client.get(url).page

    for era in agency.eras:
        index = f"{era.prefix} {era.first}-{era.last}: captures in the index?"
        try:
            found, more = some_captures(era, get)
        except (FetchError, ListingError) as error:
            yield Check(agency.name, index, str(error), ok=False)
            continue
        told = f"{len(found)}{' on its first page, and more' if more else ''}"
        yield Check(agency.name, index, told, ok=bool(found))
        for capture in sorted(found, key=lambda one: one.when)[:1]:
            try:
                document = read_page(original(get(capture.replay)), agency)
            except (FetchError, ReadingError) as error:
                yield Check(agency.name, f"{capture.url}: is it read?", str(error), ok=False)
            else:
                told = f"{document.published} {document.title[:60]!r}, by {document.reader}"
                yield Check(agency.name, f"{capture.url}: is it read?", told, ok=document.reader != "generic")


@dataclass(slots=True)
class _Examination:
    agency: Agency
    client: Client

    def all(self) -> Iterator[Check]:
        article = ""
        for listing in self.agency.listings:
            try:
                pages = list(islice(walk(listing, self._get, self.agency.time_zone, 3), 2))
            except (FetchError, ListingError) as error:
                yield self._check(f"{listing.url}: can it be listed?", str(error), ok=listing.history)
                continue
            yield from self._listing(listing, pages)
            article = article or self._first_article(pages)
        yield from self._robots()
        if article:
            yield from self._article(article)

    def _get(self, url: str, headers: object = None) -> Page:
        given = headers if isinstance(headers, dict) else {}
        return self.client.get(url, given).page

    def _check(self, question: str, answer: object, *, ok: bool = True) -> Check:
        return Check(self.agency.name, question, str(answer), ok)

    def _listing(self, listing: Listing, pages: list[ListingPage]) -> Iterator[Check]:
        rows = pages[0].rows
        dated = sum(1 for row in rows if row.date)
        told = f"{len(rows)} rows, {dated} dated, total told: {pages[0].total}"
        shared = self.client.shared
        now = shared.clock() if shared.settings.check_age else None
        findings = [] if listing.history else check_listing(self.agency, listing.url, rows, now)
        yield self._check(f"{listing.url}: its newest row?", f"{rows[0].date} {rows[0].title[:60]!r}")
        yield self._check(f"{listing.url}: rows of the first page?", told, ok=not findings)
        for finding in findings:
            yield self._check(f"{listing.url}: as expected?", finding.message, ok=False)
        second = f"{len(pages[1].rows)} other rows" if len(pages) > 1 else "there is none"
        yield self._check(f"{listing.url}: a second page?", second)

    def _robots(self) -> Iterator[Check]:
        robots, product = self.client.shared.robots, self.client.shared.settings.product
        for host in self.agency.hosts:
            site = f"{self.agency.scheme}://{host}"
            answer = robots.answer(site, product)
            yield self._check(f"{host}: robots.txt?", answer, ok=site not in robots.notes())

    def _first_article(self, pages: list[ListingPage]) -> str:
        for row in (row for page in pages for row in page.rows):
            url = addresses.canonical(row.url, self.agency.hosts, self.agency.scheme)
            own = addresses.host_of(url) in self.agency.hosts
            if own and self.agency.article_path.search(article_path_of(url)):
                return url
        return ""

    def _article(self, url: str) -> Iterator[Check]:
        try:
            page = self._get(url)
            document = read_page(page, self.agency)
        except (FetchError, ReadingError) as error:
            yield self._check(f"{url}: is it read?", str(error), ok=False)
            return
        generic = document.reader == "generic"
        yield self._check(f"{url}: by which layout?", document.reader, ok=not generic)
        yield self._check("its title?", document.title, ok=bool(document.title))
        yield self._check("its date?", document.published, ok=bool(document.published))
        yield self._check("its source line?", document.source)
        first, last = document.blocks[0][:40], document.blocks[-1][-40:]
        told = f"{len(document.blocks)} blocks, from {first!r} to {last!r}"
        yield self._check("its text?", told, ok=bool(document.blocks))
        yield self._check("remarks?", ", ".join(document.warnings) or "none", ok=not document.warnings)
        decoded = decode(page.body, page.headers.get("content-type", ""), self.agency.charset)
        yield self._check(
            "its charset?", f"{decoded.codec}, told by {decoded.basis}", ok=decoded.basis != "default"
        )
        yield from self._validators(url, page)

    def _validators(self, url: str, page: Page) -> Iterator[Check]:
        pairs = {
            "If-None-Match": page.headers.get("etag"),
            "If-Modified-Since": page.headers.get("last-modified"),
        }
        given = {name: value for name, value in pairs.items() if value}
        yield self._check("validators?", ", ".join(given.values()) or "none")
        if given:
            try:
                answer = f"HTTP {self._get(url, given).status}"
            except FetchError as error:
                answer = str(error)
            yield self._check("a conditional request?", answer, ok=answer == "HTTP 304")
