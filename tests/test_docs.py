"""The documentation is true: its commands run, its examples are what the program says."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_DOCS = [*sorted((_ROOT / "docs").glob("*.md")), _ROOT / "README.md", _ROOT / "CONTRIBUTING.md"]
_FOLLOWED = (_ROOT / "docs" / "how-a-value-came-to-be.md").read_text("utf-8")
_ROW = re.compile(r"^\| `(/[^`]+)` \| (.+?) \| (.+?) \|$", re.M)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("page", _DOCS, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    assert [
        link for link in _LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()
    ] == []


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the commands of the page that follows one value print, in an empty folder beside the fixtures."""
    folder = tmp_path_factory.mktemp("followed")
    (folder / "fixtures").symlink_to(_ROOT / "fixtures")
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    printed = []
    for block in re.findall(r"```sh\n(.*?)```", _FOLLOWED, re.S):
        words = shlex.split(block)
        program = [sys.executable, *(["-m", "pipeline.cli"] if words[0] == "pactwire" else [])]
        done = subprocess.run(
            [*program, *words[1:]],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            cwd=folder,
            env=environment,
        )
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    return printed


def test_the_followed_page_reads_as_told(outputs: list[str]) -> None:
    (event,) = json.loads(outputs[0])["events"]
    words = {evidence["value"]: evidence["text"] for evidence in event["evidence"]}
    rows = _ROW.findall(_FOLLOWED)
    assert len(rows) >= 8
    for pointer, value, read_from in rows:
        told = event
        for step in pointer.removeprefix("/").split("/"):
            told = told[int(step)] if isinstance(told, list) else told[step]
        assert (told, words[pointer]) == (value, read_from), pointer


def test_the_dataset_shows_the_followed_agreement(outputs: list[str]) -> None:
    assert "2015-12-09" in outputs[-1]
    assert "Tomasz Schweitzer" in outputs[-1]
