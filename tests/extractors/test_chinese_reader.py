from __future__ import annotations

import time

from extractors.chinese import read
from extractors.reading import Context, Draft


def drafts(text: str, published: str | None = "2022-06-30") -> tuple[Draft, ...]:
    return read(text, Context(published))


def parties(draft: Draft) -> list[str]:
    return [party.names[0].text for party in draft.parties]


def roles(draft: Draft) -> dict[str, str]:
    return {human.names[0].text: role for human, role in draft.people}


def test_talks_and_the_signing_after_them_are_two_events() -> None:
    text = (
        "6月20日,市场监管总局局长赵明远在京会见摩尔多瓦标准化院院长伊万·波佩斯库。"
        "会谈后,双方签署标准化合作谅解备忘录。"
    )
    meeting, signing = drafts(text)
    assert (meeting.type, signing.type) == ("meeting", "signing")
    assert signing.date is not None
    assert signing.date.edtf == "2022-06-20"
    assert (roles(signing), parties(signing)) == ({}, ["市场监管总局", "摩尔多瓦标准化院"])


def test_signers_and_witnesses() -> None:
    text = (
        "6月21日,国家认监委副主任孙立文与格鲁吉亚认可中心主任达维德·梅拉泽在第比利斯签署合作协议。"
        "格鲁吉亚经济部部长尼诺·贝里泽出席签字仪式。"
    )
    (signing,) = drafts(text)
    assert roles(signing) == {"孙立文": "signatory", "达维德·梅拉泽": "signatory", "尼诺·贝里泽": "witness"}
    assert signing.place is not None
    assert signing.place.city.text == "第比利斯"


def test_met_apart_is_one_meeting_with_each() -> None:
    text = (
        "6月22日,国家标准委主任何一鸣分别会见德国标准化协会主席乌尔里希·施特恩"
        "和法国标准化协会总干事皮埃尔·杜兰。"
    )
    assert [parties(draft) for draft in drafts(text)] == [
        ["国家标准委", "德国标准化协会"], ["国家标准委", "法国标准化协会"],
    ]  # fmt: skip


def test_a_second_act_of_the_same_sentence_has_its_own_parties() -> None:
    text = (
        "6月22日,国家标准委主任何一鸣在日内瓦会见瑞士标准化协会主席汉斯·迈尔,"
        "与国际电工委员会秘书长菲利普·梅斯签署合作协议。"
    )
    assert [(draft.type, parties(draft)[1]) for draft in drafts(text)] == [
        ("meeting", "瑞士标准化协会"), ("signing", "国际电工委员会"),
    ]  # fmt: skip


def test_on_behalf_of_governments() -> None:
    text = (
        "受两国政府委托,6月23日,国家质检总局局长周成与蒙古国农牧业部部长巴特尔在乌兰巴托签署"
        "《中华人民共和国政府和蒙古国政府关于边境检疫的协定》。"
    )
    (signing,) = drafts(text)
    assert parties(signing) == ["中华人民共和国政府", "蒙古国政府"]


def test_planned_signing_is_an_announcement() -> None:
    (draft,) = drafts("市场监管总局与冰岛消费者事务局将于7月5日在雷克雅未克签署消费者保护合作谅解备忘录。")
    assert draft.type == "announcement"
    assert draft.instruments[0].status == "planned"
    assert draft.date is not None
    assert draft.date.edtf == "2022-07-05"


def test_a_remembered_signing_is_background() -> None:
    text = (
        "6月20日,中国计量科学研究院院长林一与意大利国家计量院院长马可·罗西会谈。"
        "双方曾于2011年签署计量合作协议。"
    )
    meeting, signing = drafts(text)
    assert (meeting.background, signing.background) == (False, True)
    assert signing.date is not None
    assert signing.date.edtf == "2011"


def test_what_did_not_happen_is_no_event() -> None:
    for text in (
        "市场监管总局希望与有关国家早日签署合作文件。",
        "国家认监委迄今已与三十多个国家签署合作文件九十余份。",
        "市场监管总局对某德国公司作出处罚,该公司曾与经销商签订价格协议。",
        "即日起,企业可使用电子签名签署文件,德国联邦物理技术研究院的格式也在测试。",
        "CNAS是国际实验室认可合作组织互认协议的签署方。",
    ):
        assert drafts(text) == (), text


def test_a_virtual_meeting_has_no_place() -> None:
    (draft,) = drafts("6月24日,市场监管总局副局长吴清在北京与挪威竞争局局长奥拉夫·汉森举行视频会谈。")
    assert draft.virtual
    assert draft.place is None


def test_traditional_script_is_read_alike() -> None:
    text = "6月24日,國家標準委主任何一鳴在臺北與日本規格協會理事長田中宏簽署標準化合作協議。"
    (draft,) = drafts(text)
    assert parties(draft) == ["國家標準委", "日本規格協會"]
    assert [f.code for f in draft.fields] == ["standardization"]


def test_nothing_in_nothing_out() -> None:
    assert drafts(" ") == ()


def test_long_hostile_text_stays_linear() -> None:
    for unit in ("国家", "中国与", "(《", "签署", "·", "3月", "第一局"):
        begin = time.perf_counter()
        drafts(unit * 2000)
        assert time.perf_counter() - begin < 6, unit
