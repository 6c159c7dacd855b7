"""The sentence that a value is shown in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.plain_text import plain
from pipeline.quoting import Quote, Sentences

_EN = "News of the week\n\nDr. Li Lei of CNAS met them.  They signed a memorandum in Beijing. It is short."
_ZH = "会见\n\n“双方签署备忘录。”会谈后，两国\u200b签约；拉斯洛?鲍洛吉出席。完"


def _around(text: str, words: str, lang: str) -> str:
    start = text.index(words)
    quote = Sentences(text, lang).around(start, start + len(words), words)
    return f"{quote.sentence[: quote.start]}[{_marked(quote)}]{quote.sentence[quote.end :]}"


def _marked(quote: Quote) -> str:
    return quote.sentence[quote.start : quote.end]


@pytest.mark.parametrize(
    ("text", "words", "lang", "said"),
    [
        (_EN, "Li Lei", "en", "Dr. [Li Lei] of CNAS met them."),
        (_EN, "memorandum", "en", "They signed a [memorandum] in Beijing."),
        (_EN, "week", "en", "News of the [week]"),
        (_EN, "met them.  They", "en", "Dr. Li Lei of CNAS [met them. They] signed a memorandum in Beijing."),
        (_ZH, "备忘录", "zh-Hans", "“双方签署[备忘录]。”"),
        (_ZH, "签约", "zh-Hans", "会谈后，两国 [签约]；"),
        (_ZH, "鲍洛吉", "zh-Hans", "拉斯洛?[鲍洛吉]出席。"),
        (_ZH, "完", "zh-Hant", "[完]"),
    ],
)
def test_the_sentence_with_the_words_marked(text: str, words: str, lang: str, said: str) -> None:
    assert _around(text, words, lang) == said


def test_text_without_end_is_cut_around_the_words() -> None:
    text = "名" * 900 + "签" + "字" * 900
    quote = Sentences(text, "zh").around(900, 901, "签")
    assert (len(quote.sentence), _marked(quote)) == (403, "签")
    assert quote.sentence.startswith("…")
    assert quote.sentence.endswith("…")


def test_places_that_show_nothing_are_told_by_what_was_said() -> None:
    assert Sentences("a \u200b b", "en").around(1, 3, "said") == Quote("said", 0, 4)
    assert Sentences("short", "en").around(70, 80, "said") == Quote("said", 0, 4)


@given(st.text("ab.。 \n\u200b\u202e?”A", max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_what_is_marked_is_what_stands_there(text: str, start: int, length: int) -> None:
    said = plain(text[start : start + length])
    for lang in ("en", "zh-Hans"):
        quote = Sentences(text, lang).around(start, start + length, said or "nothing")
        assert _marked(quote) == (said or "nothing")
        assert quote.sentence == plain(quote.sentence)
