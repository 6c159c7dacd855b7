"""The reports of one agreement, each with all that hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.rows import Row, Rows, text

# Meetings and conferences make no agreements.
_SUBJECT = ("signing", "announcement")


@dataclass(slots=True)
class Source:
    """One event with what hangs on it."""

    event: Row
    document: Row
    parties: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    instruments: list[Row] = field(default_factory=list)
    fields: list[Row] = field(default_factory=list)

    @property
    def order(self) -> tuple[str, str, str]:
        """First published first; what has no date of publication comes last."""
        published = self.document["published"] or "~"
        return str(published), text(self.document, "doc_id"), text(self.event, "event_id")

    @property
    def lang(self) -> str:
        return text(self.document, "lang")

    @property
    def signers(self) -> list[str]:
        return [text(row, "canonical_name") for row in self.people if row["role"] == "signatory"]


def sources_by_cluster(rows: Rows) -> dict[str, list[Source]]:
    """The sources of every signing and announcement, first published first, by cluster."""
    documents = {text(row, "doc_id"): row for row in rows["documents"]}
    sources = {
        text(row, "event_id"): Source(row, documents[text(row, "doc_id")])
        for row in rows["events"]
        if row["type"] in _SUBJECT
    }
    _hang(rows["parties"], sources, lambda source: source.parties)
    _hang(rows["signatories"], sources, lambda source: source.people)
    _hang(rows["instruments"], sources, lambda source: source.instruments)
    _hang(rows["fields"], sources, lambda source: source.fields)
    clusters: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(sources.values(), key=lambda source: source.order):
        clusters[text(source.event, "cluster_id")].append(source)
    return dict(sorted(clusters.items()))


def _hang(rows: list[Row], sources: dict[str, Source], where: Callable[[Source], list[Row]]) -> None:
    for row in rows:
        if source := sources.get(text(row, "event_id")):
            where(source).append(row)
