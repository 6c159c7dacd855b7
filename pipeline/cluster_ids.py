"""Links the events of the tables: gives each its cluster."""

from __future__ import annotations

from pipeline.correcting import Corrector
from pipeline.families import Families
from pipeline.identifiers import lone_cluster_id, stable_id
from pipeline.identities import Identities
from pipeline.linking import Decided, Linked, Unsure, link
from pipeline.reports import Report, reports_of
from pipeline.rows import Row, Rows, issue, text


def add_clusters(rows: Rows, families: Families, identities: Identities, corrector: Corrector) -> None:
    """Fills `events.cluster_id`; what could not be decided becomes an issue."""
    decided = Decided(
        corrector.pairs("same", "e-"), corrector.pairs("not_same", "e-"), dict(identities.known["cluster"])
    )
    linked = link(reports_of(rows, families), families, decided)
    cluster_of = cluster_ids(linked, identities)
    for event in rows["events"]:
        event["cluster_id"] = cluster_of[text(event, "event_id")]
    corrector.note_pairs("e-", cluster_of)
    rows["issues"] += [_unsure(item) for item in linked.unsure]


def cluster_ids(linked: Linked, identities: Identities) -> dict[str, str]:
    """The cluster of each event, by event id."""
    groups = [[report.event_id for report in cluster] for cluster in linked.clusters]

    def fresh(number: int, unique: bool) -> str:
        return _cluster_id(linked.clusters[number][0], unique=unique)

    ids = identities.assign("cluster", groups, fresh)
    return {event: key for events, key in zip(groups, ids, strict=True) for event in events}


def _cluster_id(first: Report, *, unique: bool) -> str:
    """From what all good reports of an event agree on; from the report itself where two events share that."""
    if unique or not first.exact:
        return lone_cluster_id(first.event_id)
    return stable_id("c", first.type, first.date, *sorted(first.lines))


def _unsure(item: Unsure) -> Row:
    others = ", ".join(item.others)
    message = f"may tell of the same {item.report.type} as any of {others}: its date does not decide"
    return issue("info", "unsure_link", message, item.report.doc_id, item.report.event_id)
