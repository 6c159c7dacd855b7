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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月9日,记者从市场监管总局获悉,6月6日,该局副局长王立会见国际计量局局长马丁·米勒。", "2022-06-06"),
        ("泰国农业部13日宣布,该部已于本月8日与中国海关总署签署合作协议。", "2022-06-08"),
        ("6月8日,国家标准委主任王立与出席6月1日开幕的展会的挪威标准协会主席乌拉·林德会谈。", "2022-06-08"),
    ],
)
def test_the_day_of_the_act_not_of_its_telling(text: str, day: str) -> None:
    assert when(drafts(text)[-1]) == day


def test_each_title_tells_whose_signing_it_was() -> None:
    told = drafts(
        "会后,双方分别签署《国家市场监督管理总局与巴西竞争委员会合作谅解备忘录》和"
        "《国家市场监督管理总局与南非竞争委员会关于反垄断合作的谅解备忘录》。"
    )
    assert [parties(d)[1] for d in told] == ["巴西竞争委员会", "南非竞争委员会"]
    assert [len(d.instruments) for d in told] == [1, 1]


def test_the_title_names_the_body_for_which_another_signed() -> None:
    (signing,) = drafts(
        "6月6日,我国与哥伦比亚在北京签署了《国家质检总局与哥伦比亚农业部关于检疫合作的备忘录》。"
        "国家质检总局副局长王大川和哥伦比亚外交部副部长卡洛·雷耶斯分别代表两国主管部门签字。"
    )
    assert parties(signing) == ["国家质检总局", "哥伦比亚农业部"]
    assert set(roles(signing).values()) == {"signatory"}


def test_a_summit_of_two_is_a_meeting_and_who_spoke_after_signing_signs_nothing_more() -> None:
    told = drafts(
        "第二届中美消费品安全峰会6月11日在华盛顿召开。会上,国家质检总局副局长魏大川与"
        "美国消费品安全委员会主席南希·罗德共同签署联合声明。魏大川在签署声明后表示,中国政府从不回避问题。"
    )
    assert [d.type for d in told] == ["meeting", "signing"]


def test_the_ceremony_is_one_signing_whoever_presides_over_it() -> None:
    (signing,) = drafts(
        "6月14日,市场监管总局和安徽省人民政府在合肥举行《质量强省合作备忘录》签约仪式。市场监管总局副局长蒲大川、"
        "安徽省常务副省长费高云共同签署备忘录。市场监管总局总工程师陈大同主持签约仪式。"
    )
    assert roles(signing) == {"蒲大川": "signatory", "费高云": "signatory", "陈大同": "witness"}


def test_a_city_named_after_the_signing_is_another_acts() -> None:
    (signing,) = drafts("2021年4月,国家质检总局与美国消费品安全委员会签署备忘录,次年在北京举办了第一届峰会。")
    assert signing.place is None


def test_cities_called_by_one_character() -> None:
    (meeting,) = drafts("6月6日,美国商务部副部长戴维·桑普森在沪与上海市市场监管局局长朱明会谈。")
    assert meeting.place is not None
    assert (meeting.place.city.text, meeting.place.country) == ("沪", "CN")


def test_offices_in_a_country_belong_to_their_body() -> None:
    (meeting,) = drafts("6月6日,市场监管总局副局长王大川会见世界银行中国局局长罗兰·德维一行。")
    assert parties(meeting) == ["市场监管总局", "世界银行"]


def test_a_short_form_that_no_bracket_defines() -> None:
    told = drafts("6月6日,市场监管总局与新加坡企业发展局续签合作备忘录,总局司长崔钢与企发局总监蔡晓雯签字。")
    assert parties(told[0]) == ["市场监管总局", "新加坡企业发展局"]
    assert roles(told[0]) == {"崔钢": "signatory", "蔡晓雯": "signatory"}


def test_who_watches_others_sign_signs_nothing() -> None:
    told = drafts(
        "6月7日,国家认监委主任孙立文拜会了日本电气安全研究所理事长药师寺元宏,"
        "见证了中国质量认证中心与日本电气安全研究所签署合作协议。"
    )
    assert [d.type for d in told] == ["meeting", "signing"]
    assert parties(told[1]) == ["中国质量认证中心", "日本电气安全研究所"]
    assert roles(told[1]) == {"孙立文": "witness"}


def test_two_lands_can_sign_themselves() -> None:
    (signing,) = drafts("2007年11月,中国与东盟在新加坡签署了《关于加强卫生合作的谅解备忘录》。")
    assert [(p.names[0].text, p.country) for p in signing.parties] == [("中国", "CN"), ("东盟", "INT")]


def test_a_list_of_lands_and_their_nameless_offices() -> None:
    told = drafts("6月6日,国家标准委主任田文分别同老挝、新加坡、越南三国标准化主管机构的代表会谈。")
    assert [parties(d)[1] for d in told] == ["老挝", "新加坡", "越南"]


def test_those_named_after_with_whom() -> None:
    told = drafts(
        "6月6日,市场监管总局副局长甘立分别同两家境外机构负责人举行会谈。先后与甘立会谈的是:"
        "俄罗斯联邦反垄断局局长马克西姆·沙思科利斯基,巴西竞争委员会主席亚历山大·马塞多。"
    )
    assert [parties(d)[1] for d in told] == ["俄罗斯联邦反垄断局", "巴西竞争委员会"]


def test_items_that_begin_with_a_number_and_a_day() -> None:
    told = drafts(
        "合作简讯\n1.6月14日,市场监管总局副局长邓文在京会见古巴标准局局长南希·迪亚斯。\n"
        "2.6月15日,市场监管总局副局长孟扬与印尼标准局局长赫罗·阿里举行会谈。"
    )
    assert [when(d) for d in told] == ["2022-06-14", "2022-06-15"]
    assert [parties(d)[1] for d in told] == ["古巴标准局", "印尼标准局"]


def test_talks_during_a_forum_are_no_conference() -> None:
    (meeting,) = drafts(
        "6月6日,在第二届合作论坛期间,市场监管总局局长张茂与来京出席论坛的匈牙利创新部部长拉斯洛·帕尔举行了会谈。"
    )
    assert meeting.type == "meeting"
    assert list(roles(meeting)) == ["张茂", "拉斯洛·帕尔"]


def test_nobody_in_particular_signs_nothing() -> None:
    assert drafts("通报指出,部分机构与获证企业签订合同后没有派人。国家认监委与国际电工委员会保持联系。") == ()


def test_an_older_signing_told_with_the_document_that_is_renewed() -> None:
    told = drafts("6月16日,中国计量院与白俄罗斯国家计量院在明斯克续签了两院2008年签订的科技合作协议。")
    assert [when(d) for d in told] == ["2022-06-16", "2008"]
    assert [d.instruments[0].status for d in told] == ["renewed", "signed"]
