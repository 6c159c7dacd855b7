"""Runs quickstart.ipynb on a fresh dataset of the saved pages and keeps its output: `make notebook`.

The dataset is made in a folder of its own, so that what the notebook shows depends on the saved pages and the
program alone, not on what stands in output/.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).with_name("quickstart.ipynb")
_FIXTURES = Path(__file__).parents[1] / "fixtures"
_SECONDS = 240


def executed(folder: Path) -> nbformat.NotebookNode:
    """The notebook as it comes out when run in `folder`; raises nbclient's CellExecutionError."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
    )
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "pactwire": {"source": source_digest(notebook)},
    }
    return notebook


def source_digest(notebook: nbformat.NotebookNode) -> str:
    """Tells whether the output was made by these cells."""
    joined = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def main() -> None:
    from pipeline.cli import run_command

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        places = ["--output", str(root / "output"), "--state", str(root / "state")]
        if code := run_command(["run", "--saved", str(_FIXTURES), *places]):
            sys.exit(code)
        (root / "notebooks").mkdir()
        nbformat.write(executed(root / "notebooks"), NOTEBOOK)


if __name__ == "__main__":
    main()
