"""How long archives stay: a response that nothing refers to any more may go, one that is in use never."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from pathlib import Path

from fetchers.errors import StateError


def prune(directory: Path, state: Path, in_use: Collection[str], before: datetime) -> list[Path]:
    """Removes the WARC files last written before a moment, and gives their paths.

    A file stays while the state or `in_use` (names of files) refers to it, or a killed run left its mark.
    """
    keep = {*in_use, *_referred_to(state)}
    gone = []
    for file in sorted(directory.glob("*.warc.gz")):
        marked = file.with_name(file.name + ".open").exists()
        if file.name in keep or marked or file.stat().st_mtime >= before.timestamp():
            continue
        file.unlink()
        gone.append(file)
    return gone


def _referred_to(state: Path) -> set[str]:
    """The archive files in which the state knows a page or a capture."""
    query = """SELECT archive_file FROM pages WHERE archive_file IS NOT NULL
        UNION SELECT archive_file FROM captures"""
    try:
        with closing(sqlite3.connect(f"{state.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as db:
            return {str(name) for (name,) in db.execute(query)}
    except sqlite3.Error as error:
        raise StateError(f"{state}: cannot be read ({error}), so no archive is removed") from error
