"""Parties of English texts: who signed or met, in which words, and who is only in the picture."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.events import Event

case = pytest.param


def _read(text: str) -> tuple[Event, ...]:
    return extract(text, lang="en", published="2021-06-18")


def _names(event: Event) -> set[str]:
    """The fullest form of every party."""
    return {party.names[0].text for party in event.parties}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        case(
            "A memorandum of understanding on mass was signed between the Korea Research Institute of"
            " Standards and Science (KRISS) and the National Metrology Institute of South Africa (NMISA)"
            " on 3 May.",
            {
                "Korea Research Institute of Standards and Science",
                "National Metrology Institute of South Africa",
            },
            id="signed between",
        ),
        case(
            "On 3 May the British Standards Institution (BSI) signed a cooperation agreement with the"
            " Standards Council of Canada (SCC).",
            {"British Standards Institution", "Standards Council of Canada"},
            id="signed with",
        ),
        case(
            "Germany's Physikalisch-Technische Bundesanstalt (PTB) signed an agreement with its partner, the"
            " National Institute of Metrology of Brazil (INMETRO), on 12 May.",
            {"Physikalisch-Technische Bundesanstalt", "National Institute of Metrology of Brazil"},
            id="with its partner",
        ),
        case(
            "INMETRO, NMISA and the Federal Institute of Metrology METAS signed a declaration in Bern on"
            " 4 June.",
            {"INMETRO", "NMISA", "Federal Institute of Metrology METAS"},
            id="three in a row",
        ),
        case(
            "The protocol was signed by Maria Keller for the Physikalisch-Technische Bundesanstalt (PTB)"
            " and by Kofi Asante for the Ghana Standards Authority (GSA) on 2 June.",
            {"Physikalisch-Technische Bundesanstalt", "Ghana Standards Authority"},
            id="signed by somebody for a body",
        ),
        case(
            "In Seoul on 10 June Park Jihoon signed a memorandum of understanding on behalf of the Korean"
            " Agency for Technology and Standards (KATS) and Anneke Visser on behalf of the South African"
            " Bureau of Standards (SABS).",
            {"Korean Agency for Technology and Standards", "South African Bureau of Standards"},
            id="signed on behalf of",
        ),
        case(
            "Ruth Tremblay, President of the Standards Council of Canada, met Peter Doyle, Chief Executive of"
            " Standards Australia, in Ottawa on 3 June.",
            {"Standards Council of Canada", "Standards Australia"},
            id="those whom the people who met act for",
        ),
        case(
            "The President of the Standards Council of Canada, Ruth Tremblay, met her counterpart from"
            " Standards Australia, Peter Doyle, in Ottawa on 3 June.",
            {"Standards Council of Canada", "Standards Australia"},
            id="her counterpart from",
        ),
        case(
            "A delegation of the National Metrology Institute of Japan (NMIJ) visited the National"
            " Institute of Metrology (NIM) in Beijing on 3 June.",
            {"National Metrology Institute of Japan", "National Institute of Metrology"},
            id="a visit made",
        ),
        case(
            "On 3 June the Hungarian accreditation body NAH received a delegation of the Slovak National"
            " Accreditation Service (SNAS) in Budapest.",
            {"NAH", "Slovak National Accreditation Service"},
            id="a visit received",
        ),
        case(
            "On June 3 Standards Malaysia and the Badan Standardisasi Nasional (BSN) of Indonesia held the"
            " second session of their joint committee in Jakarta.",
            {"Standards Malaysia", "Badan Standardisasi Nasional"},
            id="a session of their joint committee",
        ),
        case(
            "Under an agreement signed on 3 June, UKAS and COFRAC will exchange assessors.",
            {"UKAS", "COFRAC"},
            id="under an agreement signed",
        ),
    ],
)
def test_parties_are_those_who_signed_or_met(text: str, parties: set[str]) -> None:
    (event,) = _read(text)
    assert _names(event) == parties


_BOTH = (
    "On 2 June the Kenya Bureau of Standards (KEBS) and the Uganda National Bureau of Standards (UNBS) signed"
)


@pytest.mark.parametrize(
    "told",
    [
        case(
            " an agreement. Both are members of the International Organization for Standardization.",
            id="mentioned",
        ),
        case(
            " an agreement. The ceremony took place at Strathmore University in Nairobi.",
            id="host of the venue",
        ),
        case(
            " an agreement. The signing was witnessed by Grace Otieno, Principal Secretary of the Ministry of"
            " Trade of Kenya.",
            id="a witness's ministry",
        ),
        case(
            " an agreement in the presence of Ali Hamisi, Director General of the Tanzania Bureau of"
            " Standards.",
            id="a body of the same trade, present only",
        ),
        case(
            " an agreement. UNBS had left the African Electrotechnical Commission in 2012.",
            id="in what went before",
        ),
        case(" an agreement. The East African Community had paid for the hall.", id="who paid for the hall"),
        case(
            ' an agreement. "We learned from NIST and PTB how to go about it," said Rose Auma, an inspector.',
            id="in a quotation",
        ),
    ],
)
def test_bodies_that_are_only_in_the_picture_are_no_parties(told: str) -> None:
    (event,) = _read(_BOTH + told)
    assert _names(event) == {"Kenya Bureau of Standards", "Uganda National Bureau of Standards"}


def test_supporting_attendees_do_not_make_their_body_a_party() -> None:
    (event,) = _read(
        "Paul Mwangi, Managing Director of KEBS, met Sarah Nakato, Executive Director of UNBS, in Nairobi on"
        " 2 June. Also present was Tom Barasa, Director of the National Treasury of Kenya."
    )
    assert _names(event) == {"KEBS", "UNBS"}
    assert {person.names[0].text for person in event.people} == {"Paul Mwangi", "Sarah Nakato", "Tom Barasa"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        case(
            "The Government of Mongolia and the Government of Japan signed an agreement on cooperation in"
            " standardization in Ulaanbaatar on 1 June.",
            {"Government of Mongolia", "Government of Japan"},
            id="governments as parties",
        ),
        case(
            "On behalf of the Government of Chile, the National Institute of Standardization (INN) signed an"
            " agreement on metrology with the Government of Peru on 7 June in Lima.",
            {"Government of Chile", "Government of Peru"},
            id="a body that signs for its government",
        ),
        case(
            "Authorised by the Government of Georgia, the Georgian Accreditation Centre signed an arrangement"
            " with the Government of Armenia on 7 June.",
            {"Government of Georgia", "Government of Armenia"},
            id="authorised by a government",
        ),
        case(
            "The Government of Kenya, through KEBS, and the Government of Uganda, through UNBS, signed an"
            " agreement on 2 June.",
            {"Government of Kenya", "Government of Uganda"},
            id="governments through their bodies",
        ),
        case(
            "The U.S. Department of Commerce's National Institute of Standards and Technology (NIST) and the"
            " Korea Research Institute of Standards and Science (KRISS) signed a memorandum of understanding"
            " on 3 June.",
            {
                "National Institute of Standards and Technology",
                "Korea Research Institute of Standards and Science",
            },
            id="NIST is not its department",
        ),
        case(
            "The National Institute of Standards and Technology (NIST), an agency of the U.S. Department of"
            " Commerce, signed a memorandum of understanding with INRIM on 3 June.",
            {"National Institute of Standards and Technology", "INRIM"},
            id="an agency of a department",
        ),
        case(
            "On 9 June the Ministry of Trade of Kenya and the Uganda National Bureau of Standards (UNBS)"
            " signed a memorandum of understanding. The Department of Standards will act for the ministry.",
            {"Ministry of Trade of Kenya", "Uganda National Bureau of Standards"},
            id="a ministry and its department",
        ),
    ],
)
def test_whom_a_body_stands_for(text: str, parties: set[str]) -> None:
    (event,) = _read(text)
    assert _names(event) == parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        case(
            "On 5 May Gao Feng, Vice Minister of SAMR, met separately with representatives of the British"
            " Standards Institution, the German Institute for Standardization (DIN) and AFNOR in Beijing.",
            [
                {"SAMR", "British Standards Institution"},
                {"SAMR", "German Institute for Standardization"},
                {"SAMR", "AFNOR"},
            ],
            id="met separately",
        ),
        case(
            "On 5 May Gao Feng, Vice Minister of SAMR, held separate talks with the Standards Council of"
            " Canada and Danish Standards in Beijing.",
            [{"SAMR", "Standards Council of Canada"}, {"SAMR", "Danish Standards"}],
            id="separate talks",
        ),
        case(
            "On 2 June KEBS and UNBS signed an agreement in Nairobi. At the same ceremony the Rwanda"
            " Standards Board (RSB) and the Tanzania Bureau of Standards (TBS) signed a protocol.",
            [{"KEBS", "UNBS"}, {"Rwanda Standards Board", "Tanzania Bureau of Standards"}],
            id="other parties at one ceremony",
        ),
    ],
)
def test_acts_with_several_are_told_apart(text: str, expected: list[set[str]]) -> None:
    assert [_names(event) for event in _read(text)] == expected


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("the Uzbek Agency for Technical Regulation", "UZ"),
        ("the Georgian National Agency for Standards and Metrology", "GE"),
        ("the Ministry of Industry of the Kingdom of Cambodia", "KH"),
        ("Thailand's National Institute of Metrology", "TH"),
        ("the National Metrology Laboratory of the Philippines", "PH"),
        ("the Danish Standards", "DK"),
        ("the International Electrotechnical Commission (IEC)", "INT"),
        ("the African Organisation for Standardisation (ARSO)", "INT"),
        ("the World Bank", "INT"),
        ("the European Committee for Standardization (CEN)", "INT"),
        ("the European Commission's Joint Research Centre (JRC)", "INT"),
        ("the Gulf Standardization Organization (GSO)", "INT"),
        ("the International Bureau of Weights and Measures (BIPM)", "INT"),
        ("the International Laboratory Accreditation Cooperation (ILAC)", "INT"),
    ],
)
def test_the_country_of_a_party(name: str, country: str) -> None:
    (event,) = _read(f"On 11 May Standards New Zealand signed an agreement with {name} in Wellington.")
    assert [party.country for party in event.parties] == ["NZ", country]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        case(
            "On 11 May the Kenya Bureau of Standards (KEBS) met the Standards Council of Canada in Ottawa.",
            {"Kenya Bureau of Standards", "KEBS"},
            id="the acronym in brackets",
        ),
        case(
            "On 11 May KEBS met the Standards Council of Canada in Ottawa. The Kenya Bureau of Standards"
            " (KEBS) had asked for the talks.",
            {"Kenya Bureau of Standards", "KEBS"},
            id="the full name later",
        ),
        case(
            "On 11 May the Physikalisch-Technische Bundesanstalt, or PTB, met the Standards Council of"
            " Canada.",
            {"Physikalisch-Technische Bundesanstalt", "PTB"},
            id="or PTB",
        ),
    ],
)
def test_all_forms_of_a_party_fullest_first(text: str, forms: set[str]) -> None:
    (event,) = _read(text)
    (found,) = [p for p in event.parties if p.names[0].text in forms]
    assert [name.text for name in found.names] == sorted(forms, key=len, reverse=True)


def test_parties_of_a_conference_are_its_host_and_those_represented_by_name() -> None:
    (event,) = _read(
        "On 9 June the Emirates International Accreditation Centre (EIAC) hosted the International"
        " Accreditation Conference in Dubai, which was attended by UKAS, COFRAC and the Korea"
        " Accreditation Board."
    )
    assert event.type == "conference"
    assert _names(event) == {
        "Emirates International Accreditation Centre",
        "UKAS",
        "COFRAC",
        "Korea Accreditation Board",
    }
