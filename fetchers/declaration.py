"""The form in which an agency declares its site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fetchers.listings.walking import Listing

DateOrder = Literal["DMY", "MDY"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """One generation of a site's article markup.

    `marks` are CSS selectors any of which tells the layout. `title`, `published`, `source` are ways to
    the value, best first: `meta:NAME`, `css:SELECTOR`, `css:SELECTOR@attribute`, `label:WORD|WORD` (what
    follows a visible label), `first-line` (a body that opens with its date). `body` are selectors, the first
    with text wins; the word `densest` stands for the element with the most text of its own.
    """

    name: str
    marks: tuple[str, ...]
    title: tuple[str, ...]
    published: tuple[str, ...]
    body: tuple[str, ...]
    source: tuple[str, ...] = ()
    join_bodies: bool = False
    drop: tuple[str, ...] = ()
    skip_between: tuple[str, str] | None = None
    title_tail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """What a healthy site shows; anything else is reported as drift.

    `fewest` and `most` count the rows of a listing's first page; `fill` are the least shares of documents
    that have the field; `newest_days` is the greatest age of the newest row; `dated`: rows show dates.
    """

    fewest: int = 5
    most: int = 120
    fill: dict[str, float] = field(default_factory=lambda: {"title": 1.0, "published": 0.9, "blocks": 1.0})
    newest_days: int = 60
    dated: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Era:
    """A time whose pages are only in web archives: addresses that begin with `prefix` and match `articles`,
    captured from `first` to `last` (years)."""

    prefix: str
    articles: str
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class Agency:
    """One agency's site. `articles` is a regular expression that an article's path and query match."""

    name: str
    title: str
    home: str
    hosts: tuple[str, ...]
    articles: str
    listings: tuple[Listing, ...]
    layouts: tuple[Layout, ...]
    lang: str
    time_zone: str
    charset: str = "utf-8"
    date_order: DateOrder = "DMY"
    eras: tuple[Era, ...] = ()
    expects: Expectations = field(default_factory=Expectations)

    @property
    def scheme(self) -> str:
        return self.home.split("://")[0]

    @cached_property
    def article_path(self) -> re.Pattern[str]:
        return re.compile(self.articles)
