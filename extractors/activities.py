"""Promised activities: what an instrument, or the two sides, say will be done, with the kind of each.

Promises stand in lists (`is expected to include:`, `合作内容包括：`) and in sentences (`will engage in
A, B and C`, `在A、B等方面开展合作`). Codes, their meaning and all words are in lexicon/activities.toml.
"""

from __future__ import annotations

from extractors import chinese_promises, english_promises
from extractors.activity_words import Span, code_of, quoted, readable, rules, sentences
from extractors.events import Coded
from extractors.promise_lists import Block, lists

Scope = tuple[Span, ...]
OTHER = "other"
_PROMISED = {"en": english_promises.promised, "zh": chinese_promises.promised}


def activities(text: str, lang: str, scope: Scope) -> tuple[Coded, ...]:
    """The activities promised within `scope`, in the order of the text.

    A list of promises gives one for each item, coded `other` where nothing fits better; a sentence gives one
    for each coordinated part that names an activity.
    """
    read = readable(text, lang)
    found: list[Coded] = []
    for span in scope:
        listed = [block for block in lists(text, span) if _promises_list(read[slice(*block.lead)], lang)]
        for block in listed:
            found += _items(text, read, lang, block)
        for sentence in sentences(text, lang, span):
            if not any(block.covers(sentence) for block in listed):
                found += _told(text, read, lang, sentence)
    return tuple(sorted(found, key=lambda c: c.mention))


def _promises_list(lead: str, lang: str) -> bool:
    promise = rules(lang).promise
    if promise["no_lists"].search(lead) or promise["rejects"].search(lead):
        return False
    named = promise["instruments"].search(lead) or promise["sides"].search(lead)
    return bool(named and promise["lists"].search(lead))


def _items(text: str, read: str, lang: str, block: Block) -> list[Coded]:
    """Every item, provided that half of them name an activity: a list of subjects promises none."""
    codes = [code_of(read[start:end].lstrip(), lang) for start, end in block.items]
    if sum(code is not None for code in codes) * 2 < len(codes):
        return []
    pairs = zip(codes, block.items, strict=True)
    return [Coded(code or OTHER, quoted(text, *item)) for code, item in pairs]


def _told(text: str, read: str, lang: str, sentence: Span) -> list[Coded]:
    found: list[Coded] = []
    for start, end in _PROMISED[lang](read, sentence):
        code = code_of(read[start:end], lang)
        if code:
            found.append(Coded(code, quoted(text, start, end)))
    return found
