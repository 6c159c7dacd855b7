"""The main job, whole, on the saved pages: every stage is the one that runs against the live sites."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from frictionless import Package, system

import pipeline
from fetchers.agencies import AGENCIES
from pipeline import cli
from pipeline.identifiers import document_id
from pipeline.store import Store

_FIXTURES = Path(__file__).parents[2] / "fixtures"


def _run(folder: Path) -> int:
    places = ["--output", str(folder / "output"), "--state", str(folder / "state")]
    return cli.run_command(["run", "--saved", str(_FIXTURES), *places])


def test_every_agency_and_table_has_rows(saved_run: Path) -> None:
    dataset = pipeline.load(saved_run)
    assert set(dataset.documents["agency"]) == set(AGENCIES)
    assert {"signing", "meeting", "announcement"} <= set(dataset.events["type"])
    assert min(len(getattr(dataset, name)) for name in ("agreements", "activities", "working_groups")) > 0
    assert set(dataset.documents["lang"]) >= {"en", "zh-Hans"}


def test_every_saved_article_is_in_it(saved_run: Path) -> None:
    entries = [e for path in _FIXTURES.glob("*/manifest.json") for e in json.loads(path.read_text("utf-8"))]
    articles = {e["url"] for e in entries if e["kind"] == "article" and e.get("status", 200) == 200}
    assert articles <= set(pipeline.load(saved_run).documents["url"])


def test_second_run_changes_nothing(saved_run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p.name: p.read_bytes() for p in (saved_run / "current").iterdir()}
    assert _run(saved_run.parent) == cli.DONE
    assert "Nothing changed" in capsys.readouterr().out
    assert {p.name: p.read_bytes() for p in (saved_run / "current").iterdir()} == before


def test_a_run_elsewhere_publishes_the_same_bytes(saved_run: Path, tmp_path: Path) -> None:
    assert _run(tmp_path) == cli.DONE
    assert (tmp_path / "output" / "current").resolve().name == (saved_run / "current").resolve().name


def test_evidence_stands_where_it_says(saved_run: Path) -> None:
    """A mention may leave out layout and romanised readings of what stands there, but adds nothing."""
    with Store(saved_run.parent / "state" / "saved" / "extracted.sqlite") as store:
        texts = {document_id(e.document.agency, e.document.url): e.document.text for e in store.extracted()}
    evidence = pipeline.load(saved_run).evidence
    wrong = [
        (row.text, texts[row.doc_id][row.start : row.end])
        for row in evidence.itertuples()
        if not _within(row.text, texts[row.doc_id][row.start : row.end])
    ]
    assert wrong == []


def _within(part: str, whole: str) -> bool:
    """Whether the letters of `part` are letters of `whole`, in order."""
    letters = iter(unicodedata.normalize("NFKC", whole))
    return bool(part) and all(
        char in letters for char in unicodedata.normalize("NFKC", part) if char.isalnum()
    )


def test_frictionless_finds_it_valid(saved_run: Path) -> None:
    with system.use_context(trusted=True):
        assert Package(str(saved_run / "datapackage.json")).validate().valid
