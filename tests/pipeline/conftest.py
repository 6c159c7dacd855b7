"""Hand-made documents through the real stages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pipeline_samples import SIGNING_ZH, document, known_bodies, signing, signing_zh

from pipeline import cli
from pipeline.rows import Rows
from pipeline.tables import Extracted, build_rows

_FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="session")
def extracted() -> list[Extracted]:
    """One signing, told by two documents in two languages, and a document without events."""
    english = document()
    chinese = document(SIGNING_ZH, "zh", lang="zh-Hans", published="2025-04-12")
    other = document("Nothing was signed today.", "none", published=None, title="NA")
    return [
        Extracted(english, (signing(english.text),)),
        Extracted(chinese, (signing_zh(chinese.text),)),
        Extracted(other),
    ]


@pytest.fixture
def rows(extracted: list[Extracted]) -> Rows:
    return build_rows(extracted, known_bodies(), [])


@pytest.fixture(scope="session")
def saved_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one run on the saved pages; beside it stands the run's state."""
    folder = tmp_path_factory.mktemp("run")
    places = ["--output", str(folder / "output"), "--state", str(folder / "state")]
    assert cli.run_command(["run", "--saved", str(_FIXTURES), *places]) == cli.DONE
    return folder / "output"
