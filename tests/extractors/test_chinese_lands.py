"""Countries said by one character after they were named in full."""

from __future__ import annotations

import pytest

from extractors.chinese import read
from extractors.chinese.lands import lands_of
from extractors.reading import Context


@pytest.mark.parametrize(
    ("text", "short", "country"),
    [
        ("应塞尔维亚方面邀请,代表团拜会塞经济部。", "塞", "RS"),
        ("波兰和中国签字人为波农业部副部长。", "波", "PL"),
        ("尼日利亚标准组织来访,尼驻华大使在座。", "尼", "NG"),
        ("纽西兰标准组织与纽国商业部派员。", "纽国", "NZ"),
    ],
)
def test_a_country_lends_its_first_character(text: str, short: str, country: str) -> None:
    found = lands_of(text)
    place = text.rindex(short)
    assert (found[place].country, found[place].end - place) == (country, len(short))


@pytest.mark.parametrize(
    "text", ["法制部门开会。", "新西兰来宾参观新技术委员会。", "波兰人说波动不大。", "以标准院为主。"]
)
def test_words_that_only_begin_alike(text: str) -> None:
    assert all(m.end - m.start > 1 for m in lands_of(text).values())


def test_a_ministry_named_by_its_countrys_first_character_belongs_to_it() -> None:
    (meeting,) = read(
        "5月8日,市场监管总局副局长王大川赴哈萨克斯坦访问,同哈农业部副部长阿斯卡尔·努尔兰会谈。",
        Context("2024-05-10"),
    )
    named = [(party.names[0].text, party.country) for party in meeting.parties]
    assert named == [("市场监管总局", "CN"), ("哈农业部", "KZ")]
