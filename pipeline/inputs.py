"""Reading the files that `pactwire extract` and `pactwire evaluate` are given."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from fetchers.documents import Link, Page
from fetchers.reading import Reader
from pipeline.errors import InputError
from pipeline.plain_text import encodable

Form = Literal["html", "text", "jsonl"]

_FORMS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Text:
    """A text to extract from; None where the input does not tell."""

    doc_id: str
    text: str
    lang: str | None = None
    published: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()


def read_texts(name: str, read: Reader) -> Iterator[Text | InputError]:
    """The texts of one file, or of standard input for `-`; what cannot be read comes as an error instead."""
    try:
        content = _content(name)
        form = _form(name, content)
    except InputError as error:
        yield error
        return
    if form == "jsonl":
        yield from _json_texts(name, content)
    else:
        yield _html_text(name, content, read) if form == "html" else _plain_text(name, content)


def read_documents(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file; raises InputError that names the line."""
    lines = _decoded(str(path), _content(str(path))).splitlines()
    return [_object(f"{path} line {n}", line) for n, line in enumerate(lines, 1) if line.strip()]


def _content(name: str) -> bytes:
    try:
        content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from error
    if not content.strip():
        raise InputError(f"{_shown(name)} is empty: nothing to extract from")
    return content


def _form(name: str, content: bytes) -> Form:
    if name == STANDARD_INPUT:
        return _sniffed(content)
    form = _FORMS.get(Path(name).suffix.lower())
    if form is None:
        raise InputError(f"{name} has an unknown format: give it as {', '.join(_FORMS)}, or through `-`")
    return form


def _sniffed(content: bytes) -> Form:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return "jsonl"
    return "html" if start.startswith(b"<") else "text"


def _json_texts(name: str, content: bytes) -> Iterator[Text | InputError]:
    try:
        lines = _decoded(name, content).split("\n")
    except InputError as error:
        yield error
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _json_text(f"{_shown(name)} line {number}", line)
            except InputError as error:
                yield error


def _json_text(where: str, line: str) -> Text:
    """Only the named keys are read: never events that the line may hold as well."""
    fields = _object(where, line)
    for key in ("doc_id", "text"):
        if not isinstance(fields.get(key), str):
            raise InputError(f"{where} has no text {key!r}: give it as a string")
    for key in ("lang", "published", "url"):
        if not isinstance(fields.get(key), str | None):
            raise InputError(f"{where}: {key!r} is not a string")
    known = fields.get("lang"), fields.get("published"), fields.get("url")
    return Text(encodable(fields["doc_id"]), encodable(fields["text"]), *known)


def _object(where: str, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise InputError(f"{where} is not a JSON object")
    return found


def _plain_text(name: str, content: bytes) -> Text | InputError:
    try:
        return Text(_doc_id(name), _decoded(name, content))
    except InputError as error:
        return error


def _html_text(name: str, content: bytes, read: Reader) -> Text | InputError:
    from fetchers.errors import ReadingError

    page = Page(f"file:///{_doc_id(name)}", content, {"content-type": "text/html"}, datetime.now(UTC))
    try:
        document = read(page)
    except ReadingError as error:
        return InputError(f"{_shown(name)} cannot be read as a page: {error.reason}; {error.advice}")
    return Text(
        _doc_id(name), encodable(document.text), document.lang, document.published, links=document.links
    )


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{_shown(name)} is not UTF-8 (byte {error.start}): convert it first") from error


def _doc_id(name: str) -> str:
    return "stdin" if name == STANDARD_INPUT else Path(name).stem


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name
