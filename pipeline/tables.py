"""All rows of the dataset, from all that was extracted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.events import Event
from fetchers.documents import Document
from pipeline.agreements import add_agreements
from pipeline.cluster_ids import add_clusters
from pipeline.correcting import Corrector
from pipeline.corrections import Correction
from pipeline.families import Families
from pipeline.identifiers import document_id
from pipeline.identities import Identities
from pipeline.normalizer import normalize
from pipeline.party_lines import join_lines
from pipeline.people import add_people
from pipeline.plain_text import plain
from pipeline.resolving import Resolver
from pipeline.rows import Row, Rows, in_order, issue, merge, text


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with its events, or with the reason why none could be read."""

    document: Document
    events: tuple[Event, ...] = ()
    problem: str | None = None


def build_rows(
    extracted: Iterable[Extracted],
    resolve: Resolver,
    bodies: Sequence[Row],
    identities: Identities | None = None,
    corrections: Sequence[Correction] = (),
) -> Rows:
    """The rows of every table, in their published order, whatever order the documents come in.

    Ids that `identities` remembers from earlier runs stay; new ones are added to it. `corrections` are a
    person's decisions; those that no longer apply become issues of severity `error`.
    """
    known = Identities() if identities is None else identities
    families, corrector = Families(bodies), Corrector(corrections, bodies)
    by_id = {document_id(e.document.agency, e.document.url): e for e in extracted}
    rows = merge(_document_rows(by_id[key], resolve, corrector) for key in sorted(by_id))
    rows["bodies"] = list(bodies)
    join_lines(rows, families)
    add_clusters(rows, families, known, corrector)
    add_people(rows, families, known, corrector, resolve)
    add_agreements(rows, families, known)
    corrector.accept(rows)
    corrector.finish(rows)
    return in_order(rows)


def _document_rows(extracted: Extracted, resolve: Resolver, corrector: Corrector) -> Rows:
    """A document whose events cannot be put into rows keeps its own row, and an issue tells why."""
    problem = extracted.problem
    try:
        rows = normalize(extracted.document, extracted.events, resolve)
    except ValueError as error:
        rows = normalize(extracted.document, (), resolve)
        problem = str(error)
    corrector.on_document(rows)
    if problem is not None:
        doc_id = text(rows["documents"][0], "doc_id")
        message = f"{extracted.document.url}: {problem}"
        rows["issues"].append(issue("error", "extraction_failed", plain(message), doc_id))
    return rows
