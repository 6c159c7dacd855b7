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
        ("市场监管总局局长王勇于10月22日率团出访。", "王勇", "局长"),
        ("世界知识产权组织总干事弗朗西斯·高锐出席仪式。", "弗朗西斯·高锐", "总干事"),
        ("浙江省计量院徐生坚院长与来宾会谈。", "徐生坚", "院长"),
        ("嘉兴市副市长郭颖到场。", "郭颖", "副市长"),
        ("江苏省委书记信长星讲话。", "信长星", "省委书记"),
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


def test_names_that_share_one_title() -> None:
    found = people("中国计量院院长方大同,副院长段宇、宋淑英会见了来宾。")
    assert [(h.names[0].text, h.titles[0].text) for h in found] == [
        ("方大同", "院长"), ("段宇", "副院长"), ("宋淑英", "副院长"),
    ]  # fmt: skip


def test_a_governors_province_is_what_they_act_for() -> None:
    found = people("安徽省副省长易冬青致辞。")[0]
    assert (found.titles[0].text, found.organizations[0].text) == ("副省长", "安徽省")


def test_leaders_are_no_names_of_countries_and_foreign_leaders_stand_before_their_title() -> None:
    found = people("东盟十国领导人出席。李大川总理和梅德韦杰夫总理到场。")
    assert [h.names[0].text for h in found] == ["李大川", "梅德韦杰夫"]


def test_a_second_office_with_a_long_name_belongs_to_the_first() -> None:
    found = people(
        "瑞士联邦计量院(METAS)副院长、国际计量委员会(CIPM)质量咨询委员会(CCM)主席菲利普·理查德博士来访。"
    )[0]
    assert found.organizations[0].text == "瑞士联邦计量院"
