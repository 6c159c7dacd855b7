"""The same pages give the same bytes: twice, in any time zone, hash seed, number of workers and order."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from crash_scene import published

from fetchers.documents import Document
from pipeline.run import STORE, Source, run_stages
from pipeline.settings import Paths, Run, Settings
from pipeline.store import Store

_FIXTURES = Path(__file__).parents[2] / "fixtures"
_SCRIPT = """
import sys
from pathlib import Path
from pipeline.run import Source, run_stages
from pipeline.settings import Paths, Run, Settings
place, workers = Path(sys.argv[1]), int(sys.argv[2])
settings = Settings(
    paths=Paths(output=place / "output", state=place / "state"),
    run=Run(agencies=["cnas", "nist"], engine="processes" if workers else "serial", workers=max(1, workers)),
)
run_stages(settings, ("fetch", "extract", "build"), Source(saved=Path(sys.argv[3])))
"""
_MATRIX = [("UTC", "0", 0), ("Asia/Shanghai", "1", 1), ("Pacific/Kiritimati", "2", 2)]


def test_the_same_bytes_whatever_is_around(tmp_path: Path) -> None:
    told = []
    for zone, seed, workers in _MATRIX:
        place = tmp_path / zone.replace("/", "-")
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", _SCRIPT, str(place), str(workers), str(_FIXTURES)]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        told.append(published(place))
    assert len(told[0]) > 20
    assert told[0] == told[1] == told[2]
    assert _in_another_order(tmp_path / "UTC", tmp_path / "shuffled") == told[0]


def _in_another_order(known: Path, place: Path) -> dict[str, str]:
    """What is published from the same documents put into a store in another order, and extracted so."""
    with Store(known / "state" / "saved" / STORE) as store:
        documents: list[Document] = [extracted.document for extracted in store.extracted()]
    random.Random(5).shuffle(documents)
    settings = Settings(paths=Paths(output=place / "output", state=place / "state"), run=Run(engine="serial"))
    (place / "state" / "saved").mkdir(parents=True)
    with Store(place / "state" / "saved" / STORE) as store:
        for document in documents:
            store.put_document(document)
    run_stages(settings, ("extract", "build"), Source(saved=_FIXTURES))
    assert json.loads((place / "state" / "saved" / "run.json").read_text("utf-8"))["end"] != "failed"
    return published(place)
