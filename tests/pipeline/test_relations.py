"""Renewals point to what they renew; one instrument planned, signed and in force is in three rows."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.families import Families
from pipeline.relations import add_relations
from pipeline.rows import Row, empty_rows

_FAMILIES = Families(
    [
        {"body_id": "cn-aqsiq", "kind": "regulator", "parent_id": None, "successor_id": "cn-samr"},
        {"body_id": "cn-samr", "kind": "regulator", "parent_id": None, "successor_id": None},
    ]
)


def _agreement(key: str, day: str | None, status: str = "signed", **changes: object) -> Row:
    made: Row = {
        "agreement_id": key,
        "type": "memorandum_of_understanding",
        "title": None,
        "title_en": None,
        "status": status,
        "date_start": date.fromisoformat(day) if day else None,
        "first_published": day,
        "party_ids": ["cn-samr", "nz-mpi"],
        "fields": ["food_safety"],
        "relation": None,
        "related_id": None,
    }
    return made | changes  # type: ignore[operator]


def _relation(*agreements: Row) -> tuple[object, object]:
    """Of the last one."""
    rows = empty_rows()
    rows["agreements"] = list(agreements)
    add_relations(rows, _FAMILIES)
    return agreements[-1]["relation"], agreements[-1]["related_id"]


def test_a_renewal_points_to_the_latest_before_it() -> None:
    found = _relation(
        _agreement("a", "2010-05-01", party_ids=["nz-mpi", "cn-aqsiq"]),
        _agreement("b", "2014-05-01", status="renewed"),
        _agreement("c", "2022-05-01"),
        _agreement("d", "2018-05-01", status="renewed"),
    )
    assert found == ("renews", "b")


@pytest.mark.parametrize(
    "change",
    [
        {"party_ids": ["cn-samr", "de-din"]},
        {"fields": ["competition"]},
        {"type": "plan"},
        {"title": "食品安全合作谅解备忘录"},
        {"status": "planned"},
    ],
)
def test_not_what_is_of_something_else(change: dict[str, object]) -> None:
    renewal = _agreement("b", "2018-05-01", status="renewed", title="认证认可领域合作安排")
    assert _relation(_agreement("a", "2010-05-01", **change), renewal) == (None, None)


def test_a_title_in_common_decides() -> None:
    first = _agreement("a", "2010-05-01", title_en="Arrangement on Dairy")
    second = _agreement("b", "2012-05-01", title_en="Arrangement on Wine")
    renewal = _agreement("c", "2018-05-01", status="renewed", title_en="Arrangement on Dairy Products")
    assert _relation(first, second, renewal) == ("renews", "a")


def test_planned_signed_and_in_force() -> None:
    signed = _agreement("s", "2024-05-15")
    assert _relation(signed, _agreement("f", "2024-08-01", status="in_force")) == ("brings_into_force", "s")
    assert _relation(signed, _agreement("e", "2026-08-01", status="ended")) == ("ends", "s")
    planned = _agreement("p", "2024-05-01", status="planned", first_published="2024-03-05")
    assert _relation(signed, planned) == ("plans", "s")
    assert (signed["relation"], signed["related_id"]) == (None, None)


def test_a_plan_of_long_ago_is_another() -> None:
    planned = _agreement("p", "2015-05-01", status="planned", first_published="2015-03-05")
    assert _relation(_agreement("s", "2024-05-15"), planned) == (None, None)
