"""Database files that come whole: an empty one is then damage, never a beginning."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path


def make_database(path: Path, prepare: Callable[[sqlite3.Connection], None]) -> None:
    """Makes the file beside its place, fills it, then names it. Raises OSError and sqlite3.Error."""
    fresh = path.with_name(path.name + ".new")
    for left in path.parent.glob(f"{fresh.name}*"):
        left.unlink()
    with closing(sqlite3.connect(fresh, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = FULL")
        prepare(db)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
