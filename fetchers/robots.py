"""robots.txt as RFC 9309 has it: absent means allowed, broken means nothing is allowed for now."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from fetchers.addresses import origin_of
from fetchers.documents import Page
from fetchers.errors import FetchError

_MAX_BYTES = 500 * 1024
_ABSENT = frozenset(range(400, 500)) - {429}


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin asks of this crawler. `note` says what was odd about its robots.txt."""

    parsed: Protego | None = None
    available: bool = True
    note: str = ""

    def permits(self, url: str, product: str) -> bool:
        return self.available and (self.parsed is None or bool(self.parsed.can_fetch(url, product)))

    def delay(self, product: str) -> float:
        value = self.parsed.crawl_delay(product) if self.parsed else None
        return float(value) if value else 0.0


@dataclass(slots=True)
class Robots:
    """The rules of every origin met in a run, each read once; nothing is kept for the next run."""

    product: str
    _known: dict[str, Rules] = field(default_factory=dict)
    _guard: threading.RLock = field(default_factory=threading.RLock)

    def rules(self, url: str, fetch: Callable[[str], Page]) -> Rules:
        """The rules for this address's origin; `fetch` gets robots.txt if they are not known yet."""
        site = origin_of(url)
        with self._guard:
            known = self._known.get(site)
        if known is None:
            known = read_rules(site + "/robots.txt", fetch)
            with self._guard:
                self._known[site] = known
        return known

    def answer(self, site: str, product: str) -> str:
        """What an origin's robots.txt was, in words."""
        with self._guard:
            rules = self._known.get(site)
        if rules is None:
            return "not asked for"
        if rules.note or rules.parsed is None:
            return rules.note or "absent, so everything is allowed"
        return f"read, crawl delay {rules.delay(product):g} s"

    def notes(self) -> dict[str, str]:
        """What was odd, by origin."""
        with self._guard:
            return {site: rules.note for site, rules in self._known.items() if rules.note}


def read_rules(url: str, fetch: Callable[[str], Page]) -> Rules:
    """Fetch and parse one robots.txt; every way in which that can fail has its RFC 9309 meaning."""
    try:
        page = fetch(url)
    except FetchError as error:
        if error.status in _ABSENT or error.reason in {"off_site", "too_many_redirects"}:
            return Rules()
        return Rules(available=False, note=f"robots.txt unavailable: {error.reason} {error.detail}".strip())
    text = page.body[:_MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff")
    if text.lstrip()[:1] == "<":
        return Rules(note="robots.txt is an HTML page, read as no rules")
    return Rules(Protego.parse(text))
