"""Pages read by a worker that can be killed, for several threads in turn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from fetchers.agencies import AGENCIES
from fetchers.declaration import Agency
from fetchers.documents import Document, Page
from fetchers.errors import ReadingError
from fetchers.reading import Reader, read_page
from pipeline.isolation import Isolated, SetAsideError
from pipeline.settings import Run


@contextmanager
def reader(run: Run) -> Iterator[Reader]:
    """Reads a page as `read_page` does; a page that takes its worker down is a ReadingError."""
    if run.engine == "serial":
        yield read_page
        return
    isolated, turn = Isolated("read", run.limits()), threading.Lock()

    def read(page: Page, agency: Agency | None = None) -> Document:
        with turn:
            return asked(isolated, page, agency)

    try:
        yield read
    finally:
        isolated.close()


def asked(isolated: Isolated, page: Page, agency: Agency | None) -> Document:
    """The page as the worker reads it. Raises ReadingError."""
    header = {
        "url": page.url,
        "headers": page.headers,
        "retrieved": page.retrieved.isoformat(),
        "status": page.status,
        "archive": page.archive,
        "agency": agency.name if agency else None,
    }
    try:
        answer = isolated.ask(header, page.body)
    except SetAsideError as error:
        raise ReadingError(error.reason, page.url, f"{error.detail}; look at the page") from None
    if "refused" in answer:
        reason, advice = answer["refused"]
        raise ReadingError(reason, page.url, advice)
    return document_form().validate_python(answer["document"], strict=False)


def read_in_worker(header: dict[str, Any], body: bytes) -> dict[str, Any]:
    """The worker's part: a Document as JSON, or why the page is none."""
    page = Page(
        header["url"],
        body,
        header["headers"],
        datetime.fromisoformat(header["retrieved"]),
        header["status"],
        header["archive"],
    )
    try:
        document = read_page(page, AGENCIES.get(header["agency"]))
    except ReadingError as error:
        return {"refused": [error.reason, error.advice]}
    except (ValueError, RecursionError) as error:
        return {"refused": ["internal_error", f"{type(error).__name__}: {error}"[:200]]}
    return {"document": asdict(document) | {"retrieved": document.retrieved.isoformat()}}


@cache
def document_form() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
