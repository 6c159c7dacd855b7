"""Arrows run only downwards: extractors and fetchers know neither each other nor the pipeline."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_FORBIDDEN = {"extractors": {"fetchers", "pipeline"}, "fetchers": {"extractors", "pipeline"}}


def _imported(file: Path) -> Iterator[str]:
    """The packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", sorted(_FORBIDDEN))
def test_no_arrow_runs_upwards_or_sideways(package: str) -> None:
    modules = sorted((_ROOT / package).rglob("*.py"))
    assert modules
    wrong = {
        str(m.relative_to(_ROOT)): found for m in modules if (found := _FORBIDDEN[package] & {*_imported(m)})
    }
    assert not wrong


@pytest.mark.parametrize("package", ["extractors", "fetchers", "pipeline"])
def test_no_file_is_a_junk_room(package: str) -> None:
    names = {m.stem for m in (_ROOT / package).rglob("*.py")}
    assert not names & {"utils", "helpers", "common", "misc"}
