"""Bodies set up: their names without article, their points of contact, and the event that sets them up."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.working_groups import working_groups

_LIST = (
    "\nAt least three working groups will be created under this Protocol;\n\n"
    "1. A Metrology Working Group with Points of Contact between the Foreign Affairs Office at the National"
    " Institute of Metrology (NIM) in China and the Office of International and Academic Affairs at the"
    " National Institute of Standards and Technology (NIST) in the US.\n\n"
    "2. A Documentary Standards Working Group, with points of contact in the International Cooperation"
    " Department of the Standardization Administration of China (SAC) and Technology Services at NIST.\n\n"
    "3. A Conformity Assessment Working Group with Points of Contact between the International Cooperation"
    " Department at the Certification and Accreditation Administration (CNCA) and the Standards Services"
    " Division (SSD) at NIST.\n\n"
    "The groups meet once a year.\n"
)
_EXPECTED = {
    "Metrology Working Group": (
        "Foreign Affairs Office at the National Institute of Metrology (NIM)",
        "Office of International and Academic Affairs at the National Institute of Standards and Technology"
        " (NIST)",
    ),
    "Documentary Standards Working Group": (
        "International Cooperation Department of the Standardization Administration of China (SAC)",
        "Technology Services at NIST",
    ),
    "Conformity Assessment Working Group": (
        "International Cooperation Department at the Certification and Accreditation Administration (CNCA)",
        "Standards Services Division (SSD) at NIST",
    ),
}


def told(text: str, lang: str) -> dict[str, tuple[str, ...]]:
    found = working_groups(text, lang, ((0, len(text)),))
    for mention in (m for g in found for m in (g.name, *g.contacts)):
        assert text[mention.start : mention.end] == mention.text
    return {g.name.text: tuple(c.text for c in g.contacts) for g in found}


def test_a_list_of_groups_with_contacts() -> None:
    assert told(_LIST, "en") == _EXPECTED


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "The two sides agreed to establish a Joint Working Group on Hydrogen, with contact points at NIST"
            " and the Korea Research Institute of Standards and Science.",
            {
                "Joint Working Group on Hydrogen": (
                    "NIST",
                    "Korea Research Institute of Standards and Science",
                )
            },
        ),
        (
            "en",
            "The Arrangement sets up a working group that will meet once a year.",
            {"working group": ()},
        ),
        (
            "en",
            "A joint committee on accreditation will be set up under the memorandum.",
            {"joint committee on accreditation": ()},
        ),
        ("zh", "根据文件的条款，双方将设立联合工作小组。", {"联合工作小组": ()}),
        (
            "zh",
            "雙方同意成立聯合工作組，聯絡點分別為計量院國際處和標準院辦公室。",
            {"聯合工作組": ("計量院國際處", "標準院辦公室")},
        ),
        ("zh", "双方同意由张三和李四组成联络小组，落实研讨事宜。", {"联络小组": ("张三", "李四")}),
    ],
)
def test_sentences(lang: str, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert told(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The two sides opened the meeting of the working group that was established in 2004."),
        ("en", "ISO established a technical committee on drones."),
        ("en", "The two sides discussed whether to set up a joint committee."),
        ("en", "The two sides hope to establish a working group."),
        ("zh", "委员会成立于2004年，双方轮流做东。"),
        ("zh", "双方希望设立联合工作组。"),
        ("zh", "省局成立工作小组，走访企业。"),
    ],
)
def test_old_wished_and_foreign_bodies_are_none(lang: str, text: str) -> None:
    assert told(text, lang) == {}


def test_the_signing_sets_them_up_though_they_stand_in_numbered_paragraphs() -> None:
    text = (
        "The Protocol on Cooperation in Metrology was signed by the U.S. Department of Commerce (DOC) and"
        " the General Administration of Quality Supervision, Inspection and Quarantine (AQSIQ) of China on"
        f" December 4, 2008 in Beijing.\n{_LIST}"
    )
    (event,) = extract(text, lang="en", published="2009-07-21")
    assert event.type == "signing"
    assert {g.name.text: tuple(c.text for c in g.contacts) for g in event.working_groups} == _EXPECTED
