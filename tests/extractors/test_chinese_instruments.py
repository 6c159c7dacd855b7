from __future__ import annotations

import pytest

from extractors.chinese import read
from extractors.chinese.instruments import documents_of
from extractors.reading import Context


@pytest.mark.parametrize(
    ("text", "kind", "title", "count"),
    [
        ("签署《甲乙计量合作谅解备忘录》", "memorandum_of_understanding", "甲乙计量合作谅解备忘录", 1),
        (
            "签署了关于电梯安全合作的谅解备忘录",
            "memorandum_of_understanding",
            "关于电梯安全合作的谅解备忘录",
            1,
        ),
        ("签署三份合作文件", "cooperation_document", None, 3),
        ("签署多项协议", "agreement", None, None),
        ("签署《2021—2023年行动计划》", "plan", "2021—2023年行动计划", 1),
        ("签署会议纪要", "minutes", None, 1),
        ("签署水果输华检疫议定书", "protocol", None, 1),
        ("签署“计量合作行动计划(2025—2026年)”", "plan", "计量合作行动计划(2025—2026年)", 1),
        ("签署竞争执法合作备忘录2023—2025年实施计划", "plan", None, 1),
    ],
)
def test_kinds_titles_and_counts(text: str, kind: str, title: str | None, count: int | None) -> None:
    (document,) = documents_of(text)
    assert document.type == kind
    assert (text[slice(*document.title)] if document.title else None) == title
    assert document.count == count


def test_laws_are_no_documents_of_cooperation() -> None:
    assert documents_of("学习《中华人民共和国计量法》和《产品目录》") == []


def test_what_the_news_only_appeals_to() -> None:
    assert [d.grounds for d in documents_of("根据《渔业合作协定》,双方签署《检验合作安排》")] == [True, False]


SIGNERS = "2024年6月8日,国家市场监督管理总局局长王明与智利国家标准局局长佩德罗·洛佩斯在北京"


def told(text: str) -> list[tuple[str, str]]:
    return [(i.type, i.status) for draft in read(text, Context("2024-06-10")) for i in draft.instruments]


def test_a_document_is_not_counted_again_as_a_document() -> None:
    text = SIGNERS + "签署《计量合作协议》。这是两国签署的首份计量合作文件,上述文件的签署意义重大。"
    assert told(text) == [("agreement", "signed")]


def test_the_main_verb_tells_the_state() -> None:
    found = told(SIGNERS + "续签了双方2017年订立的《标准化合作谅解备忘录》。")
    assert found[0] == ("memorandum_of_understanding", "renewed")


MET = "2024年6月8日,国家市场监督管理总局局长王明在北京会见智利国家标准局局长佩德罗·洛佩斯。"


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ("双方就商签反垄断合作谅解备忘录交换意见。", [("memorandum_of_understanding", "planned")]),
        ("双方敲定了计量合作协定的文本。", [("agreement", "planned")]),
        ("双方商定尽早签署标准化合作协议。", [("agreement", "planned")]),
        ("双方表示适时签署新的合作文件。", []),
    ],
)
def test_a_text_that_the_talks_were_about_is_planned(talk: str, expected: list[tuple[str, str]]) -> None:
    assert told(MET + talk) == expected


def test_a_title_that_names_one_body_belongs_to_the_signing_with_it() -> None:
    text = (
        "2024年6月8日,国家标准化管理委员会分别与智利国家标准局、秘鲁国家质量局签署"
        "《与智利国家标准局标准化合作协议》和《与秘鲁国家质量局计量合作协议》。"
    )
    titles = [
        [i.title.text for i in draft.instruments if i.title] for draft in read(text, Context("2024-06-10"))
    ]
    assert titles == [["与智利国家标准局标准化合作协议"], ["与秘鲁国家质量局计量合作协议"]]
