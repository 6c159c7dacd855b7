"""The one way in: a text, and what is known beside it, to its cooperation events."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.assembly import assemble
from extractors.cleaning import clean
from extractors.confidence import with_confidence
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


def extract(
    text: str, *, lang: str | None = None, published: str | None = None, url: str | None = None
) -> tuple[Event, ...]:
    """The events that a press release tells, each with the chance that it is right.

    `lang` is a BCP 47 tag (`en`, `zh`, `zh-Hant`; told from the script when None), `published` the
    publication date as EDTF, `url` the document's own address (its year can date the text).
    Offsets in the result count characters of `text`. Raises `ExtractionError`.
    """
    events = read(text, lang=lang, published=published, url=url)
    return with_confidence(events, text, lang=_primary(lang or language_of(text)), published=published)


def read(
    text: str, *, lang: str | None = None, published: str | None = None, url: str | None = None
) -> tuple[Event, ...]:
    """The same events before their chances are told: what the chances are trained on."""
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
        raise UnknownLanguageError(
            "the text is neither English nor Chinese; name its language or leave it out"
        )
    return "zh" if han * 3 > latin else "en"


def _primary(lang: str) -> str:
    return lang.lower().replace("_", "-").split("-")[0]


def _reader(lang: str) -> Callable[[str, Context], tuple[Draft, ...]]:
    """The reader of a language, imported when first needed."""
    primary = _primary(lang)
    if primary == "en":
        from extractors import english

        return english.read
    if primary == "zh":
        from extractors import chinese

        return chinese.read
    raise UnknownLanguageError(f"language {lang!r} cannot be read; en and zh can")
