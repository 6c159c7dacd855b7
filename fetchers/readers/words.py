"""The word lists of `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """One list, in lower case; KeyError for a list that does not exist."""
    lists = tomllib.loads((files("fetchers.readers") / "words.toml").read_text(encoding="utf-8"))
    return tuple(word.lower() for word in lists[section][name])


def opens_with(text: str, section: str, name: str) -> bool:
    return text.lower().startswith(words(section, name))


def holds(text: str, section: str, name: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in words(section, name))
