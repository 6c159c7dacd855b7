"""Names of countries, regions and cities lead to the right country, and look-alikes to none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import extractors.geography
from extractors.geography import (
    cities,
    city,
    city_with_region,
    country_names,
    country_of,
    demonyms,
    mentions,
    sides,
    simplified,
)

LEXICON = Path(extractors.geography.__file__).parent / "lexicon"


def rows(table: str) -> list[dict[str, str]]:
    with (LEXICON / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("China National Accreditation Service for Conformity Assessment", "CN"),
        ("American National Standards Institute", "US"),
        ("National Physical Laboratory of India", "IN"),
        ("Korea Research Institute of Standards and Science", "KR"),
        ("Saudi Standards, Metrology and Quality Organization", "SA"),
        ("德国联邦物理技术研究院", "DE"),
        ("阿联酋工业和先进技术部", "AE"),
        ("江苏省人民政府", "CN"),
        ("Yunnan Entry-Exit Inspection and Quarantine Bureau", "CN"),
        ("University of Vermont", "US"),
        ("European Commission", "INT"),
        ("EU Agency for Cybersecurity", "INT"),
        ("National Institute of Metrology (Thailand)", "TH"),
        ("National Institute of Metrology, China", "CN"),
        ("State Committee of Ukraine for Standardization", "UA"),
        ("Bureau of Indian Standards", "IN"),
        ("Bureau of Standards of Buryatia", "RU"),
        ("Embassy of Japan in China", "JP"),
        ("American Institute in Taiwan", "US"),
        ("Taipei Economic and Cultural Representative Office in the United States", "TW"),
        ("US-China Business Council", "US"),
        ("深圳市消费者委员会", "CN"),
        ("莫斯科市消费品市场与服务局", "RU"),
        ("白俄罗斯驻华大使馆", "BY"),
        ("美国驻中国大使馆", "US"),
        ("新西蘭初級產業部", "NZ"),
        ("上海合作组织", "INT"),
        ("上海检验检疫局", "CN"),
    ],
)
def test_country_of_an_organization(name: str, country: str) -> None:
    assert country_of(name) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kingdom of Cambodia", "KH"),
        ("Republic of Korea", "KR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("the People’s Republic of China", "CN"),
        ("P.R. China", "CN"),
        ("Lao PDR", "LA"),
        ("Viet Nam", "VN"),
        ("Türkiye", "TR"),
        ("UAE", "AE"),
        ("U.S.", "US"),
        ("UK", "GB"),
        ("Czechia", "CZ"),
        ("Emirati", "AE"),
        ("Ivorian", "CI"),
        ("MONGOLIA", "MN"),
        ("乌兹别克斯坦共和国", "UZ"),
        ("大韩民国", "KR"),
        ("俄联邦", "RU"),
        ("吉尔吉斯共和国", "KG"),
        ("中国台湾", "TW"),
        ("Hong Kong, China", "HK"),
        ("Macao SAR", "MO"),
        ("紐西蘭", "NZ"),
        ("東盟", "INT"),
    ],
)
def test_country_of_a_name(text: str, country: str) -> None:
    assert country_of(text) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Guinea-Bissau", "GW"),
        ("Equatorial Guinea", "GQ"),
        ("Papua New Guinea", "PG"),
        ("Guinea", "GN"),
        ("Nigerian", "NG"),
        ("Nigerien", "NE"),
        ("Niger", "NE"),
        ("Dominican Republic", "DO"),
        ("Dominica", "DM"),
        ("South Sudan", "SS"),
        ("Indiana", "US"),
        ("New Mexico", "US"),
        ("New Jersey", "US"),
        ("British Columbia", "CA"),
        ("New South Wales", "AU"),
        ("Northern Ireland", "GB"),
        ("Inner Mongolia", "CN"),
        ("Georgia Institute of Technology", "US"),
        ("Atlanta, Georgia", "US"),
        ("Georgian Accreditation Center", "GE"),
        ("South African Bureau of Standards", "ZA"),
        ("内蒙古自治区", "CN"),
        ("白俄罗斯", "BY"),
        ("印度尼西亚", "ID"),
        ("尼日尔", "NE"),
        ("赤道几内亚", "GQ"),
        ("马里兰大学", "US"),
        ("南苏丹", "SS"),
    ],
)
def test_longest_name_wins(text: str, country: str) -> None:
    assert country_of(text) == country


@pytest.mark.parametrize(
    ("side", "country"),
    [("中方", "CN"), ("俄方", "RU"), ("哈方代表", "KZ"), ("韓方", "KR"), ("印尼方", "ID")],
)
def test_sides(side: str, country: str) -> None:
    assert country_of(side) == country


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NIST",
        "National Physical Laboratory",
        "国家市场监督管理总局",
        "发展中国家",
        "其中国家标准委",
        "欧美国家",
        "4月6日本局举行",
        "司法国际合作",
        "沿海地区",
        "西方",
        "南方",
        "立方",
        "双方",
        "polish the floor",
        "let us go",
        "a turkey",
        "Joint Accreditation System of Australia and New Zealand",
        "中美",
    ],
)
def test_tells_nothing(text: str) -> None:
    assert country_of(text) is None


def test_mentions_have_the_offsets_of_the_text() -> None:
    text = "The Uzbek Agency met 德國標準化協會 in Gaithersburg, Md."
    found = [(text[m.start : m.end], m.country, m.kind) for m in mentions(text)]
    assert found == [
        ("Uzbek", "UZ", "demonym"),
        ("德國", "DE", "name"),
        ("Gaithersburg", "US", "city"),
        ("Md.", "US", "abbreviation"),
    ]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("ALBUQUERQUE", "US"),
        ("Gaithersburg", "US"),
        ("Teddington", "GB"),
        ("Braunschweig", "DE"),
        ("Sevres", "FR"),
        ("Sèvres", "FR"),
        ("Taejon", "KR"),
        ("Nur-Sultan", "KZ"),
        ("San José", "CR"),
        ("Brasilia", "BR"),
        ("Mexico City", "MX"),
        ("Borås", "SE"),
        ("Lower Hutt", "NZ"),
        ("NEW DELHI", "IN"),
        ("Ürümqi", "CN"),
        ("北京市", "CN"),
        ("廣州", "CN"),
        ("臺北", "TW"),
        ("不伦瑞克", "DE"),
        ("努尔苏丹", "KZ"),
        ("圭尔夫市", "CA"),
        ("華盛頓", "US"),
        ("盖瑟斯堡", "US"),
    ],
)
def test_city(name: str, country: str) -> None:
    found = city(name)
    assert found
    assert found.country == country


def test_unknown_city_is_none() -> None:
    assert city("Xyzzyville") is None
    assert city("") is None


def test_city_has_one_name_in_both_scripts() -> None:
    assert city("台北") == city("臺北")
    assert city("台北") is not None
    assert getattr(city("台北"), "name", None) == "Taipei"


@pytest.mark.parametrize(
    ("name", "ambiguous"), [("Nice", True), ("大田", True), ("Daejeon", False), ("Paris", False)]
)
def test_ordinary_words_are_marked(name: str, ambiguous: bool) -> None:
    found = city(name)
    assert found
    assert found.ambiguous is ambiguous


@pytest.mark.parametrize(
    ("name", "region", "country"),
    [
        ("Alexandria", "Va.", "US"),
        ("Alexandria", "Egypt", "EG"),
        ("Cambridge", "MA", "US"),
        ("London", "Ontario", "CA"),
        ("Nowheretown", "Colo.", "US"),
        ("Paris", "", "FR"),
    ],
)
def test_city_with_region(name: str, region: str, country: str) -> None:
    found = city_with_region(name, region)
    assert found
    assert found.country == country


def test_every_capital_is_known() -> None:
    capitals = "Kabul Tirana Algiers Canberra Vienna Baku Dhaka Minsk Brussels Thimphu Sarajevo Gaborone"
    capitals += " Ottawa Bogotá Zagreb Havana Copenhagen Quito Cairo Tallinn Suva Helsinki Tbilisi Accra"
    for name in capitals.split():
        assert city(name), name


def test_lists_are_large_enough() -> None:
    assert len(cities("en")) >= 1500
    assert len({simplified(name) for name in cities("zh")}) >= 900
    assert len(demonyms()) >= 180
    assert len(set(country_names("en").values())) == len(set(country_names("zh").values())) >= 249


def test_tables_are_sound() -> None:
    codes = {row["code"] for row in rows("countries")}
    assert {row["country"] for row in rows("cities")} <= codes
    assert {row["country"] for row in rows("regions")} <= codes | {"INT", ""}
    assert {row["kind"] for row in rows("regions")} == {"region", "bloc", "abbreviation", "not_a_place"}
    assert all(row["name_en"] and row["name_zh"] for row in rows("countries"))
    keys = [(row["name"], row["lang"]) for row in rows("regions")]
    assert len(keys) == len(set(keys))


def test_single_characters_stand_for_one_country_each() -> None:
    assert sides()["俄"] == "RU"
    assert "西" not in sides()
    assert "斯" not in sides()
