"""Listings of each kind, and the traps in their paging."""

# ruff: noqa: E501  markup and raw responses read better in one line

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import pytest

from fetchers.client import utc_now
from fetchers.documents import Page
from fetchers.errors import FetchError, ListingError
from fetchers.listings import Jpaas, Listing, ListingPage, Rss, Sitemap, Teasers, Trs, walk

SITE = "https://agency.example"
COLUMN = f"{SITE}/xw/index.html"
SHANGHAI = "Asia/Shanghai"
Answer = Callable[[str], str]


class Site:
    """Answers addresses from a function; None is a 404."""

    def __init__(self, answer: Callable[[str], str | None]) -> None:
        self._answer = answer
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []

    def __call__(self, url: str, headers: Mapping[str, str]) -> Page:
        self.asked.append(url)
        self.headers.append(headers)
        body = self._answer(url)
        if body is None:
            raise FetchError("gone", url, status=404)
        return Page(url, body.encode(), {"content-type": "text/html; charset=utf-8"}, utc_now())


def pages(listing: Listing, site: Site, most: int = 20) -> list[ListingPage]:
    return list(walk(listing, site, SHANGHAI, most))


def unit(tag: str, quote: str = "'") -> str:
    data = f"{{'parseType':'bulidstatic','webId':'w','tplSetId':'t','pageId':'p','tagId':'{tag}'}}"
    return f'<script src="/AuthorizedRead/unitbuild.js" queryData="{data.replace(chr(39), quote)}"></script>'


def column(*tags: str, quote: str = "'") -> str:
    return "<html><body>" + "".join(unit(tag, quote) for tag in tags) + "</body></html>"


def item(number: int) -> str:
    return (
        f'<li><a href="/xw/art/2026/art_{number:032x}.html" title="News {number}">cut…</a>'
        f"<span>2026-09-{number % 28 + 1:02d}</span></li>"
    )


def fragment(numbers: range, total: int | None = None) -> str:
    count = "" if total is None else f'<div class="pagination" count="{total}"></div>'
    return json.dumps({"code": "200", "success": True, "data": {"html": "".join(map(item, numbers)) + count}})


def jpaas(answer: Callable[[str, int], str], html: str | None = None) -> Site:
    """A column whose end point answers by (tag, page number)."""

    def answering(url: str) -> str:
        if url == COLUMN:
            return html or column("nav", "list")
        query = parse_qs(urlsplit(url).query)
        return answer(query["tagId"][0], json.loads(query["paramJson"][0])["pageNo"])

    return Site(answering)


def test_jpaas_takes_the_unit_with_the_articles_and_every_page() -> None:
    def answer(tag: str, number: int) -> str:
        return (
            fragment(range(20 * (number - 1), min(20 * number, 45)), 45)
            if tag == "list"
            else fragment(range(0))
        )

    site = jpaas(answer)
    found = pages(Jpaas(url=COLUMN), site)
    assert [len(page.rows) for page in found] == [20, 20, 5]
    assert found[0].total == 45
    row = found[0].rows[0]
    assert (row.title, row.date) == ("News 0", "2026-09-01")
    assert row.url.startswith(f"{SITE}/xw/art/2026/art_")
    assert site.asked[0] == COLUMN
    assert all(headers["Referer"] == COLUMN for headers in site.headers[1:])
    assert all("parseType=bulidstatic" in url and "editType=null" in url for url in site.asked[1:])


@pytest.mark.parametrize("quote", ["'", "&quot;", "&apos;", "&#39;"])
def test_jpaas_reads_ids_in_any_quoting(quote: str) -> None:
    site = jpaas(
        lambda tag, number: fragment(range(3), 3), column("list", quote=quote.replace('"', "&quot;"))
    )
    assert len(pages(Jpaas(url=COLUMN), site)) == 1
    assert "webId=w" in site.asked[1]


def test_jpaas_that_always_gives_page_one_is_reported() -> None:
    with pytest.raises(ListingError) as caught:
        pages(Jpaas(url=COLUMN), jpaas(lambda tag, number: fragment(range(20), 45)))
    assert caught.value.reason == "page_repeats"


BROKEN_END_POINTS: dict[str, tuple[Answer, str]] = {
    "failure in a 200": (lambda _: json.dumps({"code": "500", "success": False, "message": "系统错误"}), "end_point_failed"),
    "an empty fragment": (lambda _: json.dumps({"code": "200", "success": True, "data": {"html": ""}}), "listing_empty"),
    "no data": (lambda _: json.dumps({"code": "200", "success": True, "data": None}), "listing_empty"),
    "a list": (lambda _: "[]", "not_json"),
    "a page": (lambda _: "<html>error</html>", "not_json"),
    "a fragment without articles": (lambda _: fragment(range(0), 0), "listing_empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN_END_POINTS)
def test_jpaas_failures_are_no_empty_listings(name: str) -> None:
    answer, reason = BROKEN_END_POINTS[name]
    with pytest.raises(ListingError) as caught:
        pages(Jpaas(url=COLUMN), jpaas(lambda tag, number: answer(tag)))
    assert caught.value.reason == reason


def test_jpaas_that_ends_before_its_total_is_reported() -> None:
    def answer(tag: str, number: int) -> str:
        return fragment(range(20) if number == 1 else range(0), 45)

    with pytest.raises(ListingError) as caught:
        pages(Jpaas(url=COLUMN), jpaas(answer))
    assert caught.value.reason == "listing_short"


def test_jpaas_without_units_is_reported_or_uses_known_ids() -> None:
    shell = "<html><body>no units</body></html>"
    with pytest.raises(ListingError) as caught:
        pages(Jpaas(url=COLUMN), jpaas(lambda tag, number: fragment(range(3), 3), shell))
    assert caught.value.reason == "ids_missing"
    known = {"webId": "w", "pageId": "p", "tagId": "list"}
    assert pages(Jpaas(url=COLUMN, known=known), jpaas(lambda tag, number: fragment(range(3), 3), shell))


def test_a_renamed_class_is_drift_not_an_empty_page() -> None:
    listing = Jpaas(url=COLUMN, rows="div.gone > ul")
    with pytest.raises(ListingError) as caught:
        pages(listing, jpaas(lambda tag, number: fragment(range(20), 20)))
    assert caught.value.reason == "layout_changed"


def test_an_endless_listing_stops_at_the_budget() -> None:
    site = jpaas(lambda tag, number: fragment(range(20 * number, 20 * number + 20)))
    with pytest.raises(ListingError) as caught:
        pages(Jpaas(url=COLUMN), site, most=5)
    assert caught.value.reason == "too_many_pages"


def trs(url: str) -> str | None:
    script = '<script>var m_nRecordCount = "5"; var m_nPageSize = 2;</script>'
    numbers = {"index.html": (0, 1), "index_1.html": (2, 3), "index_2.html": (4,)}.get(url.rsplit("/", 1)[1])
    if numbers is None:
        return None
    rows = "".join(
        f'<li><a href="./2021/t2021061{n}_{n}.html">News {n}</a>2021-06-1{n}</li>' for n in numbers
    )
    return f"<html><head>{script}</head><body><ul>{rows}</ul></body></html>"


def test_trs_pages_by_index_n() -> None:
    site = Site(trs)
    found = pages(Trs(url=COLUMN), site)
    assert [row.url.rsplit("/", 1)[1] for page in found for row in page.rows] == [
        f"t2021061{n}_{n}.html" for n in range(5)
    ]
    assert len(site.asked) == 3


def test_a_column_of_the_older_system_is_walked_as_such() -> None:
    assert len(pages(Jpaas(url=COLUMN), Site(trs))) == 3


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>
<item><title>NIST &amp;amp; NIM sign</title><link>https://agency.example/news/1?utm_source=rss</link>
<pubDate>Mon, 14 Sep 2026 23:30:00 -0400</pubDate></item>
<item><title>no link</title></item></channel></rss>"""


def test_rss() -> None:
    (page,) = pages(Rss(url=f"{SITE}/rss.xml"), Site(lambda _: RSS))
    (row,) = page.rows
    assert (row.title, row.url, row.date) == (
        "NIST & NIM sign",
        "https://agency.example/news/1",
        "2026-09-14",
    )


LAUGHS = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "<html><body>no feed", "", "{}"])
def test_what_is_no_feed_is_refused(text: str) -> None:
    with pytest.raises(ListingError):
        pages(Rss(url=f"{SITE}/rss.xml"), Site(lambda _: text))


def test_a_sitemap_index_is_read_whole() -> None:
    index = "".join(f"<sitemap><loc>{SITE}/sitemap.xml?page={n}</loc></sitemap>" for n in range(3))
    news = f"<url><loc>{SITE}/news/2015/09/a</loc><lastmod>2020-01-02T03:04-05:00</lastmod></url>"
    other = f"<url><loc>{SITE}/image/b</loc></url>"

    def answer(url: str) -> str:
        inside = {"0": other, "1": other * 2, "2": other + news}
        query = urlsplit(url).query
        return f"<urlset>{inside[query[-1]]}</urlset>" if query else f"<sitemapindex>{index}</sitemapindex>"

    found = pages(Sitemap(url=f"{SITE}/sitemap.xml", under="^/news/"), Site(answer))
    assert [(row.url, row.date, row.changed) for page in found for row in page.rows] == [
        (f"{SITE}/news/2015/09/a", "2015-09", "2020-01-02")
    ]


def test_teasers_end_with_a_404() -> None:
    def answer(url: str) -> str | None:
        number = {"/news/": 1, "/news/page/2/": 2}.get(urlsplit(url).path)
        if number is None:
            return None
        return f'<article><h2><a href="/2026/0{number}/post/">Post {number}</a></h2></article>'

    listing = Teasers(url=f"{SITE}/news/", following=f"{SITE}/news/page/{{n}}/")
    assert [row.title for page in pages(listing, Site(answer)) for row in page.rows] == ["Post 1", "Post 2"]


def test_rows_in_one_list_take_the_date_beside_them() -> None:
    items = "".join(
        f"<li class='text'><a href='/xw/art/2026/art_{n:032x}.html'>·News {n}</a></li><li class='time'>2026-09-0{n}</li>"
        for n in range(1, 5)
    )
    body = json.dumps(
        {"code": "200", "success": True, "data": {"html": f"<div class='box'><ul>{items}</ul></div>"}}
    )
    listing = Jpaas(url=COLUMN, rows="div.box > ul", link="li.text a[href]")
    site = jpaas(lambda tag, number: body if number == 1 else fragment(range(0)))
    (page,) = pages(listing, site)
    assert [(row.title, row.date) for row in page.rows] == [
        (f"News {n}", f"2026-09-0{n}") for n in range(1, 5)
    ]


def test_an_excerpts_dates_are_not_the_teasers() -> None:
    body = '<article><h2><a href="/2026/01/post/">Post</a></h2><p>Signed on March 3, 2021.</p>{}</article>'
    listing = Teasers(url=f"{SITE}/news/", following=f"{SITE}/news/page/{{n}}/")
    for extra, day in [("", None), ("<span class='posted-on'>January 7, 2026</span>", "2026-01-07")]:
        site = Site(lambda url, extra=extra: body.format(extra) if url.endswith("/news/") else None)  # type: ignore[misc]
        assert pages(listing, site)[0].rows[0].date == day
