"""What the lexicons know of each character, written on the tokens for the trained model to read.

The component `chinese_marks` puts the kind of a character into `tag` and the pair it forms with the next one
into `lemma`: a small model then needs to learn how names are used, not which characters make them.
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.chinese.name_grammar import known_forms
from extractors.chinese.view import transliteration
from extractors.chinese.words import Index, listed, values, word_at
from extractors.geography import mentions


@Language.component("chinese_marks")
def marks(doc: Doc) -> Doc:
    """Mark every token of a text in which characters are tokens."""
    text, strings = doc.text, doc.vocab.strings
    kinds = _kinds(text)
    for token in doc:
        place = token.idx
        token.tag = strings.add(kinds[place] + _sounds(text[place]))
        token.lemma = strings.add(text[place : place + 2])
    return doc


@cache
def _indexes() -> tuple[tuple[str, Index], ...]:
    """Words that tell something, by the letter of their kind; the first kind that fits a place counts."""
    return (
        ("B", known_forms()),
        ("T", listed("people", "title_heads")),
        ("M", listed("people", "title_before")),
        ("H", listed("people", "honorifics")),
        ("E", listed("organizations", "endings")),
        ("F", listed("people", "followers")),
        ("R", listed("organizations", "breaks")),
        ("I", listed("organizations", "inside")),
    )


def _kinds(text: str) -> list[str]:
    """The kind of word that each character begins (capital letter) or goes on with (small)."""
    kinds = [""] * len(text)
    spots = {m.start: m.end for m in mentions(text) if m.kind in ("name", "city", "region")}
    place = 0
    while place < len(text):
        kind, end = ("G", spots[place]) if place in spots else _word(text, place)
        for at in range(place, end):
            kinds[at] = kind if at == place else kind.lower()
        place = max(end, place + 1)
    return kinds


def _word(text: str, place: int) -> tuple[str, int]:
    for kind, index in _indexes():
        if word := word_at(index, text, place):
            return kind + ("1" if len(word) == 1 else ""), place + len(word)
    return "", place


def _sounds(character: str) -> str:
    """Whether the character is a surname, writes foreign names, is a figure, a letter or a sign."""
    if "\u3400" <= character <= "\u9fff":
        return ("s" if character in values("people", "surnames") else "") + (
            "t" if character in transliteration() else ""
        ) + "-"
    return "9" if character.isdigit() else "a" if character.isalpha() else "."
