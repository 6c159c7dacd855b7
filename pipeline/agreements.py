"""The `agreements` table: one row for each instrument of a signing or announcement, all sources merged."""

from __future__ import annotations

from pipeline import edtf, merging
from pipeline.differences import differences
from pipeline.families import Families
from pipeline.identifiers import Ordinals, agreement_id
from pipeline.identities import Identities
from pipeline.instruments import Agreement, agreements_of, kinds_told
from pipeline.relations import add_relations
from pipeline.rows import Row, Rows, Value, text
from pipeline.sources import Source, sources_by_cluster


def add_agreements(rows: Rows, families: Families, identities: Identities) -> None:
    """Fills `agreements` and `instruments.agreement_id`, and adds an issue where sources differ."""
    made: list[tuple[Agreement, list[Source], str]] = []
    for cluster, sources in sources_by_cluster(rows).items():
        agreements = agreements_of(sources)
        ordinals = Ordinals()
        for agreement in agreements:
            fresh = agreement_id(cluster, agreement.kind, ordinals.of(agreement.kind))
            made.append((agreement, sources, fresh))
        rows["issues"].extend(differences(sources, agreements))
    members = [_members(agreement, sources) for agreement, sources, _ in made]

    def fresh_id(number: int, unique: bool) -> str:
        return agreement_id(members[number][0], None, 0) if unique else made[number][2]

    for (agreement, sources, _), key in zip(
        made, identities.assign("agreement", members, fresh_id), strict=True
    ):
        for instrument, _ in agreement.told:
            instrument["agreement_id"] = key
        rows["agreements"].append(_row(key, agreement, sources))
    add_relations(rows, families)


def _members(agreement: Agreement, sources: list[Source]) -> list[str]:
    """What an agreement is remembered by: its instruments, or the events that name none."""
    told = [text(row, "instrument_id") for row, _ in agreement.told]
    return told or [text(source.event, "event_id") for source in sources]


def _row(key: str, agreement: Agreement, sources: list[Source]) -> Row:
    """Every column by its rule of `pipeline.merging`, over the sources in order of publication."""
    day = merging.most_precise([_text(source.event["date"]) for source in sources])
    when = edtf.parse(day)
    statuses = [text(row, "status") for row, _ in agreement.told]
    kinds = list(kinds_told(agreement))
    parties = _parties(sources)
    english = (_text(row["title"]) for row, lang in agreement.told if lang.startswith("en"))
    return {
        "agreement_id": key,
        "cluster_id": sources[0].event["cluster_id"],
        "type": merging.most_told(kinds) if kinds else agreement.kind,
        "title": merging.first_told(_text(row["title"]) for row, _ in agreement.told),
        "title_en": merging.first_told(english),
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
        "signatories": merging.longest([source.signers for source in sources]),
        "fields": merging.each_field([text(row, "field") for row in source.fields] for source in sources),
        **_provenance(sources),
        "relation": None,
        "related_id": None,
    }


def _provenance(sources: list[Source]) -> Row:
    urls = merging.each_once([text(source.document, "url")] for source in sources)
    published = [_text(source.document["published"]) for source in sources]
    return {
        "confidence": max(float(str(source.event["confidence"])) for source in sources),
        "agencies": sorted({text(source.document, "agency") for source in sources}),
        "n_sources": len(urls),
        "urls": urls,
        "first_published": merging.first_told(published),
    }


def _parties(sources: list[Source]) -> list[Row]:
    """The parties of the source that names most, in its order.

    Not all that any source names: one that names a ministry and one that names its agency mean one party.
    """
    best = max(sources, key=lambda source: (len(source.parties), _n_known(source)))
    return best.parties


def _n_known(source: Source) -> int:
    return sum(row["matched_by"] != "none" for row in source.parties)


def _status_of(source: Source) -> str:
    return "planned" if source.event["type"] == "announcement" else "signed"


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
