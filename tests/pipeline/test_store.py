"""What earlier runs fetched stays known, and nothing is read twice without need."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pipeline_samples import document, signing

from pipeline.errors import StoreError
from pipeline.locking import only_run
from pipeline.store import Store
from pipeline.tables import Extracted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "extracted.sqlite"


def test_round_trip(path: Path) -> None:
    made = document()
    record = Extracted(made, (signing(made.text),))
    with Store(path) as store:
        assert store.put_document(made)
        store.put_extraction("v1", record)
    with Store(path) as store:
        assert list(store.extracted()) == [record]
        assert store.counts() == {"cnas": 1}


def test_clutter_around_a_text_is_no_change(path: Path) -> None:
    made = document()
    later = replace(made, retrieved=datetime(2026, 1, 1, tzinfo=UTC), sha256="0" * 64, archive="other.warc")
    with Store(path) as store:
        assert store.put_document(made)
        assert not store.put_document(later)
        store.put_extraction("v1", Extracted(made))
        assert [e.document for e in store.extracted()] == [made]
        assert store.put_document(replace(later, blocks=("corrected",)))


def _put_and_stop(store: Store) -> None:
    with store.transaction():
        store.put_document(document())
        raise KeyboardInterrupt


def test_a_transaction_that_fails_keeps_nothing(path: Path) -> None:
    with Store(path) as store:
        with pytest.raises(KeyboardInterrupt):
            _put_and_stop(store)
        assert store.counts() == {}
        with store.transaction():
            store.put_document(document())
        assert store.counts() == {"cnas": 1}


def test_only_what_changed_waits(path: Path) -> None:
    one, two = document(name="one"), document(name="two")
    with Store(path) as store:
        store.put_document(one)
        store.put_document(two)
        assert len(store.waiting("v1")) == 2
        store.put_extraction("v1", Extracted(one))
        assert store.waiting("v1") == [two]
        assert len(store.waiting("v2")) == 2
        corrected = replace(one, blocks=("corrected",))
        store.put_document(corrected)
        assert corrected in store.waiting("v1")


def test_an_extraction_of_an_earlier_text_is_none(path: Path) -> None:
    made = document()
    with Store(path) as store:
        store.put_document(made)
        store.put_extraction("v1", Extracted(made, (signing(made.text),)))
        store.put_document(replace(made, blocks=("corrected",)))
        (found,) = store.extracted()
    assert found.events == ()
    assert "pactwire extract" in str(found.problem)


def test_one_document_under_two_spellings_of_its_address(path: Path) -> None:
    made = document()
    with Store(path) as store:
        store.put_document(made)
        store.put_document(replace(made, url=made.url.replace("https", "http")))
        assert store.counts() == {"cnas": 1}


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_store_is_named(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"extracted\.sqlite cannot be used"):
        Store(path)
    assert path.read_bytes() == content


def test_a_newer_store_is_refused(path: Path) -> None:
    Store(path).__exit__(None, None, None)
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="newer version"):
        Store(path)


def test_records_that_cannot_be_read_are_named(path: Path) -> None:
    with Store(path) as store:
        store.put_document(document())
    database = sqlite3.connect(path)
    database.execute("UPDATE document SET content = '{}'")
    database.commit()
    database.close()
    with Store(path) as store, pytest.raises(StoreError, match="cannot be used"):
        store.waiting("v1")


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with only_run(tmp_path), pytest.raises(StoreError, match="another run"), only_run(tmp_path):
        pass
    with only_run(tmp_path):
        pass
