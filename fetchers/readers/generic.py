"""The reader for layouts that nobody described: a guess, which its document says of itself."""

from __future__ import annotations

import logging

from fetchers.declaration import Agency
from fetchers.readers.articles import Article
from fetchers.readers.blocks import Block, squeeze
from fetchers.readers.dates import read_date
from fetchers.readers.fields import Markup

# It logs as errors what this module answers with "no article".
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_MIN_CHARS = 150
_MAX_CHARS = 2_000_000
_DATES = ("meta:article:published_time", "meta:PubDate", "meta:dcterms.created", "css:time@datetime")
_TITLES = ("meta:og:title", "meta:ArticleTitle", "css:h1", "css:title")


def read_generic(markup: Markup, raw: str, agency: Agency) -> Article | None:
    """The main text as trafilatura finds it, or None when that is too little to be an article."""
    import trafilatura  # It takes as long to load as all the rest, and most runs never guess.

    text = trafilatura.extract(
        raw[:_MAX_CHARS], include_comments=False, include_tables=True, favor_precision=True
    )
    blocks = tuple(Block(line) for line in map(squeeze, (text or "").split("\n")) if line)
    if sum(len(block.text) for block in blocks) < _MIN_CHARS:
        return None
    published, way = _date(markup, agency)
    return Article(markup.first(_TITLES) or "", published, way, None, blocks)


def _date(markup: Markup, agency: Agency) -> tuple[str | None, str]:
    for way in _DATES:
        for text in markup.candidates(way):
            if found := read_date(text, agency.time_zone, agency.date_order):
                return found, way
    return None, ""
