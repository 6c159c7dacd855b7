"""Encounters that no word names, pages that speak of themselves, what is yet to come, what was renewed."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.events import Event

case = pytest.param


def _read(text: str) -> tuple[Event, ...]:
    return extract(text, lang="en", published="2021-06-18")


def _told(text: str) -> list[tuple[str, str | None]]:
    return [(event.type, event.date.edtf) for event in _read(text)]


@pytest.mark.parametrize(
    "text",
    [
        case(
            "On 4 June Jane Otieno, Director of the Kenya Bureau of Standards, and Paul Roy, President of"
            " the Standards Council of Canada, went through the list of open questions in Ottawa.",
            id="went through",
        ),
        case(
            "After a walk through the halls of the Kenya Bureau of Standards on 4 June, Director Jane"
            " Otieno and the President of the Standards Council of Canada, Paul Roy, turned to scales.",
            id="no word of meeting",
        ),
    ],
)
def test_people_of_two_bodies_together_have_met(text: str) -> None:
    assert _told(text) == [("meeting", "2021-06-04")]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting between KEBS and the Standards Council of Canada on 24 June was postponed.",
        "KEBS and the Standards Council of Canada will meet in Ottawa on 24 June.",
        "On 4 June Jane Otieno of KEBS received the Mitchell Medal from Paul Roy of BSI.",
        "KEBS was asked to host the next meeting with the Standards Council of Canada.",
    ],
)
def test_what_is_no_encounter(text: str) -> None:
    assert _told(text) == []


def test_a_page_that_speaks_of_itself() -> None:
    (event,) = _read(
        "KEBS WEEKLY\n\n1. Visitors. On Monday Director Jane Otieno received a delegation of the Standards"
        " Council of Canada.\n\n2. Weather. Rain is expected."
    )
    assert {party.names[0].text for party in event.parties} == {"KEBS", "Standards Council of Canada"}


def test_each_renewal_of_a_sentence_is_a_signing() -> None:
    text = (
        "KEBS and the Standards Council of Canada signed a memorandum of understanding in 2003. They"
        " renewed it in Ottawa in 2009, again in Nairobi in 2015, and on Friday, June 4, once more."
    )
    assert _told(text) == [
        ("signing", "2003"),
        ("signing", "2009"),
        ("signing", "2015"),
        ("signing", "2021-06-04"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The agreement between KEBS and BSI expires on 30 June and will not be prolonged.", "ended"),
        ("The agreement between KEBS and BSI will lapse on 30 June without being renewed.", "ended"),
        ("The memorandum of understanding between KEBS and BSI is in force.", "in_force"),
    ],
)
def test_an_end_or_a_start_is_announced(text: str, status: str) -> None:
    (event,) = _read(text)
    assert (event.type, [i.status for i in event.instruments]) == ("announcement", [status])


def test_a_plan_with_others_is_announced_beside_a_signing() -> None:
    text = (
        "On 4 June KEBS and BSI signed an agreement in Nairobi. KEBS will sign a protocol with the Uganda"
        " National Bureau of Standards in Kampala in September."
    )
    assert _told(text) == [("signing", "2021-06-04"), ("announcement", "2021-09")]


def test_a_crowd_makes_a_conference() -> None:
    text = (
        "Some 230 delegates came to Nairobi on 4 June for the Third Africa Standards Forum. Jane Otieno,"
        " Director of the Kenya Bureau of Standards, opened it; Paul Roy, President of the Standards"
        " Council of Canada, spoke about scales."
    )
    assert _told(text) == [("conference", "2021-06-04")]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        case(
            "On 4 June Jane Otieno, Director of KEBS, met Tom Lee, President of the Standards Council of"
            " Canada, in Ottawa and Eva Lund, Director of Danish Standards, in Copenhagen.",
            ["Standards Council of Canada", "Danish Standards"],
            id="each in a place",
        ),
        case(
            "On 4 June KEBS signed an agreement with Danish Standards and another with AFNOR.",
            ["Danish Standards", "AFNOR"],
            id="another with",
        ),
        case(
            "On 4 June KEBS signed protocols with Danish Standards and AFNOR respectively.",
            ["Danish Standards", "AFNOR"],
            id="respectively",
        ),
        case(
            "On 4 June a memorandum of understanding between KEBS and Danish Standards and an agreement"
            " between KEBS and AFNOR were signed.",
            ["Danish Standards", "AFNOR"],
            id="between and between",
        ),
    ],
)
def test_an_act_with_each_of_several(text: str, others: list[str]) -> None:
    events = _read(text)
    told = [{party.names[0].text for party in event.parties} for event in events]
    assert told == [{"KEBS", other} for other in others]


def test_a_forum_that_only_frames_a_meeting() -> None:
    text = "While the Food Forum was going on in Nairobi on 4 June, KEBS met with Danish Standards."
    assert _told(text) == [("meeting", "2021-06-04")]


def test_the_points_of_a_record_tell_one_meeting() -> None:
    text = (
        "Joint committee, 3 and 4 June 2021, Nairobi\n\nPresent for KEBS: Jane Otieno, Director. Present for"
        " BSI: Paul Roy, Head of Metrology.\n\n1. The list of scales was updated.\n2. The minutes were signed"
        " by Ms Otieno and Mr Roy on the second day."
    )
    assert ("signing", "2021-06-04") in _told(text)


def test_an_advisory_announces_what_is_to_come() -> None:
    text = (
        "MEDIA ADVISORY\n\nWHAT: Signing of a letter of intent between KEBS and BSI\n\nWHEN: Friday, June 25,"
        " 10:30 a.m.\n\nWHERE: Nairobi"
    )
    assert [kind for kind, _ in _told(text)] == ["announcement"]


def test_a_day_after_publication_is_still_to_come() -> None:
    (event,) = _read("KEBS and BSI sign an agreement in Nairobi on 30 June 2021.")
    assert (event.type, event.instruments[0].status) == ("announcement", "planned")


def test_who_reports_is_no_side() -> None:
    text = (
        "SESEC Monthly\n\n1. Visitors. On June 4 Jane Otieno of KEBS received guests from Ottawa.\n\n"
        "2. Other news. None."
    )
    assert all("SESEC" not in {p.names[0].text for p in event.parties} for event in _read(text))
