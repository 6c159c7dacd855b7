"""Mentions of a body by its head or first word alone: `the Commission`, `the ministry`, `Purdue`."""

from __future__ import annotations

from extractors.english.organizations import Bodies
from extractors.english.words import Word
from extractors.events import Mention
from extractors.geography import country_of
from extractors.lexicons import word_set
from extractors.reading import Organization


def short_forms(line: list[Word], known: Bodies) -> list[tuple[Mention, Organization]]:
    """`the Commission`, `the ministry`, `Purdue`: mentions by a name's head or first word alone."""
    found: list[tuple[Mention, Organization]] = []
    for i, word in enumerate(line):
        if known.mentioned_at(word.start):
            continue
        if i and line[i - 1].lower in ("the", "its", "their") and _is_head(word):
            owner = _last_headed(word, known)
        else:
            owner = _by_first_word(line, i, known)
        if owner:
            found.append((Mention(word.start, word.end, word.text), owner))
    return found


def _is_head(word: Word) -> bool:
    head = word.text.capitalize()
    weak = head in word_set("en_weak_heads") or head in word_set("en_topics")
    return head in word_set("en_organization_heads") and (word.capital or not weak)


def _last_headed(word: Word, known: Bodies) -> Organization | None:
    """The body mentioned last before `word` whose name has that head."""
    wanted = word.text.capitalize()
    before = [o for m, o in known.mentions if m.end <= word.start]
    return next((o for o in reversed(before) if any(wanted in n.text.split() for n in o.names)), None)


def _by_first_word(line: list[Word], i: int, known: Bodies) -> Organization | None:
    word = line[i]
    if not word.capital or word.text in word_set("en_common_capitals") or country_of(word.text):
        return None
    if len(word.text) < 4:
        return None
    neighbours = line[max(0, i - 1) : i] + ([] if word.possessive else line[i + 1 : i + 2])
    if any(w.capital for w in neighbours):
        return None
    owners = known.by_first_word.get(word.text, [])
    return owners[0] if len(owners) == 1 and word.text not in word_set("en_topics") else None
