"""Seeded changes of layout are reported; healthy days are not; the page on fetching tells the figures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from drift_seeds import CASES, HEALTHY_DAYS, Verdict
from drift_table import alarms, drifted, table

from fetchers.agencies import AGENCIES
from fetchers.documents import Document
from fetchers.drift import check_documents
from fetchers.results import Outcome, Status

DOCS = Path(__file__).parents[2] / "docs" / "fetching.md"

# Nothing is expected of the one's source line, since its article markup is not known well enough; the other's
# listing shows no dates that those of its pages could be compared with.
KNOWN_MISSES = {("source line gone", "cnas"), ("date is the day of fetching", "sesec")}

verdicts = cache(drifted)
days = cache(alarms)


@pytest.mark.parametrize(("drift", "name"), CASES)
def test_a_seeded_drift_is_reported(drift: str, name: str) -> None:
    verdict: Verdict = verdicts()[drift, name]
    assert verdict.reported is ((drift, name) not in KNOWN_MISSES), verdict


@pytest.mark.parametrize("name", AGENCIES)
def test_healthy_days_raise_no_alarm(name: str) -> None:
    assert [verdict.codes for verdict in days()[name]] == [()] * HEALTHY_DAYS


def test_at_least_95_percent_are_caught_and_30_days_are_quiet() -> None:
    caught = sum(verdict.reported for verdict in verdicts().values())
    assert caught >= 0.95 * len(CASES)
    assert sum(map(len, days().values())) >= 30


def test_the_page_on_fetching_has_the_present_table() -> None:
    assert table(verdicts(), days()) in DOCS.read_text("utf-8"), (
        f"put the output of `python tests/fetchers/drift_table.py` into {DOCS.name}"
    )


def _outcomes(**counts: int) -> list[Outcome]:
    reasons: dict[str, tuple[Status, str]] = {
        "gone": ("failed", "gone"), "slow": ("failed", "deadline"),
        "same": ("unchanged", "not_modified"), "not_asked": ("unchanged", "not_changed_since"),
    }  # fmt: skip
    ended = [name for name, number in counts.items() for _ in range(number)]
    return [Outcome(f"https://a.example/{n}", "samr", *reasons[name]) for n, name in enumerate(ended)]


@pytest.mark.parametrize(
    ("counts", "alarm"),
    [
        ({"gone": 1, "same": 5}, False),
        ({"slow": 2, "same": 2}, False),
        ({"slow": 3, "same": 2}, True),
        ({"slow": 3, "not_asked": 50}, True),
    ],
)
def test_a_failure_among_many_answers_is_no_drift(counts: dict[str, int], alarm: bool) -> None:
    documents: list[Document] = []
    found = check_documents(AGENCIES["samr"], documents, {}, _outcomes(**counts))
    assert ({finding.code for finding in found} == {"many_failures"}) is alarm
