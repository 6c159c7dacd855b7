"""What holds of every saved page beside its expectations: links, addresses, and the digests' numbers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from fetchers.agencies import AGENCIES, agency_of
from fetchers.client import utc_now
from fetchers.documents import Document, Page
from fetchers.reading import read_page
from fetchers.saved import SavedPage, load_manifest

FIXTURES = Path(__file__).parents[2] / "fixtures"


def articles() -> list[SavedPage]:
    pages = [page for path in sorted(FIXTURES.glob("*/manifest.json")) for page in load_manifest(path)]
    return [page for page in pages if page.kind == "article"]


ARTICLES = articles()
IDS = [page.file.stem if page.file else page.url for page in ARTICLES]


@cache
def document(page: SavedPage) -> Document:
    return read_page(Page(page.url, page.body(), {"content-type": page.content_type}, utc_now()))


@pytest.mark.parametrize("name", AGENCIES)
def test_an_agency_has_articles_and_a_listing(name: str) -> None:
    kinds = [page.kind for page in load_manifest(FIXTURES / name / "manifest.json")]
    assert kinds.count("article") >= 6
    assert {"listing", "feed"} & set(kinds)


@pytest.mark.parametrize("name", AGENCIES)
def test_an_agency_is_told_by_its_pages_addresses(name: str) -> None:
    for page in load_manifest(FIXTURES / name / "manifest.json"):
        found = agency_of(page.url)
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize("page", ARTICLES, ids=IDS)
def test_links_lie_where_they_say(page: SavedPage) -> None:
    read = document(page)
    for link in read.links:
        shown = read.text[link.start : link.end]
        assert shown == shown.strip() != ""
        assert link.url.startswith("http")
        assert "://" not in shown or link.url.rstrip("/") == shown.rstrip("/")


def test_a_digest_keeps_its_numbers_and_the_addresses_of_its_originals() -> None:
    page = next(page for page in ARTICLES if page.file and page.file.stem.startswith("2025-global"))
    text = document(page).text
    assert re.search(r"^1\. Deng Zhiyong", text, re.MULTILINE)
    assert re.search(r"^2\. On April 11", text, re.MULTILINE)
    assert re.search(r"^• MoU on Standardization Cooperation$", text, re.MULTILINE)
    assert re.search(r"^3\. https://www\.samr\.gov\.cn/\S+$", text, re.MULTILINE)
