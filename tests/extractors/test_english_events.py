"""Acts of English texts: which are events, of what type, when and where, with which documents, about what."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.events import Event

case = pytest.param

_MET = "On 2 June KEBS and UNBS met in Nairobi."
_SIGNED = "On 2 June KEBS and UNBS signed an agreement in Nairobi."
_DAY = "2021-06-02"

_Document = tuple[str, int | None, str]
_City = tuple[str, str] | None


def _read(text: str, published: str | None = "2021-06-18", url: str | None = None) -> tuple[Event, ...]:
    return extract(text, lang="en", published=published, url=url)


def _acts(text: str) -> list[tuple[str, str | None]]:
    """Type and date of every event."""
    return [(event.type, event.date.edtf) for event in _read(text)]


def _documents(event: Event) -> list[_Document]:
    return [(one.type, one.count, one.status) for one in event.instruments]


def _where(event: Event) -> tuple[str, str | None] | None:
    return (event.place.city.text, event.place.country) if event.place else None


# Which acts are events (cases 1 to 8 of the guidelines).


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        case(
            "On 2 June KEBS and UNBS held talks. After the talks they signed a memorandum of understanding.",
            [("meeting", _DAY), ("signing", _DAY)],
            id="talks and the signing after them",
        ),
        case(
            "Paul Mwangi of KEBS met Sarah Nakato of UNBS on 2 June and signed an agreement with her.",
            [("meeting", _DAY), ("signing", _DAY)],
            id="met and signed",
        ),
        case(
            "The Kenya-Uganda Joint Trade Commission held its third session in Kampala on 2 June. KEBS"
            " and UNBS signed a work plan at the session.",
            [("meeting", _DAY), ("signing", _DAY)],
            id="a bilateral commission with its document",
        ),
        case(
            "On 2 June Gao Feng, Vice Minister of SAMR, met with Ruth Tremblay of the Standards Council"
            " of Canada and Lars Holm of Danish Standards separately in Beijing.",
            [("meeting", _DAY)] * 2,
            id="met separately",
        ),
        case(
            "On 2 June the Kenya Bureau of Standards and the Uganda National Bureau of Standards held a"
            " joint seminar on food safety in Nairobi.",
            [("meeting", _DAY)],
            id="a seminar of two bodies",
        ),
        case(
            f"{_SIGNED} It builds on a protocol that the two had signed in Kampala in March 2011.",
            [("signing", _DAY), ("signing", "2011-03")],
            id="an old signing in a relative clause",
        ),
        case(
            "The mutual recognition agreement between KEBS and UNBS, signed on 4 March 2020, entered into"
            " force on 1 June.",
            [("signing", "2020-03-04"), ("announcement", "2021-06-01")],
            id="entry into force with the earlier signing",
        ),
        case(
            f"{_SIGNED} At the same ceremony the Rwanda Standards Board (RSB) and the Tanzania"
            " Bureau of Standards (TBS) signed a protocol.",
            [("signing", _DAY)] * 2,
            id="other parties' signing",
        ),
        case(
            "On 2 June NIST and the U.S. Food and Drug Administration (FDA) signed an agreement.",
            [("signing", _DAY)],
            id="bodies of one country that sign",
        ),
    ],
)
def test_what_counts_as_an_event(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(_acts(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("met in Nairobi to sign an agreement on 2 June.", ("signing", _DAY)),
        ("exchanged the signed agreement on 2 June.", ("signing", _DAY)),
        ("renewed their agreement on 2 June.", ("signing", _DAY)),
        ("held a video call on 2 June.", ("meeting", _DAY)),
        ("held the second session of their joint committee on 2 June.", ("meeting", _DAY)),
        ("plan to sign an agreement in July.", ("announcement", "2021-07")),
        ("will sign an agreement in Entebbe on 5 July.", ("announcement", "2021-07-05")),
    ],
)
def test_what_type_of_event_it_is(told: str, expected: tuple[str, str]) -> None:
    assert _acts(f"KEBS and UNBS {told}") == [expected]


def test_an_agreement_that_ends_is_announced() -> None:
    (event,) = _read("The memorandum of understanding between KEBS and UNBS expired on 1 June.")
    assert (event.type, event.date.edtf) == ("announcement", "2021-06-01")
    assert _documents(event) == [("memorandum_of_understanding", 1, "ended")]


def test_an_old_signing_has_its_own_date_and_no_place() -> None:
    _, signing = _read(f"{_MET} The two bodies signed a memorandum of understanding in 2014.")
    assert (signing.type, signing.date.edtf, _where(signing)) == ("signing", "2014", None)


@pytest.mark.parametrize(
    "told",
    [
        "It will enter into force after both parliaments have approved it.",
        "The ceremony was held at Strathmore University.",
        "The two bodies had met in Kampala in 2019.",
        "\n\nRelated links\nKEBS and TBS sign a memorandum of understanding\nUNBS meets RSB in Kigali",
    ],
)
def test_what_is_told_beside_a_signing_is_no_event_of_its_own(told: str) -> None:
    assert _acts(f"{_SIGNED} {told}") == [("signing", _DAY)]


@pytest.mark.parametrize(
    ("told", "documents"),
    [
        ("They agreed on the text of a protocol, which will be signed later.", [("protocol", 1, "planned")]),
        ("They reviewed the implementation of their memorandum of understanding.", []),
        ("They looked forward to signing new documents in due course.", []),
    ],
)
def test_a_meeting_carries_the_text_that_was_agreed_there(told: str, documents: list[_Document]) -> None:
    (event,) = _read(f"{_MET} {told}")
    assert event.type == "meeting"
    assert _documents(event) == documents


_NO_EVENTS = {
    "since their MoU": "Since their MoU, KEBS and UNBS have trained forty inspectors.",
    "counted": "UNBS has so far signed over 40 agreements with partners abroad.",
    "status": "KEBS is a signatory of the ILAC Mutual Recognition Arrangement and a member of ISO.",
    "became a signatory": "CNAS became a signatory to the APLAC MRA in 2004, as KAN of Indonesia did.",
    "contract award": "NIST awarded a contract worth $2 million to Delta Optics for laser parts.",
    "grant": "NIST announced a cooperative agreement of $5 million for research at the University of Oslo.",
    "open to anybody": "KEBS invites firms to sign a memorandum of understanding on the use of its data.",
    "digital signatures": "NIST and KRISS published results on digital signatures. All signatures agree.",
    "results that agree": "The results of PTB and NPL agree within their uncertainties, NIST said on 2 June.",
    "a bill": "President Amina Juma signed the Scales Act into law on 2 June; KEBS and UNBS will enforce it.",
    "penalty": "UNBS fined a Kenyan cement maker on 2 June for breaching an agreement with its dealers.",
    "recall": "KEBS and UNBS recalled 300 heaters on 2 June.",
    "award": "KEBS and UNBS won the regional quality award on 2 June.",
    "publication": "KEBS and UNBS published a joint guide to scales on 2 June.",
    "licence": "The software may be used under the licence agreement between NIST and the user.",
    "a signature in science": "The signature of a mass spectrum was measured by NIST and INRIM in 2020.",
    "a protocol of conduct": "KEBS and UNBS changed the protocol for visitors on 2 June.",
    "not signed": "KEBS and UNBS did not sign the agreement on 2 June as planned.",
    "postponed": "The signing of the agreement between KEBS and UNBS, due on 2 June, has been postponed.",
    "refused": "UNBS refused to sign the agreement with KEBS on 2 June.",
    "domestic talks": "On 2 June NIST and the U.S. Food and Drug Administration (FDA) met in Gaithersburg.",
}


@pytest.mark.parametrize("text", _NO_EVENTS.values(), ids=_NO_EVENTS)
def test_what_is_no_event(text: str) -> None:
    assert _acts(text) == []


# Dates and places (cases 9 to 13).


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("KEBS and UNBS today announced the signing of a memorandum of understanding.", "2021-06-18"),
        ("KEBS has signed a memorandum of understanding with UNBS.", None),
        ("Last week KEBS and UNBS signed an agreement.", "2021-06"),
        ("Last month KEBS and UNBS signed an agreement.", "2021-05"),
        ("Earlier this month KEBS and UNBS signed an agreement.", "2021-06"),
        ("This spring KEBS and UNBS signed an agreement.", "2021"),
        ("In early June KEBS and UNBS signed an agreement.", "2021-06"),
        ("Recently, KEBS and UNBS signed an agreement.", "2021-06~"),
        ("KEBS and UNBS signed an agreement yesterday.", "2021-06-17"),
        ("KEBS and UNBS signed an agreement last Friday.", "2021-06-11"),
        ("On 20 December KEBS and UNBS signed an agreement.", "2020-12-20"),
        ("KEBS signed the agreement on 28 May, and UNBS signed it on 2 June.", _DAY),
        ("Paul Mwangi of KEBS signed the agreement on 28 May, Sarah Nakato of UNBS on 2 June.", _DAY),
        ("On 2 June KEBS met its guests. The same day KEBS and UNBS signed an agreement.", _DAY),
        ("KEBS and UNBS held talks on 1 and 2 June. On the second day they signed an agreement.", _DAY),
    ],
)
def test_when_it_was_signed(text: str, date: str | None) -> None:
    assert [event.date.edtf for event in _read(text) if event.type == "signing"] == [date]


@pytest.mark.parametrize(
    ("when", "published", "url", "date"),
    [
        ("Recently,", None, None, None),
        ("Today", None, None, None),
        ("On March 11", None, None, "XXXX-03-11"),
        ("Recently,", None, "https://kebs.example/2019/mou", "2019~"),
        ("On March 11", None, "https://kebs.example/2019/mou", "2019-03-11"),
        ("On March 11", "2018", "https://kebs.example/2019/mou", "2018-03-11"),
        ("On March 11", "2018-03-10", None, "2018-03-11"),
        ("On March 11", "2018-02-10", None, "2017-03-11"),
    ],
)
def test_the_year_is_told_by_publication_or_address(
    when: str, published: str | None, url: str | None, date: str | None
) -> None:
    (event,) = _read(f"{when} KEBS and UNBS signed an agreement.", published, url)
    assert event.date.edtf == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("KEBS and UNBS will sign an agreement by the end of the year.", "2021"),
        ("KEBS and UNBS will sign an agreement on 3 March.", "2022-03-03"),
        ("KEBS and UNBS are to sign an agreement next month.", "2021-07"),
        ("The agreement between KEBS and UNBS takes effect on 1 July.", "2021-07-01"),
    ],
)
def test_when_it_is_due(text: str, date: str) -> None:
    assert _acts(text) == [("announcement", date)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (_SIGNED, ("Nairobi", "KE")),
        ("On 2 June KEBS and UNBS signed an agreement in Kenya.", None),
        ("On 2 June KEBS and UNBS signed an agreement at Liberty House.", None),
        ("On 2 June KEBS and UNBS signed an agreement at a virtual ceremony.", None),
        ("On 2 June KEBS in Nairobi and UNBS in Kampala signed an agreement by video link.", None),
        ("On 2 June KEBS and UNBS signed an agreement by correspondence.", None),
        ("At the margins of the Kampala summit KEBS and UNBS signed an agreement by video link.", None),
        ("On the margins of the summit in Kampala KEBS and UNBS signed an agreement.", ("Kampala", "UG")),
        ("NAIROBI, June 4 -- KEBS signed an agreement with UNBS in Kampala on 2 June.", ("Kampala", "UG")),
        ("NAIROBI, June 4 -- KEBS and UNBS signed an agreement here today.", ("NAIROBI", "KE")),
        ("KEBS, which has its seat in Mombasa, and UNBS signed an agreement in Nairobi.", ("Nairobi", "KE")),
    ],
)
def test_where_it_was_signed(text: str, place: _City) -> None:
    (event,) = [event for event in _read(text) if event.type == "signing"]
    assert _where(event) == place


def test_a_signing_inherits_day_and_place_of_the_talks_before_it() -> None:
    meeting, signing = _read(f"{_MET} Afterwards the two bodies signed a work plan.")
    assert (signing.type, signing.date.edtf, _where(signing)) == ("signing", _DAY, ("Nairobi", "KE"))
    assert meeting.instruments == ()


def test_a_signing_by_video_inherits_no_place() -> None:
    _, signing = _read(f"{_MET} Afterwards the two bodies signed a work plan by video link.")
    assert (signing.type, signing.place) == ("signing", None)


# Documents (cases 21 to 23) and subjects (case 24).


@pytest.mark.parametrize(
    ("told", "documents"),
    [
        ("renewed their memorandum of understanding", [("memorandum_of_understanding", 1, "renewed")]),
        ("extended their agreement by five years", [("agreement", 1, "renewed")]),
        ("signed an extension of their agreement", [("agreement", 1, "renewed")]),
        ("initialled an agreement", [("agreement", 1, "signed")]),
        ("signed a new protocol replacing that of 2014", [("protocol", 1, "signed")]),
        ("signed a protocol and a work plan", [("protocol", 1, "signed"), ("plan", 1, "signed")]),
        ("signed several agreements", [("agreement", None, "signed")]),
        ("signed three cooperation documents", [("cooperation_document", 3, "signed")]),
        ("signed a cooperative research and development agreement (CRADA)", [("contract", 1, "signed")]),
        ("signed a letter of intent", [("letter_of_intent", 1, "signed")]),
        ("signed a joint statement of intent", [("letter_of_intent", 1, "signed")]),
        ("signed a joint statement", [("declaration", 1, "signed")]),
        ("signed the minutes of the talks", [("minutes", 1, "signed")]),
        ("signed a mutual recognition arrangement", [("arrangement", 1, "signed")]),
        ("signed a memorandum of cooperation (MoC)", [("memorandum_of_understanding", 1, "signed")]),
    ],
)
def test_documents_of_a_signing(told: str, documents: list[_Document]) -> None:
    (event,) = _read(f"On 2 June KEBS and UNBS {told}.")
    assert event.type == "signing"
    assert _documents(event) == documents


@pytest.mark.parametrize(
    ("document", "title"),
    [
        ("the Protocol on Cooperation in Legal Metrology", "Protocol on Cooperation in Legal Metrology"),
        ('the "Accord on Fair Scales"', "Accord on Fair Scales"),
        ("the “Accord on Fair Scales”", "Accord on Fair Scales"),
        ("a Cooperation Agreement", None),
        ("a memorandum of understanding on legal metrology", None),
    ],
)
def test_the_title_of_a_document(document: str, title: str | None) -> None:
    (event,) = _read(f"On 2 June KEBS and UNBS signed {document} in Nairobi.")
    assert [one.title.text if one.title else None for one in event.instruments] == [title]


@pytest.mark.parametrize(
    ("subject", "fields"),
    [
        ("metrology and standardization", {"metrology", "standardization"}),
        (
            "food safety, consumer protection and training",
            {"food_safety", "consumer_protection", "training_capacity"},
        ),
        ("measurement standards and reference materials", {"metrology"}),
        ("the accreditation of laboratories", {"accreditation"}),
        ("certification and accreditation", {"conformity_assessment"}),
        ("the certification of green products", {"certification"}),
        ("energy metrology", {"metrology"}),
        ("football", set()),
    ],
)
def test_fields_are_what_the_act_is_about(subject: str, fields: set[str]) -> None:
    (event,) = _read(f"On 2 June KEBS and UNBS signed an agreement on {subject} in Nairobi.")
    assert {field.code for field in event.fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        "On 2 June the Kenya Bureau of Standards and the Uganda National Bureau of Standards signed a"
        " protocol.",
        f"{_SIGNED} The Director of Metrology of KEBS looked on.",
    ],
)
def test_names_of_bodies_and_titles_say_nothing_of_the_field(text: str) -> None:
    (event,) = _read(text)
    assert event.fields == ()
