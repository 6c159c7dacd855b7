"""Reading English: spaCy components, one a subject, that lead from text to drafts of events."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.digests import items
from extractors.english import dates as english_dates
from extractors.english.drafts import drafts
from extractors.english.passages import future
from extractors.english.passages import read as read_passages
from extractors.english.pointing import pointing, with_years
from extractors.reading import Context, Draft

for _name in ("context", "items", "anchor", "dates", "reading", "drafts"):
    if not Doc.has_extension(f"english_{_name}"):
        Doc.set_extension(f"english_{_name}", default=None)


@Language.component("english_items")
def _items(doc: Doc) -> Doc:
    doc._.english_items = items(doc.text)
    return doc


@Language.component("english_dates")
def _dates(doc: Doc) -> Doc:
    doc._.english_anchor = english_dates.anchor(doc.text, doc._.english_context)
    doc._.english_dates = pointing(
        doc.text, with_years(english_dates.dates(doc.text, doc._.english_anchor, future=future(doc.text)))
    )
    return doc


@Language.component("english_passages")
def _passages(doc: Doc) -> Doc:
    doc._.english_reading = read_passages(doc.text, doc._.english_items, doc._.english_dates)
    return doc


@Language.component("english_drafts")
def _drafts(doc: Doc) -> Doc:
    doc._.english_drafts = drafts(doc._.english_reading, doc._.english_items, doc._.english_anchor)
    return doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The English pipeline, built once."""
    nlp = spacy.blank("en")
    for component in ("english_items", "english_dates", "english_passages", "english_drafts"):
        nlp.add_pipe(component)
    return nlp


def read(text: str, context: Context) -> tuple[Draft, ...]:
    """The drafts of a cleaned English text."""
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.english_context = context
    found: tuple[Draft, ...] = nlp(doc)._.english_drafts
    return found
