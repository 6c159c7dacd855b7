from __future__ import annotations

from extractors.chinese.body_forms import Body
from extractors.chinese.organizations import Bodies
from extractors.chinese.view import view_of


def bodies(text: str) -> Bodies:
    return Bodies(view_of(text))


def named(text: str, form: str) -> Body:
    return next(body for body in bodies(text).all if form in body.forms)


def test_a_name_is_bounded_by_its_country_and_its_ending() -> None:
    forms = [body.name for body in bodies("该院昨与立陶宛农业、渔业和食品部签署协议,挪威计量局在场。").all]
    assert "立陶宛农业、渔业和食品部" in forms
    assert "挪威计量局" in forms


def test_countries_in_a_row_are_not_one_name() -> None:
    found = [body.name for body in bodies("来自波兰、捷克标准化协会的代表").all]
    assert found == ["捷克标准化协会"]


def test_acronyms_and_short_forms_defined_in_brackets_mean_the_same_body() -> None:
    text = "北方质量检测研究院(以下简称北检院)与克罗地亚认可署(HAA)签约,HAA署长称赞北检院。"
    assert named(text, "HAA").name == "克罗地亚认可署"
    assert named(text, "北检院").name == "北方质量检测研究院"


def test_an_abbreviation_is_known_by_its_characters() -> None:
    text = "浙江省特种设备科学研究院来了客人。浙江特科院介绍了经验,该院准备回访。"
    assert (
        named(text, "该院") is named(text, "浙江省特种设备科学研究院")
        or named(text, "该院").name == "浙江省特种设备科学研究院"
    )


def test_departments_belong_to_their_body() -> None:
    body = named("市场监管总局认证监督管理司司长到场", "市场监管总局认证监督管理司")
    assert body.parent is not None
    assert body.parent.name == "市场监管总局"


def test_countries_of_bodies() -> None:
    text = "国家标准委、香港机电工程署与国际标准化组织、泰国工业标准协会开会。"
    assert {b.name: b.country for b in bodies(text).all} == {
        "国家标准委": "CN", "香港机电工程署": "HK", "国际标准化组织": "INT", "泰国工业标准协会": "TH",
    }  # fmt: skip


def test_a_department_of_safety_is_no_whole() -> None:
    text = "日本厚生劳动省医药局食品安全部部长到场"
    assert named(text, "日本厚生劳动省医药局食品安全部").parent is not None


def test_names_that_go_on_after_a_word_for_bodies() -> None:
    assert bodies("澳洲国家检测机构协会来访。").all[0].name == "澳洲国家检测机构协会"
    assert bodies("塞尔维亚共和国海关署来访。").all[0].name == "塞尔维亚共和国海关署"


def test_firms_with_their_seat_in_brackets_and_by_their_last_words() -> None:
    found = [body.name for body in bodies("与信息科技(杭州)股份有限公司、通力电梯有限公司签约").all]
    assert found == ["信息科技(杭州)股份有限公司", "通力电梯有限公司"]


def test_bodies_of_two_countries_are_not_one_for_their_alike_names() -> None:
    text = "国家药监局与哥伦比亚国家食品药品监督局签署备忘录"
    assert named(text, "国家药监局") is not named(text, "哥伦比亚国家食品药品监督局")


def test_kinds_of_bodies_are_none() -> None:
    assert bodies("两家饲料集团与行业协会、竞争机构交流").all == []


def test_no_body_hides_in_a_foreign_name() -> None:
    assert bodies("马克西姆·沙思科利斯基回应。沙思科利斯基表示同意。").all == []
