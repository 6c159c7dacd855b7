"""Applies a person's decisions to rows on their way to the tables, and tells which no longer apply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import edtf
from pipeline.codes import CORRECTED, cameo
from pipeline.columns import Column
from pipeline.corrections import Correction
from pipeline.errors import ContractError
from pipeline.rows import Row, Rows, Value, issue, text
from pipeline.schema import BY_NAME

_SETTABLE = {
    "events": ("type", "date", "city", "country"),
    "parties": ("party_id", "country"),
    "signatories": ("name", "title", "organization", "country", "role"),
    "instruments": ("type", "title", "count", "status"),
}
_NULL = ""


class Corrector:
    """Decisions with what became of them; each method returns nothing and changes the rows it is given."""

    def __init__(self, corrections: Sequence[Correction], bodies: Iterable[Row] = ()) -> None:
        self._corrections = corrections
        self._bodies: Mapping[str, Row] = {text(row, "body_id"): row for row in bodies}
        self._by_id: dict[str, list[Correction]] = defaultdict(list)
        for correction in corrections:
            for key in {correction.id, correction.doc_id} - {""}:
                self._by_id[key].append(correction)
        self._applied: dict[str, Row] = {}
        self._why: dict[str, str] = {}

    def on_document(self, rows: Rows) -> None:
        """Sets values and drops events of one document's rows, and renames parties that are known by now."""
        events = {text(row, "event_id"): row for row in rows["events"]}
        keys = [*events, *(text(row, "doc_id") for row in rows["documents"])]
        concerned = dict.fromkeys(c for key in keys for c in self._by_id.get(key, ()))
        for correction in concerned:
            if correction.action not in ("set", "drop"):
                continue
            key = _found(correction, rows["events"])
            if key is not None and correction.action == "drop":
                self._note(correction, key)
                _drop(rows, key)
            elif key is not None:
                self._set(correction, rows, events[key])
        for party in rows["parties"]:
            for correction in self._by_id.get(text(party, "party_id"), ()):
                if correction.action == "same":
                    self._as_body(rows, party, correction.other_id)
                    self._note(correction, None)

    def pairs(self, action: str, prefix: str) -> frozenset[frozenset[str]]:
        """The pairs of events (`e-`) or persons (`p-`) that are, or are not, the same."""
        return frozenset(c.pair for c in self._of(action) if c.id.startswith(prefix))

    def note_pairs(self, prefix: str, known: Iterable[str]) -> None:
        """Marks the decisions on pairs whose two sides are known as applied."""
        names = set(known)
        for correction in self._of("same", "not_same"):
            if correction.id.startswith(prefix) and correction.pair <= names:
                self._note(correction, correction.id if prefix == "e-" else None)

    def accept(self, rows: Rows) -> None:
        """Takes the issues of accepted events away, or those of a document that are about no event."""
        documents = {text(row, "doc_id") for row in rows["documents"]}
        for correction in self._of("accept"):
            event = _found(correction, rows["events"])
            if event is None and correction.id not in documents:
                continue
            mine = (event, None) if event else (None, correction.id)
            gone = [
                row
                for row in rows["issues"]
                if (row["event_id"], None if event else row["doc_id"]) == mine
                and correction.column in ("", row["code"])
            ]
            if gone or not correction.column:
                self._note(correction, event)
            rows["issues"] = [row for row in rows["issues"] if row not in gone]

    def finish(self, rows: Rows) -> None:
        """Fills the table `corrections`, marks the evidence, and adds an error for each that did nothing."""
        rows["corrections"] = list(self._applied.values())
        for correction in self._corrections:
            if correction.correction_id not in self._applied:
                why = self._why.get(correction.correction_id, "what it is about is no longer there")
                what = " ".join(filter(None, (correction.action, correction.id, correction.other_id)))
                message = f"the correction `{what}` ({correction.column or 'whole'}) no longer applies: {why}"
                rows["issues"].append(issue("error", "correction_not_applied", message))

    def _of(self, *actions: str) -> Iterator[Correction]:
        return (correction for correction in self._corrections if correction.action in actions)

    def _note(self, correction: Correction, event_id: str | None, before: str | None = None) -> None:
        table, _, column = correction.column.partition(".")
        setting = correction.action == "set"
        self._applied[correction.correction_id] = {
            "correction_id": correction.correction_id,
            "action": correction.action,
            "event_id": None if correction.action == "drop" else event_id,
            "id": correction.id,
            "other_id": correction.other_id or None,
            "table": table if setting else None,
            "column": column if setting else None,
            "row_key": (correction.row_key or None) if setting else None,
            "before": before,
            "after": (correction.after or None) if setting else None,
            "by": correction.by or None,
            "decided": correction.decided or None,
            "reason": correction.reason or None,
        }

    def _set(self, correction: Correction, rows: Rows, event: Row) -> None:
        table, _, name = correction.column.partition(".")
        if name not in _SETTABLE.get(table, ()):
            raise ContractError(f"corrections.csv sets {correction.column}, which cannot be set")
        key = text(event, "event_id")
        row = _row(rows, table, key, correction.row_key)
        if row is None:
            self._why[correction.correction_id] = f"the event has no {table} row {correction.row_key!r}"
            return
        now = _written(row[name])
        if correction.before and correction.before != now:
            self._why[correction.correction_id] = f"{correction.before!r} is now {now!r}"
            return
        value = _value(correction, next(c for c in BY_NAME[table].columns if c.name == name))
        if table == "parties" and name == "party_id":
            self._as_body(rows, row, str(value))
        else:
            row[name] = value
        _follow(rows, event, correction.column)
        _mark(rows, key, table, name, correction)
        self._note(correction, key, now or None)

    def _as_body(self, rows: Rows, party: Row, body_id: str) -> None:
        body = self._bodies.get(body_id)
        if body is None:
            raise ContractError(f"corrections.csv names the body {body_id!r}, which the registry lacks")
        event, old = party["event_id"], party["party_id"]
        for row in rows["signatories"]:
            if (row["event_id"], row["party_id"]) == (event, old):
                row["party_id"] = body_id
        for row in rows["evidence"]:
            if (row["event_id"], row["table"], row["row_key"]) == (event, "parties", old):
                row["row_key"] = body_id
        name = body["name_en"] or body["name_zh"] or body_id
        party |= {"party_id": body_id, "canonical_name": name, "matched_by": "correction"}
        party["country"] = body["country"]
        rows["issues"] = [
            row
            for row in rows["issues"]
            if (row["event_id"], row["code"]) != (event, "unresolved_party")
            or repr(party["name"]) not in str(row["message"])
        ]


def _found(correction: Correction, events: Iterable[Row]) -> str | None:
    """The event meant: by its id, or the only one of its kind in the document."""
    listed = list(events)
    if any(row["event_id"] == correction.id for row in listed):
        return correction.id
    if not correction.doc_id:
        return None
    alike = [row for row in listed if (row["doc_id"], row["type"]) == (correction.doc_id, correction.type)]
    return text(alike[0], "event_id") if len(alike) == 1 else None


def _row(rows: Rows, table: str, event: str, row_key: str) -> Row | None:
    mine = [row for row in rows[table] if row["event_id"] == event]
    key = BY_NAME[table].row_key
    if row_key and table != "events":
        return next((row for row in mine if key and row[key] == row_key), None)
    return mine[0] if len(mine) == 1 else None


def _value(correction: Correction, column: Column) -> Value:
    """The value as the column holds it. Raises ContractError for one that it cannot hold."""
    if correction.after == _NULL:
        if not column.nullable:
            raise ContractError(f"corrections.csv empties {correction.column}, which always has a value")
        return None
    try:
        if column.name == "date":
            edtf.parse(correction.after)
        return int(correction.after) if column.kind == "integer" else correction.after
    except ValueError as error:
        raise ContractError(f"corrections.csv sets {correction.column}: {error}") from error


def _written(value: Value) -> str:
    return "" if value is None else str(value)


def _follow(rows: Rows, event: Row, column: str) -> None:
    """What depends on the value that was set."""
    if column == "events.date":
        date = event["date"]
        when = edtf.parse(date if isinstance(date, str) else None)
        event["date_basis"] = CORRECTED
        event |= {"date_start": when.start, "date_end": when.end, "date_precision": when.precision}
    statuses = {text(r, "status") for r in rows["instruments"] if r["event_id"] == event["event_id"]}
    event["cameo"] = cameo(text(event, "type"), statuses)


def _mark(rows: Rows, event: str, table: str, column: str, correction: Correction) -> None:
    """Evidence of what was read says which correction took its place."""
    for row in rows["evidence"]:
        mine = (row["event_id"], row["table"], row["column"]) == (event, table, column)
        if mine and (not correction.row_key or table == "events" or row["row_key"] == correction.row_key):
            row["correction_id"] = correction.correction_id


def _drop(rows: Rows, event: str) -> None:
    for name in BY_NAME:
        if name not in ("documents", "bodies", "agreements", "corrections"):
            rows[name] = [row for row in rows[name] if row["event_id"] != event]
    for row in rows["documents"]:
        row["n_events"] = len(rows["events"])
