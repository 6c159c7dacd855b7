"""How right a named entity model is, label by label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language

from extractors.training.spans.marked import Marked


def scores(nlp: Language, rows: Sequence[Marked]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and count of each label that the rows mark, and of all (`*`), by exact borders.

    What a row leaves open is not counted, nor a label that no row marks.
    """
    gold: Counter[str] = Counter()
    told: Counter[str] = Counter()
    right: Counter[str] = Counter()
    labels = {label for row in rows for *_, label in row.spans}
    for row, doc in zip(rows, nlp.pipe(row.text for row in rows), strict=True):
        marked = set(row.spans)
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in labels}
        found = {s for s in found if s in marked or not any(a < s[1] and s[0] < b for a, b in row.unknown)}
        for counted, spans in ((gold, marked), (told, found), (right, marked & found)):
            for *_, label in spans:
                counted.update((label, "*"))
    return {label: _figures(right[label], told[label], gold[label]) for label in (*sorted(labels), "*")}


def _figures(right: int, told: int, gold: int) -> dict[str, float]:
    precision, recall = right / max(1, told), right / max(1, gold)
    f1 = 2 * right / max(1, told + gold)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "gold": gold}
