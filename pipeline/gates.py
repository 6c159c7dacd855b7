"""What has to hold of an agency before its share of the dataset may change.

Two gates. The first stands before the store: where a site shows less than its declaration promises, this
run's documents of that agency wait, what was known of it stays, and the other agencies go on. The second
stands before publishing: where the dataset about to be published lost much of an agency against the last
version, nothing is published. Growth and changed fill rates are only told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fetchers.results import Finding
from pipeline.errors import GateError
from pipeline.files import read_parquet
from pipeline.rows import Row, Rows, text
from pipeline.schema import DOCUMENTS, EVENTS
from pipeline.settings import Gates

# Findings that say that the layout changed, or that documents were read wrongly. Pages that were no articles
# at all (`challenge`, `soft_404` …) are not among them: nothing was read of those.
HOLDING = frozenset(
    {
        "agency_failed", "few_rows", "rows_undated", "rows_same_title", "layout_changed", "listing_empty",
        "end_point_failed", "fill_title", "fill_published", "fill_source", "fill_blocks", "same_title",
        "same_blocks", "same_paragraph", "same_date", "dates_disagree", "body_by_density", "generic_reader",
    }
)  # fmt: skip
_FEW = 5
_MANY = 10


def held(findings: Sequence[Finding], accept: Collection[str]) -> dict[str, str]:
    """The agencies whose documents wait, with why; those in `accept` pass whatever was found."""
    reasons: dict[str, str] = {}
    for finding in findings:
        if finding.severity == "error" and finding.code in HOLDING and finding.agency not in accept:
            reasons.setdefault(finding.agency, finding.code)
    return reasons


@dataclass(frozen=True, slots=True)
class Share:
    """One agency's part of the dataset."""

    documents: int
    failed: int
    events: int
    fill: dict[str, float]


def shares(documents: Sequence[Row], events: Sequence[Row], failed: Collection[str] = ()) -> dict[str, Share]:
    """The agencies' parts; `failed` are the ids of documents that could not be extracted."""
    agency_of = {text(row, "doc_id"): text(row, "agency") for row in documents}
    counts = Counter(agency_of.values())
    broken = Counter(agency_of[doc_id] for doc_id in failed if doc_id in agency_of)
    found: dict[str, list[Row]] = {agency: [] for agency in counts}
    for row in events:
        if agency := agency_of.get(text(row, "doc_id")):
            found[agency].append(row)
    return {
        agency: Share(number, broken[agency], len(found[agency]), _fill(found[agency]))
        for agency, number in counts.items()
    }


def published_shares(version: Path) -> dict[str, Share]:
    """The agencies' parts of a published version."""
    tables = [
        read_parquet(table, version / f"{table.name}.parquet").to_pylist() for table in (DOCUMENTS, EVENTS)
    ]
    return shares(*tables)


def check_gates(rows: Rows, version: Path | None, gates: Gates) -> list[str]:
    """What changed so much that a person should look. Raises GateError if nothing may be published."""
    failed = {text(r, "doc_id") for r in rows["issues"] if r["code"] == "extraction_failed" and r["doc_id"]}
    now = shares(rows["documents"], rows["events"], failed)
    before = published_shares(version) if version else {}
    lost = [
        line
        for agency in sorted({*now, *before} - set(gates.accept))
        for line in _lost(agency, now.get(agency, Share(0, 0, 0, {})), before.get(agency), gates)
    ]
    if lost:
        raise GateError(
            f"a gate failed, nothing was published, the last version stays: {'; '.join(lost)}. Look at the "
            "issues; to publish all the same, name the agency in gates.accept"
        )
    common = sorted(set(now) & set(before))
    return [line for agency in common for line in _changed(agency, now[agency], before[agency], gates)]


def _lost(agency: str, now: Share, before: Share | None, gates: Gates) -> Iterator[str]:
    if now.documents >= _FEW and now.failed > gates.most_failed * now.documents:
        yield f"{agency}: {now.failed} of {now.documents} documents could not be extracted"
    if before is None:
        return
    if now.documents < gates.least_documents * before.documents:
        yield f"{agency}: {now.documents} documents, {before.documents} in the last version"
    if before.events >= _MANY and now.events < gates.least_events * before.events:
        yield f"{agency}: {now.events} events, {before.events} in the last version"


def _changed(agency: str, now: Share, before: Share, gates: Gates) -> Iterator[str]:
    if before.documents >= _MANY and now.documents > gates.most_growth * before.documents:
        yield f"{agency}: {now.documents} documents, only {before.documents} in the last version"
    if min(now.events, before.events) < _MANY:
        return
    for name, share in now.fill.items():
        if abs(share - before.fill[name]) > gates.fill_change:
            yield f"{agency}: {name} is filled in {share:.0%} of events, {before.fill[name]:.0%} before"


def _fill(events: Sequence[Row]) -> dict[str, float]:
    columns = ("date", "city", "country")
    return {name: sum(row[name] is not None for row in events) / max(1, len(events)) for name in columns}
