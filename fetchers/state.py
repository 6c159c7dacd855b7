"""What is known of every page from earlier runs, in one SQLite file that one run at a time may write."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, fields, replace
from pathlib import Path

from fetchers.archive import Record
from fetchers.databases import make_database
from fetchers.errors import StateError

GONE = "marked_gone"
_VERSION = 2
_FIRST = """
CREATE TABLE pages (
  url TEXT PRIMARY KEY, agency TEXT NOT NULL, title TEXT NOT NULL, listed TEXT,
  etag TEXT, last_modified TEXT, content_hash TEXT, text_hash TEXT,
  archive_file TEXT, archive_offset INTEGER, archive_id TEXT,
  attempts INTEGER NOT NULL, failures INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_checked TEXT
) WITHOUT ROWID;
CREATE INDEX pages_by_agency ON pages (agency, url);
CREATE TABLE listings (
  url TEXT PRIMARY KEY, agency TEXT NOT NULL, back_to TEXT NOT NULL, completed TEXT NOT NULL
) WITHOUT ROWID;
"""
# What leads from one version to the next; a new file goes through all of them.
_STEPS = {
    0: _FIRST,
    1: """
ALTER TABLE pages ADD COLUMN gone_runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN gone_since TEXT;
CREATE TABLE captures (
  url TEXT PRIMARY KEY, archive_file TEXT NOT NULL, archive_offset INTEGER NOT NULL, archive_id TEXT NOT NULL
) WITHOUT ROWID;
""",
}


@dataclass(frozen=True, slots=True)
class Known:
    """One page's row. Validators are only there together with the archived body they belong to.

    `gone_runs` counts the runs in a row, since `gone_since`, in which the server said 404 or 410.
    """

    url: str
    agency: str
    title: str
    listed: str | None
    first_seen: str
    last_seen: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    text_hash: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None
    archive_id: str | None = None
    attempts: int = 0
    failures: int = 0
    outcome: str = "listed"
    reason: str = ""
    last_checked: str | None = None
    gone_runs: int = 0
    gone_since: str | None = None

    @property
    def gone(self) -> bool:
        """True for a page that has answered 404 or 410 for so long that its record is all there will be."""
        return self.outcome == GONE

    @property
    def record(self) -> Record | None:
        if self.archive_file is None or self.archive_offset is None or self.archive_id is None:
            return None
        return Record(self.archive_file, self.archive_offset, self.archive_id)

    def validators(self) -> dict[str, str]:
        """The headers of a conditional request; empty when there is nothing to compare with."""
        if self.record is None:
            return {}
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}

    def without_body(self) -> Known:
        """The row after its archived body was found missing."""
        return replace(
            self, etag=None, last_modified=None, archive_file=None, archive_offset=None, archive_id=None
        )


_COLUMNS = tuple(field.name for field in fields(Known))


class State:
    """Opens (or makes) the state file; raises StateError when it is damaged, foreign or in use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.RLock()
        self._lock = _take_lock(path)
        try:
            self._db = _open(path)
        except BaseException:
            os.close(self._lock)
            raise

    def close(self) -> None:
        with self._guard:
            self._db.close()
            os.close(self._lock)

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, url: str) -> Known | None:
        with self._guard:
            row = self._db.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM pages WHERE url = ?", (url,)
            ).fetchone()
        return Known(**dict(zip(_COLUMNS, row, strict=True))) if row else None

    def of_agency(self, agency: str) -> list[Known]:
        """Every known page of an agency, in order of address."""
        query = f"SELECT {', '.join(_COLUMNS)} FROM pages WHERE agency = ? ORDER BY url"
        with self._guard:
            rows = self._db.execute(query, (agency,)).fetchall()
        return [Known(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]

    def put(self, known: Known) -> None:
        """Record one page; on return it survives a crash."""
        marks = ", ".join("?" * len(_COLUMNS))
        values = tuple(getattr(known, name) for name in _COLUMNS)
        self._write(f"INSERT OR REPLACE INTO pages ({', '.join(_COLUMNS)}) VALUES ({marks})", values)

    def capture(self, url: str) -> Record | None:
        """Where a web archive's capture of a page lies in ours."""
        query = "SELECT archive_file, archive_offset, archive_id FROM captures WHERE url = ?"
        with self._guard:
            row = self._db.execute(query, (url,)).fetchone()
        return Record(*row) if row else None

    def put_capture(self, url: str, record: Record) -> None:
        values = (url, record.file, record.offset, record.record_id)
        self._write(
            "INSERT OR REPLACE INTO captures (url, archive_file, archive_offset, archive_id)"
            " VALUES (?, ?, ?, ?)",
            values,
        )

    def walked_back_to(self, listing: str) -> str | None:
        """The day to which a listing was read whole (`0000` for its end), or None."""
        with self._guard:
            row = self._db.execute("SELECT back_to FROM listings WHERE url = ?", (listing,)).fetchone()
        return str(row[0]) if row else None

    def walked(self, listing: str, agency: str, back_to: str, now: str) -> None:
        values = (listing, agency, back_to, now)
        self._write(
            "INSERT OR REPLACE INTO listings (url, agency, back_to, completed) VALUES (?, ?, ?, ?)", values
        )

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._guard:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.execute(statement, values)
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise StateError(f"{self._path}: cannot be written ({error}); is the disk full?") from error


def pages_by_end(path: Path) -> dict[str, int]:
    """How many pages were read, are gone, or failed last (by reason); while a run writes, as it last was."""
    if not path.exists():
        return {}
    query = """SELECT CASE WHEN reason <> '' THEN reason ELSE outcome END AS told, count(*)
        FROM pages GROUP BY told ORDER BY 2 DESC, 1"""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as db:
            return {str(told): int(number) for told, number in db.execute(query)}
    except sqlite3.Error as error:
        raise StateError(f"{path}: cannot be read ({error}); {_WAY_OUT}") from error


def _take_lock(path: Path) -> int:
    """A lock that the kernel frees when this process dies, however it dies."""
    lock = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StateError(f"{lock}: cannot be made ({error}); check the directory's permissions") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise StateError(f"{path}: another run is using it; wait for that run to end") from None
    return handle


def _open(path: Path) -> sqlite3.Connection:
    try:
        if not path.exists():
            make_database(path, _upgrade)
        if path.stat().st_size == 0:
            raise StateError(f"{path}: is empty, so it was damaged; {_WAY_OUT}")
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    except (sqlite3.Error, OSError) as error:
        raise StateError(f"{path}: cannot be used ({error}); {_WAY_OUT}") from error
    try:
        db.execute("PRAGMA synchronous = FULL")
        _check(db, path)
        _upgrade(db)
    except sqlite3.Error as error:
        db.close()  # its open transaction would lock out whoever tries next
        raise StateError(f"{path}: cannot be used ({error}); {_WAY_OUT}") from error
    except StateError:
        db.close()
        raise
    return db


_WAY_OUT = "restore a copy, or move it away to begin anew (every page is then fetched again)"


def _upgrade(db: sqlite3.Connection) -> None:
    """Each step is one transaction: a run that is killed here leaves one version or the next."""
    for version in range(_version(db), _VERSION):
        db.executescript(f"BEGIN IMMEDIATE; {_STEPS[version]} PRAGMA user_version = {version + 1}; COMMIT;")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _check(db: sqlite3.Connection, path: Path) -> None:
    verdict = db.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        raise StateError(f"{path}: is damaged ({verdict}); {_WAY_OUT}")
    if not 0 < (version := _version(db)) <= _VERSION:
        raise StateError(f"{path}: has version {version}, this program reads up to {_VERSION}; {_WAY_OUT}")
