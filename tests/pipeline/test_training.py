"""Which events count as right, and that the committed confidence is the one of the committed corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.confidence import MODEL
from extractors.training.confidence import Example
from extractors.training.reliability import Reliability, Row, as_markdown
from pipeline.training import PAGE, digest, examples, page_with, right

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = [*sorted((FIXTURES / "corpus").glob("*.jsonl")), *sorted((FIXTURES / "gold").glob("*.jsonl"))]


def event(
    *parties: str, date: str | None = "2023-05-03", kind: str = "signing", **other: Any
) -> dict[str, Any]:
    return {"type": kind, "date": date, "parties": [{"names": [p], "country": None} for p in parties]} | other


GOLD = {
    "doc_id": "one",
    "lang": "en",
    "events": [
        {
            "type": "signing",
            "date": "2023-05-03",
            "parties": [{"names": ["First Bureau", "FB"]}, {"names": ["Second Office"]}],
            "fields": ["metrology"],
        }
    ],
}


@pytest.mark.parametrize(
    ("predicted", "answer"),
    [
        (event("FB", "Second Office"), True),
        (event("Second Office", "First Bureau", fields=["trade"], people=[{"names": ["A"]}]), True),
        (event("First Bureau"), False),
        (event("First Bureau", "Second Office", "Third Agency"), False),
        (event("First Bureau", "Third Agency"), False),
        (event("First Bureau", "Second Office", date="2023-05"), False),
        (event("First Bureau", "Second Office", kind="meeting"), False),
        (event("Third Agency", "Fourth Agency"), False),
    ],
)
def test_right_is_parties_and_date(predicted: dict[str, Any], answer: bool) -> None:
    assert right(GOLD, [predicted]) == [answer]


def test_of_two_equal_events_one_is_right() -> None:
    twice = [event("FB", "Second Office"), event("FB", "Second Office")]
    assert sorted(right(GOLD, twice)) == [False, True]


def test_nothing_is_right_where_gold_tells_nothing() -> None:
    assert right({"doc_id": "one", "events": []}, [event("A", "B")]) == [False]


def test_examples_carry_file_document_and_features(tmp_path: Path) -> None:
    text = "On 3 May 2023 NIST and KRISS signed an agreement on metrology in Daejeon."
    gold = {
        "doc_id": "d",
        "lang": "en",
        "published": "2023-05-04",
        "text": text,
        "events": [event("NIST", "KRISS")],
    }
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(gold), encoding="utf-8")
    (found,) = examples(file)
    assert isinstance(found, Example)
    assert (found.source, found.document, found.lang) == (f"{tmp_path.name}/gold.jsonl", "d", "en")
    assert found.right
    assert found.features["parties 2"] == 1


def test_the_model_is_trained_on_the_corpus_as_it_is() -> None:
    told = json.loads(MODEL.read_text(encoding="utf-8"))["trained_on"]
    assert told["files"] == [f"{file.parent.name}/{file.name}" for file in FILES], "run `make train`"
    assert told["sha256"] == digest(FILES), "corpus or gold changed: run `make train`"


def test_the_page_shows_the_models_figures() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, figures in json.loads(MODEL.read_text(encoding="utf-8"))["held_out"].items():
        bins = tuple(Row(*row) for row in figures["bins"])
        kept = tuple(Row(least, 1.0, events, 0.0, right) for least, events, right in figures["kept"])
        table = Reliability(bins, kept, figures["distance"], figures["separation"], figures["brier"])
        assert f"### {name}\n\n{as_markdown(table)}" in page, "run `make train`"


def test_the_report_replaces_the_older_one() -> None:
    page = page_with(PAGE.read_text(encoding="utf-8"), "(older figures)")
    again = page_with(page, "(newer figures)")
    assert "(older figures)" not in again
    assert again.replace("(newer figures)", "(older figures)") == page
