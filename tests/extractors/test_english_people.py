"""People of English texts: who signed, looked on or took part, as what, and for whom."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.events import Event, Person

case = pytest.param

_BOTH = (
    "On 2 June the Kenya Bureau of Standards (KEBS) and the Uganda National Bureau of Standards (UNBS) signed"
)
_MET = (
    "Gao Feng, Vice Minister of SAMR, met Ruth Tremblay, President of the Standards Council of Canada, in"
    " Beijing on 2 June."
)


def _read(text: str) -> tuple[Event, ...]:
    return extract(text, lang="en", published="2021-06-18")


def _event(text: str, kind: str = "signing") -> Event:
    (event,) = [event for event in _read(text) if event.type == kind]
    return event


def _roles(event: Event) -> dict[str, str]:
    return {person.names[0].text: person.role for person in event.people}


def _person(event: Event, name: str) -> Person:
    (person,) = [p for p in event.people if p.names[0].text == name]
    return person


@pytest.mark.parametrize(
    "text",
    [
        "The agreement was signed by Paul Mwangi, Managing Director of KEBS, and Sarah Nakato of UNBS.",
        f"{_BOTH} an agreement. The text was signed by Dr. Paul Mwangi and Mrs. Sarah Nakato.",
        "Paul Mwangi signed the agreement on behalf of KEBS and Sarah Nakato on behalf of UNBS.",
        "The agreement was signed for KEBS by Paul Mwangi and for UNBS by Sarah Nakato.",
        "Paul Mwangi of KEBS signed the agreement on 28 May, Sarah Nakato of UNBS on 2 June.",
        "Paul Mwangi and Sarah Nakato, heads of KEBS and UNBS respectively, signed an agreement.",
        "Photo: Paul Mwangi (left), Director of KEBS, and Sarah Nakato of UNBS sign the agreement.",
        "Paul Mwangi of KEBS met Sarah Nakato of UNBS. Then Mr. Mwangi and Ms. Nakato signed an agreement.",
    ],
)
def test_signers_are_those_who_are_said_to_sign(text: str) -> None:
    assert _roles(_event(text)) == {"Paul Mwangi": "signatory", "Sarah Nakato": "signatory"}


@pytest.mark.parametrize(
    "told",
    [
        "Signatories: Paul Mwangi of KEBS and Sarah Nakato of UNBS.",
        "The signatories were Paul Mwangi of KEBS and Sarah Nakato of UNBS.",
        "Paul Mwangi of KEBS and Sarah Nakato of UNBS were the signatories.",
        "Putting their names to it were Paul Mwangi of KEBS and Sarah Nakato of UNBS.",
        "Paul Mwangi of KEBS and Sarah Nakato of UNBS affixed their signatures.",
        "It was signed by Paul Mwangi of KEBS and Sarah Nakato of UNBS, and forty guests looked on.",
        "The signature is that of Paul Mwangi; Sarah Nakato signed for UNBS.",
        "Grace Otieno told the press that it was signed by Paul Mwangi and by Sarah Nakato of UNBS.",
    ],
)
def test_other_words_for_those_who_sign(told: str) -> None:
    assert _roles(_event(f"{_BOTH} an agreement. {told}")) == {
        "Paul Mwangi": "signatory",
        "Sarah Nakato": "signatory",
    }


def test_those_who_met_sign_by_their_short_names() -> None:
    text = (
        "A delegation of KEBS, led by Chairman Paul Mwangi, visited UNBS in Kampala on 2 June. Director Sarah"
        " Nakato received the guests. Then Ms. Nakato and Mr. Mwangi signed an agreement on tea."
    )
    assert _roles(_event(text)) == {"Paul Mwangi": "signatory", "Sarah Nakato": "signatory"}


@pytest.mark.parametrize(
    ("told", "there"),
    [
        case("Tom Barasa, Deputy Director of KEBS, showed them the laboratory.", True, id="acts"),
        case("At the end Mr. Gao and Tom Barasa of KEBS signed the minutes of the talks.", True, id="signs"),
        case("Tom Barasa of KEBS told reporters that rain was expected.", False, id="speaks to the press"),
        case('"It was a good day," said Tom Barasa of KEBS.', False, id="is quoted"),
    ],
)
def test_people_of_the_sides_in_other_sentences_were_at_the_meeting(told: str, there: bool) -> None:
    met = "Gao Feng, Vice Minister of SAMR, met a delegation of KEBS in Beijing on 2 June."
    assert ("Tom Barasa" in _roles(_event(f"{met} {told}", "meeting"))) is there


@pytest.mark.parametrize(
    ("told", "body"),
    [
        case("Deputy Director Tom Barasa was present at the signing.", "UNBS", id="the body mentioned last"),
        case("Tom Barasa, Minister of Tourism, was present at the signing.", None, id="a minister"),
        case("The bureau's director, Tom Barasa, looked on.", "UNBS", id="the bureau's"),
        case("Nakato's colleague Tom Barasa of KEBS looked on.", "KEBS", id="a body of his own"),
    ],
)
def test_whom_onlookers_act_for(told: str, body: str | None) -> None:
    text = f"On 2 June Paul Mwangi of KEBS and Sarah Nakato of the bureau UNBS signed an agreement. {told}"
    person = _person(_event(text), "Tom Barasa")
    assert (person.organizations[0].text if person.organizations else None) == body


def test_a_minister_acts_for_the_ministry_of_the_same_field() -> None:
    text = (
        "On 2 June the Ministry of Industry and Trade of Kenya and NIST signed an agreement. It was signed by"
        " Joseph Okello, Minister of Industry and Trade, and Ruth Lang, Director of NIST."
    )
    person = _person(_event(text), "Joseph Okello")
    assert person.organizations[0].text.startswith("Ministry of Industry and Trade")


def test_who_travels_is_at_each_of_the_meetings() -> None:
    events = _read(
        "A working group of NIST, composed of director Ruth Lang and chief specialist D. Novak, travelled"
        " from 2 to 4 June. In Nairobi it met Paul Mwangi, head of KEBS. In Kampala NIST then visited UNBS."
    )
    names = [set(_roles(e)) for e in events if e.type == "meeting"]
    assert len(names) == 2
    assert all({"Ruth Lang", "D. Novak"} <= there for there in names)


def test_where_china_is_a_side_chinese_names_are_of_that_side() -> None:
    text = (
        "On 2 June the Standardization Administration of China (SAC) and the Kenya Bureau of Standards (KEBS)"
        " signed an agreement. It was signed by Director General Peng Zhaoyang and Director Paul Mwangi."
    )
    people = _event(text).people
    assert [p.organizations[-1].text for p in people] == ["SAC", "KEBS"]


@pytest.mark.parametrize(
    "told",
    [
        "Mr. Mwangi's deputy, Ida Otieno of KEBS, signed with Sarah Nakato of UNBS.",
        "On behalf of Mr. Mwangi it was signed by Ida Otieno of KEBS and Sarah Nakato of UNBS.",
    ],
)
def test_who_is_stood_for_does_not_sign(told: str) -> None:
    text = f"On 2 June KEBS, headed by Paul Mwangi, and UNBS concluded an agreement. {told}"
    assert "Ida Otieno" in _roles(_event(text))
    told_roles = [p.role for p in _event(f"{_BOTH} an agreement. {told}").people]
    assert told_roles == ["signatory", "signatory"]


def test_envoys_of_china_look_on_as_hosts() -> None:
    told = "Li Hua, Ambassador of China to Kenya, attended the signing ceremony."
    assert _event(f"{_BOTH} an agreement. {told}").people == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{_MET} A memorandum of understanding was signed by both sides.",
        "Paul Mwangi of KEBS met Sarah Nakato of UNBS on 2 June. KEBS and UNBS then signed an agreement.",
    ],
)
def test_nobody_signs_where_only_the_sides_do(text: str) -> None:
    assert _event(text).people == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("PAI Yanfei", "PAI Yanfei"),
        ("Willie May", "Willie May"),
        ("H. J. S. Ozerovskaya", "H. J. S. Ozerovskaya"),
        ("Major General Hossam El-Gamal", "Hossam El-Gamal"),
        ("Engr. Haji Abdul Qawi bin Pehin Metassan", "Abdul Qawi bin Pehin Metassan"),
        ("Rovshan Elkhan oglu", "Rovshan Elkhan oglu"),
        ("Smt. Surekha Dandapani", "Surekha Dandapani"),
        ("U Kyaw Swar Lwin", "Kyaw Swar Lwin"),
        ("El Hadji Moustapha Ndiaye", "El Hadji Moustapha Ndiaye"),
        ("Þorgerður Ketilsdóttir", "Þorgerður Ketilsdóttir"),
        ("Nguyễn Thị Mai Hương", "Nguyễn Thị Mai Hương"),
    ],
)
def test_names_of_many_cultures(written: str, name: str) -> None:
    text = f"On 2 June {written}, Director of KEBS, and Sarah Nakato of UNBS signed an agreement."
    assert _roles(_event(text)) == {name: "signatory", "Sarah Nakato": "signatory"}


@pytest.mark.parametrize(
    "words",
    ["the Mutual Recognition of Test Reports", "visitors from North Carolina", "the Hepingli Campus of KEBS"],
)
def test_capitals_that_are_no_people(words: str) -> None:
    assert _event(f"{_BOTH} an agreement about {words}.").people == ()


def test_names_with_particles_and_accents() -> None:
    event = _event(
        "Willem van der Berg, Director of the Dutch Metrology Institute VSL, and José María Ortega, Head of"
        " the Centro Español de Metrología (CEM), signed a memorandum of understanding in Delft on 2 June."
    )
    assert _roles(event) == {"Willem van der Berg": "signatory", "José María Ortega": "signatory"}


_SIGNED = (
    "Paul Mwangi, Managing Director of KEBS, and Sarah Nakato, Executive Director of UNBS, signed an"
    " agreement on 2 June"
)


@pytest.mark.parametrize(
    "told",
    [
        "{signed} in the presence of {minister}.",
        "{signed}. {minister}, witnessed the ceremony.",
        "{signed}. {minister}, attended the signing ceremony.",
        "{signed}. {minister}, looked on.",
        "{signed}, as {minister}, looked on.",
        "{signed}. The signing was witnessed by {minister}.",
        "Witnessed by {minister}, {signed}.",
        "{signed}. Present at the signing was {minister}.",
        "{signed}. Witnessing the act was {minister}.",
        "{signed}. Witnesses to the ceremony included {minister}.",
        "{signed}. Also on hand was {minister}.",
        "{signed}. {minister}, acted as witness.",
        "{signed}, while {minister}, looked on.",
        "{signed}; {minister}, raised his glass.",
        "{signed}. {minister}, in whose presence it was done, thanked them.",
    ],
)
def test_who_is_present_at_a_signing_is_a_witness(told: str) -> None:
    text = told.format(signed=_SIGNED, minister="Joseph Okello, Minister of Trade of Uganda")
    assert _roles(_event(text)) == {
        "Paul Mwangi": "signatory",
        "Sarah Nakato": "signatory",
        "Joseph Okello": "witness",
    }


@pytest.mark.parametrize(
    "text",
    [
        case(
            "On 2 June, witnessed by President Amina Juma of Kenya and President Peter Ssali of Uganda,"
            " the Kenya Bureau of Standards and the Uganda National Bureau of Standards signed an"
            " agreement in Nairobi.",
            id="witnessed by, in front",
        ),
        case(
            f"{_BOTH} an agreement in the presence of President Amina Juma of Kenya and President Peter"
            " Ssali of Uganda.",
            id="in the presence of",
        ),
    ],
)
def test_heads_of_state_act_for_no_organization(text: str) -> None:
    event = _event(text)
    assert _roles(event) == {"Amina Juma": "witness", "Peter Ssali": "witness"}
    assert [(p.country, p.organizations) for p in event.people] == [("KE", ()), ("UG", ())]


@pytest.mark.parametrize(
    "text",
    [
        case(
            "On 2 June Paul Mwangi, Managing Director of KEBS, and Sarah Nakato, Executive Director of"
            " UNBS, exchanged the signed copies of a memorandum of understanding in Nairobi.",
            id="the signed copies",
        ),
    ],
)
def test_who_exchanges_a_signed_text_takes_part(text: str) -> None:
    assert _roles(_event(text)) == {"Paul Mwangi": "participant", "Sarah Nakato": "participant"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        case(_MET, {"Gao Feng", "Ruth Tremblay"}, id="met"),
        case(
            "A delegation led by Paul Mwangi, Managing Director of KEBS, visited UNBS in Kampala on 2"
            " June and was received by Executive Director Sarah Nakato.",
            {"Paul Mwangi", "Sarah Nakato"},
            id="led by, received by",
        ),
        case(
            "On 2 June Paul Mwangi, Managing Director of KEBS, held a video call with Sarah Nakato,"
            " Executive Director of UNBS.",
            {"Paul Mwangi", "Sarah Nakato"},
            id="a video call",
        ),
        case(
            _MET + " Li Hua, Director of the Standardization Department of SAMR, attended the meeting.",
            {"Gao Feng", "Ruth Tremblay", "Li Hua"},
            id="attended the meeting",
        ),
        case(
            _MET + " They were joined by Alan Roy of the Standards Council of Canada.",
            {"Gao Feng", "Ruth Tremblay", "Alan Roy"},
            id="joined by",
        ),
        case(
            "On 2 June KEBS and UNBS met in Nairobi. The talks were co-chaired by Paul Mwangi of KEBS and"
            " Sarah Nakato of UNBS.",
            {"Paul Mwangi", "Sarah Nakato"},
            id="co-chaired by",
        ),
    ],
)
def test_who_meets_takes_part(text: str, people: set[str]) -> None:
    assert _roles(_event(text, "meeting")) == dict.fromkeys(people, "participant")


@pytest.mark.parametrize(
    "told",
    [
        '"This will help small traders," said Mary Achieng, an economist in Nairobi.',
        "\n\nMedia contact: Jane Wairimu, +254 20 000000.",
        "\n\nFor further information, please contact Jane Wairimu of the press office.",
        "\n\nBy Jane Wairimu",
        "A working group will be led by Tom Barasa and Ida Nansubuga.",
        "Relations have grown under the guidance of President Amina Juma.",
        "The method goes back to the physicist Ole Brandt, who died in 1962.",
        "The training will take place at the Grace Otieno Centre.",
    ],
)
def test_who_is_only_named_is_nobody_of_the_event(told: str) -> None:
    assert _event(f"{_BOTH} an agreement. {told}").people == ()


def test_leaders_who_are_only_referred_to_did_not_meet() -> None:
    told = "Under the strategic guidance of President Jean Roy relations have grown, Mr. Gao said."
    assert set(_roles(_event(f"{_MET} {told}", "meeting"))) == {"Gao Feng", "Ruth Tremblay"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        case(
            "KEBS and UNBS will sign a memorandum of understanding on 30 June in Nairobi. Ministers are"
            " expected to attend.",
            {},
            id="nobody named",
        ),
        case(
            "On 30 June Paul Mwangi, Managing Director of KEBS, and Sarah Nakato, Executive Director of"
            " UNBS, will sign a memorandum of understanding in Nairobi.",
            {"Paul Mwangi": "signatory", "Sarah Nakato": "signatory"},
            id="named as signers",
        ),
    ],
)
def test_people_of_a_planned_signing(text: str, people: dict[str, str]) -> None:
    assert _roles(_event(text, "announcement")) == people


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Paul Mwangi, Managing Director of KEBS,", "Managing Director"),
        ("KEBS Managing Director Paul Mwangi", "Managing Director"),
        ("the Managing Director of KEBS, Paul Mwangi,", "Managing Director"),
        ("KEBS's Managing Director Paul Mwangi", "Managing Director"),
        ("Managing Director Paul Mwangi of KEBS", "Managing Director"),
        ("Dr. Paul Mwangi, Managing Director, KEBS,", "Managing Director"),
        ("Mr Paul Mwangi, Acting Director General of KEBS,", "Acting Director General"),
        ("Prof. Eng. Paul Mwangi, Deputy Chief Executive Officer of KEBS,", "Deputy Chief Executive Officer"),
        ("His Excellency Paul Mwangi, Chairman of KEBS,", "Chairman"),
        ("Paul Mwangi, Head of the Metrology Department at KEBS,", "Head of the Metrology Department"),
        ("Paul Mwangi (Director General, KEBS)", "Director General"),
        ("Paul Mwangi (KEBS; Director General)", "Director General"),
        ("Paul Mwangi, KEBS, Director General,", "Director General"),
        ("Paul Mwangi, the KEBS metrology chief,", "metrology chief"),
        ("Paul Mwangi, KEBS's deputy director,", "deputy director"),
        ("Paul Mwangi, OBE, Chairman of KEBS,", "Chairman"),
        ("Paul Mwangi, who has been acting director of KEBS since May,", "acting director"),
        ("Deputy Director (Imports) of KEBS Paul Mwangi", "Deputy Director (Imports)"),
        ("KEBS President Professor Paul Mwangi", "President"),
        ("Paul Mwangi, Director for Legal Affairs at KEBS,", "Director for Legal Affairs"),
        ("Paul Mwangi, Head of the Metrology Department, KEBS,", "Head of the Metrology Department"),
        ("Paul Mwangi, Vice Chairman of KEBS and Administrator of KENAS,", "Vice Chairman"),
    ],
)
def test_names_without_honorifics_titles_without_bodies(name: str, title: str) -> None:
    event = _event(f"On 2 June, {name} met Astrid Lund, Director of Standards Norway, in Oslo.", "meeting")
    person = _person(event, "Paul Mwangi")
    assert (person.titles[0].text, person.organizations[0].text) == (title, "KEBS")


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        case(
            "On 2 June Joseph Okello signed the agreement on behalf of the Government of Uganda and Amina"
            " Juma on behalf of the Government of Kenya.",
            {"Joseph Okello": "UG", "Amina Juma": "KE"},
            id="for governments",
        ),
        case(
            "Hans Brunner, Director of the BIPM, met Park Jihoon, President of KRISS, in Daejeon on 2 June.",
            {"Hans Brunner": "INT", "Park Jihoon": "KR"},
            id="for an international body",
        ),
        case(
            "On 2 June Kenji Aoyama, Director of NIST, and Gao Feng, President of NMISA, signed an"
            " agreement.",
            {"Kenji Aoyama": "US", "Gao Feng": "ZA"},
            id="whatever the name sounds like",
        ),
    ],
)
def test_a_person_has_the_country_of_the_body_acted_for(text: str, countries: dict[str, str]) -> None:
    (event,) = _read(text)
    assert {person.names[0].text: person.country for person in event.people} == countries


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        case(
            "Maria Keller of the Physikalisch-Technische Bundesanstalt and Kofi Asante of the Ghana Standards"
            " Authority signed an agreement on 2 June.",
            {
                "Maria Keller": "Physikalisch-Technische Bundesanstalt",
                "Kofi Asante": "Ghana Standards Authority",
            },
            id="name of body",
        ),
        case(
            "The agreement was signed for KEBS by Director General Paul Mwangi and for UNBS by Executive"
            " Director Sarah Nakato on 2 June.",
            {"Paul Mwangi": "KEBS", "Sarah Nakato": "UNBS"},
            id="for a body by somebody with a title",
        ),
        case(
            "On 2 June Paul Mwangi and Sarah Nakato, heads of KEBS and UNBS respectively, signed an"
            " agreement.",
            {"Paul Mwangi": "KEBS", "Sarah Nakato": "UNBS"},
            id="respectively",
        ),
        case(
            _BOTH
            + " an agreement. Paul Mwangi signed for the Kenyan side and Sarah Nakato for the Ugandan side.",
            {
                "Paul Mwangi": "Kenya Bureau of Standards",
                "Sarah Nakato": "Uganda National Bureau of Standards",
            },
            id="for the Kenyan side",
        ),
        case(
            "The heads of KEBS and UNBS, Paul Mwangi and Sarah Nakato, signed an agreement on 2 June.",
            {"Paul Mwangi": "KEBS", "Sarah Nakato": "UNBS"},
            id="the heads of, before the names",
        ),
        case(
            "On 2 June Paul Mwangi signed the agreement for KEBS, Sarah Nakato, director general, for UNBS.",
            {"Paul Mwangi": "KEBS", "Sarah Nakato": "UNBS"},
            id="the verb left out",
        ),
        case(
            "On 2 June Deputy Secretary Paul Mwangi of KEBS and Joint Secretary Sarah Nakato of UNBS signed"
            " an agreement.",
            {"Paul Mwangi": "KEBS", "Sarah Nakato": "UNBS"},
            id="a title behind the body of another",
        ),
        case(
            "A delegation of KEBS led by Paul Mwangi and UNBS, represented by Sarah Nakato, signed an"
            " agreement on 2 June.",
            {"Paul Mwangi": "KEBS", "Sarah Nakato": "UNBS"},
            id="led by, represented by",
        ),
    ],
)
def test_each_signer_acts_for_their_own_body(text: str, bodies: dict[str, str]) -> None:
    people = _event(text).people
    assert {p.names[0].text: p.organizations[0].text for p in people if p.organizations} == bodies
