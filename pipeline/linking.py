"""Which events of different documents are the same event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from pipeline import edtf
from pipeline.identifiers import cluster_id
from pipeline.rows import Row, Rows, Value, text

# How long after an event its reports may still be news: bounds what an undated event can be.
_NEWS_DAYS = 45
_APPROXIMATE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Report:
    """What linking looks at in one event."""

    event_id: str
    doc_id: str
    type: str
    date: str | None
    published: str | None
    parties: frozenset[str]
    instruments: frozenset[str]

    @property
    def order(self) -> tuple[str, str, str]:
        """First published first; what has no date of publication comes last."""
        return self.published or "~", self.doc_id, self.event_id


def link(rows: Rows) -> dict[str, str]:
    """The cluster of each event, by event id.

    Reports are taken in order of publication, and each joins the best cluster all of whose reports it
    agrees with, or opens one. So a later report never changes how earlier ones were grouped.
    """
    return {report.event_id: name for name, reports in clusters(_reports(rows)) for report in reports}


def clusters(reports: Iterable[Report]) -> Iterator[tuple[str, list[Report]]]:
    """Clusters with their ids, reports in order of publication."""
    by_pair: dict[tuple[str, str, str], list[list[Report]]] = defaultdict(list)
    found: list[list[Report]] = []
    for report in sorted(reports, key=lambda report: report.order):
        candidates = (cluster for pair in _pairs(report) for cluster in by_pair[pair])
        cluster = _best(report, candidates)
        if cluster is None:
            cluster = []
            found.append(cluster)
        cluster.append(report)
        for pair in _pairs(report):
            if not any(known is cluster for known in by_pair[pair]):
                by_pair[pair].append(cluster)
    return ((cluster_id(cluster[0].event_id), cluster) for cluster in found)


def same_event(a: Report, b: Report) -> bool:
    """Whether two reports can be of one event: type, parties, date and instruments agree."""
    return (
        a.doc_id != b.doc_id
        and a.type == b.type
        and (a.parties <= b.parties or b.parties <= a.parties)
        and len(a.parties & b.parties) >= 2
        and _instruments_agree(a.instruments, b.instruments)
        and _dates_agree(a, b)
    )


def _best(report: Report, candidates: Iterable[list[Report]]) -> list[Report] | None:
    fitting = [c for c in candidates if all(same_event(report, other) for other in c)]
    if not fitting:
        return None
    return max(fitting, key=lambda c: (c[0].date == report.date, len(c[0].parties & report.parties)))


def _pairs(report: Report) -> list[tuple[str, str, str]]:
    return [(report.type, first, second) for first, second in combinations(sorted(report.parties), 2)]


def _instruments_agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Nothing speaks against it if one names no kind, or only "cooperation documents"."""
    named_a, named_b = a - {"cooperation_document"}, b - {"cooperation_document"}
    return not named_a or not named_b or bool(named_a & named_b)


def _dates_agree(a: Report, b: Report) -> bool:
    first, second = _days(a.date, a.published), _days(b.date, b.published)
    if first is None or second is None:
        return a.date == b.date
    return first[0] <= second[1] and second[0] <= first[1]


@cache
def _days(told: str | None, published: str | None) -> tuple[date, date] | None:
    """The days on which it can have happened; an undated event happened shortly before it was told."""
    when = edtf.parse(told)
    start, end = when.start or when.end, when.end or when.start
    if start and end:
        return (start - _APPROXIMATE, end) if (told or "").endswith("~") else (start, end)
    last = edtf.parse(published).end
    return None if told is not None or last is None else (last - timedelta(days=_NEWS_DAYS), last)


def _reports(rows: Rows) -> list[Report]:
    published = {text(row, "doc_id"): row["published"] for row in rows["documents"]}
    parties = _grouped(rows["parties"], "party_id")
    instruments = _grouped(rows["instruments"], "type")
    return [_report(row, published, parties, instruments) for row in rows["events"]]


def _report(
    row: Row, published: dict[str, Value], parties: dict[str, set[str]], instruments: dict[str, set[str]]
) -> Report:
    key, doc_id = text(row, "event_id"), text(row, "doc_id")
    day, told = row["date"], published[doc_id]
    return Report(
        event_id=key,
        doc_id=doc_id,
        type=text(row, "type"),
        date=day if isinstance(day, str) else None,
        published=told if isinstance(told, str) else None,
        parties=frozenset(parties.get(key, ())),
        instruments=frozenset(instruments.get(key, ())),
    )


def _grouped(rows: Sequence[Row], column: str) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        groups[text(row, "event_id")].add(text(row, column))
    return groups
