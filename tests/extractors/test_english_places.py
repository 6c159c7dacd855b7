"""Cities as English texts name them, and which of them an act has."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.english.places import heading, places
from extractors.english.words import words

_BOTH = "the Kenya Bureau of Standards (KEBS) and the Uganda National Bureau of Standards (UNBS)"


def _cities(text: str) -> list[str]:
    return [p.city.text for _, p in places(words(text), set())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Ho Chi Minh City on Monday.", ["Ho Chi Minh City"]),
        ("The group travelled from Accra to Lagos.", ["Accra", "Lagos"]),
        ("It was signed at Kalinga House, New Delhi.", ["New Delhi"]),
        ("The session was held in Tamworth, New South Wales.", ["Tamworth"]),
        ("A postcard (Cape Town, 16 September)", ["Cape Town"]),
        ("An arrangement was signed in Tachikawa in March.", ["Tachikawa"]),
        ("The text was signed in English and French.", []),
        ("The delegates met in March.", []),
    ],
)
def test_cities_said_as_a_place(text: str, expected: list[str]) -> None:
    assert _cities(text) == expected


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("BOULDER, Colo. — A team has built a clock.", "BOULDER"),
        ("ABU DHABI, 13th November, 2019 (Gulf Press) -- The authority said", "ABU DHABI"),
        ("KAZAN, February 14 /Volga News/. The institute will build", "KAZAN"),
        ("2) OTTAWA. The council of Canada signed", "OTTAWA"),
        ("(b) May 29, Riyadh. The authority renewed", "Riyadh"),
        ("Colombo, Friday. Tea will be measured twice.", "Colombo"),
        ("Where: Boulder, Colorado", "Boulder"),
        ("Beijing, 14 February 2023", "Beijing"),
        (
            "PONTA FORMOSA – It is hard to inspect a lift when the inspector needs a boat to get to it.",
            "PONTA FORMOSA",
        ),
    ],
)
def test_the_city_at_the_head_of_a_line(line: str, city: str) -> None:
    found = heading(line, 0, len(line))
    assert found is not None
    assert found.city.text == city
    assert line[found.city.start : found.city.end] == city


@pytest.mark.parametrize(
    "line",
    [
        "The agency met its partner: both agreed.",
        "Beijing",
        "Metrology — what it is and why it matters to everybody in trade",
    ],
)
def test_lines_without_a_city_at_their_head(line: str) -> None:
    assert heading(line, 0, len(line)) is None


def _place(text: str) -> str | None:
    found = [e for e in extract(text, lang="en", published="2021-06-18") if e.type == "signing"]
    assert len(found) == 1
    return found[0].place.city.text if found[0].place else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"On 2 June {_BOTH} signed an agreement in Kigali.", "Kigali"),
        (f"KAMPALA, June 17 — Today {_BOTH} signed an agreement here.", "KAMPALA"),
        (f"KAMPALA, June 17 — On 2 June {_BOTH} signed an agreement in Kigali.", "Kigali"),
        (f"On 2 June {_BOTH} signed an agreement by video link.", None),
        (f"On 2 June {_BOTH} signed an agreement in Nairobi and Kampala respectively.", None),
        (f"On 2 June {_BOTH} signed an agreement. The ceremony took place in Kigali.", "Kigali"),
        (
            f"Rice from Vientiane is good. On 2 June {_BOTH} signed an agreement in the Lao capital.",
            "Vientiane",
        ),
        (f"Rice is good. On 2 June {_BOTH} signed an agreement in the Lao capital.", None),
        (
            f"On 2 June {_BOTH} signed an agreement in Kigali. UNBS will train inspectors in Entebbe.",
            "Kigali",
        ),
    ],
)
def test_an_act_has_its_own_city(text: str, expected: str | None) -> None:
    assert _place(text) == expected


def test_the_day_of_telling_does_not_place_the_act() -> None:
    text = "NAIROBI, June 4 — KEBS disclosed today that it has concluded an agreement with Danish Standards."
    (event,) = extract(text, lang="en", published="2021-06-18")
    assert event.place is None
