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
