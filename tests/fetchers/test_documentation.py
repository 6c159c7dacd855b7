"""What a person may meet is explained: every reason and finding, and every setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fetchers import responses
from fetchers.agencies import AGENCIES
from fetchers.declaration import Expectations
from fetchers.settings import FetchSettings

ROOT = Path(__file__).parents[2]
EXPLAINED = (ROOT / "docs" / "fetching.md").read_text("utf-8")
SOURCES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "fetchers").rglob("*.py")))

_RAISED = r"(?:FetchError|ListingError|ReadingError|DecompressionError)\(\s*\"([a-z_0-9]+)\""
_FOUND = r"(?:_found\(\s*agency,|Finding\((?:self\.)?agency\.name,)\s*\"([a-z_]+)\""
CODES = {*re.findall(_RAISED, SOURCES), *re.findall(_FOUND, SOURCES), *responses._REASONS.values()}
CODES |= {f"fill_{name}" for name in Expectations().fill}


def test_codes_are_found() -> None:
    assert {"challenge", "page_repeats", "stale", "agency_failed", "gone", "too_large"} <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_is_explained(code: str) -> None:
    assert f"`{code}`" in EXPLAINED


@pytest.mark.parametrize("name", FetchSettings.model_fields)
def test_a_setting_says_what_it_means(name: str) -> None:
    told = FetchSettings.model_fields[name].description
    assert told
    assert "\n" not in told


@pytest.mark.parametrize("name", AGENCIES)
def test_a_declaration_is_short(name: str) -> None:
    source = (ROOT / "fetchers" / "agencies" / f"{name}.py").read_text("utf-8")
    assert len(source.splitlines()) <= 60
