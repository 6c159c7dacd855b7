"""Fits the weights of extractors/confidence.py to events known to be right or wrong.

One ridge regression for all languages at once: every language has weights of its own, which may leave the
common ones only where its events insist. `python -m pipeline.training` gathers the events and calls this.

Rules do better on the texts that they were written with than on any other, so chances calibrated on all
files would promise too much of new texts. Each file therefore gets a level of its own, which the weights
need not explain; what is told of a new text is at the level of its language's hardest file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.confidence import Calibration, Model

SEED, FOLDS = 17, 10
# What a weight costs (ridge), and what it costs a language to differ from the others.
_COST, _COST_OF_DIFFERENCE = 2.0, 20.0
_COST_OF_BASE, _COST_OF_OTHER_BASE = 0.01, 0.5
_COST_OF_SOURCE = 0.5
_COST_OF_SLOPE, _COST_OF_SHIFT = 1.0, 0.5
# A file with fewer events says too little about its level.
_FEWEST = 40
_STEPS, _PRECISION, _DIGITS = 50, 1e-9, 3
_LEAST_SLOPE = 0.05

_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One event that was read from a document of a file: the features it shows, and whether it is right."""

    source: str
    document: str
    lang: str
    features: Mapping[str, float]
    right: bool


def trained(examples: Sequence[Example], seed: int = SEED) -> dict[str, Model]:
    """A calibrated model for each language of the examples; the same examples always give the same."""
    found = _calibrations(examples, _held_out(examples, seed))
    return {lang: replace(model, calibration=found[lang]) for lang, model in _fitted(examples).items()}


def hardest(examples: Sequence[Example]) -> dict[str, str]:
    """The file of each language, of those with events enough, in which the fewest events are right."""
    answers: dict[tuple[str, str], list[bool]] = {}
    for example in examples:
        answers.setdefault((example.lang, example.source), []).append(example.right)
    worst: dict[str, tuple[bool, float, str]] = {}
    for (lang, source), right in sorted(answers.items()):
        standing = (len(right) < _FEWEST, sum(right) / len(right), source)
        worst[lang] = min(worst.get(lang, standing), standing)
    return {lang: source for lang, (_, _, source) in worst.items()}


def cross_validated(examples: Sequence[Example], seed: int = SEED) -> list[float]:
    """Each example's chance by models trained and calibrated without its document."""
    chances = [0.0] * len(examples)
    for fold in _folds(examples, seed):
        models = trained([e for e, out in zip(examples, fold, strict=True) if not out], seed)
        for i in np.flatnonzero(fold).tolist():
            chances[i] = models[examples[i].lang].chance(examples[i].features)
    return chances


def as_json(model: Model) -> dict[str, Any]:
    """The model as data, the weightiest features first."""
    weights = sorted(model.weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    calibration = {"slope": model.calibration.slope, "shift": model.calibration.shift}
    return {"base": model.base, "weights": dict(weights), "calibration": calibration}


def _folds(examples: Sequence[Example], seed: int) -> list[NDArray[np.bool_]]:
    """Which examples are left out in turn: whole documents, dealt out at random."""
    documents = sorted({example.document for example in examples})
    order = np.random.default_rng(seed).permutation(len(documents))
    fold_of = {document: int(place) % FOLDS for document, place in zip(documents, order, strict=True)}
    folds = np.array([fold_of[example.document] for example in examples])
    return [folds == k for k in range(FOLDS) if (folds == k).any()]


def _held_out(examples: Sequence[Example], seed: int) -> _Numbers:
    """The uncalibrated log odds of each example by weights fitted without its document."""
    odds = np.zeros(len(examples))
    for fold in _folds(examples, seed):
        models = _fitted([e for e, out in zip(examples, fold, strict=True) if not out])
        for i in np.flatnonzero(fold).tolist():
            odds[i] = models[examples[i].lang].odds(examples[i].features)
    return odds


def _fitted(examples: Sequence[Example]) -> dict[str, Model]:
    names = sorted({name for example in examples for name in example.features})
    languages = sorted({example.lang for example in examples})
    sources = _sources(examples)
    values = np.array([[1.0, *(e.features.get(name, 0.0) for name in names)] for e in examples])
    own = [values * np.array([[float(e.lang == lang)] for e in examples]) for lang in languages]
    costs = [_costs(len(names), _COST_OF_BASE, _COST)]
    costs += [_costs(len(names), _COST_OF_OTHER_BASE, _COST_OF_DIFFERENCE) for _ in languages]
    costs.append(np.full(sources.shape[1], _COST_OF_SOURCE))
    found = _logistic(np.hstack([values, *own, sources]), _answers(examples), np.concatenate(costs))
    common, *differences = np.split(found[: -sources.shape[1]], len(languages) + 1)
    return {lang: _model(names, common + own) for lang, own in zip(languages, differences, strict=True)}


def _costs(weights: int, of_base: float, of_weight: float) -> _Numbers:
    return np.array([of_base] + [of_weight] * weights)


def _model(names: Sequence[str], found: _Numbers) -> Model:
    base, *weights = (round(float(weight), _DIGITS) for weight in found)
    return Model(base, {name: weight for name, weight in zip(names, weights, strict=True) if weight})


def _sources(examples: Sequence[Example]) -> _Numbers:
    """A column for each file, in the order of their names: 1 for its events."""
    names = sorted({example.source for example in examples})
    return np.array([[float(example.source == name) for name in names] for example in examples])


def _calibrations(examples: Sequence[Example], odds: _Numbers) -> dict[str, Calibration]:
    """Platt's lines through held-out log odds: one slope, never turned round, and a shift for each file."""
    sources = _sources(examples)
    costs = np.array([_COST_OF_SLOPE] + [_COST_OF_SHIFT] * sources.shape[1])
    start = np.array([1.0] + [0.0] * sources.shape[1])
    slope, *shifts = _logistic(np.column_stack([odds, sources]), _answers(examples), costs, start)
    shift_of = dict(zip(sorted({e.source for e in examples}), shifts, strict=True))
    steep = round(max(_LEAST_SLOPE, float(slope)), _DIGITS)
    return {
        lang: Calibration(steep, round(float(shift_of[source]), _DIGITS))
        for lang, source in hardest(examples).items()
    }


def _logistic(values: _Numbers, right: _Numbers, costs: _Numbers, start: _Numbers | None = None) -> _Numbers:
    """Logistic regression by Newton's method; `costs` draw each weight towards `start` (0)."""
    origin = np.zeros(values.shape[1]) if start is None else start
    found = origin.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(values @ found)))
        slope = values.T @ (chance - right) + costs * (found - origin)
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + np.diag(costs)
        step = np.linalg.solve(curve, slope)
        found = found - step
        if np.abs(step).max() < _PRECISION:
            break
    return found


def _answers(examples: Sequence[Example]) -> _Numbers:
    return np.array([float(example.right) for example in examples])
