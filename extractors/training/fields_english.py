"""Fits en_fields_weights.toml: `python -m extractors.training.fields_english GOLD.jsonl… [--write]`.

Prints precision, recall and F1 on events left out in turn (by document), so that a change of the cues
or of the features can be judged; with `--write` the weights fitted to all events replace the file's.
GOLD holds a document a line with its text and events in the shape of docs/guidelines.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.cleaning import clean
from extractors.english import pipeline
from extractors.english.subjects import evidence, features
from extractors.fields import codes
from extractors.reading import Context, Draft

_SEED, _FOLDS = 20, 8
# Ridge: how much a weight costs; a code's own inclination costs more, as few events tell it.
_COST, _COST_OF_CODE = 1.0, 4.0
# How likely a code has to be; the likeliest of an event is kept much sooner, as nearly all have one.
_THRESHOLD, _THRESHOLD_FIRST = 0.55, 0.2
_CAUTION: dict[str, float] = {}

_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One event found in one document: the right codes, and the features of every code that has cues."""

    document: str
    gold: frozenset[str]
    candidates: Mapping[str, Mapping[str, float]]


def examples(documents: Iterable[Mapping[str, Any]]) -> list[Example]:
    """The events that are found by the reader and are in the gold too (same type, a party in common)."""
    found: list[Example] = []
    for document in documents:
        doc = pipeline().make_doc(clean(document["text"]).text)
        doc._.english_context = Context(document.get("published"), document.get("url"))
        pipeline()(doc)
        left = list(document["events"])
        for draft in doc._.english_drafts:
            event = next((e for e in left if _same(e, draft)), None)
            if event is not None:
                left.remove(event)
                found.append(
                    _example(document["doc_id"], event, doc._.english_reading, draft, doc._.english_drafts)
                )
    return found


def _same(event: Mapping[str, Any], draft: Draft) -> bool:
    written = {name.text for party in draft.parties for name in party.names}
    return event["type"] == draft.type and any(written & set(party["names"]) for party in event["parties"])


def _example(
    document: str, event: Mapping[str, Any], reading: Any, draft: Draft, drafts: Sequence[Draft]
) -> Example:
    scene = [p for p in reading.passages if p.sentence.item == draft.item]
    others = [d for d in drafts if d is not draft and d.item == draft.item]
    found = evidence(reading, scene, draft, others)
    return Example(
        document, frozenset(event["fields"]), {code: features(code, found, draft) for code in found}
    )


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, and an inclination for each code."""

    weights: Mapping[str, float]
    inclinations: Mapping[str, float]

    def chosen(self, example: Example) -> set[str]:
        rated = sorted(((self._chance(c, f), c) for c, f in example.candidates.items()), reverse=True)
        return {c for i, (p, c) in enumerate(rated) if p >= (_THRESHOLD if i else _THRESHOLD_FIRST)}

    def _chance(self, code: str, told: Mapping[str, float]) -> float:
        score = self.inclinations.get(code, 0.0) + sum(self.weights.get(n, 0.0) * v for n, v in told.items())
        return float(1 / (1 + np.exp(-score)))


def fit(sample: Sequence[Example]) -> Model:
    """Logistic regression over every (event, code) pair, by Newton's method."""
    names = sorted({n for e in sample for told in e.candidates.values() for n in told})
    listed = codes("en")
    rows = [(told, code, code in e.gold) for e in sample for code, told in e.candidates.items()]
    x = np.array(
        [[told.get(n, 0.0) for n in names] + [float(code == c) for c in listed] for told, code, _ in rows]
    )
    y = np.array([float(right) for *_, right in rows])
    cost = np.array([1e-3 if n == "bias" else _COST for n in names] + [_COST_OF_CODE] * len(listed))
    solved = [round(float(w), 3) for w in _newton(x, y, cost)]
    inclined = {
        c: round(w + _CAUTION.get(c, 0.0), 3) for c, w in zip(listed, solved[len(names) :], strict=True)
    }
    return Model(dict(zip(names, solved, strict=False)), inclined)


def _newton(x: _Numbers, y: _Numbers, cost: _Numbers) -> _Numbers:
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + cost * weights
        curve = (x.T * (p * (1 - p))) @ x + np.diag(cost)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def left_out(sample: Sequence[Example]) -> list[tuple[frozenset[str], set[str]]]:
    """Right and chosen codes of each event, chosen by a model that has not seen its document."""
    documents = sorted({e.document for e in sample})
    np.random.default_rng(_SEED).shuffle(documents)
    fold = {d: i % _FOLDS for i, d in enumerate(documents)}
    judged: list[tuple[frozenset[str], set[str]]] = []
    for n in range(_FOLDS):
        model = fit([e for e in sample if fold[e.document] != n])
        judged += [(e.gold, model.chosen(e)) for e in sample if fold[e.document] == n]
    return judged


def report(judged: Sequence[tuple[frozenset[str], set[str]]]) -> str:
    right = sum(len(g & c) for g, c in judged)
    gold, chosen = sum(len(g) for g, _ in judged), sum(len(c) for _, c in judged)
    f1 = 2 * right / (gold + chosen) if gold + chosen else 1.0
    precision, recall = right / max(chosen, 1), right / max(gold, 1)
    return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({len(judged)} events)"


def as_toml(model: Model) -> str:
    lines = [
        "# Weights by which cues of English texts decide an event's fields (extractors/english/subjects.py).",
        "# Written by extractors/training/fields_english.py: change the cues, not the numbers.",
        f"threshold = {_THRESHOLD}",
        f"threshold_first = {_THRESHOLD_FIRST}",
        "",
        "[features]",
        *(f"{name} = {weight}" for name, weight in model.weights.items()),
        "",
        "[codes]",
        *(f"{code} = {weight}" for code, weight in model.inclinations.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of English field cues.")
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument(
        "--write", action="store_true", help="replace extractors/lexicon/en_fields_weights.toml"
    )
    args = parser.parse_args()
    lines = [line for path in args.gold for line in path.read_text(encoding="utf-8").splitlines()]
    read = [json.loads(line) for line in lines if line.strip()]
    sample = examples(d for d in read if d["lang"] == "en")
    print(f"documents left out: {report(left_out(sample))}")
    model = fit(sample)
    print(f"documents seen:     {report([(e.gold, model.chosen(e)) for e in sample])}")
    if args.write:
        target = Path(__file__).parents[1] / "lexicon" / "en_fields_weights.toml"
        target.write_text(as_toml(model), encoding="utf-8")


if __name__ == "__main__":
    main()
