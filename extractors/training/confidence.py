"""Fits the weights of extractors/confidence.py to events known to be right or wrong.

One ridge regression for all languages at once: every language has weights of its own, which may leave the
common ones only where its events insist. `python -m pipeline.training` gathers the events and calls this.
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
_COST_OF_CALIBRATION = 1.0
_STEPS, _PRECISION, _DIGITS = 50, 1e-9, 3

_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One event that was read: the features it shows, and whether it is right."""

    document: str
    lang: str
    features: Mapping[str, float]
    right: bool


def trained(examples: Sequence[Example], seed: int = SEED) -> dict[str, Model]:
    """A calibrated model for each language of the examples; the same examples always give the same."""
    raw = _held_out(examples, seed)
    calibration = _calibration(raw, _answers(examples))
    return {lang: replace(model, calibration=calibration) for lang, model in _fitted(examples).items()}


def cross_validated(examples: Sequence[Example], seed: int = SEED) -> list[float]:
    """Each example's chance by models trained and calibrated without its document."""
    chances = [0.0] * len(examples)
    for fold in _folds(examples, seed):
        models = trained([e for e, out in zip(examples, fold, strict=True) if not out], seed)
        for i in np.flatnonzero(fold):
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
        for i in np.flatnonzero(fold):
            odds[i] = models[examples[i].lang].odds(examples[i].features)
    return odds


def _fitted(examples: Sequence[Example]) -> dict[str, Model]:
    names = sorted({name for example in examples for name in example.features})
    languages = sorted({example.lang for example in examples})
    values = np.array([[1.0, *(e.features.get(name, 0.0) for name in names)] for e in examples])
    own = [values * np.array([[float(e.lang == lang)] for e in examples]) for lang in languages]
    costs = [_costs(len(names), _COST_OF_BASE, _COST)]
    costs += [_costs(len(names), _COST_OF_OTHER_BASE, _COST_OF_DIFFERENCE) for _ in languages]
    found = _logistic(np.hstack([values, *own]), _answers(examples), np.concatenate(costs))
    common, *differences = np.split(found, len(languages) + 1)
    return {lang: _model(names, common + own) for lang, own in zip(languages, differences, strict=True)}


def _costs(weights: int, of_base: float, of_weight: float) -> _Numbers:
    return np.array([of_base] + [of_weight] * weights)


def _model(names: Sequence[str], found: _Numbers) -> Model:
    base, *weights = (round(float(weight), _DIGITS) for weight in found)
    return Model(base, {name: weight for name, weight in zip(names, weights, strict=True) if weight})


def _calibration(odds: _Numbers, right: _Numbers) -> Calibration:
    """Platt's line through held-out log odds; it never turns their order round."""
    columns = np.stack([odds, np.ones_like(odds)], axis=1)
    start = np.array([1.0, 0.0])
    slope, shift = _logistic(columns, right, np.full(2, _COST_OF_CALIBRATION), start)
    return Calibration(round(max(0.05, float(slope)), _DIGITS), round(float(shift), _DIGITS))


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
