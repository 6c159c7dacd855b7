"""Which of several responses of a page counts, and what in an archive is no article."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from replica import FIXTURES

from fetchers.agencies import AGENCIES
from fetchers.archive import Archive
from fetchers.documents import Document
from fetchers.errors import ArchiveError
from fetchers.replay import replay

URL = "https://www.samr.gov.cn/xw/zj/202106/t20210618_330941.html"
NAME = "www.samr.gov.cn/xw/zj/202106/t20210618_330941.html"
BODY = (FIXTURES / "samr" / "trs-three-countries-trip.html").read_bytes()
LIVE, HTTP = URL, f"http://{NAME}"
CAPTURE = f"https://web.archive.org/web/20210701000000id_/http://{NAME}"


def write(directory: Path, *responses: tuple[str, bytes, int], status: str = "200 OK") -> None:
    """An archive of responses: address, body, day of the month."""
    with closing(Archive(directory, "some")) as archive:
        for url, body, day in responses:
            when = datetime(2022, 5, day, tzinfo=UTC)
            archive.write(url, status, [("Content-Type", "text/html; charset=utf-8")], body, when)


def documents(directory: Path) -> tuple[Document, ...]:
    return replay([directory], AGENCIES.values()).documents


def changed(body: bytes) -> bytes:
    assert "签署".encode() in body
    return body.replace("签署".encode(), "续签".encode())


@pytest.mark.parametrize("first", [True, False])
def test_the_site_itself_counts_more_than_a_capture(tmp_path: Path, first: bool) -> None:
    pair = [(CAPTURE, changed(BODY), 1), (LIVE, BODY, 2)]
    write(tmp_path, *(pair if first else reversed(pair)))
    (document,) = documents(tmp_path)
    assert (document.url, document.retrieved.year) == (LIVE, 2022)


def test_a_capture_keeps_its_address_and_time(tmp_path: Path) -> None:
    write(tmp_path, (CAPTURE, BODY, 1))
    (document,) = documents(tmp_path)
    assert (document.url, document.retrieved.year) == (HTTP, 2021)


def test_the_newest_text_counts_in_the_oldest_response_that_has_it(tmp_path: Path) -> None:
    new = changed(BODY)
    write(tmp_path, (LIVE, new, 3), (LIVE, BODY, 1), (HTTP, new + b"<!-- x -->", 4), (LIVE, new, 2))
    (document,) = documents(tmp_path)
    assert (document.url, document.retrieved.day) == (LIVE, 2)
    assert "续签" in document.text


@pytest.mark.parametrize(
    "url",
    [
        "https://www.samr.gov.cn/about/index.html",
        f"https://www.example.org/{NAME}",
        "https://web.archive.org/web/20210701000000id_/http://www.aqsiq.gov.cn/other/t20210618_330941.html",
        "https://web.archive.org/cdx/search/cdx?url=www.samr.gov.cn/xw/",
    ],
)
def test_what_is_no_article_of_an_agency_is_left_out(tmp_path: Path, url: str) -> None:
    write(tmp_path, (url, BODY, 1))
    assert documents(tmp_path) == ()


def test_errors_are_no_articles(tmp_path: Path) -> None:
    write(tmp_path, (LIVE, BODY, 1), status="404 Not Found")
    assert documents(tmp_path) == ()


def test_a_challenge_keeps_what_was_read_before(tmp_path: Path) -> None:
    challenge = (
        b"<html><head><title>x</title></head><body><script>var __jsl_clearance_s=1</script></body></html>"
    )
    write(tmp_path, (LIVE, BODY, 1), (LIVE, challenge, 2))
    result = replay([tmp_path], AGENCIES.values())
    assert len(result.documents) == 1
    assert [outcome.status for outcome in result.outcomes] == ["new"]


def test_a_directory_without_archives_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="holds no WARC file"):
        documents(tmp_path)
