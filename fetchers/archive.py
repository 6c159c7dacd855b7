"""Every response as it came, in WARC files; and pages back out of any WARC, ours or another crawler's."""

from __future__ import annotations

import io
import os
import uuid
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from fetchers.decompression import DecompressionError, decompress
from fetchers.documents import Page
from fetchers.errors import ArchiveError
from fetchers.space import check_space

Headers = list[tuple[str, str]]

_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/pactwire/pactwire/warc")
_STAMP = "%Y-%m-%dT%H:%M:%SZ"
_BODY_LIMIT = 24 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """Where one response lies: the file's name, the byte at which its gzip member starts, its own id."""

    file: str
    offset: int
    record_id: str

    def __str__(self) -> str:
        return f"{self.file}#{self.record_id}"


@dataclass(slots=True)
class Archive:
    """Writes the responses of one agency's run into one file, made when the first response comes.

    Nothing is written while the disk has less than `min_free` bytes free. With `marked`, a file `….open`
    lies beside it until `finish`: the state may not know all that is in an archive so marked, since the run
    that wrote it was killed. Such a file may be `resumed`: what is whole in it stays, and it is written on.
    """

    directory: Path
    name: str
    marked: bool = False
    min_free: int = 0
    resumed: Path | None = None
    _stream: BinaryIO | None = field(default=None, init=False)
    _file: str = field(default="", init=False)

    def write(self, url: str, status: str, headers: Headers, body: bytes, when: datetime) -> Record:
        """Append one response and return only when it is on the disk."""
        record_id = _record_id(url, when, body)
        check_space(self.directory, self.min_free)
        try:
            stream = self._stream or self._open()
            offset = stream.tell()
            _write_record(stream, record_id, url, status, headers, body, when)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError as error:
            raise ArchiveError(f"cannot write to the archive {self.directory}: {error}") from error
        return Record(self._file, offset, record_id)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def finish(self) -> None:
        """Take the mark away: everything in the file has been seen to."""
        if self._file:
            _mark(self.directory / self._file).unlink(missing_ok=True)

    def _open(self) -> BinaryIO:
        self.directory.mkdir(parents=True, exist_ok=True)
        if self.resumed is not None:
            return self._resume(self.resumed)
        number = 1  # The names sort in the order of writing.
        while True:
            self._file = f"{self.name}{'' if number == 1 else f'_{number}'}.warc.gz"
            try:
                self._stream = (self.directory / self._file).open("xb")
            except FileExistsError:
                number += 1
            else:
                if self.marked:
                    _mark(self.directory / self._file).touch()
                return self._stream

    def _resume(self, file: Path) -> BinaryIO:
        stream = file.open("r+b")
        stream.truncate(_whole_length(file))
        stream.seek(0, os.SEEK_END)
        self._file, self._stream = file.name, stream
        return stream


def _whole_length(path: Path) -> int:
    """How many bytes of a file are whole records: a killed run may have left a part of one at the end."""
    content = path.read_bytes()
    whole = 0
    while whole < len(content):
        member = zlib.decompressobj(31)
        try:
            member.decompress(content[whole:])
        except zlib.error:
            break
        if not member.eof:
            break
        whole = len(content) - len(member.unused_data)
    return whole


def _record_id(url: str, when: datetime, body: bytes) -> str:
    """An id from what the record says, so that the same responses give the same file."""
    return uuid.uuid5(_IDS, f"{url} {when:{_STAMP}} {uuid.uuid5(_IDS, body.hex())}").urn


def _write_record(
    stream: BinaryIO, record_id: str, url: str, status: str, headers: Headers, body: bytes, when: datetime
) -> None:
    writer = WARCWriter(stream, gzip=True)
    http = StatusAndHeaders(status, _storable(headers), protocol="HTTP/1.1")
    fixed = {"WARC-Record-ID": f"<{record_id}>", "WARC-Date": f"{when:{_STAMP}}"}
    writer.write_record(
        writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict=fixed,
        )
    )


def _storable(headers: Headers) -> Headers:
    # The chunks are already joined, so the header that announces them would be untrue.
    return [(name, value) for name, value in headers if name.lower() != "transfer-encoding"]


def pages_from_warc(paths: Iterable[Path], limit: int = _BODY_LIMIT) -> Iterator[Page]:
    """Every HTTP response in the files, in order of file name and place; unreadable bodies are left out.

    A file that ends in the middle of a record (a killed run) gives what it has up to there.
    """
    for path in sorted(paths, key=lambda found: (found.name, str(found))):
        yield from _pages_of(path, limit)


def _pages_of(path: Path, limit: int) -> Iterator[Page]:
    try:
        with path.open("rb") as stream:
            for record in _records(stream):
                page = _page(record, path.name, limit)
                if page is not None:
                    yield page
    except OSError as error:
        raise ArchiveError(f"cannot read the archive {path}: {error}") from error


def _records(stream: BinaryIO) -> Iterator[ArcWarcRecord]:
    try:
        yield from ArchiveIterator(stream)
    except (ArchiveLoadFailed, EOFError):
        return


def read_record(directory: Path, record: Record, limit: int = _BODY_LIMIT) -> Page | None:
    """The page of one record, or None when the file no longer holds it."""
    try:
        with (directory / record.file).open("rb") as stream:
            stream.seek(record.offset)
            found = next(_records(stream), None)
            page = _page(found, record.file, limit) if found is not None else None
    except OSError:
        return None
    return page if page is not None and page.archive == str(record) else None


def holds(directory: Path, record: Record) -> bool:
    """True when the record still lies where it was written."""
    try:
        with (directory / record.file).open("rb") as stream:
            stream.seek(record.offset)
            found = next(_records(stream), None)
    except OSError:
        return False
    return found is not None and found.rec_headers.get_header("WARC-Record-ID") == f"<{record.record_id}>"


def left_open(directory: Path, agency: str) -> list[Path]:
    """The archives of an agency's runs that were killed, in order of writing."""
    marks = sorted(directory.glob(f"{agency}-*.open"))
    return [mark.with_suffix("") for mark in marks if mark.with_suffix("").is_file()]


def unmark(files: Iterable[Path]) -> None:
    for file in files:
        _mark(file).unlink(missing_ok=True)


def _mark(file: Path) -> Path:
    return file.with_name(file.name + ".open")


def located_pages(path: Path) -> Iterator[tuple[Record, Page]]:
    """Every response of one file together with its place; a record that is cut off ends it."""
    try:
        with path.open("rb") as stream:
            yield from _located(ArchiveIterator(stream), path.name)
    except (ArchiveLoadFailed, EOFError):
        return
    except OSError as error:
        raise ArchiveError(f"cannot read the archive {path}: {error}") from error


def _located(records: ArchiveIterator, file: str) -> Iterator[tuple[Record, Page]]:
    for record in records:
        page = _page(record, file, _BODY_LIMIT)
        offset = records.get_record_offset()  # This skips what is unread of the record.
        if page is not None and page.archive is not None:
            yield Record(file, offset, page.archive.rpartition("#")[2]), page


def _page(record: ArcWarcRecord, file: str, limit: int) -> Page | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    try:
        body = _body(record, limit)
        status = int(record.http_headers.get_statuscode())
        retrieved = _instant(record.rec_headers.get_header("WARC-Date"))
    except (DecompressionError, ValueError, TypeError):
        return None
    record_id = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>")
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    if cut := record.rec_headers.get_header("WARC-Truncated"):
        headers["warc-truncated"] = cut
    return Page(
        url=(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
        body=body,
        headers=headers,
        retrieved=retrieved,
        status=status,
        archive=f"{file}#{record_id}",
    )


def _body(record: ArcWarcRecord, limit: int) -> bytes:
    """The payload with chunks and Content-Encoding taken off, bounded at each step."""
    headers = record.http_headers
    stream = record.raw_stream
    if (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream, decomp_type=None)
    wire: bytes = _read_all(stream, limit)
    encoding = headers.get_header("Content-Encoding") or ""
    if encoding.lower() in {"gzip", "x-gzip"} and not wire.startswith(b"\x1f\x8b"):
        encoding = ""  # Some crawlers store the plain body under the header of the coded one.
    return decompress(wire, encoding, limit)


def _read_all(stream: BinaryIO, limit: int) -> bytes:
    parts, total = [], 0
    while chunk := stream.read(65536):
        total += len(chunk)
        if total > limit:
            raise DecompressionError("too_large", f"more than {limit} bytes")
        parts.append(chunk)
    return b"".join(parts)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC).replace(microsecond=0)
