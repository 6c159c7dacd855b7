"""Agreements as the report shows them, each with its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.report.fragments import web_address
from pipeline.report.marking import Passage, passages
from pipeline.report.wording import country_name, spoken
from pipeline.rows import Row, Rows, Value, text, texts


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of an event, as written."""

    name: str
    position: str
    role: str


@dataclass(frozen=True, slots=True)
class Source:
    """One document that tells of the agreement."""

    agency: str
    published: str
    title: str
    lang: str
    url: str
    link: str | None
    original: str | None
    confidence: float
    passages: tuple[Passage, ...]
    people: tuple[Person, ...]
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One agreement; `sort_date` orders what is undated last, `change` is what the last run did to it.

    `related` is the key of the agreement that `relation` leads to; both are empty for most.
    """

    key: str
    date: str
    sort_date: str
    kind: str
    status: str
    title: str
    parties: tuple[str, ...]
    countries: tuple[str, ...]
    signatories: tuple[str, ...]
    fields: tuple[str, ...]
    place: str
    relation: str
    related: str
    confidence: float
    change: str
    sources: tuple[Source, ...]

    @property
    def agencies(self) -> tuple[str, ...]:
        return tuple(sorted({source.agency for source in self.sources}))


def records(rows: Rows, changed: Mapping[str, str]) -> list[Record]:
    """Every agreement, newest first; `changed` says by id what became of it in the last run."""
    told = _Told.of(rows)
    found = [_record(row, told, changed) for row in rows["agreements"]]
    return sorted(found, key=lambda record: (record.sort_date, record.key), reverse=True)


@dataclass(frozen=True, slots=True)
class _Told:
    """Rows by what they hang on."""

    documents: Mapping[str, Row]
    events: Mapping[str, list[Row]]
    evidence: Mapping[str, list[Row]]
    people: Mapping[str, list[Row]]
    activities: Mapping[str, list[Row]]
    agreement_of: Mapping[str, Value]

    @classmethod
    def of(cls, rows: Rows) -> _Told:
        return cls(
            {text(row, "doc_id"): row for row in rows["documents"]},
            _by(rows["events"], "cluster_id"),
            _by(rows["evidence"], "event_id"),
            _by(rows["signatories"], "event_id"),
            _by(rows["activities"], "event_id"),
            {text(row, "instrument_id"): row["agreement_id"] for row in rows["instruments"]},
        )

    def evidence_for(self, event_id: str, agreement_id: str) -> Iterator[Row]:
        """The event's evidence without that of other instruments signed on the same occasion."""
        for row in self.evidence.get(event_id, ()):
            of_instrument = row["table"] == "instruments"
            if not of_instrument or self.agreement_of[text(row, "row_key")] == agreement_id:
                yield row


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[text(row, column)].append(row)
    return found


def _record(row: Row, told: _Told, changed: Mapping[str, str]) -> Record:
    key = text(row, "agreement_id")
    sources = [_source(event, key, told) for event in told.events[text(row, "cluster_id")]]
    place = [str(row["city"] or ""), country_name(str(row["country"] or ""))]
    return Record(
        key=key,
        date=str(row["date"] or ""),
        sort_date=str(row["date_start"] or ""),
        kind=spoken(str(row["type"] or "unnamed instrument")),
        status=spoken(text(row, "status")),
        title=str(row["title"] or ""),
        parties=tuple(texts(row, "parties")),
        countries=tuple(map(country_name, texts(row, "countries"))),
        signatories=tuple(texts(row, "signatories")),
        fields=tuple(map(spoken, texts(row, "fields"))),
        place=", ".join(part for part in place if part),
        relation=spoken(str(row["relation"] or "")),
        related=str(row["related_id"] or ""),
        confidence=max(source.confidence for source in sources),
        change=changed.get(key, ""),
        sources=tuple(sorted(sources, key=lambda source: (source.published or "~", source.url))),
    )


def _source(event: Row, agreement_id: str, told: _Told) -> Source:
    document, event_id = told.documents[text(event, "doc_id")], text(event, "event_id")
    url, original = text(document, "url"), event["source_url"]
    return Source(
        agency=text(document, "agency"),
        published=str(document["published"] or ""),
        title=str(document["title"] or url),
        lang=text(document, "lang"),
        url=url,
        link=web_address(url),
        original=web_address(str(original)) if original else None,
        confidence=float(str(event["confidence"])),
        passages=tuple(passages(told.evidence_for(event_id, agreement_id), url)),
        people=tuple(_person(row) for row in told.people.get(event_id, ())),
        activities=tuple(text(row, "text") for row in told.activities.get(event_id, ())),
    )


def _person(row: Row) -> Person:
    position = ", ".join(str(part) for part in (row["title"], row["organization"]) if part)
    return Person(text(row, "name"), position, text(row, "role"))
