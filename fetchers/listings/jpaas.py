"""Listings of the jpaas content system: the column page is a shell, its items come from an end point."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

from bs4 import BeautifulSoup

from fetchers.addresses import host_of
from fetchers.decoding import decode
from fetchers.documents import Page
from fetchers.errors import ListingError
from fetchers.listings.rows import parse, rows_of
from fetchers.listings.trs import Trs, is_trs
from fetchers.listings.walking import Fetch, ListingPage

_END_POINT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_PAIR = re.compile(r"['\"]?(\w{1,40})['\"]?\s*:\s*['\"]([^'\"]{0,300})['\"]")
_ARTICLE = re.compile(r"/art/\d{4}/art_")
_DEFAULTS = {"parseType": "bulidstatic", "pageType": "column", "editType": "null"}

Query = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Jpaas:
    """One column. `tag` names the unit with the items; `known` are ids for a page that tells none."""

    url: str
    rows: str = "li"
    link: str = "a[href]"
    page_size: int = 20
    tag: str = ""
    known: Query = field(default_factory=dict)
    history: bool = False
    newest_first: bool = True

    def pages(self, fetch: Fetch, zone: str) -> Iterator[ListingPage]:
        # The column page comes first: the ids are on it, and the end point may want its cookies.
        column = parse(_text(fetch(self.url, {})))
        queries = self._queries(column)
        if not queries and is_trs(column):
            yield from Trs(url=self.url, rows=self.rows, link=self.link).pages(fetch, zone)
            return
        query, fragment = self._best(queries or [("", dict(self.known))], fetch)
        yield from self._walk(query, fragment, fetch, zone)

    def _walk(
        self, query: tuple[str, Query], fragment: str, fetch: Fetch, zone: str
    ) -> Iterator[ListingPage]:
        number, seen = 1, 0
        while True:
            soup = parse(fragment)
            total = _total(soup)
            rows = rows_of(soup, self.url, self.rows, self.link, zone)
            if not rows:
                if total and seen < total and number > 1:
                    raise ListingError(
                        "listing_short", self.url, f"{seen} rows of {total}, then an empty page"
                    )
                return
            yield ListingPage(f"{self.url}#page={number}", rows, total)
            seen += len(rows)
            if total is not None and seen >= total:
                return
            number += 1
            fragment = self._fragment(query, number, fetch)

    def _queries(self, column: BeautifulSoup) -> list[tuple[str, Query]]:
        """End point and ids of every unit on the page, the one whose tag is declared first."""
        found = []
        for script in column.find_all("script", attrs={"querydata": True}):
            pairs = dict(_PAIR.findall(html.unescape(str(script["querydata"]))))
            if pairs.get("webId") or pairs.get("pageId"):
                found.append((str(script.get("url") or ""), _DEFAULTS | pairs))
        return sorted(found, key=lambda unit: unit[1].get("tagId") != self.tag) if self.tag else found

    def _best(self, queries: list[tuple[str, Query]], fetch: Fetch) -> tuple[tuple[str, Query], str]:
        """The unit that holds the articles: navigation and footer are units too."""
        if not queries[0][1]:
            raise ListingError(
                "ids_missing", self.url, "the column page names no unit; its markup has changed"
            )
        best, most, failures = (queries[0], ""), -1, []
        for query in queries:
            try:
                fragment = self._fragment(query, 1, fetch)
            except ListingError as error:
                failures.append(error)
                continue
            links = len(set(_ARTICLE.findall(fragment))) and len(_ARTICLE.findall(fragment))
            if links > most:
                best, most = (query, fragment), links
            if links and query[1].get("tagId") == self.tag:
                break
        if most <= 0:
            raise (
                failures[0]
                if failures
                else ListingError("listing_empty", self.url, "no unit shows an article")
            )
        return best

    def _fragment(self, query: tuple[str, Query], number: int, fetch: Fetch) -> str:
        path, ids = query
        param = json.dumps({"pageNo": number, "pageSize": self.page_size}, separators=(",", ":"))
        address = urljoin(self.url, path or _END_POINT)
        if host_of(address) != host_of(self.url):
            address = urljoin(self.url, _END_POINT)
        given = _DEFAULTS | ids | {"paramJson": param}
        page = fetch(
            f"{address}?{urlencode(given)}", {"Referer": self.url, "X-Requested-With": "XMLHttpRequest"}
        )
        return _html(page, number)


def _html(page: Page, number: int) -> str:
    """The fragment of one answer. The end point tells failure in the body of an HTTP 200."""
    try:
        answer = json.loads(_text(page))
        data = answer.get("data") or {}
        fragment = data.get("html") or ""
    except (ValueError, AttributeError) as error:
        raise ListingError(
            "not_json", page.url, f"the end point's answer is no JSON object ({error})"
        ) from None
    if answer.get("success") is False or str(answer.get("code", "200")) != "200":
        raise ListingError(
            "end_point_failed", page.url, f"code {answer.get('code')}: {answer.get('message', '')}"[:200]
        )
    if not fragment.strip() and number == 1:
        raise ListingError("listing_empty", page.url, "the end point gave an empty fragment")
    return str(fragment)


def _text(page: Page) -> str:
    return decode(page.body, page.headers.get("content-type", "")).text


def _total(soup: BeautifulSoup) -> int | None:
    element = soup.select_one(".pagination[count]")
    text = str(element.get("count") or "") if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() else None
