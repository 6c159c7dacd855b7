"""The spaCy components of the English reader, one a subject, and the pipeline that they form.

Each leaves what it found on the document, in the extension that bears its name.
"""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.digests import item_at, items
from extractors.english.bodies import bodies
from extractors.english.cues import future
from extractors.english.dates import dates
from extractors.english.drafts import drafts
from extractors.english.furniture import around_the_text
from extractors.english.instruments import instruments
from extractors.english.line import with_bodies, with_names, with_titles
from extractors.english.organizations import resolve
from extractors.english.passages import Reading, Told, passage
from extractors.english.people import people
from extractors.english.places import places
from extractors.english.pointing import pointing, with_years
from extractors.english.sentences import sentences
from extractors.english.time_of_writing import anchor
from extractors.english.words import words
from extractors.reading import Sentence
from extractors.witness import Witness

_COMPONENTS = (
    "items", "dates", "sentences", "titles", "bodies",
    "witness", "people", "instruments", "places", "passages", "drafts",
)  # fmt: skip

for _name in ("context", "anchor", "lines", "named", "reading", *_COMPONENTS):
    if not Doc.has_extension(f"english_{_name}"):
        Doc.set_extension(f"english_{_name}", default=None)


@Language.component("english_items")
def _items(doc: Doc) -> Doc:
    """The news items of a digest."""
    doc._.english_items = items(doc.text)
    return doc


@Language.component("english_dates")
def _dates(doc: Doc) -> Doc:
    """The written times of the whole text, against the time of writing."""
    doc._.english_anchor = anchor(doc.text, doc._.english_context)
    found = dates(doc.text, doc._.english_anchor, future=future(doc.text))
    doc._.english_dates = pointing(doc.text, with_years(found))
    return doc


@Language.component("english_sentences")
def _sentences(doc: Doc) -> Doc:
    """The sentences of the release itself, each with its news item."""
    numbered, text = doc._.english_items, doc.text
    told = [s for s in sentences(text) if s.start < numbered[-1].end and not around_the_text(text, s)]
    doc._.english_sentences = [
        Sentence(s.start, s.end, s.paragraph, item_at(numbered, s.start)) for s in told
    ]
    return doc


@Language.component("english_titles")
def _titles(doc: Doc) -> Doc:
    """The words of each sentence and the positions that they name."""
    text = doc.text
    doc._.english_lines = [with_titles(text, words(text, s.start, s.end)) for s in doc._.english_sentences]
    return doc


@Language.component("english_bodies")
def _bodies(doc: Doc) -> Doc:
    """The bodies of the whole text and where each is mentioned."""
    lines = doc._.english_lines
    doc._.english_bodies = resolve([m for line in lines for m in bodies(line.words, line.titles)])
    doc._.english_lines = [with_bodies(line, doc._.english_bodies) for line in lines]
    return doc


@Language.component("english_witness")
def _witness(doc: Doc) -> Doc:
    """Whom the readers may ask what the words are that their grammar leaves open."""
    doc._.english_witness = Witness("en", doc.text, doc._.english_sentences)
    return doc


@Language.component("english_people")
def _people(doc: Doc) -> Doc:
    """The people of the whole text with positions and bodies, and where each is named in full."""
    doc._.english_lines = [with_names(line, doc._.english_witness) for line in doc._.english_lines]
    doc._.english_people, doc._.english_named = people(doc._.english_lines, doc._.english_bodies)
    return doc


@Language.component("english_instruments")
def _instruments(doc: Doc) -> Doc:
    """The instruments that each sentence names."""
    text = doc.text
    doc._.english_instruments = [instruments(text, s.start, s.end) for s in doc._.english_sentences]
    return doc


@Language.component("english_places")
def _places(doc: Doc) -> Doc:
    """The cities that each sentence names as a place."""
    doc._.english_places = [places(line.words, line.covered()) for line in doc._.english_lines]
    return doc


@Language.component("english_passages")
def _passages(doc: Doc) -> Doc:
    """Each sentence with everything found in it."""
    told = Told(doc._.english_bodies, doc._.english_people, doc._.english_named, doc._.english_dates)
    rows = (doc._.english_sentences, doc._.english_lines, doc._.english_instruments, doc._.english_places)
    doc._.english_passages = tuple(passage(*row, told) for row in zip(*rows, strict=True))
    doc._.english_reading = Reading(doc.text, doc._.english_passages, doc._.english_bodies)
    return doc


@Language.component("english_drafts")
def _drafts(doc: Doc) -> Doc:
    """What becomes of it: the events as the sentences tell them."""
    doc._.english_drafts = drafts(doc._.english_reading, doc._.english_items, doc._.english_anchor)
    return doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The English pipeline, built once; a document needs its `english_context` before it is run."""
    nlp = spacy.blank("en")
    for name in _COMPONENTS:
        nlp.add_pipe(f"english_{name}")
    return nlp
