"""The notebook runs on the dataset as it is now, and the output that it shows was made by its own cells."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

_FOLDER = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", _FOLDER / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _outputs(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """Of each cell with code, the kinds of its output."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [sorted({_kind(output) for output in cell.outputs}) for cell in cells]


def _kind(output: nbformat.NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.name)
    return "picture" if "image/png" in output.data else "value"


@pytest.mark.filterwarnings("default")  # of the kernel's connection, nothing of ours
def test_it_runs_and_shows_what_it_shows_in_the_repository(
    refresh: ModuleType, saved_run: Path, tmp_path: Path
) -> None:
    """Figures follow the pages and the rules; what each question is answered with does not change."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "output").symlink_to(saved_run)
    made = refresh.executed(tmp_path / "notebooks")
    kept = nbformat.read(refresh.NOTEBOOK, as_version=4)
    assert _outputs(made) == _outputs(kept)
    assert sum("picture" in kinds for kinds in _outputs(made)) >= 4
    assert "stderr" not in {kind for kinds in _outputs(made) for kind in kinds}


def test_its_output_was_made_by_its_cells(refresh: ModuleType) -> None:
    kept = nbformat.read(refresh.NOTEBOOK, as_version=4)
    nbformat.validate(kept)
    assert kept.metadata["pactwire"]["source"] == refresh.source_digest(kept), "run `make notebook`"
    numbers = [cell.execution_count for cell in kept.cells if cell.cell_type == "code"]
    assert numbers == list(range(1, len(numbers) + 1)), "run `make notebook`"
