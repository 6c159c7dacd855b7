"""A site described by nobody yet: what is guessed of it, and that the guess lists and reads its pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from clients import quick
from replica import all_pages

from fetchers.agencies import AGENCIES
from fetchers.agency_source import source_of
from fetchers.crawl import crawl
from fetchers.declaration import Agency
from fetchers.documents import Page
from fetchers.errors import FetchError, ListingError
from fetchers.saved import SavedPages
from fetchers.sketching import pattern_of, sketch

NEWS = "https://agency.example/en/news"


class Answers:
    """Pages by address, as a client would give them."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages

    def __call__(self, url: str, headers: Mapping[str, str]) -> Page:
        if url not in self.pages:
            raise FetchError("gone", url, "HTTP 404")
        kind = "application/rss+xml" if self.pages[url].startswith("<?xml") else "text/html"
        return Page(url, self.pages[url].encode(), {"content-type": kind}, datetime.now(UTC))


def article(title: str) -> str:
    text = "".join(
        f"<p>The institute and a partner met on day {n} to talk about measurement.</p>" for n in range(4)
    )
    return (
        f"<html lang=en><head><title>{title} | Example</title></head><body><main><h1>{title}</h1>"
        f'<span class="day">12 May 2025</span><div class="story-text">{text}</div></main></body></html>'
    )


def rows(*, dated: bool = True) -> str:
    day = "<i>12 May 2025</i>" if dated else ""
    items = "".join(
        f'<section class="hit"><h3><a href="/en/news/2025/story-{n}">Story number {n}</a></h3>{day}</section>'
        for n in range(4)
    )
    return (
        f'<html><body><nav><a href="/en">Home page</a></nav>{items}<a href="/en/news?p=2">2</a></body></html>'
    )


def site(listing: str) -> Answers:
    stories = {
        f"https://agency.example/en/news/2025/story-{n}": article(f"Story number {n}") for n in range(4)
    }
    return Answers({NEWS: listing, **stories})


@pytest.mark.parametrize("dated", [True, False])
def test_rows_paging_addresses_and_layout_are_guessed(dated: bool) -> None:
    agency = sketch("example", NEWS, site(rows(dated=dated)))
    (listing,) = agency.listings
    assert (listing.rows, listing.following) == ("section.hit", "https://agency.example/en/news?p={n}")  # type: ignore[attr-defined]
    assert agency.articles == r"^/en/news/\d{4}/[^/]+$"
    (layout,) = agency.layouts
    assert (layout.body[0], layout.title_tail) == ("div.story-text", r"\s*\|\ Example$")
    assert "css:span.day" in layout.published


def test_a_feed_that_answers_is_taken_and_one_that_does_not_is_left_out() -> None:
    named = rows().replace("<body>", '<body><link rel="alternate" type="application/rss+xml" href="/feed">')
    without = site(named)
    assert [type(one).__name__ for one in sketch("example", NEWS, without).listings] == ["Teasers"]
    without.pages["https://agency.example/feed"] = (
        '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Story number 1</title>'
        "<link>https://agency.example/en/news/2025/story-1</link></item></channel></rss>"
    )
    assert [type(one).__name__ for one in sketch("example", NEWS, without).listings] == ["Rss", "Teasers"]


def test_a_page_that_lists_nothing_is_refused() -> None:
    with pytest.raises(ListingError, match="give the page that lists the news"):
        sketch("example", NEWS, Answers({NEWS: article("About us")}))


@pytest.mark.parametrize(
    ("addresses", "pattern"),
    [
        (["https://a.example/n/2024/05/x", "https://a.example/n/2025/11/y"], r"^/n/\d{4}/\d{2}/[^/]+$"),
        (["https://a.example/art_1.html", "https://a.example/art_22.html"], "^/[^/]+$"),
        (["https://a.example/x/7", "https://a.example/x/12"], r"^/x/\d+$"),
    ],
)
def test_addresses_give_a_pattern(addresses: list[str], pattern: str) -> None:
    assert pattern_of(addresses) == pattern


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("sesec", "https://sesec.eu/category/news_and_events/news/"),
        ("nist", "https://www.nist.gov/news-events/news/rss.xml"),
        ("cnas", "https://www.cnas.org.cn/zxzx/rkwyhxx/index.html"),
        ("bsi", "https://www.bsigroup.com/en-GB/insights-and-media/media-centre/press-releases/"),
        ("din", "https://www.din.de/en/din-and-our-partners/press/press-releases"),
    ],
)
def test_a_guess_reads_what_the_declaration_reads(name: str, url: str, tmp_path: Path) -> None:
    """Of sites that are described: the guess, run as an agency, gives the same articles and texts."""
    pages = SavedPages(all_pages())

    def fetch(address: str, headers: Mapping[str, str]) -> Page:
        answer = pages.handle_request(httpx.Request("GET", address, headers=dict(headers)))
        if answer.status_code != 200:
            raise FetchError("gone", address, str(answer.status_code))
        return Page(address, answer.read(), dict(answer.headers), datetime.now(UTC))

    guessed = sketch(name, url, fetch)
    found = {
        one.url: one
        for one in crawl(quick(tmp_path / "a"), [guessed], transport=SavedPages(all_pages())).documents
    }
    told = {
        one.url: one
        for one in crawl(quick(tmp_path / "b"), [AGENCIES[name]], transport=SavedPages(all_pages())).documents
    }
    assert found
    assert all((one.title, one.blocks) == (told[url].title, told[url].blocks) for url, one in found.items())
    assert all(one.published == told[url].published for url, one in found.items())


def test_the_source_declares_the_same_agency() -> None:
    agency = sketch("example", NEWS, site(rows()))
    declared: dict[str, object] = {}
    exec(source_of(agency), declared)
    assert declared["EXAMPLE"] == agency


@pytest.mark.parametrize("name", AGENCIES)
def test_a_known_declaration_survives_being_written(name: str) -> None:
    written: dict[str, object] = {}
    exec(source_of(AGENCIES[name]), written)
    again = written[name.upper()]
    assert isinstance(again, Agency)
    assert (again.articles, again.hosts) == (AGENCIES[name].articles, AGENCIES[name].hosts)
    assert [one.url for one in again.listings] == [one.url for one in AGENCIES[name].listings]
    assert again.layouts == AGENCIES[name].layouts
