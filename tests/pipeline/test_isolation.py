"""A page can take down its worker, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pipeline_samples import document

from fetchers.agencies import AGENCIES
from fetchers.deadlines import Deadline
from fetchers.documents import Page
from fetchers.errors import ReadingError
from fetchers.reading import read_page
from pipeline.engine import in_turn, over_workers
from pipeline.errors import PactwireError
from pipeline.extraction import extract_with_rules
from pipeline.isolated_reading import asked
from pipeline.isolation import Isolated, Limits, SetAsideError

_HERE = Path(__file__).parent
_SOON = Deadline.after(600)
Deadly = Callable[..., Isolated]


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Deadly]:
    """Makes workers that obey their pages."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(_HERE), os.environ.get("PYTHONPATH", "")]))
    made: list[Isolated] = []

    def make(**limits: float) -> Isolated:
        made.append(Isolated("obey", Limits(**limits), "deadly_worker"))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for worker in made:
        worker.close()


def test_answers_come_from_one_process_until_it_is_replaced(deadly: Deadly) -> None:
    worker = deadly(pages=3)
    pids = [worker.ask({"do": "nothing"}, b"x" * size)["pid"] for size in (0, 1, 5_000_000, 1)]
    assert len(set(pids[:3])) == 1
    assert pids[3] != pids[0]


@pytest.mark.parametrize(
    ("what", "reason"), [("die", "worker_died"), ("spin", "page_deadline"), ("sleep", "page_deadline"),
                         ("eat", "page_memory")],
)  # fmt: skip
def test_a_deadly_page_is_set_aside_and_the_next_one_is_read(deadly: Deadly, what: str, reason: str) -> None:
    worker = deadly(seconds=1.0, memory=300 * 2**20)
    with pytest.raises(SetAsideError) as caught:
        worker.ask({"do": what})
    assert caught.value.reason == reason
    assert worker.ask({"do": "nothing"})["size"] == 0


def test_a_page_is_tried_twice_unless_it_was_slow_by_itself(
    deadly: Deadly, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, tried = deadly(seconds=1.0), []
    once = Isolated._once

    def counted(self: Isolated, *given: object) -> object:
        tried.append(given)
        return once(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Isolated, "_once", counted)
    for what, times in (("die", 2), ("sleep", 2)):
        tried.clear()
        with pytest.raises(SetAsideError):
            worker.ask({"do": what})
        assert len(tried) == times


def test_what_a_library_prints_is_no_answer(deadly: Deadly) -> None:
    assert deadly().ask({"do": "print"}, b"abc")["size"] == 3


def test_a_worker_writes_no_file(deadly: Deadly, tmp_path: Path) -> None:
    with pytest.raises(SetAsideError):
        deadly().ask({"do": "write", "file": str(tmp_path / "x")})
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_a_worker_does_not_see_the_runs_secrets(deadly: Deadly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    assert "SECRET_TOKEN" not in deadly().ask({"do": "nothing"})["environment"]


def test_a_stopped_worker_is_replaced(deadly: Deadly) -> None:
    """As after a machine slept: the deadline has passed by no fault of the page."""
    worker = deadly(seconds=1.0)
    pid = worker.ask({"do": "nothing"})["pid"]
    os.kill(pid, signal.SIGSTOP)
    assert worker.ask({"do": "nothing"})["pid"] != pid


def test_workers_die_with_the_run() -> None:
    script = (
        "from pipeline.isolation import Isolated; import os\n"
        "w = Isolated('read'); w.start(); print(w.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split(")")[1]:
            return
        time.sleep(0.05)
    pytest.fail("the worker lives on")


def test_a_worker_that_cannot_start_is_named() -> None:
    with pytest.raises(PactwireError, match=r"python -m pipeline\.worker nothing"):
        Isolated("nothing").ask({})


def test_isolated_reading_is_the_same_reading() -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    saved = sorted((_HERE.parents[1] / "fixtures" / "cnas").glob("*day.html"))
    with closing(Isolated("read")) as worker:
        for path in saved:
            page = Page("https://www.cnas.org.cn/x", path.read_bytes(), {}, when, archive="a#b")
            assert asked(worker, page, AGENCIES["cnas"]) == read_page(page, AGENCIES["cnas"])
        with pytest.raises(ReadingError, match="empty_page"):
            asked(worker, Page("https://a.org/", b"", {}, when), None)
    assert saved


def test_over_workers_gives_what_one_process_gives_in_order() -> None:
    documents = [document(name=str(n)) for n in range(5)] + [replace(document("", "empty"), title="")]
    told = list(over_workers(2, Limits(seconds=60), documents, _SOON))
    assert told == list(in_turn(extract_with_rules, documents, _SOON))
    assert [e.problem is None for e in told] == [True] * 5 + [False]


def test_when_time_is_over_the_rest_waits() -> None:
    documents = [document(name=str(n)) for n in range(3)]
    assert not list(in_turn(extract_with_rules, documents, Deadline.after(0)))
    assert not list(over_workers(2, Limits(), documents, Deadline.after(0)))


def test_a_slow_document_costs_only_itself() -> None:
    slow = document("NIST met SAMR. " * 9_000, "slow")
    told = list(over_workers(1, Limits(seconds=0.5), [document(), slow, document(name="b")], _SOON))
    assert told[1].problem is not None
    assert told[1].problem.startswith("page_deadline")
    assert [e.problem for e in (told[0], told[2])] == [None, None]
