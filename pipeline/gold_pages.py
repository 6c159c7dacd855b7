"""Saved pages as gold documents: `python -m pipeline.gold_pages fixtures > pages.jsonl`.

A line a page: its text as the readers give it, and the events that a person read from it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fetchers.agencies import AGENCIES
from fetchers.documents import Page
from fetchers.reading import read_page
from fetchers.saved import SavedPage, load_manifest

# Reading a page asks when it came; what is read does not depend on it.
_CAME = datetime(2026, 3, 1, tzinfo=UTC)


def gold_documents(fixtures: Path) -> Iterator[dict[str, Any]]:
    """Every saved article of every agency with its gold events, in the order of the manifests."""
    for agency in sorted(AGENCIES):
        for page in load_manifest(fixtures / agency / "manifest.json"):
            if page.kind == "article" and page.file:
                yield _gold(page, page.file)


def _gold(page: SavedPage, file: Path) -> dict[str, Any]:
    headers = {"content-type": page.content_type, **dict(page.headers)}
    document = read_page(Page(page.url, page.body(), headers, _CAME))
    truth = json.loads(file.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return {
        "doc_id": f"{file.parent.name}/{file.stem}",
        "lang": document.lang.split("-")[0],
        "url": page.url,
        "published": document.published,
        "text": document.text,
        "events": truth["events"],
    }


if __name__ == "__main__":
    for document in gold_documents(Path(sys.argv[1])):
        print(json.dumps(document, ensure_ascii=False))
