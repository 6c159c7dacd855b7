"""What tells a list of articles by its markup alone: links that each have a date beside them."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from fetchers.readers.dates import read_date

_MOST_LINKS = 400
_MOST_CHARS = 200


def dated_links(soup: BeautifulSoup, zone: str) -> int:
    """How many links stand alone with a date in an element of their own."""
    links = [
        tag for tag in soup.find_all("a", href=True, limit=_MOST_LINKS) if len(tag.get_text(strip=True)) > 3
    ]
    return sum(1 for tag in links if _dated(tag, zone))


def _dated(link: Tag, zone: str) -> bool:
    parents = [parent for parent in list(link.parents)[:2] if len(parent.find_all("a", limit=2)) == 1]
    texts = [parent.get_text(" ", strip=True) for parent in parents]
    return any(len(text) <= _MOST_CHARS and read_date(text, zone) for text in texts)
