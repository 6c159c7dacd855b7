"""How alike two long names of bodies are, and whether they can mean the same body."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from extractors.body_spelling import CHINESE, normalized
from extractors.geography import mentions, simplified

ALIKE, CLEARLY = 0.86, 0.06
_DROPPED = frozenset({"the", "of", "and", "for", "on", "in", "de", "national", "state", "republic"})
_DROPPED_ZH = re.compile("国家|共和国|联邦|[和与及]")
_LIKE_ENDS = str.maketrans("署厅所", "局局院")
_FILLERS = frozenset({"provincial", "municipal", "province"})


def may_be(one: str, other: str) -> bool:
    """Whether two alike names can mean the same body: same provinces and cities, no further word of sense."""
    if CHINESE.search(one):
        # A ministry's department is not the ministry: the names must end alike.
        alike = one[-1:].translate(_LIKE_ENDS) == other[-1:].translate(_LIKE_ENDS)
    else:
        mine, theirs = pieces_of(one), pieces_of(other)
        alike = all(_has_like(word, theirs) for word in mine) and all(
            _has_like(word, mine) for word in theirs
        )
    return alike and _regions(one) == _regions(other)


def _has_like(word: str, words: frozenset[str]) -> bool:
    if word in words or word in _FILLERS:
        return True
    return len(word) > 5 and any(SequenceMatcher(None, word, other).ratio() >= ALIKE for other in words)


def pieces_of(name: str) -> frozenset[str]:
    """What two long names are compared by: words, or pairs of Chinese characters, that carry meaning."""
    key = normalized(name)
    if CHINESE.search(key):
        bare = _DROPPED_ZH.sub("", key)
        return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
    return frozenset(word.removesuffix("s") for word in key.split() if word not in _DROPPED)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two names' pieces, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _regions(text: str) -> frozenset[str]:
    plain = simplified(text)
    return frozenset(plain[m.start : m.end] for m in mentions(plain) if m.kind in ("region", "city"))
