"""What must hold of an agency before its share of the dataset may change."""

from __future__ import annotations

from pathlib import Path

import pytest
from pipeline_samples import document, known_bodies, signing

from fetchers.documents import Document
from fetchers.results import Finding
from pipeline import cli, run
from pipeline.errors import GateError
from pipeline.extraction import extract_document
from pipeline.fetching import Fetched
from pipeline.gates import HOLDING, check_gates, held
from pipeline.publishing import publish
from pipeline.rows import Rows
from pipeline.settings import Gates
from pipeline.tables import Extracted, build_rows


def _documents(number: int, agency: str = "cnas") -> list[Document]:
    return [document(name=f"{agency}{n}", agency=agency) for n in range(number)]


def _rows(number: int, failed: int = 0, *, events: bool = True) -> Rows:
    told = []
    for n, made in enumerate(_documents(number)):
        found = (signing(made.text),) if events and n >= failed else ()
        told.append(Extracted(made, found, "page_deadline: slow" if n < failed else None))
    return build_rows(told, known_bodies(), [])


def _published(rows: Rows, folder: Path) -> Path:
    return publish(rows, folder, {}, lambda *_: {}, 5).path


def test_the_first_version_needs_no_other() -> None:
    assert check_gates(_rows(3), None, Gates()) == []


def test_lost_documents_let_nothing_be_published(tmp_path: Path) -> None:
    last = _published(_rows(20), tmp_path)
    assert check_gates(_rows(20), last, Gates()) == []
    with pytest.raises(GateError, match="cnas: 18 documents, 20 in the last version"):
        check_gates(_rows(18), last, Gates())
    assert check_gates(_rows(18), last, Gates(accept=["cnas"])) == []
    with pytest.raises(GateError, match="cnas: 0 documents"):
        check_gates(build_rows([], known_bodies(), []), last, Gates())


def test_lost_events_let_nothing_be_published(tmp_path: Path) -> None:
    with pytest.raises(GateError, match="cnas: 0 events, 20 in the last version"):
        check_gates(_rows(20, events=False), _published(_rows(20), tmp_path), Gates())


def test_many_failed_extractions_let_nothing_be_published() -> None:
    with pytest.raises(GateError, match="3 of 10 documents could not be extracted"):
        check_gates(_rows(10, failed=3), None, Gates())
    assert check_gates(_rows(10, failed=2), None, Gates()) == []
    assert check_gates(_rows(3, failed=3), None, Gates()) == []  # too few to tell


def test_growth_and_changed_fill_rates_are_told(tmp_path: Path) -> None:
    last = _published(_rows(12), tmp_path)
    (line,) = check_gates(_rows(30), last, Gates())
    assert line == "cnas: 30 documents, only 12 in the last version"
    rows = _rows(12)
    for row in rows["events"][:6]:
        row["city"] = None
    (line,) = check_gates(rows, last, Gates())
    assert line == "cnas: city is filled in 50% of events, 100% before"


def test_only_errors_that_say_that_the_layout_changed_hold_an_agency() -> None:
    findings = [
        Finding("a", "few_rows", "", "error"),
        Finding("b", "stale", "", "warning"),
        Finding("c", "challenge", "", "error"),
        Finding("d", "fill_published", "", "error"),
        Finding("e", "generic_reader", "", "warning"),
    ]
    assert held(findings, []) == {"a": "few_rows", "d": "fill_published"}
    assert held(findings, ["a"]) == {"d": "fill_published"}


def test_every_holding_code_is_one_that_fetching_gives() -> None:
    root = Path(__file__).parents[2]
    text = "".join(path.read_text("utf-8") for path in (root / "fetchers").rglob("*.py"))
    for code in HOLDING:
        stem = code.split("_")[0]
        assert f'"{code}"' in text or f'f"{stem}_' in text


def test_one_agencys_gate_holds_back_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PACTWIRE_RUN_ENGINE", "serial")
    monkeypatch.setattr(
        run, "extract_with_rules", lambda d: extract_document(d, lambda text, **_: (signing(text),))
    )
    first = (*_documents(3), *_documents(3, "nist"))
    later = (*_documents(4), *_documents(4, "nist"))
    fewer = Finding("nist", "few_rows", "1 row", "error")

    def site(documents: tuple[Document, ...], *findings: Finding) -> None:
        monkeypatch.setattr(run, "fetch", lambda *_: Fetched(documents, {}, findings=findings))

    def agencies() -> list[str]:
        lines = Path("output/documents.csv").read_text("utf-8").splitlines()[1:]
        return sorted(line.split(",")[1] for line in lines)

    site(first)
    assert cli.run_command(["run"]) == cli.DONE
    site(later, fewer)
    assert cli.run_command(["run"]) == cli.NEEDS_PERSON
    assert "nist: its documents of this run wait" in capsys.readouterr().out
    assert agencies() == ["cnas"] * 4 + ["nist"] * 3
    site(later, fewer, Finding("cnas", "few_rows", "", "error"))
    assert cli.run_command(["run"]) == cli.FAILED
    assert agencies() == ["cnas"] * 4 + ["nist"] * 3
    monkeypatch.setenv("PACTWIRE_GATES_ACCEPT", '["nist"]')
    assert cli.run_command(["run"]) == cli.NEEDS_PERSON
    assert agencies() == ["cnas"] * 4 + ["nist"] * 4
    monkeypatch.delenv("PACTWIRE_GATES_ACCEPT")
    site(later)
    assert cli.run_command(["run"]) == cli.DONE
