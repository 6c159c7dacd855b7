"""Seeded changes of layout are reported; healthy days are not."""

# ruff: noqa: E501  the table of changes reads better in single lines

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from clients import quick
from replica import all_pages

from fetchers.agencies import AGENCIES
from fetchers.crawl import crawl
from fetchers.results import AgencyReport
from fetchers.saved import SavedPage, SavedPages

PAGES = all_pages()
Change = Callable[[str], str]
CHALLENGE = "<html><head><title>x</title></head><body><script>var __jsl_clearance_s=1</script></body></html>"
LISTINGS = frozenset({"listing", "feed"})


def changed(
    pages: list[SavedPage], kinds: frozenset[str], change: Change, directory: Path
) -> list[SavedPage]:
    out = []
    for number, page in enumerate(pages):
        if page.kind in kinds and page.file is not None:
            file = directory / f"{number}{page.file.suffix}"
            file.write_text(change(page.file.read_text(encoding="utf-8")), encoding="utf-8")
            page = replace(page, file=file)
        out.append(page)
    return out


def report(name: str, pages: list[SavedPage], directory: Path) -> AgencyReport:
    settings = quick(directory)
    result = crawl(
        settings,
        [AGENCIES[name]],
        transport=SavedPages(pages),
        clock=lambda: datetime(2026, 11, 21, tzinfo=UTC),
    )
    return result.reports[0]


def of(name: str) -> list[SavedPage]:
    return [page for page in PAGES if any(host in page.url for host in AGENCIES[name].hosts)]


BODY_CLASSES = (
    r"\b(zoom|Three_xilan_07|zt_xilan_07|Three_xilan_02|TRS_Editor|text-with-summary|entry-content)\b"
)
DATE_NAMES = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|"
    r"PubDate|article:published_time|发布时间|Released |Created |datetime=|dcterms.created|\d\d/\d\d/\d{4}"
)
TITLE = r"(<h1[^>]*>).*?(</h1>)|(name=\"ArticleTitle\" content=\").*?(\")|(property=\"og:title\" content=\").*?(\")"


def same_title(text: str) -> str:
    text = re.sub(
        TITLE, lambda m: "".join((m[1] or m[3] or m[5], "Home", m[2] or m[4] or m[6])), text, flags=re.S
    )
    return re.sub(
        r"<title>.*?</title>", "<title>Home</title>", re.sub(r"(<h2 class=\"bt\">).*?<", r"\1Home<", text)
    )


ARTICLE = frozenset({"article"})
DRIFTS: dict[str, tuple[frozenset[str], Change]] = {
    "body class renamed and text moved to scripts": (
        ARTICLE, lambda text: re.sub(r"<body.*</body>", '<body><div id="app"></div><script src="a.js"></script></body>', text, flags=re.S),
    ),
    "body emptied": (ARTICLE, lambda text: re.sub(r"<(p|li)[ >].*?</\1>", "", text, flags=re.S)),
    "date gone": (ARTICLE, lambda text: re.sub(DATE_NAMES, "x-", text)),
    "date is today's": (ARTICLE, lambda text: re.sub(r"(19|20)\d\d(-\d\d-\d\d)", r"2026-11-20", text)),
    "title constant": (ARTICLE, same_title),
    "challenge page": (ARTICLE, lambda text: CHALLENGE),
    "not found page": (ARTICLE, lambda text: "<html><title>404 Not Found</title><body><h1>404</h1></body></html>"),
    "listing emptied": (LISTINGS, lambda text: re.sub(r"<(li|item|article)[ >].*?</\1>|<li.*?<\\/li>", "", text, flags=re.S)),
    "listing's classes renamed": (LISTINGS, lambda text: re.sub(r"nav04Left02_content|<(/?)(li|item|article)\b", r"<\1section", text)),
    "listing is a challenge": (LISTINGS, lambda text: CHALLENGE),
    "listing repeats its first page": (LISTINGS, lambda text: text),
}  # fmt: skip
# Pages whose dates are not in this form, or that have one page of listing only.
NOT_SEEDED = {
    ("date is today's", "nist"),
    ("date is today's", "sesec"),
    ("listing repeats its first page", "nist"),
}


def repeated(pages: list[SavedPage]) -> list[SavedPage]:
    """Every second page of a listing shows the first."""
    first = {page.url: page for page in pages if page.kind == "listing"}
    out = []
    for page in pages:
        url = page.url.replace("pageNo%22%3A2", "pageNo%22%3A1").replace("page/2/", "")
        out.append(replace(page, file=first[url].file) if page.kind == "listing" and url in first else page)
    return out


CASES = [(drift, name) for drift in DRIFTS for name in AGENCIES if (drift, name) not in NOT_SEEDED]


@pytest.mark.parametrize(("drift", "name"), CASES)
def test_a_seeded_drift_is_reported(tmp_path: Path, drift: str, name: str) -> None:
    kinds, change = DRIFTS[drift]
    pages = repeated(of(name)) if "repeats" in drift else changed(of(name), kinds, change, tmp_path)
    found = report(name, pages, tmp_path)
    assert any(finding.severity == "error" for finding in found.findings), found


@pytest.mark.parametrize("name", AGENCIES)
def test_healthy_days_raise_no_alarm(tmp_path: Path, name: str) -> None:
    """Days differ in which pages are there: any part of the saved pages is a healthy site."""
    draw = random.Random(name)
    pages = of(name)
    for day in range(8):
        absent = {page.url for page in draw.sample([page for page in pages if page.kind == "article"], 1)}
        kept = [page for page in pages if page.url not in absent]
        found = report(name, kept, tmp_path / str(day))
        alarms = [finding for finding in found.findings if finding.severity != "note"]
        assert alarms == []
        shutil.rmtree(tmp_path / str(day))
