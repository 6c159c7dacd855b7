"""One document and its events as rows of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from extractors.events import Event
from fetchers.documents import Document
from pipeline import edtf
from pipeline.event_rows import EventSheet
from pipeline.identifiers import Ordinals, document_id, event_id, normalized_name
from pipeline.plain_text import plain_or_none
from pipeline.quoting import Sentences
from pipeline.remarks import meaning
from pipeline.resolving import Resolver
from pipeline.rows import Row, Rows, empty_rows, issue


def normalize(document: Document, events: Sequence[Event], resolve: Resolver) -> Rows:
    """The rows of a document and its events; `agreements` stays empty, clusters hold one event each."""
    rows = empty_rows()
    doc_id = document_id(document.agency, document.url)
    document, doubts = _with_checked_date(document)
    kept = with_ids(doc_id, events)
    rows["documents"].append(_document_row(doc_id, document, len(kept)))
    rows["issues"] += [_remark_row(doc_id, remark) for remark in (*document.warnings, *doubts)]
    sentences = Sentences(document.text, document.lang)
    for key, event in kept:
        EventSheet(rows, doc_id, key, document, sentences, resolve).write(event)
    return rows


def _document_row(doc_id: str, document: Document, n_events: int) -> Row:
    return {
        "doc_id": doc_id,
        "agency": document.agency,
        "url": document.url,
        "lang": document.lang,
        "title": plain_or_none(document.title),
        "published": document.published,
        "retrieved": document.retrieved.astimezone(UTC).replace(microsecond=0),
        "sha256": document.sha256,
        "reader": document.reader,
        "n_chars": len(document.text),
        "n_events": n_events,
        "archive": document.archive,
    }


def _remark_row(doc_id: str, remark: str) -> Row:
    code, said = meaning(remark)
    return issue("warning", code, said, doc_id)


def _with_checked_date(document: Document) -> tuple[Document, tuple[str, ...]]:
    """A date of publication that is no EDTF is none, and worth a warning."""
    try:
        edtf.parse(document.published)
    except ValueError:
        return replace(document, published=None), (f"bad_date:{document.published}",)
    return document, ()


def with_ids(doc_id: str, events: Sequence[Event]) -> list[tuple[str, Event]]:
    """Events with their ids; those alike in type, date and parties are numbered in text order."""
    ordinals = Ordinals()
    named = []
    for event in sorted(events, key=lambda event: event.sentence):
        names = [party.names[0].text for party in event.parties]
        ordinal = ordinals.of(event.type, event.date.edtf, *sorted(map(normalized_name, names)))
        named.append((event_id(doc_id, event.type, event.date.edtf, names, ordinal), event))
    return named
