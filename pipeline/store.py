"""What is known of every document ever fetched: its reading, and what was extracted from it.

The dataset is always built from the whole store, so what earlier runs fetched stays in it. One SQLite
file in the state directory; a document is known by its canonical address.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import TracebackType

from pydantic import TypeAdapter, ValidationError

from extractors.events import Event
from fetchers.databases import make_database
from fetchers.documents import Document
from pipeline.errors import StoreError
from pipeline.identifiers import document_id
from pipeline.identities import Identities
from pipeline.plain_text import encodable
from pipeline.tables import Extracted

_VERSION = 2

_TABLES = """
CREATE TABLE document (
    doc_id TEXT PRIMARY KEY,
    input TEXT NOT NULL,     -- hash of all that extraction depends on
    content TEXT NOT NULL    -- the Document as JSON
) STRICT;
CREATE TABLE extraction (
    doc_id TEXT PRIMARY KEY REFERENCES document,
    input TEXT NOT NULL,
    extractor TEXT NOT NULL,
    events TEXT NOT NULL,    -- the Events as JSON
    problem TEXT
) STRICT;
"""
_IDENTITIES = """
CREATE TABLE identity (
    kind TEXT NOT NULL,      -- cluster, agreement, person
    member TEXT NOT NULL,    -- what it is remembered by: an event, an instrument, a mention
    id TEXT NOT NULL,
    PRIMARY KEY (kind, member)
) STRICT, WITHOUT ROWID;
"""


@cache
def _document_form() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _events_form() -> TypeAdapter[tuple[Event, ...]]:
    return TypeAdapter(tuple[Event, ...])


class Store:
    """A context manager; every `put` outside `transaction` is on the disk when it returns."""

    def __init__(self, path: Path) -> None:
        """Opens or creates the file. Raises StoreError if it is damaged or newer than this version."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                make_database(path, _upgrade)
            if path.stat().st_size == 0:
                raise sqlite3.DatabaseError("it is empty")
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is put inside is kept whole or not at all."""
        self._write("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._write("ROLLBACK")
            raise
        self._write("COMMIT")

    def put_document(self, document: Document, *, unless_younger: bool = False) -> bool:
        """Whether the document is new or reads differently than before.

        Where nothing that a reader would notice changed, the earlier record stays, with the time when
        this text was first retrieved and the page it came from: clutter around a text is no change.
        With `unless_younger`, so does one that was retrieved later than this document.
        """
        document = _storable(document)
        key = document_id(document.agency, document.url)
        with closing(self._db.execute("SELECT content FROM document WHERE doc_id = ?", [key])) as rows:
            row = rows.fetchone()
        known = self._document(row[0]) if row else None
        if known and _reading(known) == _reading(document):
            return False
        if known and unless_younger and known.retrieved > document.retrieved:
            return False
        content = _document_form().dump_json(document).decode()
        self._write("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", key, _input(document), content)
        return True

    def put_extraction(self, extractor: str, extracted: Extracted) -> None:
        """Records what `extractor` read from the document as it is now."""
        document = extracted.document
        key = document_id(document.agency, document.url)
        events = _events_form().dump_json(extracted.events).decode()
        self._write(
            "INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?, ?)",
            *(key, _input(document), extractor, events, extracted.problem),
        )

    def waiting(self, extractor: str) -> list[Document]:
        """Documents that this extractor has not read as they are now, by id."""
        query = """SELECT content FROM document d WHERE NOT EXISTS (
            SELECT 1 FROM extraction e WHERE e.doc_id = d.doc_id AND e.input = d.input AND e.extractor = ?)
            ORDER BY doc_id"""
        return [self._document(content) for (content,) in self._rows(query, extractor)]

    def extracted(self) -> Iterator[Extracted]:
        """Every document with its latest extraction, by id.

        An extraction of an earlier text is none: its offsets would point into the wrong words.
        """
        query = """SELECT d.content, e.events, e.problem FROM document d
            LEFT JOIN extraction e ON e.doc_id = d.doc_id AND e.input = d.input ORDER BY d.doc_id"""
        for content, events, problem in self._rows(query):
            document = self._document(content)
            if events is None:
                yield Extracted(document, problem="not read yet: run `pactwire extract`")
            else:
                yield Extracted(document, self._events(events), problem)

    def identities(self) -> Identities:
        """The ids that earlier datasets gave."""
        known = Identities()
        for kind, member, key in self._rows("SELECT kind, member, id FROM identity"):
            known.known[kind][member] = key
        return known

    def put_identities(self, identities: Identities) -> None:
        """Remembers the ids of a dataset that was published."""
        with self.transaction():
            for kind, members in identities.known.items():
                for member, key in members.items():
                    self._write("INSERT OR REPLACE INTO identity VALUES (?, ?, ?)", kind, member, key)

    def counts(self) -> dict[str, int]:
        """Documents by agency."""
        query = "SELECT content ->> '$.agency', count(*) FROM document GROUP BY 1 ORDER BY 1"
        return {agency: int(number) for agency, number in self._rows(query)}

    def archive_files(self) -> set[str]:
        """The archive files that hold the responses of the documents."""
        query = (
            "SELECT DISTINCT content ->> '$.archive' FROM document WHERE content ->> '$.archive' IS NOT NULL"
        )
        return {record.partition("#")[0] for (record,) in self._rows(query)}

    def _prepare(self) -> None:
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found > _VERSION:
            raise StoreError(
                f"{self._path} was written by a newer version of pactwire (form {found}): upgrade it"
            )
        _upgrade(self._db)
        if self._db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check failed")
        self._db.execute("PRAGMA synchronous = FULL")

    def _rows(self, query: str, *values: str) -> Iterator[tuple[str, ...]]:
        try:
            yield from self._db.execute(query, values)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _write(self, statement: str, *values: str | None) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _document(self, content: str) -> Document:
        try:
            return _document_form().validate_json(content)
        except ValidationError as error:
            raise self._unusable(error) from error

    def _events(self, content: str) -> tuple[Event, ...]:
        try:
            return _events_form().validate_json(content)
        except ValidationError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StoreError:
        return StoreError(
            f"the store {self._path} cannot be used ({error}): "
            "restore it from a backup, or move it away and run again to build it from the archive"
        )


def _upgrade(db: sqlite3.Connection) -> None:
    """One transaction: a run that is killed here leaves the old form or the new."""
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found < _VERSION:
        tables = _IDENTITIES if found == 1 else _TABLES + _IDENTITIES
        db.executescript(f"BEGIN IMMEDIATE; {tables} PRAGMA user_version = {_VERSION}; COMMIT;")


def _storable(document: Document) -> Document:
    blocks = tuple(encodable(block) for block in document.blocks)
    return replace(document, title=encodable(document.title), blocks=blocks)


def _reading(document: Document) -> Document:
    """The document without what belongs to one retrieval of it."""
    unmoved = document.retrieved.replace(year=1970, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return replace(document, retrieved=unmoved, sha256="", archive=None)


def _input(document: Document) -> str:
    """A hash of all that extraction depends on."""
    depends = [document.text, document.lang, document.published, document.url]
    return hashlib.sha256(json.dumps(depends).encode()).hexdigest()
