"""WARC out and in: ours, cut short, and other crawlers'."""

# ruff: noqa: E501  records read better in one line

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from fetchers.agencies import AGENCIES
from fetchers.archive import Archive, Record, holds, pages_from_warc, read_record
from fetchers.errors import ArchiveError
from fetchers.replay import replay

WHEN = datetime(2026, 11, 21, 6, 0, 5, tzinfo=UTC)
URL = "https://www.samr.gov.cn/xw/zj/art/2026/art_" + "1" * 32 + ".html"
BODY = "<html><head><meta name='ArticleTitle' content='题'></head><body><div id='zoom'>{}</div></body></html>"
ARTICLE = BODY.format(
    "<p>市场监管总局与蒙古国家标准计量局签署谅解备忘录。双方商定在计量和标准化领域交换信息，并互派专家。</p>"
    * 2
).encode()


def write(directory: Path, *bodies: bytes, name: str = "samr-1", **headers: str) -> list[Record]:
    archive = Archive(directory, name)
    pairs = [("Content-Type", "text/html"), *headers.items()]
    records = [archive.write(URL, "200 OK", pairs, body, WHEN) for body in bodies]
    archive.close()
    return records


def test_a_page_comes_back_as_it_went_in(tmp_path: Path) -> None:
    (record,) = write(tmp_path, ARTICLE)
    (page,) = pages_from_warc([tmp_path / record.file])
    assert (page.url, page.body, page.retrieved, page.status) == (URL, ARTICLE, WHEN, 200)
    assert page.headers["content-type"] == "text/html"
    assert page.archive == str(record)
    assert read_record(tmp_path, record) == page


def test_a_record_is_found_at_its_place_and_nowhere_else(tmp_path: Path) -> None:
    first, second = write(tmp_path, b"one", b"two")
    found = read_record(tmp_path, second)
    assert found is not None
    assert found.body == b"two"
    assert holds(tmp_path, first)
    assert not holds(tmp_path, Record(first.file, second.offset, first.record_id))
    assert not holds(tmp_path, Record("absent.warc.gz", 0, first.record_id))
    assert read_record(tmp_path, Record(first.file, 10_000, first.record_id)) is None


def test_coded_bodies_are_stored_coded_and_read_plain(tmp_path: Path) -> None:
    (record,) = write(tmp_path, gzip.compress(ARTICLE), **{"Content-Encoding": "gzip"})
    (page,) = pages_from_warc([tmp_path / record.file])
    assert page.body == ARTICLE


def test_a_bomb_in_an_archive_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, gzip.compress(b"\0" * 40_000_000), ARTICLE, **{"Content-Encoding": "gzip"})
    assert [page.body for page in pages_from_warc(tmp_path.iterdir())] == [ARTICLE]


def test_every_record_is_a_gzip_member_that_warcio_finds_valid(tmp_path: Path) -> None:
    (record, _) = write(tmp_path, ARTICLE, b"two")
    with (tmp_path / record.file).open("rb") as stream:
        for found in ArchiveIterator(stream, check_digests="raise"):
            found.content_stream().read()


def test_the_same_responses_give_the_same_records(tmp_path: Path) -> None:
    assert write(tmp_path / "one", ARTICLE, b"two") == write(tmp_path / "two", ARTICLE, b"two")


def test_a_second_run_in_the_same_second_takes_another_file(tmp_path: Path) -> None:
    (one,), (two,) = write(tmp_path, b"one"), write(tmp_path, b"two")
    assert one.file != two.file
    assert sorted([two.file, one.file]) == [one.file, two.file]


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_file_that_ends_in_a_record_gives_what_is_whole(tmp_path: Path, cut: int) -> None:
    (record, last) = write(tmp_path, ARTICLE, ARTICLE + b"<!-- more -->")
    file = tmp_path / record.file
    file.write_bytes(file.read_bytes()[: last.offset + cut])
    pages = list(pages_from_warc([file]))
    assert pages[0].body == ARTICLE
    assert all(page.archive == str(record) for page in pages)


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00 broken"])
def test_what_is_no_archive_gives_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.warc.gz").write_bytes(content)
    assert list(pages_from_warc([tmp_path / "x.warc.gz"])) == []


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="absent"):
        list(pages_from_warc([tmp_path / "absent.warc.gz"]))


def foreign(body: bytes, *headers: str) -> bytes:
    """An uncompressed record as wget writes it: chunks kept, WARC/1.0, angle brackets around the address."""
    http = (
        "HTTP/1.1 200 OK\r\n"
        + "".join(f"{line}\r\n" for line in ("Content-Type: text/html", *headers))
        + "\r\n"
    )
    block = http.encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:7>\r\nWARC-Date: 2019-05-06T07:08:09Z\r\n"
        f"WARC-Target-URI: <{URL}>\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_chunks_of_another_crawler_are_joined(tmp_path: Path) -> None:
    chunked = f"{len(ARTICLE):x}\r\n".encode() + ARTICLE + b"\r\n0\r\n\r\n"
    (tmp_path / "wget.warc").write_bytes(foreign(chunked, "Transfer-Encoding: chunked"))
    (page,) = pages_from_warc([tmp_path / "wget.warc"])
    assert (page.body, page.url, page.retrieved.year) == (ARTICLE, URL, 2019)


def test_a_plain_body_under_a_coded_header_is_read(tmp_path: Path) -> None:
    (tmp_path / "other.warc").write_bytes(foreign(ARTICLE, "Content-Encoding: gzip"))
    (page,) = pages_from_warc([tmp_path / "other.warc"])
    assert page.body == ARTICLE


def test_replay_reads_articles_of_the_agencies_asked(tmp_path: Path) -> None:
    (tmp_path / "wget.warc").write_bytes(foreign(ARTICLE))
    result = replay([tmp_path], [AGENCIES["samr"]])
    assert [document.title for document in result.documents] == ["题"]
    assert replay([tmp_path], [AGENCIES["nist"]]).documents == ()
