"""The one way in: a text, and what is known beside it, to its cooperation events."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.assembly import assemble
from extractors.cleaning import clean
from extractors.digests import items
from extractors.events import Event
from extractors.reading import Context, Draft

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


class ExtractionError(ValueError):
    """The text cannot be read; the message says why and what to do."""


class EmptyTextError(ExtractionError):
    """There is nothing to read."""


class UnknownLanguageError(ExtractionError):
    """The language is none that can be read."""


def extract(text: str, *, lang: str | None = None, published: str | None = None, url: str | None = None) -> tuple[Event, ...]:
    """The events that a press release tells.

    `lang` is a BCP 47 tag (`en`, `zh`, `zh-Hant`; told from the script when None), `published` the
    publication date as EDTF, `url` the document's own address (its year can date the text).
    Offsets in the result count characters of `text`. Raises `ExtractionError`.
    """
    if not text.strip():
        raise EmptyTextError("the text is empty; give the release's text or leave the document out")
    reader = _reader(lang or language_of(text))
    cleaned = clean(text)
    drafts = reader(cleaned.text, Context(published, url))
    return assemble(drafts, cleaned, items(cleaned.text))


def language_of(text: str) -> str:
    """`zh` where Chinese characters carry the text, else `en`."""
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if not han and not latin:
        raise UnknownLanguageError("the text is neither English nor Chinese; name its language or leave it out")
    return "zh" if han * 3 > latin else "en"


def _reader(lang: str) -> Callable[[str, Context], tuple[Draft, ...]]:
    """The reader of a language, imported when first needed."""
    primary = lang.lower().replace("_", "-").split("-")[0]
    if primary == "en":
        from extractors import english

        return english.read
    if primary == "zh":
        from extractors import chinese

        return chinese.read
    raise UnknownLanguageError(f"language {lang!r} cannot be read; en and zh can")
