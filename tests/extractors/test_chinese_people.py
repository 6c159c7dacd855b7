from __future__ import annotations

import pytest

from extractors.chinese.organizations import Bodies
from extractors.chinese.people import People
from extractors.chinese.view import view_of
from extractors.reading import Human


def people(text: str) -> list[Human]:
    view = view_of(text)
    found = People(view.plain, Bodies(view))
    return [found.human(figure) for figure in found.all]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("市场监管总局副局长李长庚表示欢迎。", "李长庚", "副局长"),
        ("国家认监委主任欧阳若兰与来宾会谈。", "欧阳若兰", "主任"),
        ("土耳其贸易部部长穆罕默德·阿伊登近日访华。", "穆罕默德·阿伊登", "部长"),
        ("土耳其贸易部部长穆罕默德•阿伊登先生到访。", "穆罕默德•阿伊登", "部长"),
        ("国家质检总局王大川副局长出席。", "王大川", "副局长"),
        ("瑞士联邦计量院院长 Peter Keller 在伯尔尼签字。", "Peter Keller", "院长"),
        ("日本规格协会理事长小林健太郎访问北京。", "小林健太郎", "理事长"),
    ],
)
def test_names_and_titles(text: str, name: str, title: str) -> None:
    found = people(text)[0]
    assert (found.names[0].text, found.titles[0].text) == (name, title)


def test_two_offices_of_one_person() -> None:
    found = people("市场监管总局副局长、国家标准委主任石文清在京会见来宾。")
    assert len(found) == 1
    assert [title.text for title in found[0].titles] == ["副局长", "主任"]
    assert {m.text for m in found[0].organizations} >= {"市场监管总局", "国家标准委"}


def test_a_short_mention_is_the_full_name_again() -> None:
    found = people("芬兰计量院院长埃罗·林德霍尔姆来访。林德霍尔姆感谢中方。")
    assert [m.text for m in found[0].names] == ["埃罗·林德霍尔姆", "林德霍尔姆"]


def test_a_name_after_its_title_set_off_by_commas() -> None:
    found = people("汉娜·科瓦奇女士,匈牙利标准协会主席,5日抵达。")[0]
    assert (found.names[0].text, found.titles[0].text) == ("汉娜·科瓦奇", "主席")


def test_leaders_act_for_no_organization() -> None:
    found = people("在两国总理见证下,波兰总理图斯克到场。")[0]
    assert (found.organizations, found.country) == ((), "PL")


def test_reporters_are_nobody() -> None:
    assert people("本报记者 王小明 北京报道") == []
