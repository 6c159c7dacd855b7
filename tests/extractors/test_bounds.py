"""Reading costs time in proportion to the text, whatever is repeated in it."""

from __future__ import annotations

import time

import pytest

from extractors import extract
from extractors.cleaning import clean

_ENGLISH = (
    "Paul Mwangi, Director of ", "NIST and SAMR signed a memorandum of understanding on May 3, 2025. ",
    "Mr. ", "A. ", "Xx ", "NIST and ", "'", "(", "a'(", "1. Training\n", "April 11, 2025 ", "x", "=",
)  # fmt: skip
_CHINESE = (
    "局长张三、", "中国与美国签署谅解备忘录。", "一、\n", "《", "《谅解备忘录》", "（", "“签署", "中 ",
    "双方同意，",
)  # fmt: skip


def _seconds(unit: str, length: int, lang: str) -> float:
    text = (unit * (length // len(unit) + 1))[:length]
    before = time.process_time()
    extract(text, lang=lang, published="2025-06-01")
    return time.process_time() - before


@pytest.mark.parametrize(("lang", "unit"), [("en", u) for u in _ENGLISH] + [("zh", u) for u in _CHINESE])
def test_four_times_the_text_costs_no_sixteen_times_the_time(lang: str, unit: str) -> None:
    _seconds(unit, 500, lang)
    small, large = (_seconds(unit, length, lang) for length in (4_000, 16_000))
    assert large < max(0.5, 12 * small)


def test_3000_names_without_a_full_stop() -> None:
    assert _seconds("Paul Mwangi, Director of ", 75_000, "en") < 5


def test_a_text_within_the_limits_stays_as_it_is() -> None:
    text = "On May 3, NIST met SAMR. " * 200 + "\n" + "https://www.example.org/" + "a" * 300
    assert clean(text).text == text


def test_what_is_cut_short_is_traced_to_its_place() -> None:
    text = "NIST met. " + "(" * 5_000 + " SAMR came. " + "one two " * 2_000 + "INMETRO left."
    cleaned = clean(text)
    assert len(cleaned.text) < len(text) - 4_500
    assert max(map(len, cleaned.text.split("\n"))) < 3_500
    for word in ("NIST met", "SAMR", "INMETRO left."):
        at = cleaned.text.index(word)
        start, end = cleaned.original(at, at + len(word))
        assert text[start:end] == word
    assert len(cleaned.origin) == len(cleaned.text)
