from __future__ import annotations

import pytest

from extractors.chinese.instruments import documents_of


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
