"""The SQLite file: what a person who asks in SQL relies on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.arrow_form import arrow_table
from pipeline.rows import Rows
from pipeline.schema import TABLES, VERSION
from pipeline.sqlite_form import APPLICATION_ID, read_sqlite, write_sqlite


def _write(rows: Rows, path: Path) -> None:
    write_sqlite({table.name: arrow_table(table, rows[table.name]) for table in TABLES}, path)


@pytest.fixture
def db(rows: Rows, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    _write(rows, tmp_path / "data.sqlite")
    with closing(sqlite3.connect(tmp_path / "data.sqlite")) as opened:
        yield opened


def test_every_table_reads_back(rows: Rows, tmp_path: Path) -> None:
    _write(rows, tmp_path / "data.sqlite")
    for table in TABLES:
        assert read_sqlite(table, tmp_path / "data.sqlite").equals(arrow_table(table, rows[table.name]))


def test_the_file_tells_what_it_is(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("SELECT value FROM about WHERE name = 'schema'").fetchone() == (VERSION,)


def test_keys_and_codes_are_declared(db: sqlite3.Connection) -> None:
    for table in TABLES:
        columns = sorted(db.execute(f'PRAGMA table_info("{table.name}")'), key=lambda column: column[5])
        assert tuple(column[1] for column in columns if column[5]) == table.key
        foreign = {row[2] for row in db.execute(f'PRAGMA foreign_key_list("{table.name}")')}
        assert foreign == {key.table for key in table.foreign_keys}
    db.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.execute("UPDATE events SET type = 'party'")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("UPDATE events SET doc_id = 'd-0'")


def test_lists_are_views_to_join(db: sqlite3.Connection) -> None:
    query = """SELECT p.value FROM agreements a JOIN agreements_parties p USING (agreement_id)
        WHERE a.date_start >= '2025-01-01' ORDER BY p.position"""
    assert [name for (name,) in db.execute(query)] == [
        "China National Accreditation Service for Conformity Assessment",
        "Center for Accreditation",
    ]


def test_a_key_that_does_not_hold_is_refused(rows: Rows, tmp_path: Path) -> None:
    rows["fields"][0]["event_id"] = "e-0"
    with pytest.raises(sqlite3.IntegrityError, match="foreign keys"):
        _write(rows, tmp_path / "data.sqlite")
