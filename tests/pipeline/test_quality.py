"""The dataset's quality in figures."""

from __future__ import annotations

from pipeline.quality import quality
from pipeline.rows import Rows, empty_rows


def test_figures_of_rows(rows: Rows) -> None:
    assert [row["title"] for row in rows["signatories"]].count(None) == 1
    told = quality(rows, {"cnas": {"off_site": 2}, "nist": {}})
    assert told["agencies"] == {"cnas": {"documents": 3, "without_events": 1, "events": 2}}
    assert told["filled"]["agreements"]["title"] == 1.0
    assert told["filled"]["signatories"]["title"] == 0.5
    assert told["filled"]["documents"]["published"] == 0.667
    assert told["confidence"] == {"mean": 0.7, "at_least_0.8": 0.5, "below_0.5": 0.0}
    assert told["unresolved_names"] == {"count": 0, "share": 0.0}
    assert told["dropped"] == {"cnas": {"off_site": 2}}
    assert told["issues"]["error"] == {}


def test_nothing_has_no_rates() -> None:
    told = quality(empty_rows(), {})
    assert told["agencies"] == {}
    assert told["confidence"]["mean"] is None
    assert told["filled"]["agreements"]["title"] is None
