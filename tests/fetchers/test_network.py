"""No address that is not public is ever connected to, unless the settings name it as a mirror."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from clients import HOST, SITE, client_for
from raw_server import RawServer, response

from fetchers.addresses import canonical, check, is_public, resolve
from fetchers.errors import FetchError

PAGE = b"<html>" + b"x" * 100 + b"</html>"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::",
        "2002:a9fe:a9fe::1", "::127.0.0.1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2001:db8::1", "192.0.2.1",
    ],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "answer", ["127.0.0.1", "169.254.169.254", "::1", "64:ff9b::a9fe:a9fe", "100.64.0.9"]
)
def test_a_name_that_leads_inside_is_refused_at_connect_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (answer, 443))])
    with client_for(tmp_path, attempts=1) as client, pytest.raises(FetchError) as caught:
        client.get(f"{SITE}/robots.txt")
    assert caught.value.reason in {"not_public", "robots_unavailable"}
    assert "not a public address" in str(caught.value)


def test_one_private_answer_among_public_ones_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [(0, 0, 0, "", ("8.8.8.8", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with client_for(tmp_path, attempts=1) as client, pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        client.get(f"{SITE}/")


def test_the_address_checked_is_the_address_connected_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def once(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", port))]

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        assert address[0] == "8.8.8.8"
        raise OSError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", once)
    monkeypatch.setattr(socket, "create_connection", connect)
    with client_for(tmp_path, attempts=1) as client, pytest.raises(FetchError):
        client.get(f"{SITE}/")
    assert asked == [HOST]


def test_loopback_is_reached_through_a_mirror_only(tmp_path: Path) -> None:
    with RawServer(response(PAGE)) as server, client_for(tmp_path, server.origin) as client:
        assert client.get(f"{SITE}/").page.status == 200
        with pytest.raises(FetchError) as caught:
            client.get(f"{server.origin}/")
    assert caught.value.reason == "off_site"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://agency.example/", "file:///etc/passwd", "javascript:alert(1)", "https://me:secret@agency.example/",
        "https://agency.example:0/", "https://agency.example:99999/", "https://[::1/", "https:///x",
        "https://" + "a" * 70 + ".example/", "https://a..b/", "https://agency.example/\x00",
        "https://agency.example/a b",
        "https://agency.example/" + "x" * 3000, "https://" + "a." * 5000 + "example/", "https://agency.example\\@evil/",
    ],
)  # fmt: skip
def test_malformed_addresses_are_refused_and_never_tell_a_password(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        check(url, [HOST], 2000)
    assert caught.value.reason == "bad_address"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "https://agency.example:8443/",
        "https://a.example/",
    ],
)
def test_other_hosts_are_off_site(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        check(url, [HOST], 2000)
    assert caught.value.reason == "off_site"


def test_one_page_has_one_spelling() -> None:
    spellings = [
        "http://Agency.Example/a.html", "https://agency.example:443/a.html#top",
        "https://agency.example./a.html?utm_source=x", "http://agency.example:80/a.html",
    ]  # fmt: skip
    assert {canonical(url, [HOST], "https") for url in spellings} == {"https://agency.example/a.html"}


@pytest.mark.parametrize("reference", ["", "#top", "javascript:void(0)", "mailto:a@b.c", "http://["])
def test_references_that_mean_no_page(reference: str) -> None:
    assert resolve("https://agency.example/x/", reference) is None


def test_a_look_up_that_hangs_ends_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(20) and [])
    before = time.monotonic()
    with client_for(tmp_path, attempts=1, dns_seconds=0.1) as client, pytest.raises(FetchError) as caught:
        client.get(f"{SITE}/")
    answered.set()
    assert time.monotonic() - before < 5
    assert "deadline" in str(caught.value)


def test_a_name_without_address_fails_and_may_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with client_for(tmp_path, attempts=1) as client, pytest.raises(FetchError, match="not known"):
        client.get(f"{SITE}/")
