"""The schema is a promise to readers: whoever changes a column changes this page and the version."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from extractors import events as vocabulary
from pipeline import codes
from pipeline.arrow_form import arrow_schema
from pipeline.dictionary import dictionary
from pipeline.schema import BY_NAME, TABLES, VERSION
from pipeline.settings_page import settings_page

_DOCS = Path(__file__).parents[2] / "docs"

_CONTRACT = {
    "agreements": "agreement_id cluster_id type title title_en status date date_start:date date_end:date "
    "date_precision city country parties:list party_ids:list countries:list signatories:list fields:list "
    "confidence:number agencies:list n_sources:integer urls:list first_published relation related_id",
    "documents": "doc_id agency url lang title published retrieved:datetime sha256 reader n_chars:integer "
    "n_events:integer archive",
    "events": "event_id doc_id cluster_id type cameo date date_start:date date_end:date date_precision "
    "date_basis city country confidence:number source_url",
    "parties": "event_id party_id name canonical_name country matched_by",
    "signatories": "event_id person_id name canonical_name title organization party_id country role",
    "instruments": "event_id instrument_id agreement_id type title count:integer status",
    "fields": "event_id field",
    "activities": "event_id activity text",
    "working_groups": "event_id name contacts:list",
    "evidence": "event_id table column row_key doc_id start:integer end:integer text "
    "sentence mark_start:integer mark_end:integer correction_id",
    "bodies": "body_id name_en name_zh acronyms:list former_names:list country kind parent_id valid_from "
    "valid_to successor_id website sure",
    "corrections": "correction_id action event_id id other_id table column row_key before after by decided "
    "reason",
    "issues": "doc_id event_id severity code message",
}


def test_columns_are_as_promised() -> None:
    assert VERSION == "1.3.0"
    found = {
        table.name: " ".join(c.name if c.kind == "string" else f"{c.name}:{c.kind}" for c in table.columns)
        for table in TABLES
    }
    assert found == _CONTRACT


def test_keys_name_columns() -> None:
    for table in TABLES:
        assert set(table.key) | set(table.sort) <= set(table.column_names)
        for key in table.foreign_keys:
            assert set(key.columns) <= set(table.column_names)
            assert BY_NAME[key.table].key == key.target


def test_arrow_schema_knows_table_and_version() -> None:
    schema = arrow_schema(BY_NAME["agreements"])
    assert schema.metadata == {b"pactwire.table": b"agreements", b"pactwire.schema": VERSION.encode()}
    assert not schema.field("agreement_id").nullable
    assert schema.field("title").metadata[b"description"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (codes.EVENT_TYPES, vocabulary.EventType),
        (codes.ROLES, vocabulary.Role),
        (codes.STATUSES, vocabulary.Status),
        (codes.BASES, vocabulary.Basis),
        (codes.INSTRUMENT_TYPES, vocabulary.InstrumentType),
    ],
)
def test_codes_are_those_of_extraction(ours: tuple[str, ...], theirs: object) -> None:
    assert ours == get_args(theirs)


@pytest.mark.parametrize(
    ("event_type", "statuses", "code"),
    [
        ("signing", {"signed"}, "057"),
        ("meeting", {"planned"}, "040"),
        ("conference", set(), "040"),
        ("announcement", {"planned"}, "030"),
        ("announcement", {"in_force"}, "010"),
    ],
)
def test_cameo(event_type: str, statuses: set[str], code: str) -> None:
    assert codes.cameo(event_type, statuses) == code


def test_generated_pages_are_fresh() -> None:
    assert (_DOCS / "data-dictionary.md").read_text("utf-8") == dictionary(), "run `make docs`"
    assert (_DOCS / "settings.md").read_text("utf-8") == settings_page(), "run `make docs`"
