"""Fits <lang>_fields_weights.toml: `python -m extractors.training.fields en GOLD.jsonl… [--write]`.

Prints precision, recall and F1 on events left out in turn (by document), so that a change of the cues
or of the features can be judged; with `--write` the weights fitted to all events replace the file's.
GOLD holds a document a line with its text and events in the shape of docs/guidelines.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import english
from extractors.chinese.components import pipeline as chinese_pipeline
from extractors.chinese.drafts import builders_of
from extractors.chinese.subjects import Subjects
from extractors.chinese.view import view_of
from extractors.cleaning import clean
from extractors.english.subjects import evidence
from extractors.fields import codes
from extractors.reading import Context, Draft
from extractors.subjects import Evidence, features

_SEED, _FOLDS = 20, 8
# Ridge: how much a weight costs; a code's own inclination costs more, as few events tell it.
_COST, _COST_OF_CODE = 1.0, 4.0
# How likely a code has to be, and how likely the likeliest of an event, which is kept sooner, as nearly all
# events have one. English texts name more beside the subject.
_BARS = {"en": (0.55, 0.2), "zh": (0.5, 0.25)}

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
        context = Context(document.get("published"), document.get("url"))
        left = list(document["events"])
        for draft, said in _TOLD[document["lang"]](clean(document["text"]).text, context):
            event = next((e for e in left if _same(e, draft)), None)
            if event is not None:
                left.remove(event)
                told = {
                    code: features(code, said, document["lang"], background=draft.background) for code in said
                }
                found.append(Example(document["doc_id"], frozenset(event["fields"]), told))
    return found


_Told = Iterator[tuple[Draft, Mapping[str, Evidence]]]


def _english(text: str, context: Context) -> _Told:
    """Every event of an English text with what speaks for each code."""
    doc = english.pipeline().make_doc(text)
    doc._.english_context = context
    english.pipeline()(doc)
    drafts = doc._.english_drafts
    for draft in drafts:
        scene = [p for p in doc._.english_reading.passages if p.sentence.item == draft.item]
        others = [d for d in drafts if d is not draft and d.item == draft.item]
        yield draft, evidence(doc._.english_reading, scene, draft, others)


def _chinese(text: str, context: Context) -> _Told:
    """Every event of a Chinese text with what speaks for each code."""
    reading = chinese_pipeline().run(view_of(text), context)
    told = builders_of(reading)
    subjects = Subjects(reading, told)
    for builder in told:
        yield builder.draft(reading), subjects.evidence(builder)


_TOLD: Mapping[str, Callable[[str, Context], _Told]] = {"en": _english, "zh": _chinese}


def _same(event: Mapping[str, Any], draft: Draft) -> bool:
    written = {name.text for party in draft.parties for name in party.names}
    return event["type"] == draft.type and any(written & set(party["names"]) for party in event["parties"])


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, an inclination for each code, and how likely codes have to be (`bars`)."""

    weights: Mapping[str, float]
    inclinations: Mapping[str, float]
    bars: tuple[float, float]

    def chosen(self, example: Example) -> set[str]:
        rated = sorted(((self._chance(c, f), c) for c, f in example.candidates.items()), reverse=True)
        return {c for i, (p, c) in enumerate(rated) if p >= self.bars[not i]}

    def _chance(self, code: str, told: Mapping[str, float]) -> float:
        score = self.inclinations.get(code, 0.0) + sum(self.weights.get(n, 0.0) * v for n, v in told.items())
        return float(1 / (1 + np.exp(-score)))


def fit(sample: Sequence[Example], lang: str) -> Model:
    """Logistic regression over every (event, code) pair by Newton's method."""
    listed = codes(lang)
    names = sorted({n for e in sample for told in e.candidates.values() for n in told})
    rows = [(told, code, code in e.gold) for e in sample for code, told in e.candidates.items()]
    x = np.array(
        [[told.get(n, 0.0) for n in names] + [float(code == c) for c in listed] for told, code, _ in rows]
    )
    y = np.array([float(right) for *_, right in rows])
    cost = np.array([1e-3 if n == "bias" else _COST for n in names] + [_COST_OF_CODE] * len(listed))
    solved = [round(float(w), 3) for w in _newton(x, y, cost)]
    weights = dict(zip(names, solved, strict=False))
    return Model(weights, dict(zip(listed, solved[len(names) :], strict=True)), _BARS[lang])


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


def left_out(sample: Sequence[Example], lang: str) -> list[tuple[frozenset[str], set[str]]]:
    """Right and chosen codes of each event, chosen by a model that has not seen its document."""
    documents = sorted({e.document for e in sample})
    np.random.default_rng(_SEED).shuffle(documents)
    fold = {d: i % _FOLDS for i, d in enumerate(documents)}
    judged: list[tuple[frozenset[str], set[str]]] = []
    for n in range(_FOLDS):
        model = fit([e for e in sample if fold[e.document] != n], lang)
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
        "# Weights by which the cues of a text decide what an event is about (extractors/subjects.py).",
        "# Written by extractors/training/fields.py: change the cues, not the numbers.",
        f"threshold = {model.bars[0]}",
        f"threshold_first = {model.bars[1]}",
        "",
        "[features]",
        *(f"{name} = {weight}" for name, weight in model.weights.items()),
        "",
        "[codes]",
        *(f"{code} = {weight}" for code, weight in model.inclinations.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of a language's field cues.")
    parser.add_argument("lang", choices=sorted(_TOLD))
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true", help="replace the language's weights in lexicon/")
    args = parser.parse_args()
    lines = [line for path in args.gold for line in path.read_text(encoding="utf-8").splitlines()]
    read = [json.loads(line) for line in lines if line.strip()]
    sample = examples(d for d in read if d["lang"] == args.lang)
    print(f"documents left out: {report(left_out(sample, args.lang))}")
    model = fit(sample, args.lang)
    print(f"documents seen:     {report([(e.gold, model.chosen(e)) for e in sample])}")
    if args.write:
        target = Path(__file__).parents[1] / "lexicon" / f"{args.lang}_fields_weights.toml"
        target.write_text(as_toml(model), encoding="utf-8")


if __name__ == "__main__":
    main()
