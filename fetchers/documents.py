"""What fetching hands on: pages as they came, and documents as they read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One response, as archived: the bytes after transfer decoding, before any reading.

    `url` is the page's own address (an agency's, even when a mirror or an archive served it);
    `retrieved` is aware and in UTC; header names are lower-case.
    """

    url: str
    body: bytes
    headers: dict[str, str]
    retrieved: datetime
    status: int = 200
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the document: characters `start` to `end` of `Document.text` point to `url`."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """One press release, read from its page.

    `text` is the title, then the body's blocks, joined by blank lines; every offset downstream counts
    its characters. `published` is EDTF, as precise as the page tells (`2025-04-14`), or None.
    `lang` is BCP 47 (`en`, `zh-Hans`, `zh-Hant`). `reader` names what read the page.
    """

    url: str
    agency: str
    lang: str
    title: str
    published: str | None
    blocks: tuple[str, ...]
    retrieved: datetime
    sha256: str
    reader: str
    source: str | None = None
    links: tuple[Link, ...] = ()
    archive: str | None = None
    warnings: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.blocks)) if self.title else "\n\n".join(self.blocks)
