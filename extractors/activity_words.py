"""The words of promised activities: their codes, what leads to them, and how they are quoted.

Codes, their meaning and all words are in lexicon/activities.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.cleaning import simplified
from extractors.events import Mention
from extractors.lexicons import table

Span = tuple[int, int]

_CLOSING = re.compile(r"(?:[\s.;,:。；，、]|[,;]? and$|,? as well as$)+$")
_TITLE = re.compile(r"《[^》\n]*》")
_FOLDED = str.maketrans("，；：（）！？", ",;:()!?")
_ENDS = {
    "en": re.compile(
        r"(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bNo)[.!?][\"”’)]*(?=\s)|\n|;(?= (?!(?:and )?\())"
    ),
    "zh": re.compile(r"[。!?\n]"),
}
_PARTS = {
    "en": re.compile(
        r"[:;,]? ?(?:and )?\((?:\d{1,2}|[a-z]|[ivx]{1,4})\) |,? and (?:also |then )?|,? as well as |, "
    ),
    "zh": re.compile(r"(?:、|以及|[和与及]|扩[展大][到至])(?![^“”\n]{0,60}”)"),
}
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Rules:
    """The expressions of one language."""

    codes: tuple[tuple[str, re.Pattern[str], bool], ...]
    promise: dict[str, re.Pattern[str]]


@cache
def rules(lang: str) -> Rules:
    """What lexicon/activities.toml says for `en` or `zh`."""
    data: dict[str, Any] = table("activities")
    codes = tuple(
        (code, _either(entry[lang], lang), bool(entry.get("overrides")))
        for code, entry in data["codes"].items()
        if entry[lang]
    )
    return Rules(codes, {name: _either(listed, lang) for name, listed in data["promise"][lang].items()})


def _either(listed: Sequence[str], lang: str) -> re.Pattern[str]:
    """Any of the expressions; English ones begin and end with whole words where they do with letters."""
    if lang == "zh":
        return re.compile("|".join(f"(?:{one})" for one in listed))
    return re.compile("|".join(map(_whole_words, listed)))


def _whole_words(expression: str) -> str:
    before = r"(?<!\w)" if expression[0].isalpha() or expression.startswith("(?:") else ""
    return f"{before}(?:{expression})" + ("" if expression.endswith(("$", "]")) else r"(?!\w)")


def readable(text: str, lang: str) -> str:
    """The text as expressions read it, of the same length; titles in 《》 promise nothing."""
    if lang == "en":
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    folded = simplified(text).translate(_FOLDED)
    return _TITLE.sub(lambda title: "|" * len(title[0]), folded)


def sentences(text: str, lang: str, span: Span) -> Iterator[Span]:
    """The sentences within a span, each on one line; what runs on without end is no sentence."""
    begin = span[0]
    for end in [*(m.end() for m in _ENDS[lang].finditer(text, *span)), span[1]]:
        if end - begin < _LONGEST and text[begin:end].strip():
            yield begin, end
        begin = end


def coordinated(read: str, start: int, end: int, lang: str) -> list[Span]:
    """The parts that commas, `and`, `、` or `及` join."""
    found: list[Span] = []
    begin = start
    for stop in _PARTS[lang].finditer(read, start, end):
        if stop.start() > begin:
            found.append((begin, stop.start()))
        begin = stop.end()
    return [*found, (begin, end)] if begin < end else found


def code_of(said: str, lang: str) -> str | None:
    """The code that readable words say first (English) or last (Chinese), or one that overrides others."""
    hits = [
        (not overrides, *((m.start(), -m.end()) if lang == "en" else (-m.end(), m.start())), code)
        for code, expression, overrides in rules(lang).codes
        for m in expression.finditer(said)
    ]
    return min(hits)[3] if hits else None


def quoted(text: str, start: int, end: int) -> Mention:
    """The words between two places without layout, mark and closing punctuation."""
    closing = _CLOSING.search(text, start, end)
    end = closing.start() if closing and closing.start() > start else end
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Mention(start, end, re.sub(r"\s+", " ", text[start:end]))
