"""Rows of one document, held against the text they were read from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pipeline_samples import SIGNING, at, document, known_bodies, signing

from extractors.events import Event, EventDate, Mention, Party
from pipeline.normalizer import normalize
from pipeline.plain_text import plain
from pipeline.rows import Rows
from pipeline.schema import TABLES
from pipeline.tables import Extracted, build_rows


@pytest.fixture
def one() -> Rows:
    made = document()
    return normalize(made, [signing(made.text)], known_bodies())


def test_document_row(one: Rows) -> None:
    (row,) = one["documents"]
    assert row["n_events"] == 1
    assert row["n_chars"] == len("News uz\n\n" + SIGNING)
    assert row["published"] == "2025-04-14"
    assert str(row["retrieved"]) == "2025-05-01 12:00:01+00:00"


def test_event_row(one: Rows) -> None:
    (row,) = one["events"]
    assert (row["type"], row["cameo"], row["date_basis"]) == ("signing", "057", "written")
    assert (row["date"], row["date_start"], row["date_precision"]) == ("2025-04-11", date(2025, 4, 11), "day")
    assert (row["city"], row["country"], row["confidence"]) == ("Beijing", "CN", 0.9)


def test_party_rows(one: Rows) -> None:
    ours, theirs = one["parties"]
    assert (ours["party_id"], ours["name"], ours["matched_by"]) == ("cn-cnas", "CNAS", "exact")
    assert (theirs["party_id"], theirs["country"]) == ("uz-uzakk", "UZ")
    assert theirs["canonical_name"] == "Center for Accreditation"


def test_people_of_every_role_are_tied_to_their_party(one: Rows) -> None:
    director, other = one["signatories"]
    assert (director["name"], director["title"], director["organization"]) == (
        "Zhang Zhaohua",
        "Director",
        "CNAS",
    )
    assert (director["party_id"], director["country"], director["role"]) == ("cn-cnas", "CN", "signatory")
    assert (other["name"], other["party_id"], other["title"]) == ("Akmal Jumanazarov", None, None)


def test_instrument_field_activity_and_group_rows(one: Rows) -> None:
    (instrument,) = one["instruments"]
    assert instrument["title"] == "Memorandum of Understanding on Enhancing Cooperation in Accreditation"
    assert (instrument["type"], instrument["count"]) == ("memorandum_of_understanding", 1)
    assert [row["field"] for row in one["fields"]] == ["accreditation"]
    assert [(row["activity"], row["text"]) for row in one["activities"]] == [
        ("workshops", "organize workshops")
    ]
    assert [(row["name"], row["contacts"]) for row in one["working_groups"]] == [
        ("Working Group on Training", ["Li Lei"])
    ]


def test_evidence_stands_in_the_text_and_leads_to_a_row(one: Rows) -> None:
    text = document().text
    keys = {table.name: table.row_key for table in TABLES if table.row_key}
    assert {row["table"] for row in one["evidence"]} == set(keys)
    for row in one["evidence"]:
        start, end, table = row["start"], row["end"], str(row["table"])
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == row["text"]
        assert row["row_key"] in {r[keys[table]] for r in one[table]}


def test_unknown_party_gets_an_id_of_its_own_and_an_issue() -> None:
    made = document()
    stranger = Party((at(made.text, "Akmal"),), "UZ")
    event = signing(made.text)
    rows = normalize(made, [replace(event, parties=(*event.parties, stranger))], known_bodies())
    row = rows["parties"][2]
    assert str(row["party_id"]).startswith("x-")
    assert row["matched_by"] == "none"
    assert [i["code"] for i in rows["issues"]] == ["unresolved_party"]


def test_two_forms_of_one_body_are_one_party() -> None:
    made = document()
    event = signing(made.text)
    again = Party((at(made.text, "Uzbek Center for Accreditation"),), "UZ")
    rows = normalize(made, [replace(event, parties=(*event.parties, again))], known_bodies())
    assert [row["party_id"] for row in rows["parties"]] == ["cn-cnas", "uz-uzakk"]


def test_twin_events_get_different_ids_in_text_order() -> None:
    made = document()
    first = signing(made.text)
    second = replace(first, sentence=at(made.text, "signed it"))
    forwards = normalize(made, [first, second], known_bodies())
    backwards = normalize(made, [second, first], known_bodies())
    assert len({row["event_id"] for row in forwards["events"]}) == 2
    assert forwards == backwards


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"instruments": ()}, "signing_without_instrument"),
        ({"date": EventDate()}, "undated_signing"),
        ({"date": EventDate("2025-05-01", "written")}, "date_after_publication"),
    ],
)
def test_doubts_become_issues(change: dict[str, object], code: str) -> None:
    made = document()
    event: Event = replace(signing(made.text), **change)  # type: ignore[arg-type]
    assert code in {row["code"] for row in normalize(made, [event], known_bodies())["issues"]}


def test_a_planned_date_after_publication_is_no_doubt() -> None:
    made = document()
    event = replace(signing(made.text), type="announcement", date=EventDate("2026-01-01", "written"))
    assert normalize(made, [event], known_bodies())["issues"] == []


def test_reader_warnings_become_issues() -> None:
    rows = normalize(document(warnings=("implausible_date:2099-01-01",)), [], known_bodies())
    assert rows["issues"][0]["code"] == "implausible_date"
    assert "2099-01-01" in str(rows["issues"][0]["message"])


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\tc", "a b c"),
        ("x\u202ey\u200fz", "xyz"),
        ("zero\u200bwidth", "zero width"),
        ("half\ud800", "half"),
        ("bell\x07\x1b[31m", "bell[31m"),
        ("soft\u00adhyphen", "softhyphen"),
        (" ‘谅解备忘录’ 𠮷 ", "‘谅解备忘录’ 𠮷"),
    ],
)
def test_cells_hold_plain_text(raw: str, clean: str) -> None:
    assert plain(raw) == clean


def test_a_name_of_controls_only_does_not_break_the_rows() -> None:
    made = document()
    event = replace(signing(made.text), parties=(Party((Mention(0, 1, "\u202e"),)),))
    rows = normalize(made, [event], known_bodies())
    assert rows["parties"] == []
    assert "one_party" in {row["code"] for row in rows["issues"]}


def test_events_that_fit_no_row_cost_only_themselves() -> None:
    made = document(published="14.4.2025")
    event = replace(signing(made.text), date=EventDate("soon", "written"))
    rows = build_rows([Extracted(made, (event,)), Extracted(document(name="b"))], known_bodies(), [])
    assert [row["n_events"] for row in rows["documents"]] == [0, 0]
    assert {(i["severity"], i["code"]) for i in rows["issues"]} == {
        ("error", "extraction_failed"),
        ("warning", "bad_date"),
    }
