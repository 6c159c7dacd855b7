"""Extracting events from documents, one failure never costing another document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors.events import Event
from fetchers.documents import Document
from pipeline.digest_links import with_addresses
from pipeline.tables import Extracted

Extract = Callable[..., tuple[Event, ...]]


def extract_document(document: Document, extract: Extract) -> Extracted:
    """The document's events; whatever goes wrong becomes the record's `problem`, named by its kind."""
    try:
        events = extract(document.text, lang=document.lang, published=document.published, url=document.url)
    except Exception as error:  # noqa: BLE001 - the declared boundary: hostile text must cost only itself
        return Extracted(document, problem=f"{type(error).__name__}: {error}")
    return Extracted(document, with_addresses(events, document.text, document.links, document.url))


def extract_with_rules(document: Document) -> Extracted:
    """`extract_document` with the extractors of this installation."""
    from extractors import extract

    return extract_document(document, extract)


@cache
def extractor_version() -> str:
    """A hash of the extractors' code and data: any change makes every document be read again."""
    digest = hashlib.sha256()
    for name, content in sorted(_contents(files("extractors"), "")):
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def _contents(folder: Traversable, path: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _contents(entry, name)
        else:
            yield name, entry.read_bytes()
