"""What becomes of the reports of one agreement together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pipeline_samples import SIGNING, document, known_bodies, signing

from extractors.events import EventDate, Instrument
from pipeline import merging
from pipeline.rows import Rows
from pipeline.tables import Extracted, build_rows


def test_one_agreement_from_two_languages(rows: Rows) -> None:
    (agreement,) = rows["agreements"]
    assert agreement["n_sources"] == 2
    assert agreement["urls"] == [
        "https://www.example.org/news/zh.html",
        "https://www.example.org/news/uz.html",
    ]
    assert agreement["first_published"] == "2025-04-12"
    assert agreement["title"] == agreement["title_en"]
    assert agreement["parties"] == [
        "China National Accreditation Service for Conformity Assessment",
        "Center for Accreditation",
    ]
    assert agreement["signatories"] == ["Zhang Zhaohua", "Akmal Jumanazarov"]
    assert agreement["countries"] == ["CN", "UZ"]
    assert {row["agreement_id"] for row in rows["instruments"]} == {agreement["agreement_id"]}
    assert len({row["cluster_id"] for row in rows["events"]}) == 1


def test_two_instruments_of_one_signing_are_two_agreements() -> None:
    made = document()
    event = signing(made.text)
    first = event.instruments[0]
    plan = Instrument("plan", first.mention)
    rows = build_rows([Extracted(made, (replace(event, instruments=(first, plan)),))], known_bodies(), [])
    assert sorted(str(row["type"]) for row in rows["agreements"]) == ["memorandum_of_understanding", "plan"]


def test_a_signing_without_instrument_is_not_lost() -> None:
    made = document()
    event = replace(signing(made.text), instruments=())
    (agreement,) = build_rows([Extracted(made, (event,))], known_bodies(), [])["agreements"]
    assert (agreement["type"], agreement["status"]) == (None, "signed")


def test_meetings_make_no_agreement() -> None:
    made = document()
    rows = build_rows([Extracted(made, (replace(signing(made.text), type="meeting"),))], known_bodies(), [])
    assert rows["agreements"] == []
    assert rows["instruments"][0]["agreement_id"] is None


def test_sources_that_differ_are_an_issue() -> None:
    first, second = document(), document(SIGNING, "again", published="2025-04-15")
    spans = EventDate("2025-04-11/2025-04-12", "written"), EventDate("2025-04-11", "written")
    place = signing(second.text).place
    assert place
    events = (
        replace(signing(first.text), date=spans[0]),
        replace(signing(second.text), date=spans[1], place=replace(place, country="UZ")),
    )
    rows = build_rows([Extracted(first, events[:1]), Extracted(second, events[1:])], known_bodies(), [])
    (agreement,) = rows["agreements"]
    assert agreement["date"] == "2025-04-11"
    assert agreement["country"] == "CN"
    assert [(i["code"], i["message"]) for i in rows["issues"] if i["severity"] == "warning"] == [
        ("sources_differ", "sources of one signing differ in country: CN, UZ")
    ]


@pytest.mark.parametrize(
    ("dates", "best"),
    [
        (["2025", "2025-04", "2025-04-11"], "2025-04-11"),
        (["2025-04~", "2025-04"], "2025-04"),
        ([None, "XXXX-04-11"], "XXXX-04-11"),
        (["2025-04-11", "2025-04-12"], "2025-04-11"),
        ([None], None),
        (["2025-04-11/..", "2025"], "2025"),
    ],
)
def test_most_precise(dates: list[str | None], best: str | None) -> None:
    assert merging.most_precise(dates) == best


def test_other_merge_rules() -> None:
    assert merging.first_told([None, "b", "a"]) == "b"
    assert merging.most_told(["signed", "renewed", "renewed"]) == "renewed"
    assert merging.most_told(["signed", "renewed"]) == "signed"
    assert merging.each_once([["b", "a"], ["a", "c"]]) == ["b", "a", "c"]
    assert merging.each_field([["trade"], ["metrology", "trade"]]) == ["metrology", "trade"]
    assert merging.longest([["a"], ["b", "c"], ["d", "e"]]) == ["b", "c"]
