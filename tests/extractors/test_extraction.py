"""The way in: what cannot be read is an error, anything else is read, and values point at their words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import EmptyTextError, ExtractionError, UnknownLanguageError, extract
from extractors.cleaning import clean
from extractors.events import Event
from extractors.extraction import language_of
from extractors.json_form import evidence, to_json

_MEETING = (
    "On 2 June Paul Mwangi, Managing Director of the Kenya Bureau of Standards (KEBS), met Sarah Nakato,"
    " Executive Director of the Uganda National Bureau of Standards (UNBS), in Nairobi.\n\nFollowing the"
    " talks, Mr. Mwangi and Ms. Nakato signed a Memorandum of Understanding on Cooperation in Legal"
    " Metrology in the presence of Joseph Okello, Minister of Trade of Uganda.\n\nThe two bodies will"
    " exchange experts and train inspectors."
)
_DIGEST = (
    "1. On March 4, KRISS and NMISA signed three cooperation documents on food safety in Pretoria.\n\n2."
    " Recently, Park Jihoon, President of KRISS, held a video call with Maria Keller, President of the"
    " Physikalisch-Technische Bundesanstalt (PTB).\n\nOriginal articles:\n1. https://a.example/1\n2."
    " https://a.example/2"
)
_CHINESE = (
    "6月24日，国家标准委主任何一鸣在北京会见日本规格协会理事长田中宏一行。"
    "会后，双方签署标准化合作谅解备忘录。"
)
_TEXTS = pytest.mark.parametrize("text", [_MEETING, _DIGEST, _CHINESE], ids=["meeting", "digest", "chinese"])
_INVISIBLE = ("\u200b", "\u00ad", "\ufeff", "\u2060", "\u202c")

Json = dict[str, Any]


def _read(text: str) -> tuple[Event, ...]:
    return extract(text, published="2021-06-18")


def _values(text: str) -> list[Json]:
    """What is read, without where it stands and how sure it is."""
    forms = [to_json(event) for event in _read(text)]
    return [{key: form[key] for key in form if key not in ("evidence", "confidence")} for form in forms]


def _bare(text: str) -> str:
    """The words as they can be read, without layout."""
    return re.sub(r"\s", "", clean(text).text)


# Errors.


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u00a0\u3000"])
@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_an_empty_text_is_an_error_that_says_what_to_do(text: str, lang: str | None) -> None:
    with pytest.raises(EmptyTextError, match="leave the document out"):
        extract(text, lang=lang)


@pytest.mark.parametrize("text", ["2021-06-18", "… — !?", "\u200b", "Стандарты и метрология", "ありがとう"])
def test_a_text_without_english_or_chinese_letters_names_no_language(text: str) -> None:
    with pytest.raises(UnknownLanguageError, match="name its language"):
        extract(text)


@pytest.mark.parametrize("lang", ["fr", "de-DE", "eng", "english", "x"])
def test_an_unknown_language_is_named(lang: str) -> None:
    with pytest.raises(UnknownLanguageError, match=repr(lang)):
        extract(_MEETING, lang=lang)


def test_every_error_is_an_extraction_error() -> None:
    assert issubclass(EmptyTextError, ExtractionError)
    assert issubclass(UnknownLanguageError, ExtractionError)
    assert issubclass(ExtractionError, ValueError)


@pytest.mark.parametrize("text", ["2021-06-18", "… — !?", "\u200b"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_text_that_says_nothing_has_no_events(text: str, lang: str) -> None:
    assert extract(text, lang=lang) == ()


# Languages.


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (_MEETING, "en"),
        (_CHINESE, "zh"),
        ("SAMR（国家市场监督管理总局）与KEBS在北京会谈", "zh"),
        ("肯尼亚标准局Kenya Bureau of Standards与国家标准委签署合作协议", "zh"),
        ("The State Administration for Market Regulation (市场监管总局) met its guests.", "en"),
    ],
)
def test_the_language_is_told_from_the_script(text: str, lang: str) -> None:
    assert language_of(text) == lang
    assert extract(text) == extract(text, lang=lang)


@pytest.mark.parametrize("lang", ["en", "EN", "en-GB", "en_US", "en-Latn-KE"])
def test_tags_of_a_language_are_read_alike(lang: str) -> None:
    assert extract(_MEETING, lang=lang) == extract(_MEETING, lang="en")


# Any text at all.

_PIECES = (
    *("signed", "met", "agreement", "a memorandum of understanding", "on behalf of", "respectively", "and"),
    *(
        "On 31 February",
        "1.",
        "2021",
        "https://a.example/2",
        "\x00",
        "\u202e",
        "\u0301",
        "𠮷",
        "\r",
        "\n\n",
    ),
    *(
        "KEBS",
        "Paul Mwangi, Director of",
        "The Kenya Bureau of Standards (",
        ")",
        "“",
        '"',
        "'s",
        ";",
        ":",
        "—",
    ),
    *("签署", "国家标准委", "《", "》", "（", "6月24日", "在北京", "分别", "协议", "一、"),
)
_ANYTHING = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)),
    max_size=14,
)
_ANY_TEXT = st.builds(str.join, st.sampled_from(["", " ", "\n"]), _ANYTHING)
_ANY_LANGUAGE = st.sampled_from([None, "en", "en", "zh"])
_ANY_DAY = st.sampled_from([None, "2021", "2021-06", "2021-06-18", "2020-02-29", "soon", ""])


@settings(derandomize=True, max_examples=120, deadline=None)
@given(_ANY_TEXT, _ANY_LANGUAGE, _ANY_DAY)
def test_any_text_is_read_or_refused(text: str, lang: str | None, published: str | None) -> None:
    try:
        events = extract(text, lang=lang, published=published)
    except ExtractionError:
        return
    for event in events:
        assert 0 <= event.confidence <= 1
        assert all(0 <= m.start <= m.end <= len(text) for _, m in evidence(event))


@settings(derandomize=True, max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=4, max_size=14).map(" ".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    told = f"KEBS and {text}"
    assert extract(told, lang="en") == extract(told, lang="en")


def _read_elsewhere(seed: str) -> str:
    """What another process makes of the digest, with sets and dictionaries hashed otherwise."""
    program = (
        "import sys; from extractors import extract; print(extract(sys.stdin.read(), published='2021-06-18'))"
    )
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        input=_DIGEST,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": seed},
        timeout=60,
        check=True,
    ).stdout


def test_another_process_reads_the_same() -> None:
    assert _read_elsewhere("1") == _read_elsewhere("2") == f"{_read(_DIGEST)}\n"


# The same text, laid out otherwise.


def _positions(text: str, inside: str) -> st.SearchStrategy[list[int]]:
    places = [match.start() for match in re.finditer(inside, text)]
    return st.lists(st.sampled_from(places), unique=True, max_size=8).map(
        lambda found: sorted(found, reverse=True)
    )


def _with(text: str, at: list[int], instead: str, length: int = 0) -> str:
    for start in at:
        text = text[:start] + instead + text[start + length :]
    return text


@settings(derandomize=True, max_examples=25, deadline=None)
@given(_positions(_MEETING, " "))
def test_spaces_that_do_not_break_change_no_value(at: list[int]) -> None:
    assert _values(_with(_MEETING, at, "\u00a0", 1)) == _values(_MEETING)


@settings(derandomize=True, max_examples=15, deadline=None)
@given(_positions(_MEETING, r"(?<=\n)\n"), st.sampled_from(["\n", "\n\n\n", " \n", "\r\n"]))
def test_blank_lines_change_no_value(at: list[int], blank: str) -> None:
    assert _values(_with(_MEETING, at, blank)) == _values(_MEETING)


@_TEXTS
def test_blank_lines_around_the_text_change_no_value(text: str) -> None:
    assert _values(f"\n\n {text}\n\n") == _values(text)


@_TEXTS
def test_line_ends_of_another_system_change_no_value(text: str) -> None:
    assert _values(text.replace("\n", "\r\n")) == _values(text)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(_positions(_MEETING, r"\w"), st.sampled_from(_INVISIBLE))
def test_invisible_characters_change_no_value(at: list[int], noise: str) -> None:
    assert _values(_with(_MEETING, at, noise)) == _values(_MEETING)


# Evidence.


@_TEXTS
@pytest.mark.parametrize(
    "noise", ["", *_INVISIBLE], ids=["none", "zero-width", "soft hyphen", "mark", "joiner", "bidi"]
)
def test_evidence_holds_its_words_under_noise_in_every_word(text: str, noise: str) -> None:
    noisy = re.sub(r"(?<=[A-Za-z\u4e00-\u9fff])(?=[A-Za-z\u4e00-\u9fff])", noise, text)
    events = _read(noisy)
    assert len(events) == 2
    for pointer, mention in (found for event in events for found in evidence(event)):
        assert _bare(noisy[mention.start : mention.end]) == _bare(mention.text), pointer


def test_evidence_holds_its_words_among_romanised_readings() -> None:
    noisy = re.sub("([会签标何田协])", "\\1(yīn)", _CHINESE)
    assert _values(noisy) == _values(_CHINESE)
    for pointer, mention in (found for event in _read(noisy) for found in evidence(event)):
        assert _bare(noisy[mention.start : mention.end]) == _bare(mention.text), pointer


@_TEXTS
def test_every_value_has_evidence_that_says_it(text: str) -> None:
    for form in (to_json(event) for event in _read(text)):
        said = {found["value"]: found["text"] for found in form["evidence"]}
        quoted = [
            p for p in said if "/names/" in p or "/titles/" in p or "/organizations/" in p or "/place" in p
        ]
        assert {p: _at(form, p) for p in quoted} == {p: said[p] for p in quoted}
        assert len(quoted) >= sum(len(party["names"]) for party in form["parties"])
        assert {"/type", *(f"/fields/{i}" for i in range(len(form["fields"])))} <= set(said)
        assert ("/date" in said) == (form["date"] is not None)


def _at(form: Json, pointer: str) -> Any:
    steps = pointer.removeprefix("/").split("/")
    return reduce(lambda value, step: value[int(step) if isinstance(value, list) else step], steps, form)


def test_each_value_points_at_the_characters_it_was_read_from() -> None:
    meeting, signing = _read(_MEETING)
    assert _slices(meeting) >= {
        ("/date", "2 June"),
        ("/place/city", "Nairobi"),
        ("/parties/0/names/0", "Kenya Bureau of Standards"),
        ("/parties/0/names/1", "KEBS"),
        ("/people/1/names/0", "Sarah Nakato"),
        ("/people/1/titles/0", "Executive Director"),
    }
    assert _slices(signing) >= {
        ("/date", "2 June"),
        ("/instruments/0/type", "Memorandum of Understanding"),
        ("/instruments/0/title", "Memorandum of Understanding on Cooperation in Legal Metrology"),
    }
    (sentence,) = [slice_ for pointer, slice_ in _slices(signing) if pointer == "/type"]
    assert sentence.startswith("Following the talks")


def _slices(event: Event) -> set[tuple[str, str]]:
    return {(pointer, _MEETING[mention.start : mention.end]) for pointer, mention in evidence(event)}
