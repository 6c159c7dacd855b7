"""Which fields English texts name, and which of them an event is about."""

from __future__ import annotations

import re
import time

import pytest

from extractors.english import pipeline
from extractors.english.subjects import subjects
from extractors.events import Coded
from extractors.fields import GRADES, coded, cues
from extractors.lexicons import table
from extractors.reading import Context, Draft


def named(text: str) -> list[str]:
    return [c.code for c in cues(text, "en") if c.weight > GRADES["weak"]]


def told(text: str, published: str = "2020-06-10") -> list[tuple[Draft, tuple[Coded, ...]]]:
    doc = pipeline().make_doc(text)
    doc._.english_context = Context(published)
    pipeline()(doc)
    reading, drafts = doc._.english_reading, doc._.english_drafts
    return [(d, subjects(reading, reading.passages, d, [o for o in drafts if o is not d])) for d in drafts]


def about(text: str) -> list[set[str]]:
    return [{c.code for c in found} for _, found in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("laboratory accreditation", {"accreditation"}),
        ("the accreditation of medical laboratories", {"accreditation"}),
        ("accreditation of halal certification bodies", {"accreditation"}),
        ("national measurement standards and reference materials", {"metrology"}),
        ("certification and accreditation", {"conformity_assessment"}),
        ("testing laboratories", {"inspection_testing"}),
        ("testing of solar modules", {"inspection_testing"}),
        ("energy metrology", {"metrology"}),
        ("standards for hydrogen filling stations", {"standardization"}),
        ("conformity assessment, certification", {"conformity_assessment", "certification"}),
        ("metrology and energy efficiency", {"metrology", "energy_environment"}),
        ("mutual recognition of calibration certificates", {"metrology"}),
        ("mutual recognition of certificates of conformity", {"conformity_assessment"}),
        ("training in metrology", {"training_capacity", "metrology"}),
    ],
)
def test_the_head_of_a_compound_decides(text: str, expected: set[str]) -> None:
    assert set(named(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "under a cooperative research and development agreement",
        "national standards bodies met",
        "she recalled that they came by train",
        "of course the trade minister smiled",
        "a state of the art building with high standards",
    ],
)
def test_phrases_that_only_sound_like_a_field(text: str) -> None:
    assert named(text) == []


def test_cues_say_where_they_stand_even_where_lower_case_is_longer() -> None:
    text = "İZMİR - metrology and İKLİM"
    [cue] = cues(text, "en")
    assert text[cue.start : cue.end] == "metrology"


def test_blanked_names_say_nothing() -> None:
    text = "The Metrology Institute spoke about lifts."
    [found] = [coded(text, cue) for cue in cues(text, "en", [(4, 23)])]
    assert (found.code, found.mention.text) == ("special_equipment", "lifts")


def test_weak_cues_do_not_make_a_field_by_themselves() -> None:
    text = "They compared temperature readings."
    assert [c.weight for c in cues(text, "en")] == [GRADES["weak"]]


@pytest.mark.parametrize("code", list(table("en_fields")))
def test_expressions_can_be_looked_up_by_their_first_two_letters(code: str) -> None:
    for grade in GRADES:
        for written in table("en_fields")[code][grade]:
            re.compile(written)
            choice = re.match(r"\(\?:([^()]*)\)", written)
            for beginning in choice[1].split("|") if choice else [written]:
                assert re.match(r"[a-z0-9][a-z0-9-](?![?*])", beginning), (code, written)


def test_hostile_text_is_read_in_linear_time() -> None:
    took = []
    for size in (2_000, 8_000):
        text = "mutual recognition of a b quality and comparison of x " * size
        start = time.perf_counter()
        cues(text, "en")
        took.append(time.perf_counter() - start)
    assert took[1] < 12 * took[0]


MOU = (
    "The National Institute of Metrology (NIM) of China and the Standards Institute of Chile (INN) signed "
    "a memorandum of understanding on {subject} in Beijing on 9 June 2020. "
)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("cooperation in accreditation", {"accreditation"}),
        ("food safety", {"food_safety"}),
        (
            "standardization, conformity assessment and training",
            {"standardization", "conformity_assessment", "training_capacity"},
        ),
        ("the safety of lifts and boilers", {"special_equipment"}),
        ("antitrust enforcement", {"competition"}),
    ],
)
def test_what_the_instrument_is_on(subject: str, expected: set[str]) -> None:
    assert about(MOU.format(subject=subject))[0] == expected


def test_contents_told_later_are_added_to_a_bare_instrument() -> None:
    text = (
        MOU.replace(" on {subject}", "")
        + "Under the memorandum, the two sides will calibrate weighing instruments."
    )
    assert about(text) == [{"metrology"}]


def test_what_the_instrument_is_on_outweighs_asides() -> None:
    aside = "The visitors then took a lift to the roof and looked at a hydrogen bus."
    assert about(MOU.format(subject="food safety") + aside)[0] == {"food_safety"}


def test_a_body_and_its_next_meeting_are_not_the_subject() -> None:
    rest = "INN was founded in 1973 and certifies elevators. The next meeting will deal with patents."
    assert about(MOU.format(subject="food safety") + rest)[0] == {"food_safety"}


def test_another_events_subject_is_not_taken_over() -> None:
    other = (
        "On 10 June 2020, the Accreditation Board of Kenya (KENAS) and the Standards Bureau of Uganda (UNBS) "
        "signed an agreement on geographical indications in Nairobi."
    )
    found = told(MOU.format(subject="food safety") + other)
    assert [{c.code for c in f} for _, f in found] == [{"food_safety"}, {"intellectual_property"}]


def test_the_words_shown_are_those_that_say_it_best() -> None:
    text = "Seafood and more\n" + MOU.format(subject="food safety")
    [(_, [found])] = told(text)
    assert found.mention.text == text[found.mention.start : found.mention.end] == "food safety"
