"""What the tables say about each other beyond keys: counts, spans and what evidence points at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.schema import BY_NAME, TABLES

Frames = Mapping[str, pd.DataFrame]


def disagreements(frames: Frames) -> Iterator[str]:
    """One line for each promise that rows break. The rows must hold to the schema already."""
    for found in (_dates(frames), _counts(frames), _agreements(frames), _evidence(frames)):
        yield from found


def _dates(frames: Frames) -> Iterator[str]:
    for name in ("agreements", "events"):
        rows = frames[name]
        if wrong := int((rows["date_start"] > rows["date_end"]).sum()):
            yield f"{name}: date_start is after date_end in {wrong} rows"


def _counts(frames: Frames) -> Iterator[str]:
    documents = frames["documents"].set_index("doc_id")["n_events"]
    found = frames["events"]["doc_id"].value_counts().reindex(documents.index, fill_value=0)
    if wrong := int((documents != found).sum()):
        yield f"documents.n_events: {wrong} documents have another number of events"
    agreements = frames["agreements"]
    if wrong := int((agreements["n_sources"] != _lengths(agreements["urls"])).sum()):
        yield f"agreements.n_sources: {wrong} agreements have another number of urls"


def _agreements(frames: Frames) -> Iterator[str]:
    rows = frames["agreements"]
    if wrong := int((_lengths(rows["parties"]) != _lengths(rows["party_ids"])).sum()):
        yield f"agreements.party_ids: {wrong} agreements have not one id for each party"
    lost = set(rows["party_ids"].explode().dropna()) - set(frames["parties"]["party_id"])
    if lost:
        yield f"agreements.party_ids: {min(lost)} is no party of an event"
    if lost := set(rows["cluster_id"]) - set(frames["events"]["cluster_id"]):
        yield f"agreements.cluster_id: {min(lost)} is on no event"


def _evidence(frames: Frames) -> Iterator[str]:
    rows = frames["evidence"]
    wrong = (rows["start"] > rows["end"]) | (rows["mark_start"] >= rows["mark_end"])
    wrong |= rows["mark_end"] > rows["sentence"].str.len()
    if count := int(wrong.sum()):
        yield f"evidence: {count} rows mark no part of their sentence"
    pointing = set(rows[["table", "column"]].itertuples(index=False, name=None))
    for table, column in sorted(pointing):
        if table not in BY_NAME or column not in BY_NAME[table].column_names or not BY_NAME[table].row_key:
            yield f"evidence: there is no {table}.{column} that evidence could be for"
    for told in TABLES:
        if told.row_key:
            own = rows[rows["table"] == told.name]
            known = _pairs(frames[told.name], told.row_key)
            if lost := _pairs(own, "row_key") - known:
                event, key = min(lost)
                yield f"evidence: {told.name} has no row {key} of event {event}"


def _pairs(rows: pd.DataFrame, key: str) -> set[tuple[str, str]]:
    return set(rows[["event_id", key]].itertuples(index=False, name=None))


def _lengths(lists: pd.Series[list[str]]) -> pd.Series[int]:
    return lists.map(len).astype("int64")
