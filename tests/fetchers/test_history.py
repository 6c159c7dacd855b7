"""Captures of the Wayback Machine, read as the pages they were."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from clients import quick

from fetchers.agencies import AGENCIES
from fetchers.doctor import diagnose
from fetchers.history import fetch_history
from fetchers.replay import replay

OLD = "http://www.aqsiq.gov.cn/zjxw/zjxw/zjftpxw/201707/t20170705_492475.htm"
TOLD = "<p>国家质检总局与蒙古国家标准计量局在北京签署合作谅解备忘录，双方商定在计量领域交换信息。</p>" * 2
PAGE = (
    '<html><head><meta charset="gb2312"><title>总局签署备忘录</title></head><body>'
    f'<div>发布时间：2017-07-05</div><div class="TRS_Editor">{TOLD}</div></body></html>'
).encode("gb18030")


class Wayback(httpx.BaseTransport):
    """An index with one page captured twice, an image and a listing; replays by `id_` only."""

    def __init__(self, index: bytes | None = None) -> None:
        self.index = index
        self.asked: list[httpx.URL] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url)
        if request.url.path == "/cdx/search/cdx":
            return self._answer(
                self._rows(parse_qs(request.url.query.decode())["url"][0]), "application/json"
            )
        if "/web/20170706010203id_/" in request.url.path:
            return self._answer(PAGE, "text/html")
        return httpx.Response(404, stream=httpx.ByteStream(b""))

    def _rows(self, prefix: str) -> bytes:
        if self.index is not None:
            return self.index
        rows = [["timestamp", "original", "mimetype", "statuscode", "digest"]]
        if "aqsiq" in prefix:
            old = OLD.replace("gov.cn/", "gov.cn:80/")
            rows.append(["20180101000000", old, "text/html", "200", "B"])
            rows.append(["20170706010203", old, "text/html", "200", "A"])
            rows.append(["20170706010203", "http://www.aqsiq.gov.cn/zjxw/index.htm", "text/html", "200", "C"])
        return json.dumps(rows).encode()

    @staticmethod
    def _answer(body: bytes, kind: str) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": kind}, stream=httpx.ByteStream(body))


def test_a_page_gone_from_the_live_site_keeps_its_address(tmp_path: Path) -> None:
    result = fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=Wayback())
    (document,) = result.documents
    assert (document.url, document.agency, document.reader) == (OLD, "samr", "trs")
    assert (document.title, document.published) == ("总局签署备忘录", "2017-07-05")
    assert document.retrieved.isoformat() == "2017-07-06T01:02:03+00:00"
    assert [(outcome.url, outcome.status) for outcome in result.outcomes] == [(OLD, "new")]


def test_the_archive_gives_the_same_document_again(tmp_path: Path) -> None:
    result = fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=Wayback())
    assert replay([tmp_path / "archive"], [AGENCIES["samr"]]).documents == result.documents


@pytest.mark.parametrize("index", [b"<html>busy</html>", b'{"error": 1}', b'[["timestamp"], ["x"]]'])
def test_an_unusable_index_is_a_finding(tmp_path: Path, index: bytes) -> None:
    result = fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=Wayback(index))
    assert result.documents == ()
    assert {finding.code for finding in result.findings} == {"not_json", "agency_failed"}
    assert result.failed


def test_an_index_in_several_answers_is_read_to_its_end(tmp_path: Path) -> None:
    class Long(Wayback):
        def _rows(self, prefix: str) -> bytes:
            if "resumeKey=more" in str(self.asked[-1]):
                return super()._rows(prefix)
            return json.dumps([["timestamp"], [], ["more"]]).encode()

    result = fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=Long())
    assert [document.url for document in result.documents] == [OLD]


def replays(wayback: Wayback) -> int:
    return sum("id_/" in url.path for url in wayback.asked)


def test_what_was_captured_before_is_not_fetched_again(tmp_path: Path) -> None:
    first = fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=Wayback())
    later = Wayback()
    second = fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=later)
    assert second.documents == first.documents
    assert replays(later) == 0
    assert [(one.status, one.reason) for one in second.outcomes] == [("unchanged", "captured_before")]


def test_a_limit_is_how_many_are_fetched_not_how_far_one_gets(tmp_path: Path) -> None:
    class Two(Wayback):
        def _rows(self, prefix: str) -> bytes:
            rows = json.loads(super()._rows(prefix))
            second = OLD.replace("492475", "492476")
            more = [["20170706010203", second, "text/html", "200", "D"]] if "aqsiq" in prefix else []
            return json.dumps(rows + more).encode()

    counts = []
    for _ in range(3):
        wayback = Two()
        result = fetch_history(quick(tmp_path), [AGENCIES["samr"]], 1, wayback)
        counts.append((len(result.documents), replays(wayback)))
    assert counts == [(1, 1), (2, 1), (2, 0)]


def test_captures_that_are_withheld_bar_no_others(tmp_path: Path) -> None:
    class Withheld(Wayback):
        def _rows(self, prefix: str) -> bytes:
            rows = json.loads(super()._rows(prefix))
            early = [OLD.replace("492475", f"49000{n}") for n in range(8)]
            more = [["20160101000000", url, "text/html", "200", "E"] for url in early if "aqsiq" in prefix]
            return json.dumps(rows[:1] + more + rows[1:]).encode()

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            withheld = "/web/20160101" in request.url.path
            return httpx.Response(403, stream=httpx.ByteStream(b"")) if withheld else answer

    result = fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=Withheld())
    assert [outcome.reason for outcome in result.outcomes] == ["blocked"] * 8 + [""]
    assert [document.url for document in result.documents] == [OLD]


def test_captures_of_a_killed_run_are_taken_up(tmp_path: Path) -> None:
    fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=Wayback())
    (archive,) = (tmp_path / "archive").glob("history-*.warc.gz")
    archive.with_name(archive.name + ".open").touch()
    (tmp_path / "state.sqlite").unlink()
    later = Wayback()
    assert len(fetch_history(quick(tmp_path), [AGENCIES["samr"]], transport=later).documents) == 1
    assert replays(later) == 0
    assert not list((tmp_path / "archive").glob("*.open"))


def test_the_doctor_asks_the_index_and_for_one_capture(tmp_path: Path) -> None:
    checks = list(diagnose(quick(tmp_path), [AGENCIES["samr"]], Wayback(), history=True))
    told = {check.question: (check.answer, check.ok) for check in checks}
    assert told["www.aqsiq.gov.cn/zjxw/ 2005-2018: captures in the index?"] == ("2", True)
    assert told["www.samr.gov.cn/xw/ 2018-2023: captures in the index?"] == ("0", False)
    assert told[f"{OLD}: is it read?"][1]
