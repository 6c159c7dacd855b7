"""`pactwire evaluate`: gold and predictions from files, or predictions made from the gold's texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fetchers.reading import read_page
from pipeline.errors import InputError
from pipeline.evaluation import Item
from pipeline.evaluation_report import as_json as score_json
from pipeline.evaluation_report import as_text, by_language, worst
from pipeline.inputs import read_documents, read_texts


def evaluate_file(
    gold: Path, predicted: Path | None, lang: str | None, errors: int, *, as_json: bool
) -> tuple[str, list[str], list[str]]:
    """The figures, the worst mistakes as JSON lines, and what could not be extracted."""
    documents = [d for d in _documents(gold) if lang is None or d.get("lang") == lang]
    if not documents:
        raise InputError(f"{gold} has no documents" + (f" in {lang!r}" if lang else ""))
    if predicted:
        events = {str(d["doc_id"]): d.get("events") or [] for d in _documents(predicted)}
        problems: list[str] = []
    else:
        events, problems = _predictions(gold, {str(d["doc_id"]) for d in documents})
    scores = by_language(documents, events)
    figures = (
        json.dumps({k: score_json(v) for k, v in scores.items()}, indent=1) if as_json else as_text(scores)
    )
    return figures, worst(scores["all"].mistakes, errors), problems


def evaluate_linking(gold: Path) -> list[str]:
    """The figures of linking on GOLD with its own events, then with the events read from its texts."""
    from extractors.bodies import registry
    from pipeline.bodies_table import body_rows
    from pipeline.linking_evaluation import gold_reader, linking_lines, rules_reader, score_linking
    from pipeline.resolving import registry_resolver

    documents, known = _documents(gold), registry()
    bodies, resolve = body_rows(known.by_id.values()), registry_resolver(known)
    readers = (("gold's events", gold_reader), ("events as read", rules_reader))
    return [
        line
        for name, read in readers
        for line in linking_lines(name, score_linking(documents, read, resolve, bodies))
    ]


def evaluate_parties(gold: Path) -> list[str]:
    """The share of GOLD's parties that the registry knows, and each one unresolved or wrong."""
    from extractors.bodies import registry
    from pipeline.bodies_table import body_rows
    from pipeline.party_evaluation import party_lines, score_parties
    from pipeline.resolving import registry_resolver

    known = registry()
    bodies = body_rows(known.by_id.values())
    return list(party_lines(score_parties(_documents(gold), registry_resolver(known), bodies)))


def _documents(path: Path) -> list[dict[str, Any]]:
    documents = read_documents(path)
    if any("doc_id" not in document for document in documents):
        raise InputError(f"{path} has a line without doc_id: it is not a file of documents")
    return documents


def _predictions(gold: Path, wanted: set[str]) -> tuple[dict[str, Sequence[Item]], list[str]]:
    """Events extracted from the texts alone, by doc_id."""
    from extractors import ExtractionError
    from pipeline.extract_files import extracted_json

    events: dict[str, Sequence[Item]] = {}
    problems = []
    for text in read_texts(str(gold), read_page):
        if isinstance(text, InputError):
            problems.append(str(text))
        elif text.doc_id in wanted:
            try:
                events[text.doc_id] = extracted_json(text)["events"]
            except ExtractionError as error:
                problems.append(f"{text.doc_id}: {error}")
    if not events and problems:
        raise InputError(f"nothing could be extracted from {gold}: {problems[0]}")
    return events, [f"pactwire: {problem}" for problem in problems]
