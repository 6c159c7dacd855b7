"""Killed or out of space at any moment, the next run makes good: a short form of `make soak`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_TRIALS = Path(__file__).parent / "crash_trials.py"


def test_kills_and_full_disks_leave_no_trace() -> None:
    """At random, at some of the named points, at some of the writes; the soak tries all of them."""
    command = [sys.executable, str(_TRIALS), "--kills", "2", "--points", "2", "--full", "1", "--minutes", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["named points"]["first"] > 200
    assert told["killed at named points"] + told["killed at random"] + told["full disks"] > 0
