"""Word lists as data: the files of `extractors/lexicon/`, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


class LexiconError(RuntimeError):
    """A word list is missing or cannot be read: the installation is damaged."""


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML lexicon as written, by file name without its ending."""
    source = resources.files("extractors") / "lexicon" / f"{name}.toml"
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"lexicon {name}.toml: {error}; reinstall pactwire") from error


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of the lexicon `en` or `zh` as a set: `en_months` is the list `months` of en.toml."""
    file, _, key = name.partition("_")
    return frozenset(table(file)[key])


@cache
def alternatives(name: str) -> str:
    """The same list as the inside of a regular expression, longest first."""
    return "|".join(re.escape(word) for word in sorted(word_set(name), key=lambda w: (-len(w), w)))


@cache
def expressions(name: str, key: str) -> str:
    """A list of regular expressions of the lexicon `name`, joined as the inside of one, in their order."""
    return "|".join(table(name)[key])


@cache
def lines(name: str) -> frozenset[str]:
    """A plain list, one entry a line (`en_names`: parts of personal names, lower case)."""
    source = resources.files("extractors") / "lexicon" / f"{name}.txt"
    try:
        return frozenset(source.read_text(encoding="utf-8").split("\n")) - {""}
    except OSError as error:
        raise LexiconError(f"lexicon {name}.txt: {error}; reinstall pactwire") from error
