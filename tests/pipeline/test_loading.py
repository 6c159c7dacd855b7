"""What a notebook gets."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline.errors import DatasetError
from pipeline.publishing import publish
from pipeline.rows import Rows
from pipeline.schema import VERSION


@pytest.fixture
def output(rows: Rows, tmp_path: Path) -> Path:
    publish(rows, tmp_path, {}, lambda *_: {}, 5)
    return tmp_path


def test_types_are_ready_to_work_with(output: Path) -> None:
    dataset = pipeline.load(output)
    agreements = dataset.agreements
    assert agreements["date_start"].dt.year.tolist() == [2025]
    assert agreements.loc[0, "parties"] == [
        "China National Accreditation Service for Conformity Assessment",
        "Center for Accreditation",
    ]
    assert agreements.explode("countries").groupby("countries").size().to_dict() == {"CN": 1, "UZ": 1}
    assert dataset.documents["title"].tolist().count("NA") == 1
    assert dataset.instruments["count"].dtype == pd.Int64Dtype()
    assert dataset.documents["retrieved"].dt.tz is not None
    assert "agreements 1" in repr(dataset)


def test_evidence_for_rows(output: Path) -> None:
    dataset = pipeline.load(str(output))
    party = dataset.parties[dataset.parties["name"] == "CNAS"].iloc[0]
    assert dataset.evidence_for(party)["text"].tolist() == ["CNAS"]
    person = dataset.signatories[dataset.signatories["name"] == "Zhang Zhaohua"].iloc[0]
    assert dataset.evidence_for(person)["column"].tolist() == ["name", "organization", "title"]
    event = dataset.events.iloc[0]
    assert set(dataset.evidence_for(event)["event_id"]) == {event["event_id"]}
    assert dataset.evidence_for(dataset.agreements.iloc[0])["doc_id"].nunique() == 2
    for name in ("instruments", "fields", "activities", "working_groups"):
        assert len(dataset.evidence_for(getattr(dataset, name).iloc[0])) > 0
    with pytest.raises(ValueError, match="no evidence"):
        dataset.evidence_for(dataset.documents.iloc[0])


def test_a_version_can_be_opened_by_itself(output: Path) -> None:
    (version,) = (output / "versions").iterdir()
    assert len(pipeline.load(version).events) == 2


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="pactwire run"):
        pipeline.load(tmp_path)


def _tell_schema(output: Path, schema: object) -> None:
    manifest = output / "current" / "run.json"
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(told | {"schema": schema}), "utf-8")


@pytest.mark.parametrize(
    ("schema", "said"),
    [("2.0.0", "upgrade pactwire"), ("1.0.0", "pactwire build"), ("", "no readable"), (None, "no readable")],
)
def test_a_dataset_of_another_schema_says_what_to_do(output: Path, schema: object, said: str) -> None:
    _tell_schema(output, schema)
    with pytest.raises(DatasetError, match=said):
        pipeline.load(output)


def test_columns_that_a_newer_version_added_are_left_out(output: Path) -> None:
    path = output / "current" / "fields.parquet"
    data = pq.read_table(path)
    pq.write_table(data.append_column("more", pa.array(["x"] * data.num_rows)), path)
    major, minor, _ = VERSION.split(".")
    _tell_schema(output, f"{major}.{int(minor) + 1}.0")
    assert list(pipeline.load(output).fields.columns) == ["event_id", "field"]


def test_damaged_files_are_named(output: Path) -> None:
    path = output / "current" / "events.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(DatasetError, match=r"events\.parquet"):
        pipeline.load(output)
    path.write_bytes((output / "current" / "parties.parquet").read_bytes())
    with pytest.raises(DatasetError, match=r"events\.parquet holds parties"):
        pipeline.load(output)
    pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(DatasetError, match="no table of pactwire"):
        pipeline.load(output)


def test_what_is_no_dataset_is_told(output: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is a file"):
        pipeline.load(output / "agreements.csv")
    (output / "current" / "changes.csv").unlink()
    with pytest.raises(DatasetError, match=r"changes\.csv is missing"):
        pipeline.load(output)
    other = tmp_path / "other"
    other.mkdir()
    (other / "run.json").write_text("[]")
    with pytest.raises(DatasetError, match="not the manifest"):
        pipeline.load(other)
