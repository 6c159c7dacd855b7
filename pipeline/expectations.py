"""What is expected of a saved page: the document and the records as they are read now, the truth by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractors.events import Event
from extractors.json_form import to_json
from fetchers.documents import Document

Json = dict[str, Any]

# Evidence is tested against the text itself, and confidence moves with every retraining.
_NOT_EXPECTED = ("evidence", "confidence")


def records_of(events: tuple[Event, ...]) -> list[Json]:
    """The events as they are expected."""
    forms = [to_json(event) for event in events]
    return [{key: form[key] for key in form if key not in _NOT_EXPECTED} for form in forms]


def form_of(document: Document) -> Json:
    """The document as it is expected."""
    return {
        "title": document.title,
        "published": document.published,
        "lang": document.lang,
        "source": document.source,
        "n_blocks": len(document.blocks),
        "first_block": document.blocks[0],
        "last_block": document.blocks[-1],
    }


def as_file(content: Json | list[Json]) -> str:
    """How every file of expectations and floors is laid out."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def rewrite(path: Path, document: Document, events: tuple[Event, ...]) -> bool:
    """Write `document` and `records` as they are read now; whether that changed the file.

    `events` is the truth, written by a person: a new file comes without it, and its tests fail until then.
    """
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    told: Json = json.loads(before) if before else {}
    told["document"] = {**told.get("document", {}), **form_of(document)}
    told["records"] = records_of(events)
    after = as_file(told)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before
