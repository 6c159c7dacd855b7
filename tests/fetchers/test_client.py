"""The client against real sockets, most of them misbehaving."""

# ruff: noqa: E501  markup and raw responses read better in one line

from __future__ import annotations

import gzip
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from clients import HOST, SITE, client_for
from raw_server import Answer, RawServer, drip, drip_headers, reset, response

from fetchers.archive import pages_from_warc
from fetchers.client import Client
from fetchers.errors import FetchError
from fetchers.responses import retry_after

PAGE = b"<html><body>" + b"words " * 50 + b"</body></html>"
URL = f"{SITE}/page.html"


def failure(
    directory: Path, *answers: Answer, url: str = URL, **changes: Any
) -> tuple[FetchError, RawServer]:
    with (
        RawServer(*answers) as server,
        client_for(directory, server.origin, **changes) as client,
        pytest.raises(FetchError) as caught,
    ):
        client.get(url)
    return caught.value, server


def test_a_page_arrives_and_keeps_its_own_address(tmp_path: Path) -> None:
    with RawServer(response(PAGE)) as server, client_for(tmp_path, server.origin) as client:
        page = client.get(URL).page
    assert (page.url, page.body, page.status) == (URL, PAGE, 200)
    assert page.retrieved.tzinfo is UTC
    sent = server.requests[0].lower()
    assert b"user-agent: pactwire/" in sent
    assert b"(+https://" in sent
    assert b"accept-encoding: gzip\r\n" in sent


def test_every_response_is_archived_even_a_refused_one(tmp_path: Path) -> None:
    with (
        RawServer(response(b"gone", "404 Not Found")) as server,
        client_for(tmp_path, server.origin) as client,
        pytest.raises(FetchError),
    ):
        client.get(URL)
    pages = list(pages_from_warc((tmp_path / "archive").iterdir()))
    assert [(page.url, page.status) for page in pages] == [(f"{SITE}/robots.txt", 404), (URL, 404)]


BROKEN: dict[str, tuple[Answer, str]] = {
    "closed before the status line": (b"", "fetch_failed"),
    "reset in the status line": (reset, "fetch_failed"),
    "no HTTP at all": (b"SSH-2.0-OpenSSH_9.6\r\n", "fetch_failed"),
    "body shorter than its length": (response(PAGE, Content_Length="5000"), "fetch_failed"),
    "two lengths": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "fetch_failed",
    ),
    "bad chunk size": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        "fetch_failed",
    ),
    "cut chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "fetch_failed"),
    "a header of 200 kB": (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", "fetch_failed"),
    "status 999": (response(PAGE, "999 Whatever"), "http_error"),
    "status 200 without the end of the page": (
        response(b"<html><body>half a pa", Content_Length="-"),
        "truncated",
    ),
    "server error": (response(b"", "500 Oops"), "server_error"),
    "not found": (response(b"", "404 Not Found"), "gone"),
    "forbidden": (response(b"", "403 Forbidden"), "blocked"),
    "challenge of the CDN": (response(b"<script>", "521 "), "challenge"),
    "unknown coding": (response(PAGE, Content_Encoding="br"), "bad_encoding"),
    "three codings": (response(PAGE, Content_Encoding="gzip, gzip, gzip"), "bad_encoding"),
    "not gzip": (response(PAGE, Content_Encoding="gzip"), "bad_encoding"),
    "gzip cut": (response(gzip.compress(PAGE)[:-12], Content_Encoding="gzip"), "truncated"),
    "gzip with a wrong checksum": (
        response(gzip.compress(PAGE)[:-8] + b"\0" * 8, Content_Encoding="gzip"),
        "bad_encoding",
    ),
    "redirect to nowhere": (response(b"", "302 Found", Location=""), "bad_address"),
    "redirect to a file": (response(b"", "302 Found", Location="file:///etc/passwd"), "bad_address"),
    "redirect off the site": (response(b"", "302 Found", Location="https://elsewhere.example/"), "off_site"),
    "redirect to an inner address": (response(b"", "302 Found", Location="http://169.254.169.254/"), "off_site"),
    "redirect with a password": (response(b"", "302 Found", Location=f"https://me:pw@{HOST}/"), "bad_address"),
    "redirect to half an IPv6": (response(b"", "302 Found", Location="http://[::1/"), "bad_address"),
    "redirect to empty labels": (response(b"", "302 Found", Location="http://..x..com/"), "bad_address"),
    "redirect loop": (response(b"", "302 Found", Location="/page.html"), "too_many_redirects"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_response_is_one_typed_failure(tmp_path: Path, name: str) -> None:
    answer, reason = BROKEN[name]
    error, _ = failure(tmp_path, answer)
    assert error.reason == reason


def test_a_transient_failure_is_tried_again(tmp_path: Path) -> None:
    with RawServer(b"", response(PAGE)) as server, client_for(tmp_path, server.origin) as client:
        assert client.get(URL).page.body == PAGE
    assert len(server.requests) == 2


def test_a_lasting_failure_is_not_tried_again(tmp_path: Path) -> None:
    _, server = failure(tmp_path, response(b"", "404 Not Found"), attempts=5)
    assert len(server.requests) == 1


@pytest.mark.parametrize("slow", [drip, drip_headers])
def test_a_drip_ends_at_the_total_deadline(tmp_path: Path, slow: Answer) -> None:
    start = time.monotonic()
    error, _ = failure(tmp_path, slow, attempts=1, request_seconds=0.4)
    assert error.reason == "deadline"
    assert time.monotonic() - start < 2


def test_a_bomb_is_refused_without_being_inflated(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    error, _ = failure(tmp_path, response(bomb, Content_Encoding="gzip"), max_body_bytes=1_000_000)
    assert error.reason == "too_large"


def test_an_endless_body_stops_at_the_cap(tmp_path: Path) -> None:
    error, _ = failure(tmp_path, response(b"x" * 300_000, Content_Length="-"), max_wire_bytes=100_000)
    assert error.reason == "too_large"


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "raw deflate"])
def test_codings_that_servers_use(tmp_path: Path, coding: str) -> None:
    raw = zlib.compress(PAGE)[2:-4]
    body = {"deflate": zlib.compress(PAGE), "raw deflate": raw}.get(coding, gzip.compress(PAGE))
    answer = response(body, Content_Encoding=coding.replace("raw ", ""))
    with RawServer(answer) as server, client_for(tmp_path, server.origin) as client:
        assert client.get(URL).page.body == PAGE


def test_a_redirect_is_followed_on_the_site(tmp_path: Path) -> None:
    answers = (
        response(b"\x1f\x8bnot gzip", "301 Moved", Location="/new.html", Content_Encoding="gzip"),
        response(PAGE),
    )
    with RawServer(*answers) as server, client_for(tmp_path, server.origin) as client:
        assert client.get(URL).page.url == f"{SITE}/new.html"


def test_a_mirrors_redirect_to_itself_stays_the_agencys_address(tmp_path: Path) -> None:
    with RawServer(response(PAGE)) as second, RawServer(response(PAGE)) as server:
        assert second.origin != server.origin
        moved = response(b"", "302 Found", Location=f"{server.origin}/new.html")
        server._answers = (moved, response(PAGE))
        with client_for(tmp_path, server.origin) as client:
            assert client.get(URL).page.url == f"{SITE}/new.html"


def test_cookies_return_to_their_host_and_odd_ones_are_dropped(tmp_path: Path) -> None:
    first = response(PAGE, Set_Cookie="__jsluid_s=abc; Path=/")
    odd = response(PAGE, Set_Cookie="naïve=caf\xe9")
    with RawServer(first, odd, response(PAGE)) as server, client_for(tmp_path, server.origin) as client:
        for _ in range(3):
            client.get(URL)
    assert b"Cookie" not in server.requests[0]
    assert b"Cookie: __jsluid_s=abc\r\n" in server.requests[1]
    assert b"Cookie: __jsluid_s=abc\r\n" in server.requests[2]


def test_a_host_that_asks_for_rest_gets_it(tmp_path: Path) -> None:
    busy = response(b"", "429 Too Many Requests", Retry_After="1")
    start = time.monotonic()
    with RawServer(busy, response(PAGE)) as server, client_for(tmp_path, server.origin) as client:
        assert client.get(URL).page.body == PAGE
    assert time.monotonic() - start >= 1


def test_a_host_that_asks_for_days_is_left_for_the_next_run(tmp_path: Path) -> None:
    busy = response(b"", "503 Service Unavailable", Retry_After="999999")
    with RawServer(busy) as server, client_for(tmp_path, server.origin, attempts=3) as client:
        reasons = [_reason(client, URL) for _ in range(2)]
    assert reasons == ["too_many_requests", "host_deferred"]
    assert len(server.requests) == 1


def test_a_dead_host_is_given_up_after_some_failures(tmp_path: Path) -> None:
    with RawServer(b"") as server, client_for(tmp_path, server.origin, attempts=1, host_failures=3) as client:
        reasons = [_reason(client, f"{SITE}/{number}.html") for number in range(6)]
    assert reasons[:3] == ["fetch_failed"] * 3
    assert reasons[3:] == ["host_down"] * 3


def test_a_host_that_refuses_is_left_alone(tmp_path: Path) -> None:
    no, gone = response(b"", "403 Forbidden"), response(b"", "404 Not Found")
    with (
        RawServer(no, no, gone, no, no, no, no) as server,
        client_for(tmp_path, server.origin, host_failures=3) as client,
    ):
        reasons = [_reason(client, f"{SITE}/{number}.html") for number in range(8)]
    assert reasons == ["blocked", "blocked", "gone", *["blocked"] * 3, *["host_blocked"] * 2]
    assert len(server.requests) == 6


def _reason(client: Client, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        client.get(url)
    return caught.value.reason


@pytest.mark.parametrize("proxy", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
def test_the_environments_proxies_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv(proxy, "http://127.0.0.1:9")
    with RawServer(response(PAGE)) as server, client_for(tmp_path, server.origin) as client:
        assert client.get(URL).page.status == 200


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), ("0", 0.0), ("-5", None), ("1e9", None), ("soon", None), ("", None), (None, None),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30.0), ("Sat, 21 Nov 2020 12:00:00 GMT", 0.0), ("9" * 30, 999999999999.0),
        ("١٢", None),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, datetime(2026, 11, 21, 12, tzinfo=UTC)) == seconds
