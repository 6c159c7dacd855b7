"""The table of faults: every case names a test that exists."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "faults.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_case_has_a_test() -> None:
    for row in _rows():
        path, _, name = row["test"].partition("::")
        assert f"def {name}(" in (_ROOT / path).read_text("utf-8"), row


def test_there_are_110_cases_of_all_classes() -> None:
    rows = _rows()
    assert max(Counter(row["case"] for row in rows).values()) == 1
    assert len(rows) >= 110
    assert len({row["class"] for row in rows}) >= 14
