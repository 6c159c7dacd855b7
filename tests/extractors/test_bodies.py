"""The registry table is sound, and names lead to the body meant or to none."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import extractors.bodies
from extractors.bodies import Registry, registry
from extractors.body_spelling import normalized
from extractors.geography import country_names

TABLE = Path(extractors.bodies.__file__).parent / "lexicon" / "bodies.csv"
KINDS = {
    "nmi",
    "standards_body",
    "accreditation_body",
    "regulator",
    "ministry",
    "government",
    "certification_body",
    "laboratory",
    "regional_organization",
    "international_organization",
    "university",
    "company",
    "association",
}
with TABLE.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))
IDS = {row["body_id"] for row in ROWS}


@pytest.fixture(scope="module")
def bodies() -> Registry:
    return registry()


def named(bodies: Registry, name: str, country: str | None = None, near: tuple[str, ...] = ()) -> str | None:
    match = bodies.resolve(name, country=country, near=near)
    return match.body.body_id if match else None


def test_table_is_large_enough_and_ids_are_unique() -> None:
    institutions = [row for row in ROWS if row["kind"] not in ("government", "company", "university")]
    assert len(institutions) >= 600
    assert len(IDS) == len(ROWS)


def test_most_bodies_have_a_chinese_name() -> None:
    assert sum(bool(row["name_zh"]) for row in ROWS) / len(ROWS) > 0.9


def faults(row: dict[str, str]) -> list[str]:
    """What is wrong with a row, so that one test names every bad one."""
    countries = set(country_names("en").values()) | {"INT"}
    others = (IDS - {row["body_id"]}) | {""}
    dates = [row["valid_from"], row["valid_to"]]
    checks = {
        "id": re.fullmatch(r"[a-z]{2,3}-[a-z0-9]+(-[a-z0-9]+)*", row["body_id"]),
        "name": row["name_en"].strip() == row["name_en"] != "",
        "country": row["country"] in countries,
        "id and country": row["body_id"].split("-")[0] == row["country"].lower(),
        "kind": row["kind"] in KINDS,
        "sure": row["sure"] in {"high", "medium", "low"},
        "parent": row["parent_id"] in others,
        "successor": row["successor_id"] in others,
        "website": not row["website"] or re.fullmatch(r"https://[\w.-]+\.[a-z]{2,}(/\S*)?", row["website"]),
        "dates": all(re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", date) for date in dates),
        "order of dates": not all(dates) or dates[0] <= dates[1],
        "end before successor": not row["successor_id"] or row["valid_to"],
    }
    return [f"{row['body_id']}: {what}" for what, holds in checks.items() if not holds]


def test_every_row_is_valid() -> None:
    assert [fault for row in ROWS for fault in faults(row)] == []


def test_a_bad_row_is_found() -> None:
    bad = ROWS[0] | {"parent_id": "xx-nobody", "valid_from": "2020", "valid_to": "1990", "kind": "club"}
    assert [fault.split(": ")[1] for fault in faults(bad)] == ["kind", "parent", "order of dates"]


@pytest.mark.parametrize("column", ["acronyms", "former_names", "aliases"])
def test_no_listed_form_is_empty_or_repeated(column: str) -> None:
    for row in ROWS:
        forms = row[column].split(";") if row[column] else []
        assert all(form == form.strip() != "" for form in forms), row["body_id"]
        assert len(forms) == len(set(forms)), row["body_id"]


def test_nothing_is_its_own_ancestor(bodies: Registry) -> None:
    for body in bodies.by_id.values():
        seen, current = {body.body_id}, body
        while current.parent_id:
            current = bodies.by_id[current.parent_id]
            assert current.body_id not in seen
            seen.add(current.body_id)


def test_no_body_shares_its_names_in_both_languages_with_another_of_its_country() -> None:
    keys = Counter((row["country"], normalized(row["name_en"]), row["name_zh"]) for row in ROWS)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(
    ("old", "new", "year"),
    [
        ("cn-aqsiq", "cn-samr", "2018"),
        ("cn-saic", "cn-samr", "2018"),
        ("cn-cfda", "cn-samr", "2018"),
        ("us-nbs", "us-nist", "1988"),
        ("int-aplac", "int-apac", "2019"),
    ],
)
def test_successions(bodies: Registry, old: str, new: str, year: str) -> None:
    assert (bodies.by_id[old].successor_id, bodies.by_id[old].valid_to) == (new, year)


@pytest.mark.parametrize("child", ["cn-sac", "cn-cnca", "cn-cnas", "cn-nim"])
def test_bodies_under_samr(bodies: Registry, child: str) -> None:
    assert bodies.by_id[child].parent_id == "cn-samr"


@pytest.mark.parametrize(
    ("name", "body_id", "matched_by"),
    [
        ("State Administration for Market Regulation", "cn-samr", "exact"),
        ("国家市场监督管理总局", "cn-samr", "exact"),
        ("市场监管总局", "cn-samr", "alias"),
        ("國家質檢總局", "cn-aqsiq", "alias"),
        ("原国家质检总局", "cn-aqsiq", "alias"),
        ("CNAS", "cn-cnas", "acronym"),
        ("德国联邦物理技术研究院", "de-ptb", "translation"),
        ("the Physikalisch-Technische Bundesanstalt", "de-ptb", "exact"),
        ("Danish Standards Foundation", "dk-ds", "alias"),
        ("National Bureau of Standards", "us-nbs", "exact"),
        ("U.S. Department of Energy", "us-doe", "exact"),
        ("US Food & Drug Administration", "us-fda", "exact"),
        ("African Organization for Standardization", "int-arso", "exact"),
        ("China's State Administration for Market Regulation", "cn-samr", "exact"),
        ("Standardization Administration of the People's Republic of China", "cn-sac", "exact"),
        ("中国国家认证认可监督管理委员会", "cn-cnca", "exact"),
        ("National Institute of Metrology, China", "cn-nim", "exact"),
        ("National Institute of Metrology of Thailand", "th-nimt", "exact"),
        ("Government of Mongolia", "mn-government", "exact"),
        ("Kingdom of Cambodia", "kh-government", "alias"),
    ],
)
def test_resolves(bodies: Registry, name: str, body_id: str, matched_by: str) -> None:
    match = bodies.resolve(name)
    assert match
    assert (match.body.body_id, match.matched_by) == (body_id, matched_by)


@pytest.mark.parametrize("acronym", ["BIS", "NPL", "SAC", "NMI", "SII", "SFDA", "GAC", "INM"])
def test_ambiguous_acronym_alone_tells_nothing(bodies: Registry, acronym: str) -> None:
    assert len(bodies.candidates(acronym)) > 1
    assert bodies.resolve(acronym) is None


@pytest.mark.parametrize(
    ("acronym", "country", "body_id"),
    [
        ("BIS", "IN", "in-bis"),
        ("BIS", "US", "us-bis"),
        ("NPL", "GB", "gb-npl"),
        ("NPL", "IN", "in-npl"),
        ("SAC", "CN", "cn-sac"),
        ("SAC", "SG", "sg-sac"),
        ("NMI", "AU", "au-nmi"),
        ("SII", "IL", "il-sii"),
        ("SII", "CL", "cl-sii"),
        ("DIN", "DE", "de-din"),
        ("GAC", "GE", "ge-gac"),
        ("GAC", "INT", "int-gac"),
    ],
)
def test_country_decides(bodies: Registry, acronym: str, country: str, body_id: str) -> None:
    assert named(bodies, acronym, country) == body_id


@pytest.mark.parametrize(
    ("name", "near", "body_id"),
    [
        ("NPL", ("英国国家物理实验室",), "gb-npl"),
        ("SAC", ("国家标准委",), "cn-sac"),
        ("SAC", ("Singapore",), "sg-sac"),
        ("SII", ("Standards Institution of Israel",), "il-sii"),
        ("BIS", ("Bureau of Indian Standards", "USA"), "in-bis"),
        ("National Institute of Metrology", ("NIMT",), "th-nimt"),
        ("EA", ("European Accreditation",), "int-ea"),
    ],
)
def test_neighbours_decide(bodies: Registry, name: str, near: tuple[str, ...], body_id: str) -> None:
    assert named(bodies, name, near=near) == body_id


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("din", None),
        ("EA", None),
        ("DIN", "FR"),
        ("National Institute of Metrology", None),
        ("Ministry of Energy", None),
        ("Ministry of Commerce", None),
        ("Competition Authority", None),
        ("Federal Institute of Metrology", "DE"),
        ("University of Maryland Baltimore County", None),
        ("Korea Institute of Science and Technology", None),
        ("广东省标准化研究院", None),
        ("国家质量监督检验检疫总局计量司", "CN"),
        ("总局", None),
        ("", None),
    ],
)
def test_counter_examples(bodies: Registry, name: str, country: str | None) -> None:
    assert bodies.resolve(name, country=country) is None


@pytest.mark.parametrize(
    ("name", "body_id"),
    [
        ("Saudi Standard, Metrology and Quality Organization", "sa-saso"),
        ("Hunan Provincial Administrations for Market Regulation", "cn-samr-hunan"),
        ("韩国国家标准科学研究院", "kr-kriss"),
        ("乌兹别克斯坦共和国技术调节局", "uz-uzatr"),
    ],
)
def test_long_names_that_differ_in_little(bodies: Registry, name: str, body_id: str) -> None:
    match = bodies.resolve(name)
    assert match
    assert (match.body.body_id, match.matched_by) == (body_id, "fuzzy")


def test_same_name_before_and_after_a_reform_is_the_body_of_today(bodies: Registry) -> None:
    assert named(bodies, "国家知识产权局") == "cn-cnipa"
    assert named(bodies, "SIPO") == "cn-sipo"


def test_every_main_name_finds_its_body(bodies: Registry) -> None:
    for body in bodies.by_id.values():
        assert body in bodies.candidates(body.name_en)
        assert not body.name_zh or body in bodies.candidates(body.name_zh)


def test_main_names_resolve_with_their_country(bodies: Registry) -> None:
    """Only those that several bodies of one country bear may stay open."""
    current = [body for body in bodies.by_id.values() if not body.successor_id]
    lost = [b.body_id for b in current if named(bodies, b.name_en, b.country) != b.body_id]
    assert len(lost) <= len(current) // 100, lost


def test_forms_of_a_language(bodies: Registry) -> None:
    english, chinese = dict(bodies.forms("en")), dict(bodies.forms("zh"))
    assert set(english["NPL"]) == {"gb-npl", "in-npl"}
    assert "Standardization Administration" in english
    assert chinese["国家标准委"] == ("cn-sac",)
    assert "总局" not in chinese
    assert "EA" not in english
    assert not set(english) & set(chinese)


def test_normalized() -> None:
    assert normalized("The U.S. Centre for Standards & Metrology") == "us center for standards and metrology"
    assert normalized("國家標準化管理委員會（SAC）") == normalized("国家标准化管理委员会(sac)")
