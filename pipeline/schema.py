"""The dataset's contract: every table, column, code list and key, stated once.

Arrow schemas, checks, datapackage.json, the data dictionary and the types of `pipeline.load` are all
derived from `TABLES`. Whoever changes a column raises `VERSION`: readers compare it.
"""

from __future__ import annotations

from pipeline.codes import (
    BASES,
    CORRECTED,
    EVENT_TYPES,
    FIELDS,
    INSTRUMENT_TYPES,
    MATCHED_BY,
    PRECISIONS,
    RELATIONS,
    ROLES,
    SEVERITIES,
    STATUSES,
    SURE,
)
from pipeline.columns import Column, ForeignKey, Table
from pipeline.corrections import ACTIONS

VERSION = "1.3.0"

ID = r"[a-z][0-9a-z]*([-_.][0-9a-z]+)*"
COUNTRY = r"[A-Z]{2}|INT"
EDTF = r"[0-9XYE~?%/.\-]+"


def _id(name: str, description: str, *, nullable: bool = False) -> Column:
    return Column(name, description, nullable=nullable, pattern=ID)


def _country(description: str) -> Column:
    return Column("country", f"{description} (ISO 3166-1 alpha-2)", nullable=True, pattern=COUNTRY)


def _when(subject: str) -> tuple[Column, ...]:
    return (
        Column("date", f"When {subject}, as EDTF (ISO 8601-2)", nullable=True, pattern=EDTF),
        Column("date_start", "First day that the date allows", "date", nullable=True),
        Column("date_end", "Last day that the date allows", "date", nullable=True),
        Column("date_precision", "How precise the date is", values=PRECISIONS),
    )


_EVENT_ID = _id("event_id", "The event")
_TO_EVENT = ForeignKey(("event_id",), "events", ("event_id",))
_TO_DOCUMENT = ForeignKey(("doc_id",), "documents", ("doc_id",))

AGREEMENTS = Table(
    "agreements",
    "one instrument, all sources merged: what analysts open first",
    (
        _id("agreement_id", "The agreement"),
        _id("cluster_id", "The events that tell of it: those with this `events.cluster_id`"),
        Column(
            "type",
            "Kind of instrument; null if no source names it",
            nullable=True,
            values=INSTRUMENT_TYPES,
        ),
        Column("title", "Title as written in the first source that gives one", nullable=True),
        Column("title_en", "Title as written in the first source in English", nullable=True),
        Column("status", "What became of it, as most sources tell", values=STATUSES),
        *_when("it was signed or announced"),
        Column("city", "City of the signing as written", nullable=True),
        _country("Country of the signing"),
        Column("parties", "Canonical names of the parties", "list"),
        Column("party_ids", "Ids of the parties, in the order of `parties`", "list"),
        Column("countries", "Countries of the parties, each once; `INT` for international bodies", "list"),
        Column("signatories", "Names of those who signed, as the source with most of them tells", "list"),
        Column("fields", "Fields of cooperation", "list", values=FIELDS),
        Column(
            "confidence",
            "Chance that the record is right, of the source of which that is most likely",
            "number",
            minimum=0.0,
            maximum=1.0,
        ),
        Column("agencies", "Agencies that tell of it", "list"),
        Column("n_sources", "Number of documents that tell of it", "integer", minimum=1),
        Column("urls", "Addresses of those documents, first published first", "list"),
        Column(
            "first_published", "Earliest publication date of its sources (EDTF)", nullable=True, pattern=EDTF
        ),
        Column(
            "relation",
            "What it has to do with `related_id`: `renews` it, or is the same instrument told at another"
            " time: `plans` what was signed later, `brings_into_force` or `ends` what was signed before",
            nullable=True,
            values=RELATIONS,
        ),
        _id("related_id", "The agreement that `relation` is about", nullable=True),
    ),
    key=("agreement_id",),
    foreign_keys=(ForeignKey(("related_id",), "agreements", ("agreement_id",)),),
    sort=("date_start", "agreement_id"),
)

DOCUMENTS = Table(
    "documents",
    "one press release",
    (
        _id("doc_id", "The document"),
        Column("agency", "Name of the agency whose site it was read from"),
        Column("url", "Its address"),
        Column("lang", "Its language (BCP 47)"),
        Column("title", "Its title", nullable=True),
        Column(
            "published", "Publication date as precise as the page tells (EDTF)", nullable=True, pattern=EDTF
        ),
        Column("retrieved", "When this text was first retrieved (UTC)", "datetime"),
        Column("sha256", "SHA-256 of the page's bytes as archived", pattern="[0-9a-f]{64}"),
        Column("reader", "What read the page"),
        Column("n_chars", "Characters of its text", "integer", minimum=0),
        Column("n_events", "Events found in it", "integer", minimum=0),
        Column("archive", "Where its bytes lie in the archive", nullable=True),
    ),
    key=("doc_id",),
    sort=("published", "doc_id"),
)

EVENTS = Table(
    "events",
    "one event in one document",
    (
        _EVENT_ID,
        _id("doc_id", "The document that tells of it"),
        _id("cluster_id", "Shared by all events that are the same, told in several documents"),
        Column("type", "Kind of event", values=EVENT_TYPES),
        Column("cameo", "CAMEO event code", pattern="[0-9]{3}"),
        *_when("it happened"),
        Column("date_basis", "How the date was known", values=(*BASES, CORRECTED)),
        Column("city", "City as written", nullable=True),
        _country("Country of the place"),
        Column("confidence", "Chance that the record is right", "number", minimum=0.0, maximum=1.0),
        Column("source_url", "Address of the article that a digest retells in this item", nullable=True),
    ),
    key=("event_id",),
    foreign_keys=(_TO_DOCUMENT,),
    sort=("doc_id", "date_start", "event_id"),
    row_key="event_id",
)

PARTIES = Table(
    "parties",
    "one party of an event",
    (
        _EVENT_ID,
        _id("party_id", "The body; `x-…` if the registry does not know it"),
        Column("name", "Fullest name as written"),
        Column("canonical_name", "Name in the registry, else as written"),
        _country("Country of the body, `INT` for an international or regional one"),
        Column("matched_by", "How the registry knew it; `none` if it did not", values=MATCHED_BY),
    ),
    key=("event_id", "party_id"),
    foreign_keys=(_TO_EVENT,),
    row_key="party_id",
)

SIGNATORIES = Table(
    "signatories",
    "one person of an event, whatever the role",
    (
        _EVENT_ID,
        _id("person_id", "The person"),
        Column("name", "Name as written, without honorifics"),
        Column("canonical_name", "Name in one form for all documents"),
        Column("title", "Position as written, without the organization", nullable=True),
        Column("organization", "What the person acts for, as written", nullable=True),
        _id("party_id", "The party that the person acts for", nullable=True),
        _country("Country of the body acted for"),
        Column("role", "`signatory` signed, `witness` looked on, `participant` met or spoke", values=ROLES),
    ),
    key=("event_id", "person_id"),
    foreign_keys=(
        _TO_EVENT,
        ForeignKey(("event_id", "party_id"), "parties", ("event_id", "party_id")),
    ),
    row_key="person_id",
)

INSTRUMENTS = Table(
    "instruments",
    "one instrument of an event",
    (
        _EVENT_ID,
        _id("instrument_id", "The instrument as told in this event"),
        _id("agreement_id", "The agreement it is; null for instruments only talked about", nullable=True),
        Column("type", "Kind of instrument", values=INSTRUMENT_TYPES),
        Column("title", "Title as written, without quotation marks", nullable=True),
        Column(
            "count", "How many of this type and title; null for several", "integer", nullable=True, minimum=1
        ),
        Column("status", "What became of it", values=STATUSES),
    ),
    key=("instrument_id",),
    foreign_keys=(_TO_EVENT, ForeignKey(("agreement_id",), "agreements", ("agreement_id",))),
    sort=("event_id", "instrument_id"),
    row_key="instrument_id",
)

FIELDS_TABLE = Table(
    "fields",
    "one field of cooperation of an event",
    (_EVENT_ID, Column("field", "Code of the field", values=FIELDS)),
    key=("event_id", "field"),
    foreign_keys=(_TO_EVENT,),
    row_key="field",
)

ACTIVITIES = Table(
    "activities",
    "one promised activity",
    (_EVENT_ID, Column("activity", "Kind of activity"), Column("text", "The promise as written")),
    key=("event_id", "activity", "text"),
    foreign_keys=(_TO_EVENT,),
    row_key="text",
)

WORKING_GROUPS = Table(
    "working_groups",
    "one body that the parties set up",
    (
        _EVENT_ID,
        Column("name", "Its name as written"),
        Column("contacts", "Its points of contact as written", "list"),
    ),
    key=("event_id", "name"),
    foreign_keys=(_TO_EVENT,),
    row_key="name",
)

EVIDENCE = Table(
    "evidence",
    "one value's source in the document",
    (
        _EVENT_ID,
        Column("table", "Table of the value"),
        Column("column", "Column of the value"),
        Column(
            "row_key", "What tells the row from others of the event: its `party_id`, `person_id`, `field`, …"
        ),
        _id("doc_id", "The document"),
        Column("start", "First character in the document's text, from 0", "integer", minimum=0),
        Column("end", "Character after the last", "integer", minimum=0),
        Column("text", "What stands there"),
        Column("sentence", "The sentence or sentences in which it stands, on one line"),
        Column("mark_start", "First character of what was read in `sentence`, from 0", "integer", minimum=0),
        Column("mark_end", "Character of `sentence` after the last", "integer", minimum=0),
        _id(
            "correction_id",
            "The correction that took the place of what was read here; null for values as read",
            nullable=True,
        ),
    ),
    key=("event_id", "table", "column", "row_key", "start", "end"),
    foreign_keys=(_TO_EVENT, _TO_DOCUMENT, ForeignKey(("correction_id",), "corrections", ("correction_id",))),
)

CORRECTIONS = Table(
    "corrections",
    "one decision of a person that changed this dataset",
    (
        _id("correction_id", "The correction"),
        Column("action", "What was decided (docs/corrections.md)", values=ACTIONS),
        _id("event_id", "The event it is about; null if it dropped it or is about persons", nullable=True),
        Column("id", "Id that it names"),
        Column("other_id", "Second id of a pair", nullable=True),
        Column("table", "Table of the value that was set", nullable=True),
        Column("column", "Column of the value that was set", nullable=True),
        Column("row_key", "Which row of the event, as in `evidence`", nullable=True),
        Column("before", "What was read", nullable=True),
        Column("after", "What stands there now", nullable=True),
        Column("by", "Who decided", nullable=True),
        Column("decided", "When (EDTF)", nullable=True),
        Column("reason", "Why", nullable=True),
    ),
    key=("correction_id",),
    foreign_keys=(_TO_EVENT,),
)

BODIES = Table(
    "bodies",
    "one body of the registry",
    (
        _id("body_id", "The body"),
        Column("name_en", "Name in English", nullable=True),
        Column("name_zh", "Name in Chinese", nullable=True),
        Column("acronyms", "Acronyms", "list"),
        Column("former_names", "Names it bore before", "list"),
        _country("Country, `INT` for an international or regional body"),
        Column("kind", "What kind of body it is", nullable=True),
        Column("parent_id", "The body it belongs to", nullable=True),
        Column("valid_from", "Since when it exists (EDTF)", nullable=True, pattern=EDTF),
        Column("valid_to", "Until when it existed (EDTF)", nullable=True, pattern=EDTF),
        Column("successor_id", "The body that took its place", nullable=True),
        Column("website", "Its website", nullable=True),
        Column("sure", "How sure its facts are", values=SURE),
    ),
    key=("body_id",),
    foreign_keys=(
        ForeignKey(("parent_id",), "bodies", ("body_id",)),
        ForeignKey(("successor_id",), "bodies", ("body_id",)),
    ),
)

ISSUES = Table(
    "issues",
    "one thing that a person should look at",
    (
        _id("doc_id", "The document, if it is about one", nullable=True),
        _id("event_id", "The event, if it is about one", nullable=True),
        Column("severity", "How much it matters", values=SEVERITIES),
        Column("code", "What it is about"),
        Column("message", "What to look at"),
    ),
    foreign_keys=(_TO_DOCUMENT, _TO_EVENT),
    sort=("severity", "code", "doc_id", "event_id", "message"),
)

TABLES: tuple[Table, ...] = (
    AGREEMENTS,
    DOCUMENTS,
    EVENTS,
    PARTIES,
    SIGNATORIES,
    INSTRUMENTS,
    FIELDS_TABLE,
    ACTIVITIES,
    WORKING_GROUPS,
    EVIDENCE,
    BODIES,
    CORRECTIONS,
    ISSUES,
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
