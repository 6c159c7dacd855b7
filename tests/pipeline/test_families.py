"""How bodies hang together, and what becomes of two names of one line in an event."""

from __future__ import annotations

import pytest

from extractors.bodies import registry
from pipeline.bodies_table import body_rows
from pipeline.families import Families
from pipeline.party_lines import join_lines
from pipeline.resolving import registry_resolver
from pipeline.rows import Row, empty_rows


@pytest.fixture(scope="module")
def families() -> Families:
    return Families(body_rows(registry().by_id.values()))


@pytest.mark.parametrize(
    ("body", "line"),
    [("cn-aqsiq", "cn-samr"), ("us-nbs", "us-nist"), ("us-nist", "us-nist"), ("x-1", "x-1")],
)
def test_lines(families: Families, body: str, line: str) -> None:
    assert families.line(body) == line


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("cn-sac", "cn-samr", True),
        ("cn-cnca", "cn-aqsiq", True),
        ("cn-sac", "cn-cnca", False),
        ("us-nist", "us-doc", True),
        ("cn-samr", "cn-government", False),
        ("cn-samr", "cn-mofcom", False),
    ],
)
def test_kin(families: Families, one: str, other: str, kin: bool) -> None:
    assert families.are_kin(one, other) is families.are_kin(other, one) is kin


@pytest.mark.parametrize(
    ("day", "kept"), [("2014-10-13", "cn-aqsiq"), ("2019", "cn-samr"), (None, "cn-samr")]
)
def test_predecessor_and_successor_in_one_event_are_one_party(
    families: Families, day: str | None, kept: str
) -> None:
    rows = empty_rows()
    rows["events"] = [{"event_id": "e-1", "date": day}]
    rows["parties"] = [{"event_id": "e-1", "party_id": key} for key in ("cn-samr", "us-nist", "cn-aqsiq")]
    rows["signatories"] = [{"event_id": "e-1", "party_id": "cn-aqsiq"}]
    rows["evidence"] = [_evidence("cn-samr", 3), _evidence("cn-aqsiq", 3), _evidence("cn-aqsiq", 9)]
    join_lines(rows, families)
    assert {row["party_id"] for row in rows["parties"]} == {kept, "us-nist"}
    assert rows["signatories"][0]["party_id"] == kept
    assert [(row["row_key"], row["start"]) for row in rows["evidence"]] == [(kept, 3), (kept, 9)]


def _evidence(party: str, start: int) -> Row:
    place = {"event_id": "e-1", "table": "parties", "column": "name", "start": start, "end": 20}
    return {**place, "row_key": party}


@pytest.mark.parametrize(
    ("names", "country", "body"),
    [
        (["印度尼西亚标准化主管机构", "印度尼西亚"], "ID", "id-bsn"),
        (["national accreditation body of Uganda"], "UG", None),
        (["白俄罗斯驻华大使馆", "白俄罗斯"], "BY", None),
        (["白俄罗斯"], "BY", "by-government"),
        (["新西兰联合认可机构", "JAS-ANZ"], "NZ", "int-jas-anz"),
        (["Utah State University"], "US", "us-usu"),
        (["丹麦环境和食品部"], "DK", "dk-mfvm"),
    ],
)
def test_parties(names: list[str], country: str, body: str | None) -> None:
    found = registry_resolver(registry())(names, country, ())
    assert (found.party_id if found.known else None) == body
    assert found.country in (country, "INT")
