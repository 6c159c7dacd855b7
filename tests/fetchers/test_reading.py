"""What a page is, and what is read from it."""

# ruff: noqa: E501  markup and raw responses read better in one line

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from fetchers.agencies import AGENCIES
from fetchers.documents import Document, Page
from fetchers.errors import ReadingError
from fetchers.readers.blocks import squeeze
from fetchers.readers.dates import read_date
from fetchers.readers.words import words
from fetchers.reading import language_of, read_page

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SAMR = "https://www.samr.gov.cn/xw/zj/art/2026/art_" + "0" * 32 + ".html"
SESEC = "https://sesec.eu/2026/04/01/slug/"
LONG = "<p>" + "市场监管总局与有关国家机构签署合作谅解备忘录，双方就计量和标准化交换意见。" * 4 + "</p>"


def read(body: str, url: str = SAMR, **headers: str) -> Document:
    return read_page(Page(url, body.encode(), {"content-type": "text/html; charset=utf-8"} | headers, NOW))


def samr(inner: str, head: str = "") -> Document:
    title = '<meta name="ArticleTitle" content="标题"><meta name="PubDate" content="2026-09-16 10:09">'
    return read(f'<html><head>{title}{head}</head><body><div id="zoom">{inner}</div></body></html>')


def refusal(body: str | bytes, url: str = SAMR) -> str:
    raw = body.encode() if isinstance(body, str) else body
    with pytest.raises(ReadingError) as caught:
        read_page(Page(url, raw, {"content-type": "text/html; charset=utf-8"}, NOW))
    return caught.value.reason


PADDING = "<nav>" + "<a href='/'>Home</a> menu entry " * 40 + "</nav>"
NO_ARTICLES = {
    "empty": ("", "empty_page"),
    "blank": ("   \n\n  " * 20, "empty_page"),
    "ten bytes": ("0123456789", "empty_page"),
    "a feed": ('<?xml version="1.0"?><rss><channel></channel></rss>', "not_html"),
    "data": ('{"code": "200", "data": {"html": ""}}', "not_html"),
    "a challenge of the CDN": (
        "<html><head><script>document.cookie='__jsl_clearance_s=1';location.href=location</script></head></html>",
        "challenge",
    ),
    "a challenge far into a long page": (
        "<html><head><script>" + "x" * 130_000 + "</script></head><body>" + PADDING + "cf-chl-widget</body></html>",
        "challenge",
    ),
    "just a moment": ("<html><head><title>Just a moment...</title></head><body>wait</body></html>", "challenge"),
    "not found by its title": (
        f"<html><head><title>Page not found | NIST</title></head><body>{PADDING}</body></html>",
        "soft_404",
    ),
    "not found in Chinese": ("<html><title>x</title><body><h2>您访问的页面不存在或已删除</h2></body></html>", "soft_404"),
    "filled by scripts": (
        '<html><head><title>SAMR</title></head><body><div id="app"></div><script src="a.js"></script></body></html>',
        "needs_js",
    ),
    "a shell": (
        '<html><head><meta name="ArticleTitle" content="标题"></head><body><div id="zoom"></div></body></html>',
        "empty_shell",
    ),
    "a listing": (
        "<html><body>" + "".join(f'<p><a href="/xw/zj/art/2026/art_{n:032x}.html">新闻</a></p>' for n in range(9))
        + "</body></html>",
        "listing",
    ),
    "a listing of links elsewhere": (
        "<html><body><ul>"
        + "".join(f'<li><a href="https://x.example/{n}">一条新闻标题</a>2026-09-0{n}</li>' for n in range(1, 9))
        + "</ul></body></html>",
        "listing",
    ),
    "thousands of attributes": (
        "<html><body><p " + " ".join(f'a{n}="1"' for n in range(40_000)) + ">x</p></body></html>",
        "hostile_markup",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_no_article(name: str) -> None:
    body, reason = NO_ARTICLES[name]
    assert refusal(body) == reason


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_files_are_no_pages(start: bytes) -> None:
    assert refusal(start + b"\x00" * 400) == "not_html"


def test_an_article_that_carries_a_challenge_script_is_an_article() -> None:
    assert samr(LONG, head="<script src='/cdn-cgi/challenge-platform/cf-chl-x.js'></script>").title == "标题"


def test_an_unknown_layout_is_read_by_guess_and_says_so() -> None:
    said = "".join(
        f"<p>The {n}th of the agencies told its partners of its work in metrology.</p>" for n in range(9)
    )
    body = f"<html><head><title>New</title></head><body><main><article>{said}</article></main></body></html>"
    document = read(body)
    assert document.reader == "generic"
    assert "generic_reader" in document.warnings


def test_nested_spans_styles_captions_and_share_lines() -> None:
    document = samr(
        "<style>.TRS_Editor{color:red}</style><p>.TRS_Editor P{margin:0}</p><p></p><p>　　<span>局长<span>罗文</span>"
        "\n</span><span>会见</span>了客人。</p>"
        + LONG
        + "<p>图为会见现场</p><figure><img><figcaption>照片</figcaption></figure>"
        "<div class='share'>分享到：微信</div><p>（责任编辑：张三）</p><p>扫一扫在手机打开当前页</p>"
    )
    assert document.blocks[0] == "局长罗文会见了客人。"
    assert len(document.blocks) == 2


def test_lists_keep_their_marks() -> None:
    document = samr(LONG + "<ol start='3'><li>三<ul><li>甲</li></ul></li><li><p>四</p><p>续</p></li></ol>")
    assert document.blocks[1:] == ("3. 三", "• 甲", "4. 四", "续")


def test_line_breaks_part_paragraphs_where_they_indent() -> None:
    document = samr("<div>　　第一段。" + "文" * 60 + "<br>　　第二段。<br>同一段。<br><br>第三段。</div>")
    assert [block[:3] for block in document.blocks] == ["第一段", "第二段", "第三段"]
    assert document.blocks[1] == "第二段。\n同一段。"


def test_links_of_originals_are_written_out() -> None:
    body = (
        "<html><head><meta property='og:title' content='Digest'></head><body class='single'><div class='entry-content'>"
        "<p>1. " + "The agency met a partner in Beijing to discuss metrology. " * 4 + "</p>"
        "<p>Links to the original articles:</p><p>1. <a href='https://www.samr.gov.cn/a.html'>SAMR</a> and "
        "<a href='https://www.samr.gov.cn/b.html'>https://www.samr.gov.cn/b.html</a></p></div></body></html>"
    )
    document = read(body, SESEC)
    assert document.blocks[-1] == "1. SAMR https://www.samr.gov.cn/a.html and https://www.samr.gov.cn/b.html"
    assert [document.text[link.start : link.end] for link in document.links] == [
        "SAMR https://www.samr.gov.cn/a.html",
        "https://www.samr.gov.cn/b.html",
    ]


def test_a_future_date_is_refused_and_told() -> None:
    body = '<html><head><meta name="PubDate" content="2027-01-01 00:00"></head><body><div id="zoom">' + LONG
    document = read(body + "</div></body></html>")
    assert document.published is None
    assert "implausible_date:2027-01-01" in document.warnings


def test_deep_nesting_and_unclosed_tags_cost_neither_text_nor_time() -> None:
    start = time.monotonic()
    deep = samr("<div>" * 1500 + LONG + "</div>" * 1500)
    assert deep.blocks
    assert samr(LONG + "<p>" * 20_000 + "Ende" * 20).blocks[-1] == "Ende" * 20
    assert time.monotonic() - start < 8


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
def test_the_machines_time_zone_changes_nothing(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    assert samr(LONG).published == "2026-09-16"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("2026-09-16 10:09", "Asia/Shanghai", "2026-09-16"),
        ("2026-09-16T22:30:00Z", "Asia/Shanghai", "2026-09-17"),
        ("2026-09-16T23:30:00-05:00", "America/New_York", "2026-09-16"),
        ("2015-09-03T08:00-04:00", "America/New_York", "2015-09-03"),
        ("Mon, 14 Sep 2026 23:30:00 +0000", "Europe/Brussels", "2026-09-15"),
        ("Released August 21, 2008, Updated February 3, 2025", "America/New_York", "2008-08-21"),
        ("Created July 21, 2009, Updated August 25, 2016", "America/New_York", "2009-07-21"),
        ("Updated February 3, 2025", "America/New_York", None),
        ("发布时间：2019 年 10 月 30 日", "Asia/Shanghai", "2019-10-30"),
        ("03/01/2020", "Europe/Brussels", "2020-01-03"),
        ("31/02/2020", "Europe/Brussels", None),
        ("March 2021", "UTC", "2021-03"),
        ("2021年3月", "Asia/Shanghai", "2021-03"),
        ("1970-01-01", "UTC", None),
        ("0001-01-01", "UTC", None),
        ("9999-12-31", "UTC", None),
        ("no date at all", "UTC", None),
        ("x" * 100_000 + "2026-09-16", "UTC", None),
    ],
)
def test_dates(text: str, zone: str, day: str | None) -> None:
    assert read_date(text, zone) == day


def test_american_order_where_the_site_has_it() -> None:
    assert read_date("03/01/2020", "UTC", "MDY") == "2020-03-01"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\u00a0b\u202fc", "a b c"), ("签\u200b署", "签署"), ("co\u00adoperation", "cooperation"),
        ("\ufefftitle\u202e", "title"), ("市场\n监管", "市场监管"), ("AI\n安全", "AI 安全"), ("a\x1fb", "ab"),
        ("  a \n\t b ", "a b"),
    ],
)  # fmt: skip
def test_white_space_and_controls(text: str, clean: str) -> None:
    assert squeeze(text) == clean


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The MoU was signed in 北京.", "en"),
        ("签署谅解备忘录", "zh-Hans"),
        ("簽署諒解備忘錄與會", "zh-Hant"),
        ("", "en"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


def test_word_lists_hold_no_word_twice() -> None:
    for section, name in [
        ("challenge", "markers"),
        ("missing", "titles"),
        ("noise", "openings"),
        ("tail", "openings"),
    ]:
        found = words(section, name)
        assert len(found) == len(set(found))


@pytest.mark.parametrize("name", AGENCIES)
def test_a_declaration_is_sound(name: str) -> None:
    agency = AGENCIES[name]
    assert agency.name == name
    assert all(agency.home.endswith(host) or host in agency.hosts for host in agency.hosts)
    for listing in agency.listings:
        assert listing.url.startswith("https://")
        assert listing.url.split("/")[2] in agency.hosts
    for layout in agency.layouts:
        assert layout.marks
        assert layout.body
        assert layout.title
        assert layout.published
