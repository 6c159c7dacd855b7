"""Reads cooperation events from English text by rules and word lists.

Each subject is a component of one spaCy pipeline (`english_bodies`, `english_dates` …); the last one makes
drafts of events from what the others found.
"""

from __future__ import annotations

from extractors.english.components import pipeline
from extractors.reading import Context, Draft

__all__ = ["pipeline", "read"]


def read(text: str, context: Context) -> tuple[Draft, ...]:
    """The drafts of a cleaned English text."""
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.english_context = context
    found: tuple[Draft, ...] = nlp(doc)._.english_drafts
    return found
