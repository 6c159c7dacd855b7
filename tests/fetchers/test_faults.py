"""Faults of networks, servers and pages that no other test meets; docs/reliability.md has the whole table."""

from __future__ import annotations

import gzip
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from clients import HOST, SITE, client_for, quick
from raw_server import RawServer, response
from replica import all_pages

from fetchers import state as state_module
from fetchers.agencies import AGENCIES
from fetchers.archive import Archive
from fetchers.crawl import crawl
from fetchers.documents import Document, Page
from fetchers.errors import FetchError, ListingError, ReadingError, StateError
from fetchers.listings.xml import parse_xml
from fetchers.readers.dates import read_date
from fetchers.reading import read_page
from fetchers.results import CrawlResult
from fetchers.saved import SavedPages
from fetchers.state import Known, State

URL = f"{SITE}/page.html"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PAGE = b"<html><body>" + b"x" * 500 + b"</body></html>"
PAGES = all_pages()
ARTICLE = next(page for page in PAGES if page.kind == "article" and "cnas" in page.url)


def _get(directory: Path, *answers: Any, **changes: Any) -> Page:
    with RawServer(*answers) as server, client_for(directory, server.origin, **changes) as client:
        return client.get(URL).page


def _reason(directory: Path, *answers: Any, **changes: Any) -> str:
    with pytest.raises(FetchError) as caught:
        _get(directory, *answers, **changes)
    return caught.value.reason


def _body_or_reason(directory: Path, answer: bytes) -> bytes | str:
    try:
        return _get(directory, answer, attempts=1).body
    except FetchError as error:
        return error.reason


# Servers


@pytest.mark.parametrize("target", ["ftp://a.org/", "data:text/html,x", "javascript:alert(1)", "gopher://a/"])
def test_no_redirect_leaves_the_web(tmp_path: Path, target: str) -> None:
    assert _reason(tmp_path, response(b"", "302 Found", Location=target)) in {"bad_address", "off_site"}


def test_early_hints_and_continues_are_passed_over(tmp_path: Path) -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 3
    assert _get(tmp_path, hints + response(PAGE)).body == PAGE


@pytest.mark.parametrize("number", [150, 20_000])
def test_many_headers_are_accepted_or_one_typed_failure(tmp_path: Path, number: int) -> None:
    many = (
        b"HTTP/1.1 200 OK\r\n"
        + b"X-A: b\r\n" * number
        + f"Content-Length: {len(PAGE)}\r\n\r\n".encode()
        + PAGE
    )
    assert _body_or_reason(tmp_path, many) in {PAGE, "fetch_failed"}


def test_a_length_beside_chunks_is_accepted_or_one_typed_failure(tmp_path: Path) -> None:
    both = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
    )
    assert _body_or_reason(tmp_path, both) in {b"abcde", "fetch_failed"}


@pytest.mark.parametrize("status", ["302 Found", "403 Forbidden", "500 Oops"])
def test_a_bomb_in_what_is_not_read_is_not_inflated(tmp_path: Path, status: str) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    answer = response(bomb, status, Content_Encoding="gzip", Location="/page.html")
    began = time.process_time()
    assert _reason(tmp_path, answer, attempts=1) in {"too_many_redirects", "blocked", "server_error"}
    assert time.process_time() - began < 1


def test_odd_header_values_steer_nothing(tmp_path: Path) -> None:
    odd = {
        "Referrer_Policy": "os.system",
        "Content_Disposition": "attachment; filename=../../../etc/passwd",
        "Content_Location": "file:///etc/passwd",
        "Refresh": "0;url=http://127.0.0.1/",
        "X_Weird": "\xff\xfe",
    }
    assert _get(tmp_path, response(PAGE, **odd)).url == URL
    assert {path.name for path in (tmp_path / "archive").iterdir()} == {"test.warc.gz"}


def test_no_name_of_a_file_comes_from_an_address(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "cnas-20260301T000000Z")
    for path in ("../../etc/x", "a" * 300, "CON", "%00", "Index.html", "index.html"):
        archive.write(f"https://a.org/{path}", "200 OK", [], b"x", NOW)
    archive.close()
    assert [path.name for path in tmp_path.iterdir()] == ["cnas-20260301T000000Z.warc.gz"]


# Crawls


class _Changed(SavedPages):
    """Saved pages, one of which answers as it is told."""

    def __init__(self, answer: Callable[[httpx.Request, httpx.Response], httpx.Response]) -> None:
        super().__init__(PAGES)
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        return self._answer(request, answer) if str(request.url) == ARTICLE.url else answer


def _crawl(directory: Path, transport: httpx.BaseTransport, **given: Any) -> CrawlResult:
    return crawl(quick(directory, **given), [AGENCIES["cnas"]], transport=transport)


def _ends(result: CrawlResult) -> tuple[str, str]:
    (found,) = [(end.status, end.reason) for end in result.outcomes if end.url == ARTICLE.url]
    return found


def test_a_tag_that_changes_with_every_hit_is_no_change_of_the_page(tmp_path: Path) -> None:
    hits = iter(range(100))

    def answer(request: httpx.Request, saved: httpx.Response) -> httpx.Response:
        return httpx.Response(
            200,
            headers={"content-type": "text/html; charset=utf-8", "etag": f'"{next(hits)}"'},
            stream=httpx.ByteStream(ARTICLE.body()),
        )

    _crawl(tmp_path, _Changed(answer))
    assert _ends(_crawl(tmp_path, _Changed(answer))) == ("unchanged", "same_bytes")


def test_an_unchanged_answer_without_a_tag_keeps_the_known_one(tmp_path: Path) -> None:
    asked = []

    def bare(request: httpx.Request, saved: httpx.Response) -> httpx.Response:
        asked.append(request.headers.get("if-none-match"))
        return httpx.Response(304) if saved.status_code == 304 else saved

    for _ in range(3):
        result = _crawl(tmp_path, _Changed(bare))
    assert _ends(result) == ("unchanged", "not_modified")
    assert asked[1] == asked[2] is not None


def test_an_article_that_leads_home_is_none(tmp_path: Path) -> None:
    def home(request: httpx.Request, saved: httpx.Response) -> httpx.Response:
        listing = next(page.url for page in PAGES if page.kind == "listing" and "cnas" in page.url)
        return httpx.Response(302, headers={"location": listing})

    assert _ends(_crawl(tmp_path, _Changed(home))) == ("failed", "soft_404")


def test_a_site_that_goes_on_challenging_is_left_alone(tmp_path: Path) -> None:
    """Though each challenge comes with the status 200."""
    challenge = (
        b"<html><head><title>Just a moment...</title></head><body>" + b"wait " * 60 + b"</body></html>"
    )

    class Guarded(SavedPages):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            if any(str(request.url) == page.url for page in PAGES if page.kind == "article"):
                return httpx.Response(
                    200, headers={"content-type": "text/html"}, stream=httpx.ByteStream(challenge)
                )
            return answer

    result = _crawl(tmp_path, Guarded(PAGES), host_failures=3)
    reasons = [end.reason for end in result.outcomes]
    assert reasons.count("challenge") == 3
    assert set(reasons[reasons.index("challenge") :]) == {"challenge", "host_blocked"}


def test_a_host_that_hangs_costs_no_other(tmp_path: Path) -> None:
    class Hanging(SavedPages):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.host.endswith("cnas.org.cn"):
                time.sleep(0.3)
                raise httpx.ReadTimeout("hangs")
            return super().handle_request(request)

    began = time.monotonic()
    result = crawl(
        quick(tmp_path, run_seconds=8.0), [AGENCIES["cnas"], AGENCIES["sesec"]], transport=Hanging(PAGES)
    )
    assert time.monotonic() - began < 20
    assert {one.agency for one in result.documents} == {"sesec"}
    assert [report.failed_whole for report in result.reports] == [True, False]


def test_what_a_callback_raises_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fetchers import harvest

    def broken(*_: object) -> None:
        raise ZeroDivisionError("in a callback")

    monkeypatch.setattr(harvest, "check_documents", broken)
    result = _crawl(tmp_path, SavedPages(PAGES))
    assert "ZeroDivisionError: in a callback" in result.findings[0].message


def test_a_page_is_asked_for_once_however_often_it_is_listed(tmp_path: Path) -> None:
    transport = SavedPages(PAGES)
    _crawl(tmp_path, transport)
    assert transport.requests.count(ARTICLE.url) == 1


def test_a_killed_runs_archive_is_written_on(tmp_path: Path) -> None:
    first = Archive(tmp_path, "cnas-1", marked=True)
    for n in range(2):
        first.write(f"https://a.org/{n}", "200 OK", [], b"x" * 2_000, NOW)
    first.close()
    file = tmp_path / "cnas-1.warc.gz"
    whole = file.stat().st_size
    with file.open("ab") as stream:
        stream.write(file.read_bytes()[:300])  # what a kill in the midst of a record leaves
    again = Archive(tmp_path, "cnas-2", marked=True, resumed=file)
    record = again.write("https://a.org/2", "200 OK", [], b"y", NOW)
    again.finish()
    again.close()
    assert (record.file, record.offset) == (file.name, whole)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


# Pages


def _read(body: bytes | str, content_type: str = "text/html; charset=utf-8") -> Document:
    raw = body if isinstance(body, bytes) else body.encode()
    return read_page(Page(ARTICLE.url, raw, {"content-type": content_type}, NOW), AGENCIES["cnas"])


def _article(more: str = "", head: str = "") -> str:
    text = ARTICLE.body().decode()
    return text.replace("<head>", f"<head>{head}", 1).replace("</body>", f"{more}</body>", 1)


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/octet-stream", "x/y; charset=rot13"])
def test_a_page_is_told_by_its_bytes_not_by_its_label(content_type: str) -> None:
    assert _read(_article(), content_type).blocks == _read(_article()).blocks


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(codec: str) -> None:
    assert _read(_article().encode(codec), "text/html").title == _read(_article()).title


@pytest.mark.parametrize(
    "tag", ["<template>{}</template>", "<noscript>{}</noscript>", "<iframe srcdoc='{}'></iframe>"]
)
def test_text_that_no_reader_of_the_page_sees_is_none(tag: str) -> None:
    hidden = tag.format("<p>" + "NIST and SAMR signed a memorandum. " * 20 + "</p>")
    with pytest.raises(ReadingError) as caught:
        _read(f"<html><head><title>x</title></head><body><script src=a.js></script>{hidden}</body></html>")
    assert caught.value.reason in {"needs_js", "empty_shell"}


def test_refresh_base_and_canonical_lead_nowhere() -> None:
    head = (
        '<meta http-equiv="refresh" content="0;url=http://127.0.0.1/"><base href="javascript:alert(1)//">'
        '<link rel="canonical" href="https://evil.example/">'
    )
    document = _read(_article(head=head))
    assert document.url == ARTICLE.url
    assert document.agency == "cnas"
    assert all(link.url.startswith("http") and "127.0.0.1" not in link.url for link in document.links)


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    long = _article().replace(
        "<p>", "<p>" + "市场监管总局与中国合格评定国家认可委员会会谈。" * 9_000 + "</p><p>", 1
    )
    plain = _read(_article())
    document = _read(long)
    assert "text_cut" in document.warnings
    assert len(document.text) <= 150_000
    assert "text_cut" not in plain.warnings


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
        ) + "]><rss><channel><item><title>&j;</title></item></channel></rss>",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><title>&a;</title></rss>',
        "<rss><title>" + "x" * 12_000_000 + "</title></rss>",
    ],
)  # fmt: skip
def test_entities_of_a_feed_are_neither_blown_up_nor_fetched(xml: str) -> None:
    began = time.process_time()
    try:
        told = "".join(parse_xml(Page("https://a.org/feed", xml.encode(), {}, NOW)).itertext())
    except ListingError:
        told = ""
    assert "root:" not in told
    assert "aaaaaaaaaaaa" not in told
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        "民國113年5月3日", "令和6年5月3日", "3 พ.ศ. 2567", "3/5/2567", "1403/01/15", "16 septembre 2026",
        "16. Oktober 2026", "2026-13-01", "2026/0/5",
    ],
)  # fmt: skip
def test_dates_of_other_calendars_and_languages_are_unknown_not_wrong(text: str) -> None:
    assert read_date(text, "Asia/Shanghai") is None


def test_midnight_at_the_end_of_a_day_is_that_day() -> None:
    assert read_date("2026-03-08 24:00", "America/New_York") == "2026-03-08"
    assert read_date("2026-03-08T02:30:00-05:00", "America/New_York") == "2026-03-08"


# State


def _known(number: int) -> Known:
    return Known(f"https://a.org/{number}", "cnas", "t", None, "n", "n")


def test_threads_share_the_state_without_losing_a_row(tmp_path: Path) -> None:
    with State(tmp_path / "s.sqlite") as state:
        threads = [
            threading.Thread(target=lambda n=n: [state.put(_known(n * 100 + i)) for i in range(10)])
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(state.of_agency("cnas"))) == 80


def test_no_write_ahead_log_can_be_lost(tmp_path: Path) -> None:
    with State(tmp_path / "s.sqlite") as state:
        state.put(_known(1))
        assert state._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert state._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert {path.name for path in tmp_path.iterdir()} == {"s.sqlite", "s.sqlite.lock"}


def test_a_step_to_a_new_version_that_fails_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr(state_module, "_VERSION", 1)
        with State(path):
            pass
    steps = dict(state_module._STEPS)
    with monkeypatch.context() as patch:
        broken = steps | {1: steps[1] + "CREATE TABLE pages (x);"}
        patch.setattr(state_module, "_STEPS", broken)
        with pytest.raises(StateError):
            State(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert "gone_runs" not in {row[1] for row in db.execute("PRAGMA table_info(pages)")}
    db.close()
    with State(path) as state:
        state.put(replace(_known(1), gone_runs=2))


def test_hanging_look_ups_are_never_many(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    import httpcore

    from fetchers import resolving

    release = threading.Event()
    monkeypatch.setattr(resolving, "_SLOTS", threading.BoundedSemaphore(3))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(20) and [])
    before = threading.active_count()
    for number in range(8):
        with pytest.raises(httpcore.ConnectTimeout):
            resolving.look_up(f"{number}.{HOST}", 443, 0.02)
    assert threading.active_count() - before <= 3
    release.set()
    for thread in threading.enumerate():
        if thread.name.startswith("dns"):
            thread.join(timeout=5)
