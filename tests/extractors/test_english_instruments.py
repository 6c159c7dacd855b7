"""Instruments as English texts name them: kind, title, number."""

from __future__ import annotations

import pytest

from extractors.english import read
from extractors.english.instruments import instruments
from extractors.events import Instrument
from extractors.reading import Context

_Row = tuple[str, str | None, int | None]


def _rows(found: tuple[Instrument, ...]) -> list[_Row]:
    return [(i.type, i.title.text if i.title else None, i.count) for i in found]


def _read(text: str) -> list[_Row]:
    return _rows(tuple(f.instrument for f in instruments(text, 0, len(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They signed a memorandum of understanding.", ("memorandum_of_understanding", None, 1)),
        ("They signed three cooperation documents.", ("cooperation_document", None, 3)),
        ("They signed several agreements.", ("agreement", None, None)),
        ("Two papers, one pen: a roadmap was signed.", ("cooperation_document", None, 2)),
        ("They signed a framework agreement and a second agreement.", ("agreement", None, 2)),
        ("They renewed their umbrella CRADA, the contract under which they work.", ("contract", None, 1)),
        ("They issued a joint press statement.", ("declaration", None, 1)),
    ],
)
def test_kind_and_number(text: str, expected: _Row) -> None:
    assert _read(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Over 40 agreements have been concluded so far.",
        "They discussed the supply of normative documents.",
        "The protocol officer was there.",
    ],
)
def test_what_is_no_instrument_of_an_act(text: str) -> None:
    assert _read(text) == []


def test_documents_that_are_named_by_their_kind_are_not_counted_twice() -> None:
    text = "Two documents were signed: a memorandum of understanding and a work plan."
    assert [kind for kind, _, _ in _read(text)] == ["memorandum_of_understanding", "plan"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "They signed the Protocol on Cooperation in Metrology on Monday.",
            "Protocol on Cooperation in Metrology",
        ),
        ("a Programme of Cooperation for 2022-2024 by both", "Programme of Cooperation for 2022-2024"),
        ("the Action Plan 2017/2018 of the group", "Action Plan 2017/2018"),
        (
            "an Information Sharing Arrangement on Unsafe Toys was agreed",
            "Information Sharing Arrangement on Unsafe Toys",
        ),
        ("a Joint Standards Development Agreement was agreed", "Joint Standards Development Agreement"),
        (
            "the Protocol on the Export of Pears from Chile to Peru. Signed by both",
            "Protocol on the Export of Pears from Chile to Peru",
        ),
        (
            "an Agreement on Mutual Recognition of Certificates with the Committee of Metrology",
            "Agreement on Mutual Recognition of Certificates",
        ),
        (
            "an Agreement between the Government of Peru and the Government of Chile on Trade in Fruit was "
            "signed",
            "Agreement between the Government of Peru and the Government of Chile on Trade in Fruit",
        ),
        ('a declaration to this effect, "Counting Once for All", was signed', "Counting Once for All"),
    ],
)
def test_a_title_is_read_whole(text: str, title: str) -> None:
    assert _read(text)[0][1] == title


@pytest.mark.parametrize(
    "text",
    [
        "They signed a Cooperation Agreement.",
        "They signed a Memorandum of Understanding with the Institute of Metrology.",
        "They signed the Minutes of the Meeting and left.",
        '"You need two papers," she said, and signed.',
    ],
)
def test_bare_kinds_and_speech_are_no_titles(text: str) -> None:
    assert [title for _, title, _ in _read(text)] == [None]


def test_years_behind_the_subject_belong_to_the_title() -> None:
    title = "Work Plan on Standardization Cooperation 2019-2021"
    assert _read(f"They signed the {title} on behalf of both sides.")[0] == ("plan", title, 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The meeting adopted the Declaration of Quito.", [("declaration", "signed")]),
        ("A joint statement was issued at the end.", [("declaration", "signed")]),
        ("They praised the work plan of the year before.", []),
    ],
)
def test_what_a_meeting_adopts_is_its_instrument(told: str, expected: list[tuple[str, str]]) -> None:
    met = "On 9 June 2020, Li Ming, Director of NIM, met Ana Soto, President of INN, in Santiago. "
    bodies = (
        "The National Institute of Metrology (NIM) of China and the Standards Institute (INN) of Chile met. "
    )
    [draft] = read(bodies + met + told, Context("2020-06-10"))
    assert [(i.type, i.status) for i in draft.instruments] == expected
