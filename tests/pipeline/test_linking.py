"""Which reports are of one event, and what becomes of them together."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from pipeline_samples import SIGNING, document, known_bodies, signing

from extractors.events import EventDate, Instrument
from pipeline import merging
from pipeline.linking import Report, clusters, same_event
from pipeline.rows import Rows
from pipeline.tables import Extracted, build_rows

_MOU = frozenset({"memorandum_of_understanding"})
_PAIR = frozenset({"cn-samr", "us-nist"})


def _report(name: str, **changes: object) -> Report:
    made = Report(f"e-{name}", f"d-{name}", "signing", "2025-04-11", "2025-04-14", _PAIR, _MOU)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"date": "2025-04"}, True),
        ({"date": "2025"}, True),
        ({"date": "2025-05~"}, True),
        ({"date": None, "published": "2025-04-20"}, True),
        ({"date": None, "published": "2025-08-20"}, False),
        ({"date": None, "published": None}, False),
        ({"date": "2025-04-12"}, False),
        ({"date": "XXXX-04-11"}, False),
        ({"type": "meeting"}, False),
        ({"doc_id": "d-a"}, False),
        ({"parties": _PAIR | {"de-ptb"}}, True),
        ({"parties": frozenset({"cn-samr"})}, False),
        ({"parties": frozenset({"cn-samr", "de-ptb"})}, False),
        ({"instruments": frozenset()}, True),
        ({"instruments": frozenset({"cooperation_document"})}, True),
        ({"instruments": frozenset({"protocol"})}, False),
        ({"instruments": frozenset({"protocol", "memorandum_of_understanding"})}, True),
    ],
)
def test_same_event(change: dict[str, object], same: bool) -> None:
    assert same_event(_report("a"), _report("b", **change)) is same
    assert same_event(_report("b", **change), _report("a")) is same


def test_clusters_do_not_depend_on_the_order_of_arrival() -> None:
    reports = [
        _report("a"),
        _report("b", date="2025-04", published="2025-04-20"),
        _report("c", date="2025-04-25", published="2025-04-26"),
        _report("d", parties=frozenset({"cn-samr", "de-ptb"})),
    ]
    found = {
        tuple((name, tuple(r.event_id for r in cluster)) for name, cluster in clusters(order))
        for order in permutations(reports)
    }
    assert len(found) == 1
    assert [ids for _, ids in next(iter(found))] == [("e-a", "e-b"), ("e-d",), ("e-c",)]


def test_a_later_report_joins_without_renaming() -> None:
    before = dict(clusters([_report("b")]))
    after = dict(clusters([_report("b"), _report("a", published="2025-06-01")]))
    assert list(after) == list(before)


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
