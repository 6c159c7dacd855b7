"""The wheel, installed outside the checkout, has everything that extraction needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_PAGE = _ROOT / "fixtures" / "din" / "pkn-memorandum.html"
_PYTHON = (sys.executable, "-m")
_EXTRACT = """
import sys
import extractors, fetchers, pipeline
assert all(one.__file__.startswith(sys.argv[1]) for one in (extractors, fetchers, pipeline))
from pipeline.cli import main
main(["extract", sys.argv[2]])
"""


def _run(*command: str) -> str:
    given = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=120, env=given, cwd=_ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel is installed, without what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(*_PYTHON, "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist"))
    (wheel,) = (folder / "dist").glob("*.whl")
    target = folder / "site"
    _run(*_PYTHON, "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


def test_it_extracts_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _EXTRACT, str(installed), str(_PAGE)],
        check=False, capture_output=True, text=True, timeout=120, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (event,) = json.loads(done.stdout)["events"]
    assert event["type"] == "signing"


def test_it_has_the_code_the_data_and_the_licence_and_nothing_else(installed: Path) -> None:
    held = {path.relative_to(installed).parts[0] for path in installed.iterdir()}
    assert {"extractors", "fetchers", "pipeline"} <= held
    assert not held & {"tests", "fixtures", "docs"}
    for package in ("extractors", "fetchers", "pipeline"):
        assert (installed / package / "py.typed").is_file()
    assert list((installed / "extractors" / "lexicon").glob("*.csv"))
    assert list(installed.glob("*.dist-info/licenses/LICENSE"))
