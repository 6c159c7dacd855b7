"""Promised activities: read from lists and running text, coded, attached to the event that promises."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.activities import activities
from extractors.events import Event
from extractors.lexicons import table

_LIST = """Delegates of the two bodies met. Cooperation under the agreement is expected to include;

  • Exchange and provision of information on metrology, standards and testing practices;

  • Organization of workshops, and exchange of views on issues of common interest;

  • Cooperation and information exchange between Inquiry Points under the TBT Agreement;

  • Publication of a newsletter; and

  • Comparison of measurement standards.

The offices are closed on Friday."""
_ZH_LIST = (
    "根据谅解备忘录，合作内容包括：\n（一）交换计量信息；\n（二）互派专家；\n（三）出版刊物。\n双方合影留念。"
)


def told(text: str, lang: str) -> list[tuple[str, str]]:
    found = activities(text, lang, ((0, len(text)),))
    assert all(text[c.mention.start : c.mention.end] == c.mention.text for c in found)
    return [(c.code, c.mention.text) for c in found]


def test_a_list_gives_one_for_each_item_without_mark_and_closing() -> None:
    assert told(_LIST, "en") == [
        (
            "information_exchange",
            "Exchange and provision of information on metrology, standards and testing practices",
        ),
        ("workshop", "Organization of workshops, and exchange of views on issues of common interest"),
        (
            "inquiry_point_cooperation",
            "Cooperation and information exchange between Inquiry Points under the TBT Agreement",
        ),
        ("other", "Publication of a newsletter"),
        ("comparison", "Comparison of measurement standards"),
    ]


def test_a_chinese_list() -> None:
    assert told(_ZH_LIST, "zh") == [
        ("information_exchange", "交换计量信息"),
        ("expert_exchange", "互派专家"),
        ("other", "出版刊物"),
    ]


def test_a_list_within_a_sentence() -> None:
    text = "Under the agreement, the parties will cooperate in: (a) exchange of scientists; and (b) training."
    assert told(text, "en") == [("expert_exchange", "exchange of scientists"), ("training", "training")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to the MoU, the two bodies will engage in various forms of cooperation, including"
            " information exchange, experience sharing, personnel exchanges, and joint research and"
            " development.",
            [
                "information exchange",
                "experience sharing",
                "personnel exchanges",
                "joint research and development",
            ],
        ),
        (
            "The Memorandum provides for the exchange of experts, bilateral comparisons and joint research"
            " projects in dosimetry, photometry and chemical analysis.",
            [
                "exchange of experts",
                "bilateral comparisons",
                "joint research projects in dosimetry, photometry and chemical analysis",
            ],
        ),
        (
            "Both sides agreed to carry out joint research on flow, and to recognize each other's test"
            " reports, which should help exporters.",
            ["carry out joint research on flow", "recognize each other's test reports"],
        ),
        ("It also provides for the training of young engineers.", ["training of young engineers"]),
        (
            "The institutes will cooperate through exchange and provision of information, to lower costs.",
            ["exchange and provision of information"],
        ),
        ("A and B will exchange data on wind under a cooperation agreement.", ["exchange data on wind"]),
    ],
)
def test_english_sentences(text: str, expected: list[str]) -> None:
    assert [said for _, said in told(text, "en")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("双方将在信息交流、人员互访、联合研究等方面开展合作。", ["信息交流", "人员互访", "联合研究"]),
        ("雙方會就事故通報、聯合研究專題及人員借調等方面合作。", ["事故通報", "聯合研究專題", "人員借調"]),
        (
            "根据协议，两院将在时间频率、声学等方面开展联合研究，并互派客座研究员。",
            ["在时间频率、声学等方面开展联合研究", "互派客座研究员"],
        ),
        ("双方签署协议，将共建“传感与测量联合实验室”。", ["共建“传感与测量联合实验室”"]),
        ("协定对双方开展标准比对、互换认证信息作出规定。", ["标准比对", "互换认证信息"]),
    ],
)
def test_chinese_sentences(text: str, expected: list[str]) -> None:
    assert [said for _, said in told(text, "zh")] == expected


def test_in_chinese_the_code_is_that_of_the_head_at_the_end() -> None:
    assert told("双方将就培训资料互通信息。", "zh") == [("information_exchange", "就培训资料互通信息")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He hopes that the two sides will exchange experts and train staff."),
        ("en", "The two sides exchanged experts and held a workshop last year."),
        ("en", "Under the agreement the two sides will not exchange experts."),
        ("en", "The institute will train inspectors from twenty states next year."),
        ("en", "After signing the agreement Mr. Wang will attend the workshop on metrology."),
        ("en", "The agreement covers the following fields:\n- metrology;\n- standards;\n- training."),
        ("en", "The parties signed the agreements:\n- exchange of experts;\n- training of staff."),
        ("en", "The agreement will enter into force after an exchange of diplomatic notes."),
        ("zh", "双方希望在人员互访、联合研究等方面开展合作。"),
        ("zh", "王局长表示，双方将开展人员培训。"),
        ("zh", "双方将在计量、标准、认证认可等领域开展合作。"),
        ("zh", "市场监管总局将举办培训班。"),
        ("zh", "双方将签署《人员培训合作协议》。"),
    ],
)
def test_wishes_reports_subjects_and_single_bodies_promise_nothing(lang: str, text: str) -> None:
    assert told(text, lang) == []


def test_every_code_has_a_meaning_and_words() -> None:
    codes = table("activities")["codes"]
    assert all(entry["meaning"] for entry in codes.values())
    assert [code for code, entry in codes.items() if not (entry["en"] and entry["zh"])] == ["other"]


# -- attached to events

_SIGNING = (
    "On March 3, 2020, the National Institute of Standards and Technology (NIST) and the National"
    " Institute of Metrology (NIM) of China signed a memorandum of understanding in Beijing."
)


def promises(events: tuple[Event, ...]) -> dict[str, list[str]]:
    return {e.type: [a.mention.text for a in e.activities] for e in events}


def test_the_signing_before_it_promises() -> None:
    text = f"{_SIGNING} Under the MoU the two institutes will exchange experts and hold joint workshops."
    events = extract(text, lang="en", published="2020-03-04")
    assert promises(events) == {"signing": ["exchange experts", "hold joint workshops"]}


def test_without_an_event_before_it_nothing_is_attached() -> None:
    text = f"Under the MoU the two institutes will exchange experts.\n\n{_SIGNING}"
    assert promises(extract(text, lang="en", published="2020-03-04")) == {"signing": []}


def test_a_recalled_signing_promises_nothing() -> None:
    text = f"{_SIGNING[:-1]}, under which both sides will exchange experts."
    assert promises(extract(text, lang="en", published="2025-03-04")) == {"signing": []}


def test_a_meeting_promises_what_was_agreed_there() -> None:
    text = "2024年5月6日，市场监管总局副局长李明在北京会见韩国国家技术标准院院长金哲。双方同意互派专家。"
    events = extract(text, lang="zh", published="2024-05-07")
    assert promises(events) == {"meeting": ["互派专家"]}


def test_items_of_a_digest_are_kept_apart() -> None:
    text = (
        f"1. {_SIGNING} The two sides will exchange experts.\n\n"
        "2. A new calibration hall was opened in Boulder this week, at last. The parties to the lease"
        " agreement will hold joint workshops there each year.\n"
    )
    events = extract(text, lang="en", published="2020-03-10")
    assert promises(events) == {"signing": ["exchange experts"]}


def test_evidence_counts_characters_of_the_original() -> None:
    text = "2024年5月6日，市场监管总局与韩国国家技术标准院在北京签署谅解备忘录。双方将互认检(jiǎn)测结果。"
    (event,) = extract(text, lang="zh", published="2024-05-07")
    (found,) = event.activities
    assert (found.code, found.mention.text) == ("mutual_recognition", "互认检测结果")
    assert text[found.mention.start : found.mention.end] == "互认检(jiǎn)测结果"
