"""The address of a digest item's original article, where the page links to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from extractors.digests import items
from extractors.events import Event
from fetchers.documents import Link


def with_addresses(events: Sequence[Event], text: str, links: Sequence[Link], url: str) -> tuple[Event, ...]:
    """The events, those of a digest's item with the address that closes the item.

    An address that the text itself spells out was read with the event, and stays. Links within the
    page's own site lead to other news, not to the original.
    """
    if not links or all(event.item is None for event in events):
        return tuple(events)
    foreign = [link for link in links if _host(link.url) not in ("", _host(url))]
    address = {item.number: _last(foreign, item.start, item.end) for item in items(text)}
    return tuple(
        event
        if event.item is None or event.source_url
        else replace(event, source_url=address.get(event.item))
        for event in events
    )


def _last(links: Iterable[Link], start: int, end: int) -> str | None:
    inside = [link for link in links if start <= link.start < end]
    return max(inside, key=lambda link: link.start).url if inside else None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
