"""Positions in English: `acting director`, `Vice Chief Executive and Director of …`."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.english.words import Word
from extractors.geography import country_of
from extractors.lexicons import word_set


@dataclass(frozen=True, slots=True)
class Title:
    """A position: words `first` to `last` (exclusive) of the sentence; `strong` if it needs no other sign."""

    first: int
    last: int
    strong: bool


def titles(line: list[Word]) -> list[Title]:
    """Every position phrase of a sentence's words, left to right, not overlapping."""
    found: list[Title] = []
    at = 0
    while at < len(line):
        title = _title_at(line, at)
        if title:
            found.append(title)
            at = title.last
        else:
            at += 1
    return _joined(line, found)


def _title_at(line: list[Word], at: int) -> Title | None:
    """The longest run of modifiers and heads from `at` that ends in a head."""
    last, strong, j = at, False, at
    while j < len(line) and (_is_head(line[j]) or _is_plural(line, j) or _modifies(line, j, at)):
        if _is_plural(line, j):
            return Title(at, j + 1, strong=False)
        if _is_head(line[j]):
            last, strong = j + 1, strong or _is_strong(line[j])
        if line[j].possessive:
            break
        j += 1
    if last > at and [w.lower for w in line[last : last + 2]] == ["of", "state"]:
        last += 2
    if last - at > 1 and line[last - 1].text in word_set("en_honorifics"):
        last -= 1
    if last == at or (last == at + 1 and line[at].lower in ("general", "executive")):
        return None
    return Title(at, last, strong or last - at > 1)


def _is_head(word: Word) -> bool:
    known = word.lower in word_set("en_title_heads") or "-cum-" in word.lower
    return known and word.text != "CHIEF"


def _is_plural(line: list[Word], at: int) -> bool:
    """`the heads of`, `, presidents of`, `experts A and B`: a title that several hold, and no verb."""
    word = line[at].lower
    if not word.endswith("s") or word[:-1] not in word_set("en_title_heads"):
        return False
    return word[:-1] not in word_set("en_title_verbs") or (
        at > 0 and line[at - 1].lower in ("the", "by", ",", "respective")
    )


def _is_strong(word: Word) -> bool:
    return word.lower not in word_set("en_weak_title_heads")


def _modifies(line: list[Word], j: int, first: int) -> bool:
    """A modifier, or the `and` of `Trade and Industry Minister`."""
    if _is_modifier(line, j, first):
        return True
    joins = line[j].lower in ("and", "&") and first < j < len(line) - 2 and not _is_head(line[j - 1])
    return joins and line[j + 1].capital and _is_modifier(line, j + 1, first) and _is_head(line[j + 2])


def _is_modifier(line: list[Word], j: int, first: int) -> bool:
    word = line[j]
    if word.lower in word_set("en_core_modifiers"):
        return True
    if word.lower not in word_set("en_title_modifiers"):
        return False
    # "Foreign Trade Minister" takes its topics; "Institute of Metrology President" must not.
    before = line[j - 1] if j else None
    return (
        not word.capital
        or j > first
        or before is None
        or before.text in word_set("en_common_capitals")
        or country_of(before.text) is not None
        or not (before.capital or before.lower in ("of", "for", "and"))
    )


def _joined(line: list[Word], found: list[Title]) -> list[Title]:
    """`President and CEO` is one title."""
    joined: list[Title] = []
    for title in found:
        if joined and title.first == joined[-1].last + 1 and line[joined[-1].last].lower in ("and", "&"):
            joined[-1] = Title(joined[-1].first, title.last, joined[-1].strong or title.strong)
        else:
            joined.append(title)
    return joined
