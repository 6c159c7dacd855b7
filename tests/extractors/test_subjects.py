"""The weights that decide what an event is about, and how they are fitted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.fields import GRADES, Cue, codes
from extractors.lexicons import table
from extractors.subjects import PLACES, RIVALS, Evidence, chosen, features
from extractors.training.fields import Example, Model, as_toml, examples, fit, left_out, report


def said(code: str, **places: float) -> dict[str, Evidence]:
    return {code: Evidence(Cue(code, 0, 1, 1.0), places=places)}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_weights_know_the_codes_and_places(lang: str) -> None:
    model = table(f"{lang}_fields_weights")
    assert set(model["codes"]) == set(codes(lang)) == set(codes("en"))
    known = {f"at_{p}" for p in (*PLACES, "party")} | {f"rival_{p}" for p in RIVALS}
    assert set(model["features"]) <= known | {"alone", "background", "best", "bias"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_title_outweighs_what_stands_far_away(lang: str) -> None:
    found = said("metrology", title=1.0) | said("trade", far=0.7)
    assert chosen(found, lang, background=False) == ["metrology"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_topics_of_one_title_are_all_chosen(lang: str) -> None:
    found = said("metrology", title=1.0) | said("standardization", title=1.0)
    assert set(chosen(found, lang, background=False)) == {"metrology", "standardization"}


def test_what_others_have_and_the_code_itself_lacks_speaks_against_it() -> None:
    found = said("metrology", title=1.0) | said("trade", far=0.35)
    assert features("trade", found, "en", background=False)["rival_title"] == 1.0
    assert features("metrology", found, "en", background=False)["rival_title"] == 0.0


def test_what_is_promised_beside_any_subject_has_no_rivals() -> None:
    found = said("metrology", title=1.0) | said("training_capacity", content=1.0)
    assert features("training_capacity", found, "zh", background=False)["rival_title"] == 0.0


def test_evidence_keeps_the_words_that_say_it_best() -> None:
    evidence = Evidence(Cue("trade", 9, 12, GRADES["weak"]))
    evidence.add("far", Cue("trade", 9, 12, GRADES["weak"]))
    evidence.add("title", Cue("trade", 20, 25, GRADES["plain"]))
    assert (evidence.best.start, evidence.places["title"]) == (20, GRADES["strong"])


def example(document: int, right: str, wrong: str) -> Example:
    seen = {right: {"bias": 1.0, "at_object": 1.0}, wrong: {"bias": 1.0, "at_far": 1.0}}
    return Example(str(document), frozenset({right}), seen)


SAMPLE = [example(i, *(("metrology", "trade"), ("health", "energy_environment"))[i % 2]) for i in range(24)]


def test_fitting_finds_what_tells_and_is_repeatable() -> None:
    model = fit(SAMPLE, "en")
    assert model.weights["at_object"] > 0 > model.weights["at_far"]
    assert all(model.chosen(e) == e.gold for e in SAMPLE)
    assert as_toml(model) == as_toml(fit(SAMPLE, "en"))


def test_events_are_judged_by_models_that_have_not_seen_them() -> None:
    odd = Example("odd", frozenset({"trade"}), {"trade": {"bias": 1.0, "at_new": 1.0}})
    judged = left_out([*SAMPLE, odd], "en")
    assert len(judged) == len(SAMPLE) + 1
    assert report([(frozenset({"a"}), {"a", "b"})]) == "precision 0.500 recall 1.000 F1 0.667 (1 events)"


def test_an_unknown_feature_weighs_nothing() -> None:
    model = Model({"bias": 1.0}, {}, (0.5, 0.25))
    assert model.chosen(Example("d", frozenset(), {"trade": {"bias": 1.0, "at_new": 9.0}})) == {"trade"}


CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"


@pytest.mark.parametrize(("lang", "least"), [("en", 0.80), ("zh", 0.86)])
def test_fields_of_documents_left_out(lang: str, least: float) -> None:
    lines = [s for f in sorted(CORPUS.glob(f"{lang}-*.jsonl")) for s in f.read_text("utf-8").splitlines()]
    judged = left_out(examples(json.loads(line) for line in lines), lang)
    right = sum(len(gold & chosen) for gold, chosen in judged)
    assert 2 * right / sum(len(gold) + len(chosen) for gold, chosen in judged) > least
