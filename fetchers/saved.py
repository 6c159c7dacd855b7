"""A transport that answers from saved pages: the fetching above it is the same as against the live sites."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One entry of a `manifest.json`: the address, the file with the body, how it is answered."""

    url: str
    file: Path | None
    kind: str = "article"
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    def body(self) -> bytes:
        return self.file.read_bytes() if self.file else b""


class SavedPages(httpx.BaseTransport):
    """Answers what the manifests hold and 404 for everything else, with ETags and 304s like a real server."""

    def __init__(self, pages: Iterable[SavedPage]) -> None:
        self._pages = {_key(page.url): page for page in pages}
        self.requests: list[str] = []

    @classmethod
    def from_directory(cls, fixtures: Path, agencies: Iterable[str] | None = None) -> SavedPages:
        """Every manifest under `fixtures/<agency>/`; ValueError for one absent or broken."""
        names = sorted(agencies) if agencies is not None else _folders(fixtures)
        return cls(page for name in names for page in load_manifest(fixtures / name / "manifest.json"))

    def pages(self) -> tuple[SavedPage, ...]:
        return tuple(self._pages.values())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        self.requests.append(url)
        page = self._pages.get(_key(url))
        if page is None:
            return httpx.Response(
                404, headers={"content-type": "text/plain"}, stream=httpx.ByteStream(b"no such saved page")
            )
        body = page.body()
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = {"content-type": page.content_type, "etag": etag, **dict(page.headers)}
        if page.status == 200 and request.headers.get("if-none-match") == headers["etag"]:
            return httpx.Response(304, headers={"etag": headers["etag"]})
        return httpx.Response(page.status, headers=headers, stream=httpx.ByteStream(body))


def _folders(fixtures: Path) -> list[str]:
    return sorted(path.parent.name for path in fixtures.glob("*/manifest.json"))


def load_manifest(path: Path) -> list[SavedPage]:
    """The entries of one manifest."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: no readable manifest of saved pages ({error})") from None
    return [_entry(entry, path) for entry in entries]


def _entry(entry: dict[str, Any], path: Path) -> SavedPage:
    try:
        return SavedPage(
            url=entry["url"],
            file=path.parent / entry["file"] if entry.get("file") else None,
            kind=entry.get("kind", "article"),
            content_type=entry.get("content_type", "text/html; charset=utf-8"),
            status=int(entry.get("status", 200)),
            headers=tuple(sorted((entry.get("headers") or {}).items())),
        )
    except KeyError as error:
        raise ValueError(f"{path}: an entry without {error}: {str(entry)[:120]}") from None


def _key(url: str) -> str:
    """An address with its query in one order, and JSON in it compared as JSON."""
    parts = urlsplit(url)
    query = sorted((name, _as_json(value)) for name, value in parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path or '/'}?{query!r}"


def _as_json(value: str) -> str:
    if not value.startswith("{"):
        return value
    try:
        return json.dumps(json.loads(value), sort_keys=True)
    except ValueError:
        return value
