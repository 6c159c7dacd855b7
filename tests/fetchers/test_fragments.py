"""An article read from its own part of the page is the article read from the whole page."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from drift_seeds import ARTICLE, DRIFTS
from replica import all_pages

import fetchers.reading as reading
from fetchers.agencies import AGENCIES, agency_of
from fetchers.declaration import Layout
from fetchers.documents import Document, Page
from fetchers.errors import ReadingError
from fetchers.readers.fragments import Skeleton

PAGES = [page for page in all_pages() if page.kind == "article" and agency_of(page.url)]
BODY = '<main class="m"><h1>A title</h1><div class="text"><p>One &amp; two</p><p>Three</p></div></main>'
LAYOUT = Layout(name="t", marks=("div.text",), title=("css:main h1",), published=(), body=("div.text",))


def _read(page: Page) -> Document | str:
    try:
        return reading.read_page(page)
    except ReadingError as error:
        return error.reason


def _both(page: Page, monkeypatch: pytest.MonkeyPatch) -> tuple[Document | str, Document | str]:
    quick = _read(page)
    with monkeypatch.context() as patch:
        patch.setattr(reading, "_from_fragment", lambda *given: None)
        return quick, _read(page)


@pytest.mark.parametrize("saved", PAGES, ids=lambda page: page.url.rpartition("/")[2][:40])
def test_a_saved_page_reads_the_same(saved: reading.Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(saved.url, saved.body(), {"content-type": saved.content_type}, datetime.now(UTC))
    quick, whole = _both(page, monkeypatch)
    assert quick == whole


@pytest.mark.parametrize("drift", [name for name, (kinds, _) in DRIFTS.items() if kinds == ARTICLE])
def test_a_page_that_drifted_reads_the_same(drift: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every third page, so that each agency is among them."""
    for saved in PAGES[::3]:
        body = DRIFTS[drift][1](saved.body().decode()).encode()
        page = Page(saved.url, body, {"content-type": saved.content_type}, datetime.now(UTC))
        quick, whole = _both(page, monkeypatch)
        assert quick == whole, saved.url


def test_most_pages_are_read_from_their_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else all of this would be slow and never tried."""
    results = []
    inner = reading._from_fragment
    monkeypatch.setattr(
        reading, "_from_fragment", lambda *given: results.append(inner(*given)) or results[-1]
    )
    for saved in PAGES:
        _read(Page(saved.url, saved.body(), {"content-type": saved.content_type}, datetime.now(UTC)))
    assert sum(one is not None for one in results) >= 0.75 * len(PAGES)


def test_the_part_keeps_what_stands_above_it() -> None:
    head = "<head><title>T</title></head>"
    page = f"<html lang='en'>{head}<body class='single'><nav>Menu</nav>{BODY}</body></html>"
    part = Skeleton(page).fragment(LAYOUT)
    assert part == f'<html lang="en">{head}<body class="single">{BODY}</body></html>'


@pytest.mark.parametrize(
    "layout",
    [
        replace(LAYOUT, body=("div.other",)),
        replace(LAYOUT, body=("densest",)),
        replace(LAYOUT, title=("css:p:-soup-contains('One')",)),
    ],
)
def test_a_layout_that_this_parser_cannot_follow_gives_nothing(layout: Layout) -> None:
    assert Skeleton(f"<html><body>{BODY}</body></html>").fragment(layout) is None


def test_a_mark_of_another_parser_is_not_decided() -> None:
    skeleton = Skeleton(f"<html><body>{BODY}</body></html>")
    assert skeleton.fits(replace(LAYOUT, marks=("p:-soup-contains('One')",))) is None
    assert skeleton.fits(replace(LAYOUT, marks=("p:-soup-contains('One')", "main"))) is True
    assert skeleton.fits(replace(LAYOUT, marks=("table",))) is False


@pytest.mark.parametrize("name", ["nist", "samr"])
def test_broken_markup_is_survived_either_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes cut out of a page: neither way crashes; which text is left may differ between two parsers."""
    draw = random.Random(name)
    saved = next(page for page in PAGES if any(host in page.url for host in AGENCIES[name].hosts))
    for _ in range(25):
        body = bytearray(saved.body())
        for _ in range(5):
            at = draw.randrange(len(body))
            del body[at : at + draw.randrange(1, 40)]
        _both(
            Page(saved.url, bytes(body), {"content-type": saved.content_type}, datetime.now(UTC)), monkeypatch
        )


