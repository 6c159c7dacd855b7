"""What must not be in the program, what it must not be built on, and in what order it writes."""

from __future__ import annotations

import ast
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from crash_scene import dry_run, make_pages
from packaging.version import Version

from pipeline.errors import DatasetError, StoreError
from pipeline.locking import only_run
from pipeline.publishing import require_writable
from pipeline.store import Store

_ROOT = Path(__file__).parents[2]
_MODULES = [path for name in ("extractors", "fetchers", "pipeline") for path in (_ROOT / name).rglob("*.py")]
# The first releases without known holes: CVE-2025-43859, CVE-2026-41066, CVE-2026-45409 and their like.
_FLOORS = {"h11": "0.16", "lxml": "6.1", "idna": "3.15", "jinja2": "3.1.6", "httpx": "0.28", "urllib3": "2.6"}


def _nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in _MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield path, node


def test_nothing_is_pickled_and_nothing_is_evaluated() -> None:
    banned = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "multiprocessing"}
    for path, node in _nodes():
        names: set[str] = set()
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {(node.module or "").partition(".")[0]}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec", "__import__"}, path
        assert not names & banned, path
        assert not (isinstance(node, ast.Attribute) and node.attr in {"read_pickle", "to_pickle"}), path


def test_no_shell_is_ever_asked() -> None:
    for path, node in _nodes():
        if isinstance(node, ast.keyword) and node.arg == "shell":
            pytest.fail(f"{path} passes shell=")
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"system", "popen", "spawnl", "execv", "getoutput"}, path


def test_dependencies_are_no_older_than_their_repairs() -> None:
    for name, floor in _FLOORS.items():
        assert Version(version(name)) >= Version(floor), name


def test_the_state_has_one_writer_so_that_its_sqlite_may_be_old() -> None:
    """Before 3.51.3 a write-ahead log could be damaged by several connections: none is used."""
    for path in _MODULES:
        # The published file is made anew, with no journal at all, and nobody reads it before it is whole.
        told = path.read_text("utf-8").lower().replace("pragma journal_mode = off", "")
        assert "journal_mode" not in told, path
    assert sqlite3.sqlite_version_info >= (3, 37)  # STRICT tables


def test_what_is_renamed_is_on_the_disk_before_and_the_folder_after(tmp_path: Path) -> None:
    names = dry_run(tmp_path / "place", make_pages(tmp_path / "pages"))
    renames = [n for n, name in enumerate(names) if name.startswith("before rename .building")]
    assert len(renames) == 1
    at = renames[0]
    synced = {name.removeprefix("after fsync ") for name in names[:at] if name.startswith("after fsync ")}
    assert {"agreements.csv", "agreements.parquet", "run.json", "datapackage.json"} <= synced
    following = [name for name in names[at:] if not name.startswith("after rename")]
    assert following[1] == "before fsync versions"
    swap = names.index("before replace .current.new")
    assert "after fsync versions" in names[:swap]
    assert names[swap + 2] == "before fsync output"
    for n, name in enumerate(names):
        if name.startswith("after archive "):
            assert names[n + 1].startswith("before fsync "), name


@pytest.mark.parametrize("how", ["a file", "below a file", "a broken link", "full of files"])
def test_an_output_that_cannot_be_written_is_named_before_the_work(tmp_path: Path, how: str) -> None:
    output = tmp_path / "output"
    if how == "a file":
        output.write_text("mine")
    elif how == "below a file":
        (tmp_path / "file").write_text("mine")
        output = tmp_path / "file" / "output"
    elif how == "a broken link":
        output.symlink_to(tmp_path / "nowhere" / "at" / "all")
    else:
        output = Path("/proc/self")
    with pytest.raises(DatasetError, match="name another folder"):
        require_writable(output)


_VANISHING = """
import shutil, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from crash_scene import make_pages, settings
from pipeline import run
place = Path(sys.argv[1])
pages = make_pages(place / "pages")
def then_gone(stage):
    work = getattr(run._Job, stage)
    def call(self, store):
        work(self, store)
        shutil.rmtree(place / sys.argv[3])
    return call
run._Job._extract = then_gone("_extract")
try:
    run.run_stages(settings(place), ("fetch", "extract", "build"), run.Source(saved=pages))
except run.PactwireError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize(("what", "code"), [("output", 0), ("state", 1)])
def test_a_directory_that_vanishes_in_the_midst_is_made_again_or_named(
    tmp_path: Path, what: str, code: int
) -> None:
    command = [sys.executable, "-c", _VANISHING, str(tmp_path), str(Path(__file__).parent), what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {code, 0}, done.stderr
    if done.returncode == 0:
        assert (tmp_path / "output" / "agreements.csv").exists()


@pytest.mark.parametrize("how", ["zero length", "truncated", "one byte", "no database", "newer"])
def test_a_damaged_store_is_detected_and_named(tmp_path: Path, how: str) -> None:
    from datetime import UTC, datetime

    from fetchers.documents import Document

    path = tmp_path / "extracted.sqlite"
    with Store(path) as store:
        for n in range(50):
            text = ("word " * 200,)
            store.put_document(
                Document(f"https://a.org/{n}", "cnas", "en", "t", None, text, datetime.now(UTC), "x", "y")
            )
    raw = bytearray(path.read_bytes())
    if how == "zero length":
        raw = bytearray()
    elif how == "truncated":
        raw = raw[: len(raw) // 2]
    elif how == "one byte":
        raw[4096 * 2] ^= 0xFF  # the kind of a page of the tree
    elif how == "no database":
        raw = bytearray(b"no database " * 900)
    else:
        raw[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(raw)
    with pytest.raises(StoreError, match=r"extracted\.sqlite"):
        Store(path)
    assert path.read_bytes() == raw


def test_the_lock_is_the_kernels(tmp_path: Path) -> None:
    """A run that is killed holds it no longer; nothing has to be cleaned up."""
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom pipeline.locking import only_run\n"
        "with only_run(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -9
    assert (tmp_path / "lock").exists()
    with only_run(tmp_path), pytest.raises(StoreError, match="another run"), only_run(tmp_path):
        pass
