"""The `agreements` table: one row for each instrument of a signing or announcement, all sources merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline import edtf, merging
from pipeline.identifiers import Ordinals, agreement_id, normalized_name
from pipeline.rows import Row, Rows, Value, issue, text

_SUBJECT = ("signing", "announcement")
_CJK = ("\u3400", "\u9fff")


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
        published = self.document["published"] or "~"
        return str(published), text(self.document, "doc_id"), text(self.event, "event_id")


@dataclass(slots=True)
class Agreement:
    """One instrument as its sources tell it: an instrument row each, with the language it is in."""

    kind: str | None
    told: list[tuple[Row, str]] = field(default_factory=list)

    def takes(self, instrument: Row) -> bool:
        """Whether the instrument can be this one: same kind, and titles that do not contradict."""
        return self.kind == instrument["type"] and all(
            _titles_agree(other, instrument) for other, _ in self.told
        )


def add_agreements(rows: Rows) -> None:
    """Fills `agreements` and `instruments.agreement_id`, and adds an issue where sources differ."""
    for cluster, sources in sorted(_clusters(rows).items()):
        ordinals = Ordinals()
        for agreement in _instruments(sources):
            key = agreement_id(cluster, agreement.kind, ordinals.of(agreement.kind))
            for instrument, _ in agreement.told:
                instrument["agreement_id"] = key
            rows["agreements"].append(_row(key, agreement, sources))
        rows["issues"].extend(_differences(sources))


def _clusters(rows: Rows) -> dict[str, list[Source]]:
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
    return clusters


def _hang(rows: list[Row], sources: dict[str, Source], where: Callable[[Source], list[Row]]) -> None:
    for row in rows:
        if source := sources.get(text(row, "event_id")):
            where(source).append(row)


def _instruments(sources: list[Source]) -> list[Agreement]:
    """What was signed, each once; a cluster in which no source names an instrument has one without a kind."""
    found: list[Agreement] = []
    for source in sources:
        lang = text(source.document, "lang")
        taken: list[Agreement] = []
        for instrument in source.instruments:
            agreement = next((a for a in found if not _is_in(a, taken) and a.takes(instrument)), None)
            if agreement is None:
                kind = instrument["type"]
                agreement = Agreement(kind if isinstance(kind, str) else None)
                found.append(agreement)
            agreement.told.append((instrument, lang))
            taken.append(agreement)
    return found or [Agreement(None)]


def _is_in(agreement: Agreement, agreements: list[Agreement]) -> bool:
    return any(agreement is other for other in agreements)


def _titles_agree(a: Row, b: Row) -> bool:
    """Titles in different scripts cannot be compared, and one without a title fits any."""
    first, second = a["title"], b["title"]
    if first is None or second is None or _is_chinese(str(first)) != _is_chinese(str(second)):
        return True
    one, other = _words(str(first)), _words(str(second))
    return len(one & other) >= 0.7 * min(len(one), len(other))


def _is_chinese(title: str) -> bool:
    return any(_CJK[0] <= char <= _CJK[1] for char in title)


def _words(title: str) -> set[str]:
    name = normalized_name(title)
    return set(name.replace(" ", "")) if _is_chinese(title) else set(name.split())


def _row(key: str, agreement: Agreement, sources: list[Source]) -> Row:
    day = merging.most_precise([_text(source.event["date"]) for source in sources])
    when = edtf.parse(day)
    statuses = [text(row, "status") for row, _ in agreement.told]
    parties = _parties(sources)
    return {
        "agreement_id": key,
        "type": agreement.kind,
        "title": merging.first_told(_text(row["title"]) for row, _ in agreement.told),
        "title_en": merging.first_told(
            _text(r["title"]) for r, lang in agreement.told if lang.startswith("en")
        ),
        "status": merging.most_told(statuses or [_status_of(sources[0])]),
        "date": day,
        "date_start": when.start,
        "date_end": when.end,
        "date_precision": when.precision,
        "city": merging.first_told(_text(source.event["city"]) for source in sources),
        "country": merging.first_told(_text(source.event["country"]) for source in sources),
        "parties": [text(row, "canonical_name") for row in parties],
        "party_ids": [text(row, "party_id") for row in parties],
        "countries": merging.each_once([str(row["country"])] for row in parties if row["country"]),
        "signatories": merging.longest([_signers(source) for source in sources]),
        "fields": merging.each_field([text(row, "field") for row in source.fields] for source in sources),
        **_provenance(sources),
    }


def _provenance(sources: list[Source]) -> Row:
    urls = merging.each_once([text(source.document, "url")] for source in sources)
    published = [_text(source.document["published"]) for source in sources]
    return {"n_sources": len(urls), "urls": urls, "first_published": merging.first_told(published)}


def _parties(sources: list[Source]) -> list[Row]:
    rows = (row for source in sources for row in source.parties)
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(text(row, "party_id"), row)
    return list(first.values())


def _signers(source: Source) -> list[str]:
    return [text(row, "canonical_name") for row in source.people if row["role"] == "signatory"]


def _status_of(source: Source) -> str:
    return "planned" if source.event["type"] == "announcement" else "signed"


def _differences(sources: list[Source]) -> Iterator[Row]:
    first = sources[0]
    for column in ("country", "date"):
        values = [_text(source.event[column]) for source in sources]
        if merging.differ(_comparable(column, values)):
            told = ", ".join(sorted({value for value in values if value}))
            message = f"sources of one {first.event['type']} differ in {column}: {told}"
            yield issue(
                "warning",
                "sources_differ",
                message,
                text(first.document, "doc_id"),
                text(first.event, "event_id"),
            )


def _comparable(column: str, values: Iterable[str | None]) -> list[str | None]:
    """Dates contradict each other only where both name a day."""
    return [v for v in values if column != "date" or edtf.parse(v).precision == "day"]


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
