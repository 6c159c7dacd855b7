"""What became of the agreements between two versions."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline import cli
from pipeline.changes import Change, changes, changes_csv, counts, read_changes
from pipeline.publishing import publish
from pipeline.rows import Rows


def _publish(rows: Rows, output: Path) -> None:
    publish(rows, output, {"quality": {"n": len(rows["agreements"])}}, lambda *_: {}, 5)


def _other(rows: Rows, **values: object) -> Rows:
    other = copy.deepcopy(rows)
    other["agreements"][0].update(values)  # type: ignore[arg-type]
    return other


def test_added_modified_removed(rows: Rows) -> None:
    (row,) = rows["agreements"]
    gone = row | {"agreement_id": "a-1"}
    fresh = row | {"agreement_id": "a-2"}
    found = changes([row, gone], [row | {"title": "New", "fields": ["trade"]}, fresh])
    key = row["agreement_id"]
    assert set(found) == {
        Change("a-1", "removed"),
        Change("a-2", "added"),
        Change(key, "modified", "title", row["title"], "New"),
        Change(key, "modified", "fields", '["accreditation"]', '["trade"]'),
    }
    assert counts(found) == {"added": 1, "modified": 1, "removed": 1}
    assert changes([row], [row]) == []


def test_columns_of_one_version_only_are_no_change(rows: Rows) -> None:
    (row,) = rows["agreements"]
    before = {name: value for name, value in row.items() if name != "cluster_id"}
    assert changes([before], [row]) == []


def test_file_reads_back(tmp_path: Path) -> None:
    found = [Change("a-1", "modified", "title", 'a "b",\r\n', "=1")]
    (tmp_path / "changes.csv").write_bytes(changes_csv(found))
    assert read_changes(tmp_path / "changes.csv") == found


def test_a_version_tells_what_changed_since_the_last(rows: Rows, tmp_path: Path) -> None:
    _publish(rows, tmp_path)
    first = pipeline.load(tmp_path)
    assert first.manifest["changed"] is None
    assert (len(first.changes), first.manifest["history"]) == (0, [])
    _publish(_other(rows, title="New"), tmp_path)
    second = pipeline.load(tmp_path)
    assert second.changes[["change", "column", "after"]].values.tolist() == [["modified", "title", "New"]]
    assert second.changes["before"].dtype == pd.StringDtype()
    assert second.manifest["changed"] == {
        "since": first.manifest["version"],
        "added": 0,
        "modified": 1,
        "removed": 0,
    }
    _publish(rows, tmp_path)
    history = pipeline.load(tmp_path).manifest["history"]
    assert [told["version"] for told in history] == [first.manifest["version"], second.manifest["version"]]
    assert [told["quality"] for told in history] == [{"n": 1}, {"n": 1}]


def test_a_last_version_that_cannot_be_read_is_none(rows: Rows, tmp_path: Path) -> None:
    _publish(rows, tmp_path)
    (tmp_path / "current" / "agreements.parquet").write_bytes(b"")
    _publish(_other(rows, title="New"), tmp_path)
    assert pipeline.load(tmp_path).manifest["changed"] is None


def test_history_is_not_part_of_a_version_s_name(rows: Rows, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        if folder == "two":
            _publish(_other(rows, title="Old"), tmp_path / folder)
        _publish(rows, tmp_path / folder)
    one, two = (json.loads((tmp_path / f / "run.json").read_text("utf-8")) for f in ("one", "two"))
    assert one["version"] == two["version"]
    assert one["changed"] != two["changed"]


def test_the_command_tells_what_changed(
    rows: Rows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*options: str) -> str:
        assert cli.run_command(["changes", "--output", str(tmp_path), *options]) == cli.DONE
        return capsys.readouterr().out

    _publish(rows, tmp_path)
    first = pipeline.load(tmp_path).manifest["version"]
    assert told() == "There is no version before this one\n"
    _publish(_other(rows, title="New"), tmp_path)
    second = pipeline.load(tmp_path).manifest["version"]
    assert "Enhancing Cooperation in Accreditation → New (2025-04-11" in told()
    assert told().endswith(f"From {first} to {second}: 0 added, 1 modified, 0 removed\n")
    back = told("--since", second[:6], "--until", first)
    assert back.endswith(f"From {second} to {first}: 0 added, 1 modified, 0 removed\n")
    assert cli.run_command(["changes", "--output", str(tmp_path), "--since", "zz"]) == cli.FAILED
    assert f"kept are {min(first, second)}, {max(first, second)}" in capsys.readouterr().err
