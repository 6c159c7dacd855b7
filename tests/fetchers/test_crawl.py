"""Whole crawls of the replicas over real sockets, and what the servers saw of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from clients import quick
from replica import Site, all_pages, mirror, serving

from fetchers import space
from fetchers.agencies import AGENCIES
from fetchers.client import utc_now
from fetchers.crawl import crawl
from fetchers.documents import Page
from fetchers.errors import ArchiveError, StateError
from fetchers.reading import read_page
from fetchers.replay import replay
from fetchers.results import CrawlResult
from fetchers.saved import SavedPage, SavedPages

PAGES = all_pages()
ARTICLES = {page.url for page in PAGES if page.kind == "article"}


@pytest.fixture
def sites() -> Iterator[dict[str, Site]]:
    with serving(PAGES) as running:
        yield running


def run(
    directory: Path, sites: dict[str, Site], names: tuple[str, ...] = tuple(AGENCIES), **given: Any
) -> CrawlResult:
    settings = quick(directory, mirror=mirror(sites), **given.pop("settings", {}))
    return crawl(settings, [AGENCIES[name] for name in names], **given)


def offline(
    directory: Path, pages: list[SavedPage], names: tuple[str, ...] = ("cnas",), **given: Any
) -> CrawlResult:
    settings = quick(directory, **given.pop("settings", {}))
    return crawl(settings, [AGENCIES[name] for name in names], transport=SavedPages(pages), **given)


def test_a_full_crawl_then_its_repetition_from_the_archive_and_one_that_transfers_listings_only(
    tmp_path: Path, sites: dict[str, Site]
) -> None:
    first = run(tmp_path, sites)
    assert {document.url for document in first.documents} == ARTICLES
    assert not any(report.needs_person for report in first.reports)
    for site in sites.values():
        site.log.clear()
    assert replay([tmp_path / "archive"], AGENCIES.values()).documents == first.documents
    assert not any(site.log for site in sites.values())
    second = run(tmp_path, sites)
    assert second.documents == first.documents
    assert {outcome.status for outcome in second.outcomes} == {"unchanged", "skipped"}
    transferred = {origin + path for origin, site in sites.items() for path in site.bodies()}
    assert not transferred & ARTICLES


def test_politeness_as_the_servers_see_it(tmp_path: Path, sites: dict[str, Site]) -> None:
    run(tmp_path, sites, limit=3, settings={"delay_seconds": 0.05})
    asked = [site for site in sites.values() if site.starts]
    assert len(asked) >= 4
    assert max(site.most_in_flight for site in asked) == 1
    assert min(site.smallest_gap() for site in asked) >= 0.045
    assert all(site.log[0][0] == "/robots.txt" for site in asked)


def changed(url: str, old: bytes, new: bytes, directory: Path) -> list[SavedPage]:
    """The saved pages with one page's body altered."""
    page = next(page for page in PAGES if page.url == url)
    body = page.body()
    assert old in body
    file = directory / "changed.html"
    file.write_bytes(body.replace(old, new))
    headers = tuple((name, value) for name, value in page.headers if name not in {"etag", "last-modified"})
    return [replace(page, file=file, headers=headers) if one is page else one for one in PAGES]


URL = "https://www.cnas.org.cn/zxzx/rkwyhxx/art/2025/art_83f27c951d0a7e9e8f4e4bc732c1f265.html"


def statuses(result: CrawlResult, url: str = URL) -> tuple[str, str]:
    found = [(outcome.status, outcome.reason) for outcome in result.outcomes if outcome.url == url]
    assert len(found) == 1
    return found[0]


def test_a_page_is_changed_only_if_its_text_is(tmp_path: Path) -> None:
    first = offline(tmp_path, PAGES)
    assert statuses(first) == ("new", "")
    markup = changed(URL, b"</body>", b"<script>var hits = 2;</script></body>", tmp_path)
    second = offline(tmp_path, markup)
    assert statuses(second) == ("unchanged", "same_text")
    assert second.documents == first.documents
    words = changed(URL, "哈萨克斯坦".encode(), "乌兹别克斯坦".encode(), tmp_path)
    third = offline(tmp_path, words)
    assert statuses(third) == ("changed", "")
    assert third.changed_urls == {URL}
    assert replay([tmp_path / "archive"], [AGENCIES["cnas"]]).documents == third.documents


def test_a_body_lost_from_the_archive_is_fetched_again(tmp_path: Path) -> None:
    first = offline(tmp_path, PAGES)
    for file in (tmp_path / "archive").iterdir():
        file.unlink()
    second = offline(tmp_path, PAGES)
    assert len(second.documents) == len(first.documents)
    assert "archive_missing" in {finding.code for finding in second.findings}


def test_a_page_that_vanishes_keeps_its_document(tmp_path: Path) -> None:
    first = offline(tmp_path, PAGES)
    second = offline(tmp_path, [page for page in PAGES if page.url != URL])
    assert statuses(second) == ("failed", "gone")
    assert second.documents == first.documents


def on(day: int) -> Callable[[], datetime]:
    return lambda: datetime(2026, 11, day, tzinfo=UTC)


def test_a_page_is_gone_only_after_some_runs_over_some_days(tmp_path: Path) -> None:
    settings = {"gone_runs": 3, "gone_days": 5}
    first = offline(tmp_path, PAGES, clock=on(1), settings=settings)
    without = [page for page in PAGES if page.url != URL]
    seen = []
    for day in (2, 3, 4, 8):
        result = offline(tmp_path, without, clock=on(day), settings=settings)
        seen.append((*statuses(result), [f.code for f in result.findings if f.code == "marked_gone"]))
        assert result.documents == first.documents
        assert not result.reports[0].needs_person
    gone = ("failed", "gone", [])
    assert seen == [gone, gone, gone, ("skipped", "marked_gone", ["marked_gone"])]
    last = offline(tmp_path, without, clock=on(9), settings=settings)
    assert statuses(last) == ("skipped", "marked_gone")
    assert not last.findings  # a person is told once
    back = offline(tmp_path, PAGES, clock=on(10), settings=settings)
    assert statuses(back)[0] == "unchanged"
    again = offline(tmp_path, without, clock=on(20), settings=settings)
    assert statuses(again) == ("failed", "gone")


def test_a_page_that_its_listing_dropped_is_asked_for_until_it_is_known_to_be_gone(tmp_path: Path) -> None:
    settings = {"gone_runs": 2, "gone_days": 0}
    offline(tmp_path, PAGES, settings=settings)
    listing_only = [page for page in PAGES if page.url != URL]
    offline(tmp_path, listing_only, settings=settings)
    dropped = changed_listing(URL, tmp_path, listing_only)
    assert statuses(offline(tmp_path, dropped, settings=settings)) == ("skipped", "marked_gone")
    after = offline(tmp_path, dropped, settings=settings)
    assert URL not in {outcome.url for outcome in after.outcomes}
    assert URL in {document.url for document in after.documents}


def changed_listing(url: str, directory: Path, pages: list[SavedPage]) -> list[SavedPage]:
    """The pages with an address taken out of their listings."""
    out = []
    for number, page in enumerate(pages):
        body = page.body()
        if page.kind == "listing" and (name := url.rpartition("/")[2].encode()) in body:
            file = directory / f"listing{number}.json"
            file.write_bytes(body.replace(name, b"index.html"))
            page = replace(page, file=file)
        out.append(page)
    return out


def test_a_run_stops_before_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nearly(SavedPages):
        """The disk fills up while pages come."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if "/art/" in str(request.url):
                monkeypatch.setattr(space, "free_space", lambda _: 1000)
            return super().handle_request(request)

    settings = quick(tmp_path, min_free_bytes=2000)
    with pytest.raises(ArchiveError, match="lower fetch"):
        crawl(settings, [AGENCIES["cnas"]], transport=Nearly(PAGES))
    asked = SavedPages(PAGES)
    with pytest.raises(ArchiveError, match="make room"):
        crawl(settings, [AGENCIES["cnas"]], transport=asked)
    assert asked.requests == []
    monkeypatch.undo()
    assert len(crawl(settings, [AGENCIES["cnas"]], transport=SavedPages(PAGES)).documents) == 7


def test_one_agencys_failure_costs_no_other(tmp_path: Path) -> None:
    pages = [page for page in PAGES if "cnas.org.cn" not in page.url]
    result = offline(tmp_path, pages, ("cnas", "sesec"))
    cnas, sesec = result.reports
    assert cnas.failed_whole
    assert not sesec.failed_whole
    assert sesec.new == 7
    assert not result.failed


def test_a_run_in_which_nothing_can_be_reached_has_failed(tmp_path: Path) -> None:
    assert offline(tmp_path, [], ("cnas", "sesec")).failed


def test_a_page_that_breaks_the_reader_costs_no_other(tmp_path: Path) -> None:
    def broken(page: Any, agency: Any = None) -> Any:
        if page.url == URL:
            raise RecursionError("too deep")
        return read_page(page, agency)

    result = offline(tmp_path, PAGES, read=broken)
    assert statuses(result) == ("failed", "internal_error")
    assert result.reports[0].new == 6


def test_since_and_limit(tmp_path: Path) -> None:
    limited = offline(tmp_path / "limit", PAGES, ("samr",), limit=4)
    assert limited.reports[0].fetched == 4
    recent = offline(tmp_path / "since", PAGES, ("samr",), since=date(2025, 8, 1))
    assert recent.documents
    assert all((document.published or "") >= "2025-08-01" for document in recent.documents)
    later = offline(tmp_path / "since", PAGES, ("samr",), since=date(2025, 4, 1))
    assert len(later.documents) > len(recent.documents)


def test_every_page_has_exactly_one_outcome(tmp_path: Path) -> None:
    result = offline(tmp_path, PAGES, ("cnca", "samr", "sesec"))
    urls = [outcome.url for outcome in result.outcomes]
    assert len(urls) == len(set(urls))
    assert {outcome.reason for outcome in result.outcomes if outcome.status == "skipped"} == {"off_site"}


class Barred(httpx.BaseTransport):
    """Answers robots.txt as given, and counts what else is asked."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status, self.body, self.asked = status, body, 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(self.status, stream=httpx.ByteStream(self.body))
        self.asked += 1
        return httpx.Response(404, stream=httpx.ByteStream(b""))


@pytest.mark.parametrize(
    ("status", "body", "asked"),
    [
        (200, b"User-agent: *\nDisallow: /", False),
        (200, b"User-agent: pactwire\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (200, b"User-agent: other\nDisallow: /", True),
        (200, b"<!DOCTYPE html><title>not found</title>", True),
        (404, b"", True),
        (403, b"", True),
        (500, b"", False),
        (503, b"", False),
        (200, b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /", True),
    ],
)
def test_robots(tmp_path: Path, status: int, body: bytes, asked: bool) -> None:
    barred = Barred(status, body)
    crawl(quick(tmp_path), [AGENCIES["sesec"]], transport=barred)
    assert bool(barred.asked) is asked


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    from fetchers.state import State

    with State(tmp_path / "state.sqlite"), pytest.raises(StateError, match="another run"):
        offline(tmp_path, PAGES)


def test_the_same_pages_and_clock_give_the_same_bytes(tmp_path: Path) -> None:
    def clock() -> datetime:
        return datetime(2026, 11, 21, 6, tzinfo=UTC)

    results = [offline(tmp_path / name, PAGES, ("cnas", "sesec"), clock=clock) for name in ("one", "two")]
    assert results[0] == results[1]
    files = [sorted((tmp_path / name / "archive").iterdir()) for name in ("one", "two")]
    assert [file.name for file in files[0]] == [file.name for file in files[1]]
    urls = [sorted(_ids(file) for file in part) for part in files]
    assert urls[0] == urls[1]


def _ids(file: Path) -> list[str]:
    from fetchers.archive import pages_from_warc

    return [str(page.archive) for page in pages_from_warc([file])]


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from clients import quick
from replica import all_pages
from fetchers.agencies import AGENCIES
from fetchers.archive import Archive
from fetchers.client import utc_now
from fetchers.crawl import crawl
from fetchers.documents import Page
from fetchers.reading import read_page
from fetchers.saved import SavedPages
from fetchers.state import State

left = int(sys.argv[2])

def dying(original):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
        return original(*args, **kwargs)
    return call

Archive.write = dying(Archive.write)
State.put = dying(State.put)
settings = quick(Path(sys.argv[1]))
crawl(settings, [AGENCIES["cnas"]], transport=SavedPages(all_pages()), read=dying(read_page))
"""


def whole_text(page: SavedPage) -> str:
    return read_page(Page(page.url, page.body(), {"content-type": page.content_type}, utc_now())).text


@pytest.mark.parametrize("step", [3, 14, 17, 22])
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, step: int) -> None:
    """Killed before the n-th of: a response archived, a page read, a page recorded."""
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(step), str(Path(__file__).parent)]
    ended = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=False)
    assert ended.returncode == -9, ended.stderr.decode()
    result = offline(tmp_path, PAGES)
    texts = {document.url: document.text for document in result.documents}
    assert texts == {page.url: whole_text(page) for page in PAGES if page.url in texts}
    assert len(texts) == 7
    assert not [finding for finding in result.findings if finding.severity != "note"]
    assert result.documents == replay([tmp_path / "archive"], [AGENCIES["cnas"]]).documents
