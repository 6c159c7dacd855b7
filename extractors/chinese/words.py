"""Looking up words of the Chinese lexicons at a place of a text, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from extractors.lexicons import table

Index = Mapping[str, tuple[str, ...]]


def index_of(words: Iterable[str]) -> Index:
    """Words by their first character, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        if word:
            found.setdefault(word[0], []).append(word)
    return {first: tuple(listed) for first, listed in found.items()}


@cache
def listed(lexicon: str, key: str) -> Index:
    """The list `key` of lexicon/zh_<lexicon>.toml as an index."""
    return index_of(table(f"zh_{lexicon}")[key])


@cache
def values(lexicon: str, key: str) -> frozenset[str]:
    """The list `key` of lexicon/zh_<lexicon>.toml as a set (a string counts as a list of characters)."""
    return frozenset(table(f"zh_{lexicon}")[key])


def word_at(index: Index, text: str, place: int) -> str | None:
    """The longest word of the index that begins at `place`."""
    if place >= len(text):
        return None
    return next((word for word in index.get(text[place], ()) if text.startswith(word, place)), None)


def word_before(words: frozenset[str], text: str, place: int, longest: int = 8) -> str | None:
    """The longest word of the set that ends at `place`."""
    for length in range(min(longest, place), 0, -1):
        if text[place - length : place] in words:
            return text[place - length : place]
    return None
