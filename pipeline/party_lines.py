"""Predecessor and successor named in one event are one party: AQSIQ, today SAMR."""

from __future__ import annotations

from collections import defaultdict

from pipeline import edtf
from pipeline.families import Families
from pipeline.rows import Row, Rows, text


def join_lines(rows: Rows, families: Families) -> None:
    """Leaves one party of each line of bodies in an event: the one that existed then, else the first."""
    dates = {text(row, "event_id"): row["date"] for row in rows["events"]}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows["parties"]:
        groups[text(row, "event_id"), families.line(text(row, "party_id"))].append(row)
    kept_as: dict[tuple[str, str], str] = {}
    kept: list[Row] = []
    for (event, _), parties in groups.items():
        told = dates[event]
        best = _existing(parties, told if isinstance(told, str) else None, families)
        kept.append(best)
        gone = (text(party, "party_id") for party in parties if party is not best)
        kept_as |= {(event, key): text(best, "party_id") for key in gone}
    if kept_as:
        rows["parties"] = kept
        _rename(rows, kept_as)


def _existing(parties: list[Row], date: str | None, families: Families) -> Row:
    year = edtf.parse(date).start
    if year is None:
        return parties[0]
    fitting = (p for p in parties if families.existed(text(p, "party_id"), year.year))
    return next(fitting, parties[0])


def _rename(rows: Rows, kept_as: dict[tuple[str, str], str]) -> None:
    for row in rows["signatories"]:
        row["party_id"] = kept_as.get((text(row, "event_id"), str(row["party_id"])), row["party_id"])
    seen: set[tuple[str, ...]] = set()
    evidence = []
    for row in rows["evidence"]:
        if row["table"] == "parties":
            row["row_key"] = kept_as.get((text(row, "event_id"), text(row, "row_key")), row["row_key"])
        key = tuple(str(row[c]) for c in ("event_id", "table", "column", "row_key", "start", "end"))
        if key not in seen:
            seen.add(key)
            evidence.append(row)
    rows["evidence"] = evidence
