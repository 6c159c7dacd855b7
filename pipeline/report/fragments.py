"""Links that open a page at the words that were read (https://wicg.github.io/scroll-to-text-fragment/)."""

from __future__ import annotations

import re
from urllib.parse import quote

# Longer passages are named by how they begin and end: a page may break them by markup in between.
_WHOLE, _PART, _LONGEST_PART = 60, 24, 60
# Browsers find whole words only. Chinese words show no bounds: only punctuation is sure to be one.
_BOUND = re.compile(r"[，、。；：！？“”‘’（）《》,;:!?()]")
_CJK = re.compile("[\u3400-\u9fff]")
# What readers put before an item of a list stands nowhere in the page's text.
_BULLET = re.compile(r"^[\s•·▪‣*–—-]+(?=\w)")


def web_address(url: str) -> str | None:
    """The address if it is one of the web: `javascript:` and its like must never become links."""
    return url if url.startswith(("https://", "http://")) else None


def text_link(url: str, sentence: str) -> str | None:
    """The address with the sentence as text fragment; None if it is no web address."""
    address = web_address(url)
    if address is None:
        return None
    words = _BULLET.sub("", sentence.strip("…").strip())
    if not words:
        return address
    joint = ":~:text=" if "#" in address else "#:~:text="
    if len(words) <= _WHOLE:
        return f"{address}{joint}{_encoded(words)}"
    return f"{address}{joint}{_encoded(_beginning(words))},{_encoded(_end(words))}"


def _beginning(words: str) -> str:
    bounds = [match.end() for match in _bounds(words).finditer(words, _PART // 2, _LONGEST_PART)]
    return words[: _nearest(bounds, _PART)].strip()


def _end(words: str) -> str:
    last = len(words) - _PART // 2
    bounds = [match.end() for match in _bounds(words).finditer(words, len(words) - _LONGEST_PART, last)]
    return words[_nearest(bounds, len(words) - _PART) :].strip()


def _bounds(words: str) -> re.Pattern[str]:
    return _BOUND if _CJK.search(words) else re.compile(r"\s")


def _nearest(places: list[int], to: int) -> int:
    return min(places, key=lambda place: abs(place - to), default=to)


def _encoded(words: str) -> str:
    """Dashes, commas and ampersands mean something within a fragment."""
    return quote(words, safe="").replace("-", "%2D")
