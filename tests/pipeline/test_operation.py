"""A scheduled run that nobody watches: its record, its log, its stop, its figures, its archives."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pipeline_samples import document
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from fetchers.documents import Document
from fetchers.results import Finding
from fetchers.retention import prune
from fetchers.state import Known, State
from pipeline import cli, records, run
from pipeline.errors import PactwireError
from pipeline.fetching import Fetched
from pipeline.locking import only_run
from pipeline.records import RunRecord
from pipeline.settings import Settings
from pipeline.stopping import StoppedError, stoppable

_ROOT = Path(__file__).parents[2]
_ERRORS = [Finding("cnas", "few_rows", "3 rows", "error")]


class _Site:
    """Stands for the agencies."""

    def __init__(self) -> None:
        self.documents: tuple[Document, ...] = (document(), document(name="two"))
        self.findings: tuple[Finding, ...] = ()
        self.failure: Exception | None = None

    def fetch(self, *_: object) -> Fetched:
        if self.failure:
            raise self.failure
        agencies = {"cnas": {"new": len(self.documents), "failed": 1}}
        return Fetched(
            self.documents, agencies, findings=self.findings, reasons={"cnas": {"fetch_failed": 1}}
        )


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> _Site:
    found = _Site()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "fetch", found.fetch)
    monkeypatch.setenv("PACTWIRE_RUN_ENGINE", "serial")
    return found


def _record() -> dict[str, object]:
    found: dict[str, object] = json.loads(Path("state/run.json").read_text("utf-8"))
    return found


def test_a_runs_record_tells_how_it_ended(site: _Site) -> None:
    assert cli.run_command(["run"]) == cli.DONE
    record = _record()
    assert (record["end"], record["exit_code"], record["problem"]) == ("done", 0, None)
    assert record["pages"] == {"cnas": {"new": 2, "failed": 1}}
    assert record["reasons"] == {"cnas": {"fetch_failed": 1}}
    assert set(record["seconds"]) == {"fetch", "extract", "build"}  # type: ignore[call-overload]


@pytest.mark.parametrize("failure", [PactwireError("no agency could be read"), ZeroDivisionError("oops")])
def test_a_failed_run_has_a_record_too(site: _Site, failure: Exception) -> None:
    site.failure = failure
    assert cli.run_command(["run"]) == cli.FAILED
    record = _record()
    assert (record["end"], record["exit_code"]) == ("failed", 1)
    assert str(failure) in str(record["problem"])
    assert len(Path("state/runs.jsonl").read_text("utf-8").splitlines()) == 1


def test_status_knows_a_killed_run_from_one_at_work(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run_command(["run"])
    records.begin(Path("state"), RunRecord("x", "2026-01-01T00:00:00+00:00", ["fetch"]))
    capsys.readouterr()
    assert cli.run_command(["status"]) == cli.DONE
    assert "killed" in capsys.readouterr().out
    with only_run(Path("state")):
        cli.run_command(["status", "--json"])
    assert json.loads(capsys.readouterr().out)["run"]["how"] == "at work now"


def test_a_broken_record_is_named(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    Path("state").mkdir()
    for content in ("{", "[]", "\xff"):
        Path("state/run.json").write_text(content, "latin-1")
        assert cli.run_command(["status"]) == cli.FAILED
        assert "run.json cannot be read" in capsys.readouterr().err
    assert cli.run_command(["run"]) == cli.DONE


def test_only_so_many_runs_are_remembered(site: _Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWIRE_RETENTION_RUNS", "2")
    for _ in range(3):
        cli.run_command(["fetch"])
    assert len(Path("state/runs.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_full_disk_costs_the_record_not_the_run(site: _Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(records, "write_atomically", full)
        assert cli.run_command(["run"]) == cli.FAILED  # it cannot even be noted that it began
    begin = records.begin
    with monkeypatch.context() as patch:
        patch.setattr(records, "write_atomically", full)
        patch.setattr(records, "begin", lambda *_: None)
        assert cli.run_command(["run"]) == cli.DONE
    assert records.begin is begin


def test_a_second_run_is_refused_and_harms_nothing(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run_command(["run"])
    before = _record()
    with only_run(Path("state")):
        assert cli.run_command(["run"]) == cli.FAILED
    assert "another run is at work" in capsys.readouterr().err
    assert _record() == before


def test_every_line_of_the_log_is_json(site: _Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.findings = tuple(_ERRORS)
    cli.run_command(["run", "--state", "other"])
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()[:-1]]
    assert {"event", "level", "logger", "timestamp", "run"} <= set(lines[0])
    assert [line["stage"] for line in lines if line["event"] == "stage begins"]
    assert len({line["run"] for line in lines}) == 1


def test_pretty_lines_steer_no_terminal(
    site: _Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTWIRE_LOG_FORMAT", "pretty")
    site.failure = RuntimeError("x\x1b[2J\nforged")
    cli.run_command(["run"])
    err = capsys.readouterr().err
    assert "stage begins" in err
    assert "\x1b[2J" not in err
    assert not [line for line in err.splitlines() if line.startswith("forged")]


def _figures() -> dict[tuple[str, ...], float]:
    text = Path("state/metrics.txt").read_text("utf-8")
    assert text.endswith("# EOF\n")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_figures_are_openmetrics(site: _Site) -> None:
    cli.run_command(["run"])
    found = _figures()
    assert found["pactwire_exit_code",] == 0
    assert found["pactwire_pages", "cnas", "new"] == 2
    assert found["pactwire_rows", "documents"] == 2
    good = found["pactwire_success_timestamp_seconds",]
    site.failure = PactwireError("down")
    cli.run_command(["run"])
    found = _figures()
    assert found["pactwire_exit_code",] == 1
    assert found["pactwire_success_timestamp_seconds",] == good


def test_when_a_runs_time_is_over_the_rest_waits(
    site: _Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACTWIRE_RUN_SECONDS", "1e-9")
    assert cli.run_command(["run"]) == cli.NEEDS_PERSON
    assert "2 documents wait for the next run" in capsys.readouterr().out
    monkeypatch.delenv("PACTWIRE_RUN_SECONDS")
    assert cli.run_command(["run"]) == cli.DONE


_SLOW = """
import sys, time
from pipeline import cli, run
def hang(*_):
    print("hanging", flush=True)
    time.sleep(60) if sys.argv[1] == "gently" else [None for _ in iter(int, 1)]
run.fetch = hang
cli.main(["run", "--state", "s", "--output", "o"])
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_soon_and_is_told_apart(tmp_path: Path, number: int, code: int) -> None:
    started = subprocess.Popen(
        [sys.executable, "-c", _SLOW, "gently"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"hanging\n"
        began = time.monotonic()
        started.send_signal(number)
        assert started.wait(timeout=30) == code
    assert time.monotonic() - began < 10
    record = json.loads((tmp_path / "s" / "run.json").read_text("utf-8"))
    assert (record["end"], record["exit_code"]) == ("stopped", code)


_STUCK = """
import os, signal, sys, time
from pipeline.stopping import stoppable
with stoppable(lambda error: print("last words", flush=True), seconds=0.3):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
    except BaseException:
        if sys.argv[1] == "twice":
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
"""


@pytest.mark.parametrize("how", ["once", "twice"])
def test_what_does_not_stop_is_ended(how: str) -> None:
    done = subprocess.run([sys.executable, "-c", _STUCK, how], capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (143, b"last words\n")


def test_signals_are_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(StoppedError), stoppable(lambda _: None):
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_old_archives_go_unless_something_refers_to_them(tmp_path: Path) -> None:
    archive, state = tmp_path / "archive", tmp_path / "pages.sqlite"
    archive.mkdir()
    now = datetime.now(UTC)
    for name in ("page", "document", "marked", "old", "young"):
        (archive / f"{name}.warc.gz").write_bytes(b"x")
        age = timedelta(days=1 if name == "young" else 500)
        os.utime(archive / f"{name}.warc.gz", ((now - age).timestamp(),) * 2)
    (archive / "marked.warc.gz.open").touch()
    with State(state) as known:
        known.put(Known("u", "cnas", "", None, "n", "n", archive_file="page.warc.gz"))
    gone = prune(archive, state, {"document.warc.gz"}, now - timedelta(days=400))
    assert [path.name for path in gone] == ["old.warc.gz"]
    assert len(list(archive.glob("*.warc.gz"))) == 4


def test_no_archive_goes_while_the_state_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "pages.sqlite").write_bytes(b"no database")
    old = tmp_path / "old.warc.gz"
    old.write_bytes(b"x")
    os.utime(old, (0, 0))
    with pytest.raises(Exception, match="no archive is removed"):
        prune(tmp_path, tmp_path / "pages.sqlite", set(), datetime.now(UTC))
    assert old.exists()


@pytest.mark.parametrize("unit", ["pactwire.service", "pactwire.timer"])
def test_systemd_accepts_its_units(unit: str) -> None:
    try:
        done = subprocess.run(
            ["systemd-analyze", "verify", str(_ROOT / "deploy" / unit)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("systemd is not installed")
    ours = [line for line in done.stderr.splitlines() if "pactwire" in line and "not executable" not in line]
    assert not ours


def test_the_cron_line_has_five_fields_and_the_command() -> None:
    lines = (_ROOT / "deploy" / "pactwire.cron").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line and not line.startswith("#")]
    fields = line.split(None, 5)
    assert all(re.fullmatch(r"[\d*,/-]+", field) for field in fields[:5])
    assert "pactwire run" in fields[5]


def test_the_scheduled_workflow_names_settings_and_commands_that_exist() -> None:
    text = (_ROOT / ".github" / "workflows" / "nightly.yml").read_text("utf-8")
    for variable in re.findall(r"PACTWIRE_(\w+):", text):
        section, _, name = variable.lower().partition("_")
        assert name in type(getattr(Settings(), section)).model_fields
    commands = set(re.findall(r"bin/pactwire (\w+)", text))
    assert commands <= set(cli.cli.commands)
