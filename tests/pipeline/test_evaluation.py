"""The figures are those of the project's scorer."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation import FACETS, score
from pipeline.evaluation_report import as_json, as_text, by_language, worst

_SHARED = Path(__file__).parents[3] / "shared" / "eval"

_EVENT: dict[str, Any] = {
    "type": "signing",
    "date": "2025-04-11",
    "place": {"city": "北京", "country": "CN"},
    "parties": [{"names": ["CNAS"], "country": "CN"}, {"names": ["O'ZAKK"], "country": "UZ"}],
    "people": [
        {"names": ["Zhang Zhaohua"], "titles": ["Director"], "organizations": ["CNAS"], "role": "signatory"}
    ],
    "instruments": [{"type": "protocol", "title": "Protocol on Metrology", "count": 1, "status": "signed"}],
    "fields": ["metrology"],
}


def _gold(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"doc_id": "a", "lang": "en", "events": list(events)}]


def test_perfect() -> None:
    result = score(_gold(_EVENT), {"a": [_EVENT]})
    assert result.overall == 1
    assert (result.exact, result.signings, result.mistakes) == (1, 1, [])


def test_any_form_of_gold_counts_but_only_the_first_predicted() -> None:
    gold = copy.deepcopy(_EVENT)
    gold["parties"][0]["names"] = ["China National Accreditation Service", "CNAS"]
    assert score(_gold(gold), {"a": [_EVENT]}).facets["parties"].right == 2
    guess = copy.deepcopy(_EVENT)
    guess["parties"][0]["names"] = ["Accreditation Service", "CNAS"]
    assert score(_gold(gold), {"a": [guess]}).facets["parties"].right == 1


def test_nothing_predicted_and_false_alarm() -> None:
    missed = score(_gold(_EVENT), {})
    assert missed.facets["parties"].recall == 0
    assert missed.facets["parties"].precision == 1
    alarm = score(_gold(), {"a": [_EVENT]})
    assert (alarm.false_alarms, alarm.without_events) == (1, 1)
    assert alarm.facets["fields"].precision == 0


def test_details_that_gold_does_not_ask_for_are_not_charged() -> None:
    gold = copy.deepcopy(_EVENT)
    gold["people"][0]["titles"] = []
    gold["instruments"][0]["title"] = None
    result = score(_gold(gold), {"a": [_EVENT]})
    assert result.facets["titles"].predicted == 0
    assert result.facets["instr_titles"].predicted == 0


def test_report() -> None:
    gold = [*_gold(_EVENT), {"doc_id": "b", "lang": "zh", "events": [_EVENT]}]
    scores = by_language(gold, {"a": [_EVENT]})
    assert list(scores) == ["all", "en", "zh"]
    assert "exact signings 1/2" in as_text(scores)
    (line,) = worst(scores["all"].mistakes, 5)
    assert json.loads(line)["doc_id"] == "b"


@pytest.mark.skipif(
    not _SHARED.is_dir(), reason="the scorer and its training set are not beside this checkout"
)
@pytest.mark.parametrize("seed", range(6))
def test_same_figures_as_the_scorer(seed: int) -> None:
    scorer = _scorer()
    gold = [json.loads(line) for line in (_SHARED / "train.jsonl").read_text("utf-8").splitlines()]
    chance = random.Random(seed)
    predicted = [{"doc_id": d["doc_id"], "events": _worse(d["events"], chance, seed / 10)} for d in gold]
    expected, errors = scorer.score(gold, predicted)
    found = score(gold, {d["doc_id"]: d["events"] for d in predicted})
    assert as_json(found) == expected
    assert [(m.doc_id, list(m.wrong)) for m in found.mistakes] == [(e["doc_id"], e["wrong"]) for e in errors]
    assert set(expected["facets"]) == set(FACETS)


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("shared_scorer", _SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _worse(value: Any, chance: random.Random, rate: float) -> Any:
    """The value with parts dropped, doubled, emptied, shuffled or rewritten at random."""
    if isinstance(value, dict):
        return {
            key: _worse(item, chance, rate)
            for key, item in value.items()
            if key == "type" or _stays(chance, rate)
        }
    if isinstance(value, list):
        kept = [_worse(item, chance, rate) for item in value if _stays(chance, rate)]
        if not _stays(chance, rate):
            chance.shuffle(kept)
        return kept + copy.deepcopy(kept[:1]) if not _stays(chance, rate) else kept
    if isinstance(value, str) and not _stays(chance, rate):
        words = value.split(" ")
        return chance.choice(
            [value.upper(), f"the {value}", " ".join(words[:-1]), value[1:], "other", f"{value}(li)"]
        )
    return value


def _stays(chance: random.Random, rate: float) -> bool:
    return chance.random() >= rate / 4
