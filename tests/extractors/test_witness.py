"""The trained models as second opinion: what they see, when they are asked, who can stand in for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import spacy

from extractors import english, witness
from extractors.chinese.components import pipeline
from extractors.chinese.view import view_of
from extractors.reading import Context, Sentence
from extractors.witness import MODELS, NONE, OWN, Seen, Witness, WitnessError, choose, seen

ENGLISH = "On Friday, Director Marisol Quintanilla of the Copper Board welcomed Oskar Lindholm in Tampere."
CHINESE = "市场监管总局副局长凌若云在海口会见了瑞典认可委员会主任奥斯卡·林德霍尔姆。"


@pytest.fixture(autouse=True)
def _own_models() -> Iterator[None]:
    choose({"en": OWN, "zh": OWN})
    yield
    choose({"en": OWN, "zh": OWN})


def _people(lang: str, text: str) -> set[str]:
    return {text[s.start : s.end] for s in seen(lang, text) if s.label == "PERSON"}


def test_the_models_see_people() -> None:
    assert _people("en", ENGLISH) == {"Marisol Quintanilla", "Oskar Lindholm"}
    assert _people("zh", CHINESE) == {"凌若云", "奥斯卡·林德霍尔姆"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_model_is_small_and_knows_no_words_of_its_training(lang: str) -> None:
    folder = MODELS / f"{lang}_names"
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < 15_000_000
    assert len(json.loads((folder / "vocab" / "strings.json").read_text(encoding="utf-8"))) < 2_000
    assert json.loads((folder / "meta.json").read_text(encoding="utf-8"))["performance"]


def test_answers_count_characters_of_the_text() -> None:
    text = f"Header\n{ENGLISH}"
    asked = Witness("en", text, [Sentence(0, 6, 0), Sentence(7, len(text), 1)])
    start = text.index("Oskar")
    name = Seen(start, start + len("Oskar Lindholm"), "PERSON")
    assert asked.starting(start) == asked.covering(start + 6, start + 8) == name
    assert asked.ending(start - 9, name.end) == name
    assert asked.starting(start + 1) is None


def test_a_sentence_is_asked_about_once_and_long_ones_never(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(witness, "seen", lambda lang, sentence: asked.append(sentence) or ())
    text = "One line here.\n" + "x " * 2_000
    told = Witness("en", text, [Sentence(0, 14, 0), Sentence(15, len(text), 1)])
    for place in (0, 4, 20, 400):
        assert told.starting(place) is None
    assert asked == ["One line here."]


def test_nobody_is_asked_where_the_setting_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "seen", lambda *_: pytest.fail("asked"))
    assert choose({"en": NONE, "zh": OWN}) == ("en:none-0",)
    assert Witness("en", ENGLISH, [Sentence(0, len(ENGLISH), 0)]).silent(0)


def test_another_package_can_be_chosen(tmp_path: object) -> None:
    nlp = spacy.blank("en", meta={"name": "rules", "version": "1.2"})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Tampere"}])  # type: ignore[attr-defined]
    nlp.to_disk(str(tmp_path))
    assert choose({"en": str(tmp_path)}) == ("en:rules-1.2",)
    assert [(ENGLISH[s.start : s.end], s.label) for s in seen("en", ENGLISH)] == [("Tampere", "LOC")]


def test_a_package_that_is_not_there_is_named() -> None:
    with pytest.raises(WitnessError, match=r"en_core_web_xy.*install the package en_core_web_xy"):
        choose({"en": "en_core_web_xy"})


def _english_people(text: str) -> list[str]:
    doc = english.pipeline().make_doc(text)
    doc._.english_context = Context()
    return [p.names[0].text for p in english.pipeline()(doc)._.english_people]


def test_english_a_run_of_capitals_begins_where_the_model_says() -> None:
    told = "The pact was signed by Registrar of Cooperatives Marisol Quintanilla, head of the Copper Board."
    assert _english_people(told) == ["Marisol Quintanilla"]


def test_english_sure_names_are_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "seen", lambda *_: pytest.fail("asked"))
    told = "Dr. Anna Berg and Dr. John Miller signed the agreement."
    assert _english_people(told) == ["Anna Berg", "John Miller"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市场监管总局副局长凌芸率代表团访问瑞典标准协会。", "凌芸"),
        ("国家认监委副主任段若谷与来访的瑞典客人举行会谈。", "段若谷"),
    ],
)
def test_chinese_where_a_name_ends(text: str, name: str) -> None:
    people = pipeline().run(view_of(text), Context()).people
    assert [text[slice(*figure.spans[0])] for figure in people.all] == [name]


def test_the_answers_depend_on_no_hash_seed() -> None:
    code = "import sys; from extractors.witness import seen; print(*map(seen, ('en', 'zh'), sys.argv[1:]))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code, ENGLISH, CHINESE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert b"PERSON" in next(iter(told))
