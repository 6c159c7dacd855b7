"""The rows of one event, each value with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.events import Coded, Event, Instrument, Mention, Party, Person, WorkingGroup
from fetchers.documents import Document
from pipeline import edtf
from pipeline.codes import cameo
from pipeline.identifiers import (
    Ordinals,
    canonical_person,
    instrument_id,
    lone_cluster_id,
    normalized_name,
    person_id,
)
from pipeline.plain_text import plain, plain_or_none
from pipeline.quoting import Sentences
from pipeline.resolving import Resolved, Resolver
from pipeline.rows import Row, Rows, issue


@dataclass(slots=True)
class EventSheet:
    """Writes one event's rows into `rows`."""

    rows: Rows
    doc_id: str
    event_id: str
    document: Document
    sentences: Sentences
    resolve: Resolver
    _parties: dict[str, Resolved] = field(default_factory=dict)
    _party_by_name: dict[str, Resolved] = field(default_factory=dict)
    _noted: set[tuple[str, str, str, int, int]] = field(default_factory=set)

    def write(self, event: Event) -> None:
        self._event(event)
        for party in event.parties:
            self._party(party, event)
        for person in event.people:
            self._person(person)
        self._instruments(event.instruments)
        for coded in event.fields:
            self._coded("fields", "field", coded)
        for coded in event.activities:
            self._activity(coded)
        for group in event.working_groups:
            self._working_group(group)
        self.rows["issues"] += self._doubts(event)

    def _event(self, event: Event) -> None:
        when = edtf.parse(event.date.edtf)
        self.rows["events"].append(
            {
                "event_id": self.event_id,
                "doc_id": self.doc_id,
                "cluster_id": lone_cluster_id(self.event_id),
                "type": event.type,
                "cameo": cameo(event.type, {i.status for i in event.instruments}),
                "date": event.date.edtf,
                "date_start": when.start,
                "date_end": when.end,
                "date_precision": when.precision,
                "date_basis": event.date.basis,
                "city": _first([event.place.city] if event.place else []),
                "country": event.place.country if event.place else None,
                "confidence": round(event.confidence, 4),
                "source_url": plain_or_none(event.source_url),
            }
        )
        self._evidence("events", "type", self.event_id, [event.sentence])
        if event.date.mention:
            self._evidence("events", "date", self.event_id, [event.date.mention])
        if event.place:
            self._evidence("events", "city", self.event_id, [event.place.city])

    def _party(self, party: Party, event: Event) -> None:
        names = _plain_texts(party.names)
        if not names:
            return
        near = [name for other in event.parties if other is not party for name in _plain_texts(other.names)]
        body = self.resolve(names, party.country, near)
        self._party_by_name.update({normalized_name(name): body for name in names})
        self._evidence("parties", "name", body.party_id, party.names)
        if body.party_id in self._parties:
            return
        self._parties[body.party_id] = body
        self._add(
            "parties",
            party_id=body.party_id,
            name=names[0],
            canonical_name=body.canonical_name,
            country=body.country,
            matched_by=body.matched_by,
        )
        if not body.known:
            self._issue("info", "unresolved_party", f"{names[0]!r} is not in the registry of bodies")

    def _person(self, person: Person) -> None:
        name, organization = _first(person.names), _first(person.organizations)
        if name is None:
            return
        body = self._acts_for(person)
        country = person.country or (body.country if body else None)
        key = person_id(name, country, body.party_id if body else organization)
        if self._has("signatories", "person_id", key):
            return
        self._add(
            "signatories",
            person_id=key,
            name=name,
            canonical_name=canonical_person(name),
            title=_first(person.titles),
            organization=organization,
            party_id=body.party_id if body else None,
            country=country,
            role=person.role,
        )
        self._evidence("signatories", "name", key, person.names)
        self._evidence("signatories", "title", key, person.titles)
        self._evidence("signatories", "organization", key, person.organizations)

    def _acts_for(self, person: Person) -> Resolved | None:
        """The party of this event that one of the person's organizations is a form of."""
        names = _plain_texts(person.organizations)
        for name in names:
            if found := self._party_by_name.get(normalized_name(name)):
                return found
        return self._parties.get(self.resolve(names, person.country, ()).party_id) if names else None

    def _instruments(self, instruments: Sequence[Instrument]) -> None:
        ordinals = Ordinals()
        for instrument in instruments:
            title = _first([instrument.title] if instrument.title else [])
            # Counted as the id compares them: titles may differ in punctuation alone.
            ordinal = ordinals.of(instrument.type, title and normalized_name(title))
            key = instrument_id(self.event_id, instrument.type, title, ordinal)
            self._add(
                "instruments",
                instrument_id=key,
                agreement_id=None,
                type=instrument.type,
                title=title,
                count=instrument.count,
                status=instrument.status,
            )
            self._evidence("instruments", "type", key, [instrument.mention])
            if instrument.title:
                self._evidence("instruments", "title", key, [instrument.title])

    def _coded(self, table: str, column: str, coded: Coded) -> None:
        if not self._has(table, column, coded.code):
            self._add(table, **{column: coded.code})
        self._evidence(table, column, coded.code, [coded.mention])

    def _activity(self, coded: Coded) -> None:
        promise = plain(coded.mention.text)
        if promise and not self._has("activities", "text", promise):
            self._add("activities", activity=coded.code, text=promise)
            self._evidence("activities", "text", promise, [coded.mention])

    def _working_group(self, group: WorkingGroup) -> None:
        name = plain(group.name.text)
        if not name or self._has("working_groups", "name", name):
            return
        self._add("working_groups", name=name, contacts=_plain_texts(group.contacts))
        self._evidence("working_groups", "name", name, [group.name])
        self._evidence("working_groups", "contacts", name, group.contacts)

    def _doubts(self, event: Event) -> list[Row]:
        doubts = []
        if event.type == "signing" and not event.instruments:
            doubts.append(("warning", "signing_without_instrument", "a signing, but no instrument was found"))
        if event.type == "signing" and event.date.edtf is None:
            doubts.append(("info", "undated_signing", "the text gives this signing no date"))
        if len(self._parties) < 2:
            doubts.append(("warning", "one_party", "fewer than two parties were found"))
        if self._is_after_publication(event):
            doubts.append(("warning", "date_after_publication", f"{event.date.edtf} is after publication"))
        return [issue(*doubt, self.doc_id, self.event_id) for doubt in doubts]

    def _is_after_publication(self, event: Event) -> bool:
        happened = edtf.parse(event.date.edtf).start
        published = edtf.parse(self.document.published).end
        return bool(event.type != "announcement" and happened and published and happened > published)

    def _has(self, table: str, column: str, value: str) -> bool:
        mine = (row for row in reversed(self.rows[table]) if row["event_id"] == self.event_id)
        return any(row[column] == value for row in mine)

    def _add(self, table: str, **values: str | int | list[str] | None) -> None:
        self.rows[table].append({"event_id": self.event_id, **values})

    def _issue(self, severity: str, code: str, message: str) -> None:
        self.rows["issues"].append(issue(severity, code, message, self.doc_id, self.event_id))

    def _evidence(self, table: str, column: str, row_key: str, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            said = plain(mention.text)
            key = (table, column, row_key, mention.start, mention.end)
            if key in self._noted or not said:
                continue
            self._noted.add(key)
            quote = self.sentences.around(mention.start, mention.end, said)
            row: Row = {
                "event_id": self.event_id,
                "table": table,
                "column": column,
                "row_key": row_key,
                "doc_id": self.doc_id,
                "start": mention.start,
                "end": mention.end,
                "text": said,
                "sentence": quote.sentence,
                "mark_start": quote.start,
                "mark_end": quote.end,
                "correction_id": None,
            }
            self.rows["evidence"].append(row)


def _plain_texts(mentions: Sequence[Mention]) -> list[str]:
    """What of the mentions can stand in a cell."""
    return [text for mention in mentions if (text := plain(mention.text))]


def _first(mentions: Sequence[Mention]) -> str | None:
    return next(iter(_plain_texts(mentions)), None)
