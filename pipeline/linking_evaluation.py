"""How well events of different documents are linked: pairs of events against gold.

Gold is documents in the shape of the guidelines whose every event also names its `cluster`. A pair is two
events of different documents; it is right if gold has both in one cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from extractors.events import Event
from extractors.json_form import to_json
from pipeline.errors import InputError
from pipeline.evaluation import Count, aligned
from pipeline.gold_events import gold_document, gold_event
from pipeline.identifiers import document_id
from pipeline.normalizer import with_ids
from pipeline.resolving import Resolver
from pipeline.rows import Row, text
from pipeline.tables import Extracted, build_rows

Item = Mapping[str, Any]
# Which events a gold document is taken to have: gold's own, or what the rules read from its text.
Reader = Callable[[Item], Sequence[Event]]


@dataclass(slots=True)
class LinkScore:
    """Pairs right, in gold and predicted, and which are wrong or missed (by document)."""

    documents: int = 0
    clusters: int = 0
    count: Count = field(default_factory=Count)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)


def gold_reader(item: Item) -> Sequence[Event]:
    """The gold's own events: measures linking alone."""
    return [gold_event(item, event) for event in item.get("events") or ()]


def rules_reader(item: Item) -> Sequence[Event]:
    """The events that the extractors find in the text: measures the whole way."""
    from extractors import extract

    return extract(
        str(item["text"]), lang=item.get("lang"), published=item.get("published"), url=item.get("url")
    )


def score_linking(gold: Sequence[Item], read: Reader, resolve: Resolver, bodies: Sequence[Row]) -> LinkScore:
    """Links the events of all documents and compares pairs. Raises InputError for gold without clusters."""
    truth: dict[str, str] = {}
    names: dict[str, str] = {}
    extracted = []
    for item in gold:
        document, events = gold_document(item), tuple(read(item))
        extracted.append(Extracted(document, events))
        for key, cluster in _known(item, document_id(document.agency, document.url), events):
            truth[key] = cluster
            names[key] = str(item["doc_id"])
    rows = build_rows(extracted, resolve, bodies)
    clusters = {str(event["cluster"]) for item in gold for event in item.get("events") or ()}
    found = LinkScore(len(gold), len(clusters))
    _compare(found, gold, rows["events"], truth, names)
    return found


def linking_lines(name: str, score: LinkScore) -> Iterator[str]:
    """The figures, then every pair of documents that is wrong or missed."""
    count = score.count
    yield (
        f"{name}: {score.documents} documents, {score.clusters} events, pairs right {count.right}, gold"
        f" {count.gold}, linked {count.predicted}: precision {count.precision:.3f} recall {count.recall:.3f}"
    )
    yield from (f"  wrong: {one} with {other}" for one, other in score.wrong)
    yield from (f"  missed: {one} with {other}" for one, other in score.missed)


def _known(item: Item, doc_id: str, events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """The ids of the read events with the cluster of the gold event each is; false ones have their own."""
    named = with_ids(doc_id, events)
    forms = [{**to_json(event), "key": key} for key, event in named]
    for event in item.get("events") or ():
        if "cluster" not in event:
            raise InputError(f"{item['doc_id']} has an event without `cluster`: it is no gold for linking")
    for mine, its in aligned(item.get("events") or [], forms):
        if its:
            yield str(its["key"]), str(mine["cluster"]) if mine else f"none of gold {its['key']}"


def _compare(
    found: LinkScore,
    gold: Sequence[Item],
    events: Sequence[Row],
    truth: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    linked: dict[str, list[str]] = defaultdict(list)
    for event in events:
        linked[text(event, "cluster_id")].append(text(event, "event_id"))
    predicted = {tuple(sorted(pair)) for members in linked.values() for pair in combinations(members, 2)}
    right = {pair for pair in predicted if truth[pair[0]] == truth[pair[1]]}
    found.wrong = sorted((names[a], names[b]) for a, b in predicted - right)
    wanted = list(_gold_pairs(gold))
    have = {(truth[a], *sorted((names[a], names[b]))) for a, b in right}
    found.missed = sorted((a, b) for cluster, a, b in wanted if (cluster, a, b) not in have)
    found.count = Count(len(right), len(wanted), len(predicted))


def _gold_pairs(gold: Sequence[Item]) -> Iterator[tuple[str, str, str]]:
    clusters: dict[str, list[str]] = defaultdict(list)
    for item in gold:
        for event in item.get("events") or ():
            clusters[str(event["cluster"])].append(str(item["doc_id"]))
    for cluster, documents in clusters.items():
        for pair in combinations(documents, 2):
            yield (cluster, *sorted(pair))  # type: ignore[misc]
