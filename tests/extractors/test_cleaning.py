"""Noise taken out of texts, and the way back to the characters that were handed in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.cleaning import clean, simplified

_NOISE = ("\u200b", "\u00ad", "\ufeff", "\u202e", "\x00", "\x08", "\u2060")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("檢(jiǎn)驗(yàn)檢(jiǎn)疫局", "檢驗檢疫局"),
        ("女(nǚ)士", "女士"),
        ("国家标准委(SAC)", "国家标准委(SAC)"),
        ("标准委(sac-china)", "标准委(sac-china)"),
        ("KEBS (the bureau) met", "KEBS (the bureau) met"),
        ("metro\u00adlogy", "metrology"),
        ("Nai\u200brobi\ufeff", "Nairobi"),
        ("\u202eKEBS\u202c", "KEBS"),
        ("a\r\nb", "a\nb"),
        ("2\u00a0June\u30002021", "2 June 2021"),
        ("a\tb\u2009c\u202fd", "a b c d"),
        ("", ""),
        ("plain text\n\nas it is", "plain text\n\nas it is"),
    ],
)
def test_noise_is_taken_out_and_words_stay(text: str, expected: str) -> None:
    assert clean(text).text == expected


def test_spans_lead_back_to_the_original() -> None:
    text = "\ufeff檢(jiǎn)驗(yàn)局 Nai\u200brobi"
    cleaned = clean(text)
    found = cleaned.text.index("檢驗局")
    start, end = cleaned.original(found, found + 3)
    assert text[start:end] == "檢(jiǎn)驗(yàn)局"
    found = cleaned.text.index("Nairobi")
    start, end = cleaned.original(found, found + len("Nairobi"))
    assert text[start:end] == "Nai\u200brobi"


def test_an_empty_span_leads_to_its_place() -> None:
    assert clean("\ufeffKEBS").original(0, 0) == (1, 1)
    assert clean("").original(0, 0) == (0, 0)


_MIXED = st.lists(
    st.one_of(st.sampled_from([*_NOISE, "檢(jiǎn)", "\u00a0", "\n", "KEBS"]), st.text(max_size=4)),
    max_size=12,
).map("".join)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(_MIXED)
def test_every_character_knows_where_it_came_from(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.origin) == len(cleaned.text)
    assert list(cleaned.origin) == sorted(set(cleaned.origin))
    for at, character in enumerate(cleaned.text):
        start, end = cleaned.original(at, at + 1)
        assert end == start + 1
        assert text[start] == character or (character in " \n" and text[start].isspace())


@settings(derandomize=True, max_examples=50, deadline=None)
@given(_MIXED)
def test_a_clean_span_is_what_cleaning_its_original_gives(text: str) -> None:
    cleaned = clean(text)
    if cleaned.text:
        start, end = cleaned.original(0, len(cleaned.text))
        assert clean(text[start:end]).text == cleaned.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("國家標準委", "国家标准委"),
        ("國際計量局與臺北", "国际计量局与台北"),
        ("KEBS 與 UNBS", "KEBS 与 UNBS"),
        ("已经是简体", "已经是简体"),
        ("", ""),
    ],
)
def test_simplified_script(text: str, expected: str) -> None:
    assert simplified(text) == expected


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.text(alphabet=st.sampled_from("國際標準乾隆皇后里裡鐘錶甚麼瞭解餘𠮷abc 。\n"), max_size=30))
def test_simplified_script_keeps_offsets(text: str) -> None:
    assert len(simplified(text)) == len(text)
