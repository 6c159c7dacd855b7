"""Readers while a run publishes: the old version or the new one, whole, whatever file they open."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline.publishing import current
from pipeline.sqlite_form import SQLITE_FILE

_HERE = Path(__file__).parent
_OPENS = 1000
_VERSIONS = 5
_FILES = ("documents.csv", "documents.parquet", "report.html", SQLITE_FILE, "agreements.xlsx")
# Each version tells its number in two tables: a reader that saw parts of two versions would find them differ.
_PUBLISHER = f"""
import itertools, sys
sys.path.insert(0, {str(_HERE)!r})
from pathlib import Path
from pipeline_samples import document, known_bodies, signing
from pipeline.publishing import publish
from pipeline.tables import Extracted, build_rows
made = document()
rows = build_rows([Extracted(made, (signing(made.text),))], known_bodies(), [])
for number in itertools.count():
    rows["documents"][0]["title"] = str(number)
    rows["working_groups"][0]["contacts"] = [str(number)]
    publish(rows, Path(sys.argv[1]), {{}}, lambda *_: {{"report.html": str(number).encode()}}, 50)
    print(number, flush=True)
"""


@pytest.fixture
def publishing(tmp_path: Path) -> Iterator[Path]:
    """A folder to which another process publishes one version after another."""
    command = [sys.executable, "-c", _PUBLISHER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as publisher:
        assert publisher.stdout is not None
        publisher.stdout.readline()
        yield tmp_path
        assert publisher.poll() is None
        publisher.kill()


def _parquet(version: Path) -> tuple[str, str]:
    documents, groups = (pq.read_table(version / f"{n}.parquet") for n in ("documents", "working_groups"))
    return documents["title"][0].as_py(), groups["contacts"][0].as_py()[0]


def _csv(version: Path) -> tuple[str, str]:
    told = []
    for name in ("documents", "working_groups"):
        with (version / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            told.append(next(csv.DictReader(lines)))
    return told[0]["title"], json.loads(told[1]["contacts"])[0]


def _sqlite(version: Path) -> tuple[str, str]:
    query = "SELECT title, value FROM documents, working_groups_contacts"
    with closing(sqlite3.connect(f"{(version / SQLITE_FILE).as_uri()}?mode=ro", uri=True)) as db:
        title, contact = db.execute(query).fetchone()
    return title, contact


def _load(version: Path) -> tuple[str, str]:
    dataset = pipeline.load(version)
    return dataset.documents["title"][0], dataset.working_groups["contacts"][0][0]


def test_a_thousand_opens_and_none_torn(publishing: Path) -> None:
    """Nearly all readers open single files; every hundredth loads all tables, which takes longer."""
    ways: list[Callable[[Path], tuple[str, str]]] = [_parquet, _csv, _sqlite]
    seen: set[str] = set()
    for number in itertools.count():
        version = current(publishing)
        assert version is not None
        title, contact = (_load if number % 100 == 0 else ways[number % 3])(version)
        assert title == contact
        seen.add(title)
        if number >= _OPENS and len(seen) >= _VERSIONS:
            break


def test_each_file_at_the_top_is_always_whole(publishing: Path) -> None:
    """What is read through a link is to the byte what some version's manifest tells of it."""
    read: set[tuple[str, str]] = set()
    while len({digest for name, digest in read if name == _FILES[0]}) < _VERSIONS:
        for name in _FILES:
            read.add((name, hashlib.sha256((publishing / name).read_bytes()).hexdigest()))
    manifests = [
        json.loads(path.read_text("utf-8"))["files"] for path in publishing.glob("versions/[!.]*/run.json")
    ]
    assert read <= {(name, told["sha256"]) for files in manifests for name, told in files.items()}
