"""Changes of layout to seed into the saved pages, and healthy days, each crawled as a site of its own."""

# ruff: noqa: E501  the table of changes reads better in single lines

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from clients import quick
from replica import all_pages

from fetchers.agencies import AGENCIES
from fetchers.crawl import crawl
from fetchers.results import AgencyReport
from fetchers.saved import SavedPage, SavedPages

Change = Callable[[str], str]
HEALTHY_DAYS = 5
_ENOUGH = 5
_NOW = datetime(2026, 11, 21, tzinfo=UTC)
_PAGES = all_pages()

ARTICLE = frozenset({"article"})
LISTINGS = frozenset({"listing", "feed", "sitemap"})

CHALLENGE = "<html><head><title>x</title></head><body><script>var __jsl_clearance_s=1</script></body></html>"
HOME = (
    "<html><title>Home</title><body>"
    + "".join(f'<li><a href="/a{n}">News {n}</a> 2026-01-0{n}</li>' for n in range(1, 9))
    + "</body></html>"
)
# What the layouts go by: the names in their selectors of the body.
BODY_NAMES = {
    name
    for agency in AGENCIES.values()
    for layout in agency.layouts
    for selector in layout.body
    for name in re.findall(r"[.#]([\w-]+)", selector)
}
BODY_CLASSES = rf"\b({'|'.join(sorted(BODY_NAMES, key=len, reverse=True))})\b"
DATES = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|"
    r"PubDate|article:published_time|发布时间|发布日期|Released |Created |\b(?:19|20)\d\d-\d\d-\d\d\b|datetime=|dcterms.created|\d\d/\d\d/\d{4}"
)
TITLE = r"(<h1[^>]*>).*?(</h1>)|(name=\"ArticleTitle\" content=\").*?(\")|(property=\"og:title\" content=\").*?(\")"
ROW = r"<(li|item|article|url)[ >].*?</\1>|<li.*?<\\/li>"


def _same_title(text: str) -> str:
    text = re.sub(
        TITLE, lambda m: "".join((m[1] or m[3] or m[5], "Home", m[2] or m[4] or m[6])), text, flags=re.S
    )
    text = re.sub(r"(<h2 class=\"bt\">).*?<", r"\1Home<", text)
    return re.sub(r"<title>.*?</title>", "<title>Home</title>", text)


def _first_rows(text: str, number: int = 2) -> str:
    """The listing cut to its first rows."""
    kept = iter(range(number))
    return re.sub(ROW, lambda m: m[0] if next(kept, None) is not None else "", text, flags=re.S)


def _every_second(change: Change) -> Change:
    """The change, on every other page."""
    turn = iter(range(1_000_000))
    return lambda text: change(text) if next(turn) % 2 else text


def _no_text(text: str) -> str:
    return re.sub(r"<(p|li)[ >].*?</\1>", "", text, flags=re.S)


def _no_row_dates(text: str) -> str:
    """The listing's own dates taken out, its addresses left."""
    return re.sub(r"(?<![/\d])20\d\d-\d\d-\d\d(?!/)|<pubDate>.*?</pubDate>|<time.*?</time>", "", text)


RELATED = "<p>相关阅读：认证认可工作会议在北京召开并部署全年任务 Read more of our news on standards</p>"


DRIFTS: dict[str, tuple[frozenset[str], Change]] = {
    "body's class renamed": (ARTICLE, lambda text: re.sub(BODY_CLASSES, "x9", text)),
    "text moved to scripts": (ARTICLE, lambda text: re.sub(r"<body.*</body>", '<body><div id="app"></div><script src="a.js"></script></body>', text, flags=re.S)),
    "text emptied": (ARTICLE, _no_text),
    "text emptied on every other page": (ARTICLE, _every_second(_no_text)),
    "links to other news inside the text": (ARTICLE, lambda text: re.sub(r"(<p[ >])", RELATED + r"\1", text)),
    "date moved to where nobody looks": (ARTICLE, lambda text: re.sub(DATES, "x-", text)),
    "source line gone": (ARTICLE, lambda text: re.sub(r"ContentSource|信息来源|文章来源|来源", "x", text)),
    "date is the day of fetching": (ARTICLE, lambda text: re.sub(r"(19|20)\d\d(-\d\d-\d\d)", r"2026-11-20", text)),
    "title constant": (ARTICLE, _same_title),
    "challenge page, served 200": (ARTICLE, lambda text: CHALLENGE),
    "not-found page, served 200": (ARTICLE, lambda text: "<html><title>404 Not Found</title><body><h1>404</h1></body></html>"),
    "home page in place of articles": (ARTICLE, lambda text: HOME),
    "empty answer": (ARTICLE, lambda text: ""),
    "listing emptied": (LISTINGS, lambda text: re.sub(ROW, "", text, flags=re.S)),
    "listing's classes renamed": (LISTINGS, lambda text: re.sub(r"nav04Left02_content|<(/?)(li|item|article|url)\b", r"<\1section", text)),
    "listing shrunk to its first rows": (LISTINGS, _first_rows),
    "listing's dates gone": (LISTINGS, _no_row_dates),
    "listing is a challenge page": (LISTINGS, lambda text: CHALLENGE),
    "listing repeats its first page": (LISTINGS, lambda text: text),
}  # fmt: skip

@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a case was reported, and by which codes."""

    reported: bool
    codes: tuple[str, ...]


def seeded(drift: str, name: str, directory: Path) -> Verdict:
    """The crawl of an agency whose site has drifted."""
    kinds, _ = DRIFTS[drift]
    return _verdict(name, _drifted(drift, name, directory), directory, _ENOUGH if kinds == ARTICLE else None)


def _drifted(drift: str, name: str, directory: Path) -> list[SavedPage]:
    kinds, change = DRIFTS[drift]
    return _repeated(_of(name)) if "repeats" in drift else _changed(_of(name), kinds, change, directory)


def _changes_most(drift: str, name: str) -> bool:
    """Whether the drift finds something to change: no date in digits, or no second page, cannot drift.

    A change that touches few of the pages is healthy noise, which nothing has to report.
    """
    kinds, _ = DRIFTS[drift]
    with TemporaryDirectory() as folder:
        after = [page.body() for page in _drifted(drift, name, Path(folder))]
    concerned = [(page, new) for page, new in zip(_of(name), after, strict=True) if page.kind in kinds]
    changed = sum(new != page.body() for page, new in concerned)
    return changed > 0 and (kinds == LISTINGS or changed * 2 >= len(concerned) - 1)


def healthy(name: str, directory: Path) -> Iterator[Verdict]:
    """Days differ in which articles are there, and the first reads them all: each is a healthy site."""
    draw = random.Random(name)
    articles = [page for page in _of(name) if page.kind == "article"]
    for day in range(HEALTHY_DAYS):
        absent = {page.url for page in draw.sample(articles, min(day, len(articles) // 4))}
        kept = [page for page in _of(name) if page.url not in absent]
        yield _verdict(name, kept, directory / str(day), _ENOUGH + day if day else None)


def _of(name: str) -> list[SavedPage]:
    return [page for page in _PAGES if any(f"//{host}/" in page.url for host in AGENCIES[name].hosts)]


def _changed(
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


def _repeated(pages: list[SavedPage]) -> list[SavedPage]:
    """Every second page of a listing shows the first."""
    first = {page.url: page for page in pages if page.kind == "listing"}
    out = []
    for page in pages:
        url = page.url.replace("pageNo%22%3A2", "pageNo%22%3A1").replace("page/2/", "")
        out.append(replace(page, file=first[url].file) if page.kind == "listing" and url in first else page)
    return out


def _verdict(name: str, pages: list[SavedPage], directory: Path, limit: int | None) -> Verdict:
    settings = quick(directory)
    result = crawl(settings, [AGENCIES[name]], None, limit, SavedPages(pages), clock=lambda: _NOW)
    report: AgencyReport = result.reports[0]
    codes = sorted({finding.code for finding in report.findings if finding.severity != "note"})
    return Verdict(report.needs_person, tuple(codes))


CASES = tuple((drift, name) for drift in DRIFTS for name in AGENCIES if _changes_most(drift, name))
