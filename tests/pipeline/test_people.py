"""One person, one id, in two languages and under many spellings; namesakes stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import pytest

from pipeline.correcting import Corrector
from pipeline.families import Families
from pipeline.identities import Identities
from pipeline.people import add_people
from pipeline.resolving import Resolved
from pipeline.rows import Row, Rows, empty_rows, text

_FAMILIES = Families(
    [
        {"body_id": "cn-samr", "kind": "regulator", "parent_id": None, "successor_id": None},
        {"body_id": "cn-sac", "kind": "standards_body", "parent_id": "cn-samr", "successor_id": None},
        {"body_id": "cn-aqsiq", "kind": "regulator", "parent_id": None, "successor_id": "cn-samr"},
        {"body_id": "cn-cnas", "kind": "accreditation_body", "parent_id": "cn-samr", "successor_id": None},
        {"body_id": "uz-uzakk", "kind": "accreditation_body", "parent_id": None, "successor_id": None},
    ]
)


@dataclass(frozen=True)
class _Person:
    event: str
    name: str
    party: str | None = "cn-samr"
    cluster: str = ""
    title: str | None = None
    country: str = "CN"
    date: str = "2024-03-01"
    organization: str | None = None


def _rows(people: list[_Person]) -> Rows:
    rows = empty_rows()
    for person in people:
        made: dict[str, Row] = {
            "documents": {"doc_id": f"d-{person.event}", "published": "2024-03-02"},
            "events": {
                "event_id": f"e-{person.event}",
                "doc_id": f"d-{person.event}",
                "cluster_id": person.cluster or f"c-{person.event}",
                "date_start": _day(person.date),
            },
            "signatories": {
                "event_id": f"e-{person.event}",
                "person_id": f"p-{person.name}",
                "name": person.name,
                "canonical_name": person.name,
                "title": person.title,
                "organization": person.organization,
                "party_id": person.party,
                "country": person.country,
                "role": "signatory",
            },
        }
        for table, row in made.items():
            if row not in rows[table]:
                rows[table].append(row)
    return rows


def _nobody(names, country, near):  # type: ignore[no-untyped-def]
    """Knows the organizations by their ids only."""
    known = names[0].startswith("cn-")
    return Resolved(names[0], names[0], country, "exact" if known else "none")


def _day(written: str):  # type: ignore[no-untyped-def]
    from datetime import date

    return date.fromisoformat(written)


def _ids(people: list[_Person], known: Identities | None = None) -> list[str]:
    rows = _rows(people)
    add_people(rows, _FAMILIES, known or Identities(), Corrector(()), _nobody)
    return [text(row, "person_id") for row in rows["signatories"]]


_UZ = {"party": "uz-uzakk", "country": "UZ"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (_Person("a", "曾德强"), _Person("b", "ZENG Deqiang"), True),
        (_Person("a", "张朝华"), _Person("b", "Zhaohua Zhang"), True),
        (_Person("a", "田世宏", "cn-aqsiq"), _Person("b", "Tian Shihong", "cn-sac"), True),
        (_Person("a", "李伟"), _Person("b", "李伟", "cn-cnas"), False),
        (_Person("a", "李伟", "cn-samr", "c"), _Person("b", "Li Wei", "cn-cnas", "c"), True),
        (_Person("a", "李伟", "cn-sac"), _Person("b", "李伟", "cn-cnas"), False),
        (_Person("a", "李伟", "cn-sac", "c"), _Person("b", "李伟", "cn-cnas", "c"), True),
        (_Person("a", "李伟"), _Person("b", "李维"), False),
        (_Person("a", "李伟", None, organization="cn-samr"), _Person("b", "Li Wei"), True),
        (_Person("a", "李伟", None, organization="Office of cn-samr"), _Person("b", "Li Wei"), True),
        (_Person("a", "李伟", None, organization="Office of another"), _Person("b", "Li Wei"), False),
        (_Person("a", "李伟", title="计量司司长"), _Person("b", "李伟", title="标准技术司副司长"), False),
        (
            _Person("a", "李伟", title="计量司司长"),
            _Person("b", "李伟", title="标准技术司副司长", date="2019-03-01"),
            True,
        ),
        (
            _Person("a", "李伟", title="计量司司长"),
            _Person("b", "Li Wei", title="Director of the Department of Standards"),
            False,
        ),
        (
            _Person("a", "李伟", title="计量司司长"),
            _Person("b", "Li Wei", title="Director General of the Metrology Department"),
            True,
        ),
        (_Person("a", "阿克马尔·朱马纳扎罗夫", **_UZ), _Person("b", "Akmal Jumanazarov", **_UZ), True),
        (_Person("a", "阿克马尔·朱马纳扎罗夫", **_UZ), _Person("b", "Dilshod Sattarov", **_UZ), False),
        (
            _Person("a", "阿克马尔·朱马纳扎罗夫", None, "c", country="UZ"),
            _Person("b", "Akmal Jumanazarov", "uz-uzakk", "c", country="UZ"),
            True,
        ),
        (
            _Person("a", "阿克马尔·朱马纳扎罗夫", None, country="UZ"),
            _Person("b", "Akmal Jumanazarov", "uz-uzakk", country="UZ"),
            False,
        ),
    ],
)
def test_one_person_or_two(one: _Person, other: _Person, same: bool) -> None:
    ids = _ids([one, other])
    assert (ids[0] == ids[1]) is same


def test_two_people_of_one_event_stay_two() -> None:
    first, second = _ids([_Person("a", "Li Wei"), _Person("a", "李伟")])
    assert first != second


def test_a_spelling_of_two_names_goes_with_one_of_them() -> None:
    ids = _ids([_Person("a", "李伟"), _Person("b", "李维"), _Person("c", "Li Wei")])
    assert ids[0] != ids[1]
    assert ids[2] in ids[:2]


def test_canonical_name_is_one_for_all_mentions() -> None:
    rows = _rows([_Person("a", "张朝华"), _Person("b", "Zhang Zhaohua"), _Person("c", "单霁翔")])
    add_people(rows, _FAMILIES, Identities(), Corrector(()), _nobody)
    names = [text(row, "canonical_name") for row in rows["signatories"]]
    assert names == ["Zhang Zhaohua", "Zhang Zhaohua", "Shan Jixiang"]


def test_evidence_follows() -> None:
    rows = _rows([_Person("a", "曾德强"), _Person("b", "Zeng Deqiang")])
    rows["evidence"].append({"event_id": "e-b", "table": "signatories", "row_key": "p-Zeng Deqiang"})
    add_people(rows, _FAMILIES, Identities(), Corrector(()), _nobody)
    assert rows["evidence"][0]["row_key"] == rows["signatories"][1]["person_id"]


def test_what_comes_later_changes_no_id() -> None:
    people = [
        _Person("a", "曾德强"),
        _Person("b", "Zeng Deqiang"),
        _Person("c", "阿克马尔·朱马纳扎罗夫", **_UZ),
        _Person("d", "Akmal Jumanazarov", **_UZ),
    ]
    for order in permutations(people):
        known, before = Identities(), {}
        for number in range(1, len(order) + 1):
            seen = list(order[:number])
            after = dict(zip((p.event for p in seen), _ids(seen, known), strict=True))
            assert {event: after[event] for event in before} == before
            before = after
        assert len(set(before.values())) == 2
