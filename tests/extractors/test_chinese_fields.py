"""Which fields Chinese texts name, and which of them an event is about."""

from __future__ import annotations

import time

import pytest

from extractors.chinese import read
from extractors.chinese.fields import Fields, named_fields
from extractors.chinese.organizations import Bodies
from extractors.chinese.view import view_of
from extractors.fields import GRADES
from extractors.reading import Context


def codes(text: str) -> set[str]:
    view = view_of(text)
    return {cue.code for cue in Fields(view.plain, Bodies(view)).cues if cue.weight > GRADES["weak"]}


def about(text: str) -> list[set[str]]:
    return [{c.code for c in draft.fields} for draft in read(text, Context("2020-06-10"))]


def test_names_of_bodies_say_nothing() -> None:
    assert codes("奥地利标准化协会来访") == set()
    assert codes("奥地利标准化协会来访,谈标准化合作") == {"standardization"}


def test_the_name_of_a_party_can_be_asked_itself() -> None:
    assert named_fields("某某计量科学研究院") == {"metrology"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("认证认可领域的合作", {"conformity_assessment"}),
        ("研制标准物质", {"metrology"}),
        ("便利企业竞争力提升", set()),
        ("能效标准的对接", {"standardization"}),
        ("检测实验室认可", {"accreditation"}),
        ("清真产品检测与认证机构认可", {"accreditation"}),
        ("检测和认可", {"accreditation"}),
        ("计量科技合作", {"metrology"}),
        ("电梯检验检测技术", {"special_equipment"}),
        ("医药、新能源等领域的标准互认", {"standardization"}),
        ("医药、新能源等领域的合作", {"health", "energy_environment"}),
        ("食品安全和医疗器械标准", {"food_safety", "health", "standardization"}),
    ],
)
def test_the_main_word_of_a_compound_counts(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


SIGNED = "6月8日,国家市场监督管理总局局长王明与智利国家标准局局长佩德罗·洛佩斯在北京签署{document}。"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("《关于计量领域合作的谅解备忘录》", {"metrology"}),
        ("食品安全合作谅解备忘录", {"food_safety"}),
        ("《标准化与合格评定合作协议》", {"standardization", "conformity_assessment"}),
        ("反垄断合作协议", {"competition"}),
    ],
)
def test_what_the_document_is_on(document: str, expected: set[str]) -> None:
    assert about(SIGNED.format(document=document)) == [expected]


def test_a_documents_title_outweighs_its_contents_and_asides() -> None:
    text = SIGNED.format(document="《关于计量领域合作的谅解备忘录》")
    assert about(text + "客人还参观了一家药品企业。据统计,去年两国食品贸易额增长一成。") == [{"metrology"}]


def test_contents_told_later_are_added_to_a_bare_document() -> None:
    text = SIGNED.format(document="合作备忘录")
    assert about(text + "根据备忘录,双方将在电梯安全领域开展合作。") == [{"special_equipment"}]


def test_what_the_sides_talked_about() -> None:
    text = (
        "6月8日,国家市场监督管理总局局长王明在北京会见智利国家标准局局长佩德罗·洛佩斯。"
        "双方就知识产权保护和反垄断执法交换意见。"
    )
    assert about(text) == [{"intellectual_property", "competition"}]


def test_training_promised_beside_the_subject_is_added() -> None:
    text = SIGNED.format(document="《计量领域合作谅解备忘录》") + "根据备忘录,双方将为检定人员举办培训班。"
    assert about(text) == [{"metrology", "training_capacity"}]


def test_what_the_document_says_belongs_to_its_signing() -> None:
    text = (
        "6月8日,国家市场监督管理总局局长王明在北京会见智利国家标准局局长佩德罗·洛佩斯。双方就标准化合作交换意见。"
        "会后,王明与洛佩斯签署合作备忘录。根据备忘录,双方将在食品安全领域开展培训。"
    )
    assert about(text)[0] == {"standardization"}
    assert {"food_safety", "training_capacity"} <= about(text)[1]


def test_what_another_body_will_do_is_not_taken_over() -> None:
    text = (
        "6月8日,国家认证认可监督管理委员会与智利国家标准局在北京签署合作备忘录;"
        "中国合格评定国家认可委员会与秘鲁国家认可局签署认可合作协议。"
        "根据协议,中国合格评定国家认可委员会将与秘鲁国家认可局互派评审员。"
    )
    assert {"accreditation"} in about(text)
    assert about(text)[0] != {"accreditation"}


def test_the_laws_a_text_appeals_to_say_nothing() -> None:
    text = "依据《关于食品安全合作的谅解备忘录》," + SIGNED.format(document="《计量合作协议》")
    assert about(text)[0] == {"metrology"}


def test_hostile_text_is_read_in_linear_time() -> None:
    took = []
    for size in (500, 2_000):
        view = view_of("国家标准委与德国标准化协会就计量、标准等领域" * size)
        bodies = Bodies(view)
        start = time.process_time()
        Fields(view.plain, bodies)
        took.append(time.process_time() - start)
    assert took[1] < 12 * took[0]


def test_many_events_are_read_in_linear_time() -> None:
    took = []
    for size in (20, 80):
        text = SIGNED.format(document="《计量合作协议》") * size
        start = time.process_time()
        read(text.replace("局长", "副局长"), Context())
        took.append(time.process_time() - start)
    assert took[1] < 16 * took[0]
