"""The saved articles of every agency: as the program reads them now, and what is expected of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from extractors.events import Event
from fetchers.agencies import AGENCIES
from fetchers.documents import Document, Page
from fetchers.errors import ReadingError
from fetchers.reading import read_page
from fetchers.saved import SavedPage, load_manifest
from pipeline.expectations import Json, form_of, records_of, rewrite
from pipeline.extraction import extract_with_rules

FIXTURES = Path(__file__).parents[1] / "fixtures"

class UnreadablePageError(AssertionError):
    """A saved page from which no document or no events could be read."""


@dataclass(frozen=True, slots=True)
class Article:
    """One saved article page of an agency."""

    agency: str
    page: SavedPage

    @property
    def expectations(self) -> Path:
        """The file beside the page that tells what is read from it."""
        assert self.page.file, f"{self.page.url} has no file in its manifest"
        return self.page.file.with_suffix(".expected.json")

    def __str__(self) -> str:
        return f"{self.agency}/{self.page.file.stem if self.page.file else self.page.url}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the program reads from a page, through the pipeline's own stages."""

    document: Document
    events: tuple[Event, ...]

    def records(self) -> list[Json]:
        return records_of(self.events)

    def document_form(self) -> Json:
        return form_of(self.document)


def articles() -> Iterator[Article]:
    """The saved articles of every agency of the registry; of one without a manifest there are none."""
    for agency in AGENCIES:
        manifest = FIXTURES / agency / "manifest.json"
        pages = load_manifest(manifest) if manifest.is_file() else []
        yield from (Article(agency, page) for page in pages if page.kind == "article")


ARTICLES = tuple(articles())


@cache
def read(article: Article) -> Reading:
    """The page read once; UnreadablePageError if it cannot be."""
    page = article.page
    headers = {"content-type": page.content_type, **dict(page.headers)}
    try:
        document = read_page(Page(page.url, page.body(), headers, datetime.now(UTC)))
    except ReadingError as error:
        raise UnreadablePageError(f"{article}: {error}") from error
    extracted = extract_with_rules(document)
    if extracted.problem:
        raise UnreadablePageError(f"{article}: {extracted.problem}")
    return Reading(document, extracted.events)


def expected(article: Article, key: str) -> Any:
    """A part of a page's expectations; AssertionError that says how to write them if they lack it."""
    path = article.expectations
    assert path.is_file(), f"{article} has no expectations: `pytest --update` writes {path.name}"
    told = json.loads(path.read_text(encoding="utf-8"))
    how = "write by hand what a person reads from the page" if key == "events" else "run `pytest --update`"
    assert key in told, f"{path.name} has no {key!r}: {how}"
    return told[key]


def rewrite_expectations() -> list[Path]:
    """Write `document` and `records` of every page as they are read now; the files that this changed.

    `events` is the truth, written by a person: a new file comes without it, and so fails until it is there.
    """
    changed = []
    for article in ARTICLES:
        with suppress(UnreadablePageError):  # its own tests fail and say why
            if rewrite(article.expectations, read(article).document, read(article).events):
                changed.append(article.expectations)
    return changed
