"""Linking and the registry on gold documents: the figures may not fall."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from extractors.bodies import registry
from pipeline.bodies_table import body_rows
from pipeline.errors import InputError
from pipeline.gold_events import gold_document
from pipeline.identities import Identities
from pipeline.linking_evaluation import LinkScore, Reader, gold_reader, rules_reader, score_linking
from pipeline.party_evaluation import score_parties
from pipeline.resolving import registry_resolver
from pipeline.rows import Rows
from pipeline.tables import Extracted, build_rows

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


def _ids(rows: Rows) -> dict[tuple[str, ...], object]:
    clusters = {("cluster", str(row["event_id"])): row["cluster_id"] for row in rows["events"]}
    agreements = {
        ("agreement", str(row["instrument_id"])): row["agreement_id"] for row in rows["instruments"]
    }
    persons = {
        ("person", str(row["event_id"]), str(row["name"])): row["person_id"] for row in rows["signatories"]
    }
    return {**clusters, **agreements, **persons}


def test_every_table_is_the_same_in_any_order() -> None:
    known, sources = registry(), _sources()
    bodies, resolve = body_rows(known.by_id.values()), registry_resolver(known)
    first = build_rows(sources, resolve, bodies)
    for seed in range(3):
        shuffled = random.Random(seed).sample(sources, len(sources))
        assert build_rows(shuffled, resolve, bodies) == first


def test_documents_that_come_later_change_no_id() -> None:
    """But where one shows that two clusters or people are one: then one id stays, the other is retired."""
    known, sources = registry(), random.Random(1).sample(_sources(), len(_GOLD))
    bodies, resolve = body_rows(known.by_id.values()), registry_resolver(known)
    remembered, before = Identities(), dict[tuple[str, ...], object]()
    for share in range(1, 6):
        after = _ids(build_rows(sources[: len(sources) * share // 5], resolve, bodies, remembered))
        changed = {old: after[key] for key, old in before.items() if after[key] != old}
        assert all(remembered.retired.get(str(old)) == new for old, new in changed.items())
        assert len(changed) <= 2
        before = after
    together = _ids(build_rows(sources, resolve, bodies))
    assert sum(before[key] == together[key] for key in before) > 0.85 * len(before)


def _sources() -> list[Extracted]:
    return [Extracted(gold_document(item), tuple(gold_reader(item))) for item in _GOLD]


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
