"""Which reports are of one event, whatever the order in which they come."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from pipeline.cluster_ids import cluster_ids
from pipeline.families import Families
from pipeline.identities import Identities
from pipeline.linking import Decided, link
from pipeline.reports import Report, Side, title_of
from pipeline.sameness import ENOUGH, score

_BODIES = [
    {"body_id": "cn-aqsiq", "kind": "regulator", "parent_id": None, "successor_id": "cn-samr"},
    {"body_id": "cn-samr", "kind": "regulator", "parent_id": "cn-government", "successor_id": None},
    {"body_id": "cn-sac", "kind": "standards_body", "parent_id": "cn-samr", "successor_id": None},
    {"body_id": "cn-government", "kind": "government", "parent_id": None, "successor_id": None},
    {"body_id": "us-doc", "kind": "ministry", "parent_id": None, "successor_id": None},
]
_FAMILIES = Families(_BODIES)
_MOU = frozenset({"memorandum_of_understanding"})


def _side(key: str, name: str = "") -> Side:
    known = not key.startswith("x-")
    country = "UZ" if not known else key[:2].upper()
    return Side(key, _FAMILIES.line(key), country, known, name)


_PAIR = (_side("cn-samr"), _side("us-nist"))


def _report(name: str, **changes: object) -> Report:
    made = Report(f"e-{name}", f"d-{name}", "signing", "2025-04-11", "2025-04-14", _PAIR, _MOU)
    return replace(made, **changes)  # type: ignore[arg-type]


def _same(a: Report, b: Report) -> bool:
    return (score(a, b, _FAMILIES) or 0.0) >= ENOUGH


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
        ({"date": "2025-04-12", "people": (("李强", "CN"),)}, True),
        ({"date": "2025-04-25", "people": (("李强", "CN"),)}, False),
        ({"date": "XXXX-04-11"}, False),
        ({"date": "2025", "published": "2025-02-01"}, False),
        ({"type": "meeting"}, False),
        ({"doc_id": "d-a"}, False),
        ({"sides": (*_PAIR, _side("de-ptb"))}, True),
        ({"sides": (_side("cn-samr"),)}, False),
        ({"sides": (_side("cn-samr"),), "people": (("Li Qiang", "CN"),)}, True),
        ({"sides": (_side("cn-samr"), _side("de-ptb"))}, False),
        ({"sides": (_side("cn-aqsiq"), _side("us-nist"))}, True),
        ({"sides": (_side("cn-sac"), _side("us-nist"))}, True),
        ({"sides": (_side("cn-government"), _side("us-nist")), "date": "2025", "kinds": frozenset()}, False),
        ({"kinds": frozenset()}, True),
        ({"kinds": frozenset({"protocol"})}, True),
        ({"kinds": frozenset({"protocol"}), "date": "2025-04"}, False),
        ({"kinds": frozenset({"protocol"}) | _MOU, "date": "2025-04"}, True),
        ({"fields": frozenset({"food_safety"}), "date": "2025-04"}, False),
        ({"titles": (title_of("Arrangement on Lifts"),), "date": "2025"}, False),
        ({"country": "US", "date": "2025-04"}, False),
        ({"people": (("王伟", "CN"),), "date": "2025-04"}, False),
    ],
)
def test_same_event(change: dict[str, object], same: bool) -> None:
    first = _report(
        "a",
        fields=frozenset({"metrology"}),
        titles=(title_of("Memorandum on Metrology"),),
        country="CN",
        people=(("Li Qiang", "CN"),),
    )
    assert _same(first, _report("b", **change)) is same
    assert _same(_report("b", **change), first) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("乌兹别克斯坦认可中心", "Uzbek Center for Accreditation", True),
        ("Uzbek Center of Accreditation", "Uzbek Center for Accreditation", True),
        ("Uzbek Institute of Lifts", "Uzbek Center for Accreditation", False),
    ],
)
def test_bodies_that_the_registry_does_not_know(one: str, other: str, same: bool) -> None:
    first, second = (
        _report(name, sides=(_side("cn-samr"), _side(f"x-{name}", written)))
        for name, written in (("a", one), ("b", other))
    )
    assert _same(first, second) is same


def test_what_is_planned_and_what_takes_effect_are_two_announcements() -> None:
    planned = _report("a", type="announcement", date="2025", statuses=frozenset({"planned"}))
    assert _same(planned, replace(planned, event_id="e-b", doc_id="d-b"))
    assert not _same(planned, replace(planned, doc_id="d-b", statuses=frozenset({"in_force"})))


_NEWS = (
    _report("a"),
    _report("b", date="2025-04", published="2025-04-20"),
    _report("c", date="2025-05-25", published="2025-05-26"),
    _report("d", sides=(_side("cn-samr"), _side("de-ptb"))),
    _report("e", date="2025-05-25", published=None),
)


def _ids(reports: list[Report], known: Identities | None = None) -> dict[str, str]:
    return cluster_ids(link(reports, _FAMILIES), known or Identities())


def test_clusters_do_not_depend_on_the_order_of_arrival() -> None:
    found = [_ids(list(order)) for order in permutations(_NEWS)]
    assert all(ids == found[0] for ids in found)
    assert len(set(found[0].values())) == 3


def test_what_comes_later_changes_no_id() -> None:
    for order in permutations(_NEWS):
        known = Identities()
        before: dict[str, str] = {}
        for number in range(1, len(order) + 1):
            after = _ids(list(order[:number]), known)
            assert {event: after[event] for event in before} == before
            before = after


def test_a_report_that_was_published_before_keeps_the_id_of_the_cluster_it_joins() -> None:
    known = Identities()
    before = _ids([_report("b", published="2025-06-01", date="2025-04-11")], known)
    after = _ids([_report("b", published="2025-06-01"), _report("a", date="2025-04")], known)
    assert after["e-a"] == after["e-b"] == before["e-b"]
    assert known.retired == {}


def test_a_vague_report_joins_neither_of_two_that_fit_alike() -> None:
    reports = [
        _report("a"),
        _report("b", date="2025-09-02", published="2025-09-03"),
        _report("c", date="2025", published="2025-12-01"),
    ]
    linked = link(reports, _FAMILIES)
    assert len(linked.clusters) == 3
    (unsure,) = linked.unsure
    assert (unsure.report.event_id, set(unsure.others)) == ("e-c", {"e-a", "e-b"})


def test_a_person_decides() -> None:
    apart = Decided(apart=frozenset({frozenset({"e-a", "e-b"})}))
    assert len(link(_NEWS[:2], _FAMILIES, apart).clusters) == 2
    same = Decided(same=frozenset({frozenset({"e-a", "e-d"})}))
    assert len(link((_NEWS[0], _NEWS[3]), _FAMILIES, same).clusters) == 1


def test_joined_clusters_retire_one_id() -> None:
    known = Identities()
    ids = _ids([_NEWS[0], _NEWS[3]], known)
    linked = link([_NEWS[0], _NEWS[3]], _FAMILIES, Decided(same=frozenset({frozenset({"e-a", "e-d"})})))
    (key,) = set(cluster_ids(linked, known).values())
    assert known.retired == {(set(ids.values()) - {key}).pop(): key}
