"""How a body stands in an English sentence: side, host, or only named."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.events import Event

case = pytest.param


def _read(text: str) -> tuple[Event, ...]:
    return extract(text, lang="en", published="2021-06-18")


def _parties(text: str) -> list[set[str]]:
    return [{party.names[0].text for party in event.parties} for event in _read(text)]


_KEBS, _SCC = "Kenya Bureau of Standards", "Standards Council of Canada"


@pytest.mark.parametrize(
    "text",
    [
        case(
            f"On 4 June the {_KEBS} and the {_SCC} talked about joint projects in ISO and IEC.",
            id="in, and what is joined to it",
        ),
        case(
            f"At the ISO Annual Meeting on 4 June the {_KEBS} signed an agreement with the {_SCC}.",
            id="the name of a meeting",
        ),
        case(
            f"On 4 June the {_KEBS}, an agency under the Ministry of Trade of Kenya, and the {_SCC}"
            " signed an agreement.",
            id="the parent in an apposition",
        ),
        case(
            f"During a visit of the Uganda National Bureau of Standards to Ottawa, the {_KEBS} and the"
            f" {_SCC} signed an agreement on 4 June.",
            id="what leads up to the clause",
        ),
        case(
            f"On 4 June Jane Otieno, Director of the {_KEBS}, signed an agreement with the {_SCC}, whose"
            " laboratory is accredited by the American Association for Laboratory Accreditation.",
            id="by others",
        ),
        case(
            f"On 4 June the {_KEBS} and the {_SCC} signed an agreement based on ISO/IEC 17025.",
            id="the number of a standard",
        ),
    ],
)
def test_what_is_only_named_is_no_party(text: str) -> None:
    assert _parties(text) == [{_KEBS, _SCC}]


@pytest.mark.parametrize(
    "text",
    [
        case(f"On 4 June a delegation of the {_KEBS} visited the {_SCC} in Ottawa.", id="visited"),
        case(f"On 4 June the {_KEBS} called at the headquarters of the {_SCC} in Ottawa.", id="called at"),
        case(
            f"Jane Otieno, Director of the {_KEBS}, spent 4 June at the {_SCC} in Ottawa.", id="spent a day"
        ),
        case(f"On 4 June Jane Otieno, Director of the {_KEBS}, paid a visit to the {_SCC}.", id="visit to"),
    ],
)
def test_a_host_is_a_side_where_no_other_is_named(text: str) -> None:
    assert _parties(text) == [{_KEBS, _SCC}]


def test_the_second_post_of_a_person_is_no_party() -> None:
    text = (
        "On 4 June Li Wei, Vice Minister of the State Administration for Market Regulation (SAMR) and"
        f" Administrator of the Standardization Administration of China (SAC), met the {_SCC} in Ottawa."
    )
    (parties,) = _parties(text)
    assert len(parties) == 2
    assert _SCC in parties


def test_international_bodies_are_independent_of_one_another() -> None:
    (event,) = _read("The Presidents of ISO and of CENELEC held talks in Geneva on 4 June.")
    assert event.type == "meeting"


@pytest.mark.parametrize(
    "text",
    [
        case(
            f"On 4 June the {_KEBS}, the National Standards Body of Kenya, and the {_SCC} signed an"
            " agreement.",
            id="what the body is",
        ),
        case(
            f"On 4 June the {_KEBS} and the {_SCC} signed an agreement after the country had left the"
            " European Union.",
            id="the object of another verb",
        ),
    ],
)
def test_what_only_explains_a_side_is_no_party(text: str) -> None:
    assert _parties(text) == [{_KEBS, _SCC}]


def test_a_parent_before_its_own_body_is_no_party() -> None:
    text = (
        f"On 4 June AIST's National Metrology Institute of Japan (NMIJ) signed an agreement with the {_SCC}."
    )
    assert _parties(text) == [{"National Metrology Institute of Japan", _SCC}]
