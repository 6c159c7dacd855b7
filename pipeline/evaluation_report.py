"""The figures of an evaluation as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.evaluation import Count, Item, Mistake, Score, score


def by_language(gold: Sequence[Item], predicted: Mapping[str, Sequence[Item]]) -> dict[str, Score]:
    """The figures of every language of the gold, and of `all` where there are several."""
    languages = sorted({str(document.get("lang") or "unknown") for document in gold})
    scores = {
        lang: score((d for d in gold if str(d.get("lang") or "unknown") == lang), predicted)
        for lang in languages
    }
    return {"all": score(gold, predicted), **(scores if len(scores) > 1 else {})}


def as_json(result: Score) -> dict[str, Any]:
    return {
        "documents": result.documents,
        "facets": {facet: _count_json(count) for facet, count in result.facets.items()},
        "exact": {
            "right": result.exact,
            "gold": result.signings,
            "share": round(result.exact / result.signings, 4) if result.signings else None,
        },
        "false_alarms": {"documents": result.false_alarms, "of": result.without_events},
        "overall": round(result.overall, 4),
    }


def as_text(scores: Mapping[str, Score]) -> str:
    return "\n\n".join(_section(name, result) for name, result in scores.items())


def worst(mistakes: Iterable[Mistake], most: int) -> list[str]:
    """JSON lines of the events with the most wrong facets."""
    ordered = sorted(mistakes, key=lambda mistake: -len(mistake.wrong))[:most]
    return [
        json.dumps(
            {"doc_id": m.doc_id, "wrong": m.wrong, "gold": m.gold, "predicted": m.predicted},
            ensure_ascii=False,
        )
        for m in ordered
    ]


def _count_json(count: Count) -> dict[str, Any]:
    return {
        "precision": round(count.precision, 4),
        "recall": round(count.recall, 4),
        "f1": round(count.f1, 4),
        "right": count.right,
        "gold": count.gold,
        "predicted": count.predicted,
    }


def _section(name: str, result: Score) -> str:
    head = f"{name:14}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'gold':>6}{'pred':>6}"
    return "\n".join([head, *_lines(result), _conclusion(result)])


def _lines(result: Score) -> Iterator[str]:
    for facet, c in result.facets.items():
        figures = f"{c.precision:>10.3f}{c.recall:>8.3f}{c.f1:>8.3f}{c.right:>7}{c.gold:>6}{c.predicted:>6}"
        yield f"{facet:14}{figures}"


def _conclusion(result: Score) -> str:
    return (
        f"overall F1 {round(result.overall, 4):.3f} · exact signings {result.exact}/{result.signings} · "
        f"false alarms {result.false_alarms}/{result.without_events} · {result.documents} documents"
    )
