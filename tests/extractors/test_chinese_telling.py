"""Ways of telling in Chinese releases: lists, two hats, what is planned, recalled, or no event at all."""

from __future__ import annotations

import pytest

from extractors.chinese import read
from extractors.reading import Context, Draft


def drafts(text: str, published: str | None = "2022-06-30") -> tuple[Draft, ...]:
    return read(text, Context(published))


def parties(draft: Draft) -> list[str]:
    return [party.names[0].text for party in draft.parties]


def roles(draft: Draft) -> dict[str, str]:
    return {human.names[0].text: role for human, role in draft.people}


def when(draft: Draft) -> str | None:
    return draft.date.edtf if draft.date else None


def test_every_line_of_a_list_tells_its_signing() -> None:
    text = (
        "成果清单\n1.海关总署与柬埔寨农业部签署关于腰果输华的议定书\n"
        "2.国家认监委与柬埔寨标准局签署《认证合作备忘录》\n3.国家标准委与老挝标准局续签合作协议"
    )
    told = drafts(text)
    assert [parties(d)[1] for d in told] == ["柬埔寨农业部", "柬埔寨标准局", "老挝标准局"]
    assert [d.instruments[0].status for d in told] == ["signed", "signed", "renewed"]


def test_of_two_hats_the_one_that_the_title_names_is_the_party() -> None:
    (signing,) = drafts(
        "6月9日,国家质检总局副局长兼国家认监委主任孙立文在北京与新西兰驻华大使马文森签署"
        "《国家认监委与新西兰商务部关于电子产品合格评定合作的安排》。"
    )
    assert parties(signing) == ["国家认监委", "新西兰商务部"]


def test_a_signing_after_publication_is_not_told_as_done() -> None:
    told = drafts(
        "6月13日,国家认监委副主任阮立和与印度尼西亚清真局副局长阿里夫·苏托在雅加达举行磋商。"
        "双方达成一致,决定审批后于9月在北京签署《清真认证合作协议》。"
    )
    assert [d.type for d in told] == ["meeting"]


def test_each_year_of_an_old_agreement_is_a_signing() -> None:
    told = drafts(
        "6月6日,中国认可委与新加坡认可理事会续签合作备忘录。该备忘录2009年首次签署,2014年和2019年两次续签。"
    )
    assert sorted(when(d) or "" for d in told) == ["2009", "2014", "2019", "2022-06-06"]
    assert {when(d): d.instruments[0].status for d in told}["2014"] == "renewed"


def test_a_signing_in_two_cities_has_no_place() -> None:
    (signing,) = drafts("6月6日,国家认监委与吉尔吉斯斯坦认可中心在比什凯克和北京签署合作备忘录。")
    assert signing.place is None


def test_who_presides_over_the_ceremony_looks_on() -> None:
    (signing,) = drafts(
        "6月6日,陕西省工商局局长齐立德与蒙古国消费者局局长巴特尔签订合作协议。仪式由外事处处长尉立玲主持。"
    )
    assert roles(signing)["尉立玲"] == "witness"


@pytest.mark.parametrize(
    "text",
    [
        "签署互认协议的认可机构每隔四年接受国际实验室认可合作组织和亚太认可合作组织的评审。",
        "多年来,国家标准委与德国标准化协会已签署多份合作文件。",
        "6月6日,英国皇家认可委员会评审组长在中国特检院签署了评审报告。",
        "国家标准委要求个别外资机构不得套用美国标准协会的证书。",
    ],
)
def test_what_is_no_cooperation_event(text: str) -> None:
    assert drafts(text) == ()


@pytest.mark.parametrize("ending", ["局长", "副部长", "代表", "签署人", "主任向", "秘书长和"])
def test_a_text_may_break_off_anywhere(ending: str) -> None:
    told = drafts("6月6日,市场监管总局与德国标准化协会签署合作协议。市场监管总局" + ending)
    assert [d.type for d in told] == ["signing"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("6月6日,国家质检总局副局长向北川在京会见芬兰农林部部长尤西·哈拉。", "向北川"),
        ("6月6日,国家质检总局副局长陈立在京会见柬埔寨工业及手工业大臣宋占达拉。", "宋占达拉"),
        ("6月6日,中国计量院院长方立与NIST院长沃尔特·科林举行会谈。", "方立"),
    ],
)
def test_names_that_look_like_other_words(text: str, name: str) -> None:
    (meeting,) = drafts(text)
    assert name in roles(meeting)
