"""All rows of the dataset, from all that was extracted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.events import Event
from fetchers.documents import Document
from pipeline.agreements import add_agreements
from pipeline.identifiers import document_id
from pipeline.linking import link
from pipeline.normalizer import normalize
from pipeline.plain_text import plain
from pipeline.resolving import Resolver
from pipeline.rows import Row, Rows, in_order, issue, merge, text


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with its events, or with the reason why none could be read."""

    document: Document
    events: tuple[Event, ...] = ()
    problem: str | None = None


def build_rows(extracted: Iterable[Extracted], resolve: Resolver, bodies: Sequence[Row]) -> Rows:
    """The rows of every table, in their published order, whatever order the documents come in."""
    by_id = {document_id(e.document.agency, e.document.url): e for e in extracted}
    rows = merge(_document_rows(by_id[key], resolve) for key in sorted(by_id))
    rows["bodies"] = list(bodies)
    cluster_of = link(rows)
    for event in rows["events"]:
        event["cluster_id"] = cluster_of[text(event, "event_id")]
    add_agreements(rows)
    return in_order(rows)


def _document_rows(extracted: Extracted, resolve: Resolver) -> Rows:
    """A document whose events cannot be put into rows keeps its own row, and an issue tells why."""
    problem = extracted.problem
    try:
        rows = normalize(extracted.document, extracted.events, resolve)
    except ValueError as error:
        rows = normalize(extracted.document, (), resolve)
        problem = str(error)
    if problem is not None:
        doc_id = text(rows["documents"][0], "doc_id")
        message = f"{extracted.document.url}: {problem}"
        rows["issues"].append(issue("error", "extraction_failed", plain(message), doc_id))
    return rows
