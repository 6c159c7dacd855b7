"""Published whole or not at all, the same bytes for the same rows, and readable again."""

from __future__ import annotations

import copy
import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

import pipeline
from extractors.bodies import registry
from pipeline import publishing
from pipeline.arrow_form import arrow_table
from pipeline.bodies_table import body_rows
from pipeline.errors import ContractError, DatasetError
from pipeline.files import csv_bytes, read_csv, read_parquet, write_parquet
from pipeline.publishing import Published, publish
from pipeline.rows import Rows, empty_rows, in_order
from pipeline.schema import BY_NAME, TABLES

_HERE = Path(__file__).parent
_DATA = {".csv", ".parquet", ".sqlite", ".xlsx"}
_NASTY = [
    "NA",
    "null",
    "=HYPERLINK(1)",
    '"',
    "'",
    ",;",
    "-2+3",
    "𠮷",
    "‏",
    "\\n",
    "x" * 40_000,
    "1-2",
    "00123",
    "é",
]


def _publish(rows: Rows, output: Path, keep: int = 5) -> Published:
    return publish(rows, output, {"seconds": {}}, lambda *_: {"report.html": b"<p>"}, keep)


def _changed(rows: Rows, title: str) -> Rows:
    other = copy.deepcopy(rows)
    other["documents"][0]["title"] = title
    return other


def _published_hashes(output: Path) -> dict[str, str]:
    names = [p for p in sorted((output / "current").iterdir()) if p.suffix in _DATA]
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in names}


def test_every_file_stands_at_the_top(rows: Rows, tmp_path: Path) -> None:
    done = _publish(rows, tmp_path)
    assert done.changed
    names = {f"{t.name}.{kind}" for t in TABLES for kind in ("csv", "parquet")}
    names |= {"datapackage.json", "run.json", "report.html", "changes.csv"}
    names |= {"agreements.xlsx", "pactwire.sqlite"}
    assert names <= {p.name for p in tmp_path.iterdir()}
    manifest = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert manifest["rows"]["agreements"] == 1
    assert set(manifest["files"]) == names - {"run.json"}
    assert publishing.intact(done.path)


def test_the_registry_fits_the_schema(tmp_path: Path) -> None:
    rows = in_order(empty_rows() | {"bodies": body_rows(registry().by_id.values())})
    _publish(rows, tmp_path)
    assert len(pipeline.load(tmp_path).bodies) == len(registry().by_id) > 400


def test_second_time_changes_nothing(rows: Rows, tmp_path: Path) -> None:
    first = _publish(rows, tmp_path)
    before = (first.path / "run.json").read_bytes()
    second = _publish(rows, tmp_path)
    assert not second.changed
    assert second.path == first.path
    assert (first.path / "run.json").read_bytes() == before
    assert [p.name for p in (tmp_path / "versions").iterdir()] == [first.version]


def test_a_damaged_version_is_replaced(rows: Rows, tmp_path: Path) -> None:
    first = _publish(rows, tmp_path)
    with (first.path / "events.parquet").open("r+b") as file:
        file.truncate(20)
    second = _publish(rows, tmp_path)
    assert second.changed
    assert second.version == first.version
    assert publishing.intact(tmp_path / "current")
    assert not _publish(rows, tmp_path).changed


@pytest.mark.parametrize("name", ["write_parquet", "datapackage", "read_csv", "fsync_tree", "replace_link"])
def test_a_failure_at_any_step_leaves_the_old_version(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _publish(rows, tmp_path)
    before = _published_hashes(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, name, fail)
        with pytest.raises(DatasetError, match="what was published before stays"):
            _publish(_changed(rows, "new"), tmp_path)
    assert _published_hashes(tmp_path) == before
    assert len(pipeline.load(tmp_path).documents) == 3
    assert _publish(_changed(rows, "new"), tmp_path).changed
    assert not list((tmp_path / "versions").glob(".building-*"))


def test_a_kill_while_writing_leaves_the_old_version(rows: Rows, tmp_path: Path) -> None:
    _publish(rows, tmp_path)
    before = _published_hashes(tmp_path)
    script = f"""
import os, sys
sys.path.insert(0, {str(_HERE)!r})
from pathlib import Path
from pipeline_samples import document, known_bodies, signing
from pipeline import publishing
from pipeline.tables import Extracted, build_rows
made = document()
publishing._verify = lambda *_: os.kill(os.getpid(), 9)
rows = build_rows([Extracted(made, (signing(made.text),))], known_bodies(), [])
publishing.publish(rows, Path({str(tmp_path)!r}), {{}}, lambda *_: {{}}, 5)
"""
    died = subprocess.run([sys.executable, "-c", script], check=False)
    assert died.returncode == -9
    assert list((tmp_path / "versions").glob(".building-*"))
    assert _published_hashes(tmp_path) == before
    assert not _publish(rows, tmp_path).changed
    assert not list((tmp_path / "versions").glob(".building-*"))


def test_what_does_not_read_back_is_not_published(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(data: pa.Table, path: Path) -> None:
        write_parquet(data.slice(0, max(data.num_rows - 1, 0)), path)

    monkeypatch.setattr(publishing, "write_parquet", cut)
    with pytest.raises(DatasetError, match="does not read back"):
        _publish(rows, tmp_path)
    assert not (tmp_path / "current").exists()


def test_old_versions_are_kept_as_told(rows: Rows, tmp_path: Path) -> None:
    for number in range(4):
        _publish(_changed(rows, str(number)), tmp_path, keep=2)
    assert len(list((tmp_path / "versions").iterdir())) == 2
    assert pipeline.load(tmp_path).documents["title"].str.contains("3").any()


def test_a_file_in_the_way_is_not_overwritten(rows: Rows, tmp_path: Path) -> None:
    (tmp_path / "agreements.csv").write_text("mine")
    with pytest.raises(DatasetError, match="in the way"):
        _publish(rows, tmp_path)
    assert (tmp_path / "agreements.csv").read_text() == "mine"


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("events", "type", "party", "events.type"),
        ("events", "doc_id", "d-0", "events.doc_id"),
        ("events", "confidence", 1.5, "events.confidence"),
        ("events", "country", "China", "events.country"),
        ("events", "date_basis", None, "events.date_basis"),
        ("parties", "name", "", "parties.name"),
        ("documents", "n_chars", "many", "documents.n_chars"),
        ("agreements", "fields", ["fishing"], "agreements.fields"),
        ("instruments", "agreement_id", "a-0", "instruments.agreement_id"),
    ],
)
def test_rows_that_break_the_schema_are_refused(
    rows: Rows, tmp_path: Path, table: str, column: str, value: str, said: str
) -> None:
    rows[table][0][column] = value
    with pytest.raises(ContractError, match=said):
        _publish(rows, tmp_path)
    assert not tmp_path.joinpath("current").exists()


def test_a_key_told_twice_and_an_unknown_column_are_refused(rows: Rows, tmp_path: Path) -> None:
    rows["fields"].append(dict(rows["fields"][0]))
    with pytest.raises(ContractError, match="fields"):
        _publish(rows, tmp_path)
    rows["fields"].pop()
    rows["fields"][0]["more"] = "x"
    with pytest.raises(ContractError, match="more"):
        _publish(rows, tmp_path)


def test_round_trip_of_nasty_text(rows: Rows, tmp_path: Path) -> None:
    table = BY_NAME["documents"]
    template = rows["documents"][0]
    data = arrow_table(
        table, [template | {"title": text, "doc_id": f"d-{n}"} for n, text in enumerate(_NASTY)]
    )
    (tmp_path / "t.csv").write_bytes(csv_bytes(table, data))
    write_parquet(data, tmp_path / "t.parquet")
    assert read_csv(table, tmp_path / "t.csv").equals(data)
    assert read_parquet(table, tmp_path / "t.parquet").equals(data)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as lines:
        csv.field_size_limit(1 << 20)
        assert [row["title"] for row in csv.DictReader(lines)] == _NASTY
    frame = pd.read_csv(tmp_path / "t.csv", keep_default_na=False, na_values=[""], dtype=str)
    assert frame["title"].tolist() == _NASTY


def test_empty_tables_keep_their_types(tmp_path: Path) -> None:
    _publish(empty_rows(), tmp_path)
    schema = pq.read_schema(tmp_path / "agreements.parquet")
    assert schema.field("parties").type == pa.list_(pa.field("item", pa.string(), nullable=False))
    assert not any(pa.types.is_null(field.type) for field in schema)
    assert pq.read_metadata(tmp_path / "events.parquet").row_group(0).num_rows == 0
    assert len(pipeline.load(tmp_path).agreements) == 0


def test_frictionless_finds_it_valid_and_would_not_if_it_were_not(rows: Rows, tmp_path: Path) -> None:
    _publish(rows, tmp_path)
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "datapackage.json")).validate().valid
        broken = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
        events = next(r for r in broken["resources"] if r["name"] == "events")
        events["schema"]["fields"][3]["constraints"]["enum"] = ["meeting"]
        report = Package(broken, basepath=str(tmp_path)).validate()
    assert not report.valid


def test_the_same_bytes_under_other_seeds_zones_and_orders(rows: Rows, tmp_path: Path) -> None:
    script = f"""
import sys
sys.path.insert(0, {str(_HERE)!r})
from pathlib import Path
from pipeline_samples import *
from pipeline.publishing import publish
from pipeline.tables import Extracted, build_rows
english, chinese = document(), document(SIGNING_ZH, "zh", lang="zh-Hans", published="2025-04-12")
other = document("Nothing was signed today.", "none", published=None, title="NA")
told = [(other, ()), (chinese, (signing_zh(chinese.text),)), (english, (signing(english.text),))]
rows = build_rows([Extracted(*one) for one in told], known_bodies(), [])
publish(rows, Path(sys.argv[1]), {{}}, lambda *_: {{}}, 5)
"""
    _publish(rows, tmp_path / "here")
    expected = _published_hashes(tmp_path / "here")
    for seed, zone in (("1", "Asia/Shanghai"), ("77", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        output = tmp_path / seed
        subprocess.run([sys.executable, "-c", script, str(output)], check=True, env=environment)
        assert _published_hashes(output) == expected
