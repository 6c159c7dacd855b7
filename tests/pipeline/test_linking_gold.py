"""Linking and the registry on gold documents: the figures may not fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.bodies import registry
from pipeline.bodies_table import body_rows
from pipeline.errors import InputError
from pipeline.linking_evaluation import LinkScore, Reader, gold_reader, rules_reader, score_linking
from pipeline.party_evaluation import score_parties
from pipeline.resolving import registry_resolver

_FIXTURES = Path(__file__).parents[2] / "fixtures"


def _read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


_GOLD = _read(_FIXTURES / "linking" / "linking.jsonl")


def _score(reader: Reader, gold: list[dict[str, object]] = _GOLD) -> LinkScore:
    known = registry()
    return score_linking(gold, reader, registry_resolver(known), body_rows(known.by_id.values()))


def test_the_set_is_large_and_in_both_languages() -> None:
    clusters = {event["cluster"] for item in _GOLD for event in item["events"]}  # type: ignore[attr-defined]
    assert len(_GOLD) >= 80
    assert len(clusters) >= 30
    assert min(sum(item["lang"] == lang for item in _GOLD) for lang in ("en", "zh")) > len(_GOLD) / 3


@pytest.mark.parametrize("reader", [gold_reader, rules_reader])
def test_pairs_linked(reader: Reader) -> None:
    found = _score(reader)
    assert found.count.precision >= 0.99, found.wrong
    assert found.count.recall >= 0.95, found.missed


def test_the_order_of_documents_changes_nothing() -> None:
    assert _score(gold_reader, _GOLD[::-1]) == _score(gold_reader)


def test_a_wrong_and_a_missed_pair_are_seen() -> None:
    one, other = (dict(item) for item in _GOLD[:2])
    other["events"] = [{**event, "cluster": "else"} for event in other["events"]]  # type: ignore[attr-defined]
    split = _score(gold_reader, [one, other])
    assert (split.count.right, len(split.wrong), split.count.precision) == (0, 1, 0.0)
    other["events"] = [{**event, "cluster": "c01", "date": "2011-01-01"} for event in other["events"]]  # type: ignore[attr-defined]
    apart = _score(gold_reader, [one, other])
    assert (len(apart.missed), apart.count.recall) == (1, 0.0)


def test_gold_for_something_else_is_refused() -> None:
    events = [{key: v for key, v in event.items() if key != "cluster"} for event in _GOLD[0]["events"]]  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="cluster"):
        _score(gold_reader, [{**_GOLD[0], "events": events}])


@pytest.mark.parametrize("name", ["en", "zh"])
def test_parties_resolved(name: str) -> None:
    known = registry()
    gold = _read(_FIXTURES / "gold" / f"{name}.jsonl")
    found = score_parties(gold, registry_resolver(known), body_rows(known.by_id.values()))
    assert found.share >= 0.95, found.unresolved
    # CEN-CENELEC is a body of its own that CEN and CENELEC also mean.
    assert len(found.wrong) <= 1
