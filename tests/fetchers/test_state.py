"""The state file: what it keeps, and when it refuses."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from fetchers import state as state_module
from fetchers.archive import Record
from fetchers.errors import StateError
from fetchers.state import GONE, Known, State, pages_by_end

NOW = "2026-11-21T06:00:00+00:00"
KNOWN = Known("https://a.example/1", "samr", "题", "2026-09-16", NOW, NOW)


def with_body(known: Known = KNOWN) -> Known:
    return replace(
        known, etag='"x"', last_modified="Mon", archive_file="a.warc.gz", archive_offset=7, archive_id="urn:1"
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "pages.sqlite"


def test_what_is_put_is_found_again(path: Path) -> None:
    with State(path) as state:
        state.put(with_body())
        state.walked("https://a.example/list", "samr", "0000", NOW)
    with State(path) as state:
        assert state.get(KNOWN.url) == with_body()
        assert state.of_agency("samr") == [with_body()]
        assert state.of_agency("nist") == []
        assert state.walked_back_to("https://a.example/list") == "0000"


def test_validators_are_only_sent_with_a_body_at_hand() -> None:
    assert with_body().validators() == {"If-None-Match": '"x"', "If-Modified-Since": "Mon"}
    assert with_body().without_body().validators() == {}
    assert replace(KNOWN, etag='"x"').validators() == {}


def damage(path: Path, how: str) -> None:
    if how == "zero length":
        path.write_bytes(b"")
    elif how == "truncated":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "no database":
        path.write_text("not a database, whatever its name " * 50)
    elif how == "overwritten":
        raw = bytearray(path.read_bytes())
        raw[4096:4196] = b"\xff" * 100
        path.write_bytes(raw)
    else:
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()


@pytest.mark.parametrize("how", ["zero length", "truncated", "no database", "overwritten", "another version"])
def test_a_damaged_file_is_refused_with_a_way_out(path: Path, how: str) -> None:
    with State(path) as state:
        for number in range(60):
            state.put(replace(KNOWN, url=f"https://a.example/{number}"))
    damage(path, how)
    before = path.read_bytes()
    with pytest.raises(StateError) as caught:
        State(path)
    assert str(path) in str(caught.value)
    assert "restore a copy" in str(caught.value)
    assert path.read_bytes() == before


def test_a_refusal_frees_the_lock(path: Path) -> None:
    with State(path):
        pass
    good = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(StateError, match="empty"):
        State(path)
    path.write_bytes(good)
    State(path).close()


def test_one_run_at_a_time(path: Path) -> None:
    with State(path), pytest.raises(StateError, match="another run"):
        State(path)
    State(path).close()


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StateError, match="permissions"):
        State(tmp_path / "pages.sqlite")


def test_a_path_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="cannot be made"):
        State(tmp_path / "file" / "pages.sqlite")


def test_a_file_of_the_first_version_is_brought_up_to_date(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.executescript(f"{state_module._FIRST} PRAGMA user_version = 1;")
        db.execute(
            "INSERT INTO pages VALUES ('u', 'samr', 't', NULL, '\"x\"', NULL, 'c', 'd', 'f', 3, 'r', 1, 0,"
            " 'read', '', 'then', 'then', 'then')"
        )
    db.close()
    with State(path) as state:
        known = state.get("u")
        assert known is not None
        assert (known.etag, known.gone_runs, known.gone_since, known.gone) == ('"x"', 0, None, False)
        assert state.capture("u") is None
        state.put_capture("u", Record("f", 3, "r"))
    with State(path) as state:
        assert state.capture("u") == Record("f", 3, "r")


def test_the_pages_ends_are_told_even_while_a_run_is_at_work(path: Path) -> None:
    assert pages_by_end(path) == {}
    with State(path) as state:
        for number, outcome in enumerate(["read", "read", GONE, "deadline"]):
            state.put(replace(KNOWN, url=f"u{number}", outcome=outcome))
        state.put(replace(KNOWN, url="u9", outcome="read", reason="challenge"))
        assert pages_by_end(path) == {"read": 2, "challenge": 1, "deadline": 1, "marked_gone": 1}
    path.write_text("no database")
    with pytest.raises(StateError, match="restore a copy"):
        pages_by_end(path)


KILLED = """
import os, sys
from dataclasses import replace
from pathlib import Path
from fetchers.state import GONE, Known, State, pages_by_end
state = State(Path(sys.argv[1]))
known = Known("u", "samr", "t", None, "n", "n")
for number in range(10_000):
    state.put(replace(known, url=f"u{number}"))
    print(number, flush=True)
    if number == 40:
        os.kill(os.getpid(), 9)
"""


def test_what_was_acknowledged_survives_a_kill_and_the_lock_does_not(path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    acknowledged = len(ran.stdout.split())
    assert acknowledged == 41
    with State(path) as state:
        assert len(state.of_agency("samr")) >= acknowledged
