"""The examination of a site: healthy ones pass, broken assumptions are answered."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from clients import quick
from replica import all_pages

from fetchers.agencies import AGENCIES
from fetchers.doctor import diagnose
from fetchers.saved import SavedPages

DAYS = {"samr": datetime(2025, 11, 21, tzinfo=UTC), "cnas": datetime(2025, 12, 9, tzinfo=UTC)}
DAYS |= {"sac": datetime(2026, 2, 27, tzinfo=UTC), "cnca": datetime(2026, 2, 27, tzinfo=UTC)}
DAYS |= {"nist": datetime(2024, 11, 25, tzinfo=UTC), "sesec": datetime(2026, 2, 9, tzinfo=UTC)}


@pytest.mark.parametrize("name", DAYS)
def test_a_healthy_site_answers_every_question(tmp_path: Path, name: str) -> None:
    """On the day after its newest saved page."""
    settings = quick(tmp_path, check_age=True)
    checks = list(diagnose(settings, [AGENCIES[name]], SavedPages(all_pages()), clock=lambda: DAYS[name]))
    wrong = [check for check in checks if not check.ok and check.answer != "body_by_density"]
    assert wrong == []
    questions = " ".join(check.question for check in checks)
    for word in (
        "rows",
        "second page",
        "robots",
        "layout",
        "title",
        "date",
        "charset",
        "validators",
        "conditional",
    ):
        assert word in questions


def test_a_site_that_cannot_be_listed_says_so(tmp_path: Path) -> None:
    checks = list(diagnose(quick(tmp_path), [AGENCIES["cnas"]], SavedPages([])))
    assert any(not check.ok and "gone" in check.answer for check in checks)


def test_a_site_that_is_out_of_date_or_guarded_says_so(tmp_path: Path) -> None:
    late = datetime(2027, 6, 1, tzinfo=UTC)
    settings = quick(tmp_path, check_age=True)
    checks = list(diagnose(settings, [AGENCIES["cnca"]], SavedPages(all_pages()), clock=lambda: late))
    assert any(not check.ok and "days old" in check.answer for check in checks)


def test_this_machine_is_told_of_too(tmp_path: Path) -> None:
    first = next(iter(diagnose(quick(tmp_path), [], SavedPages([]))))
    assert (first.agency, first.question) == ("", "User-Agent?")
    assert "set fetch.contact_url" in first.answer
    named = quick(tmp_path, contact_url="https://example.org/crawler")
    assert (
        next(iter(diagnose(named, [], SavedPages([])))).answer
        == "Pactwire/0.1 (+https://example.org/crawler)"
    )
