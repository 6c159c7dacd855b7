"""The extraction worker's part: one document in, its events or its problem out."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from extractors.events import Event
from fetchers.documents import Document
from pipeline.extraction import extract_with_rules
from pipeline.isolated_reading import document_form
from pipeline.isolation import Isolated, SetAsideError
from pipeline.tables import Extracted

_SAMPLES = (
    ("en", "On 3 May 2024, NIST and SAMR signed a memorandum of understanding in Beijing."),
    ("zh", "2024年5月3日，市场监管总局与美国国家标准与技术研究院在北京签署谅解备忘录。"),
)


def extract_isolated(isolated: Isolated, document: Document) -> Extracted:
    """The document's events; a document that takes its worker down has that as its problem."""
    try:
        answer = isolated.ask({"document": document_form().dump_python(document, mode="json")})
    except SetAsideError as error:
        return Extracted(document, problem=str(error))
    return Extracted(document, _events_form().validate_python(answer["events"]), answer["problem"])


def extract_in_worker(header: dict[str, Any], body: bytes) -> dict[str, Any]:
    extracted = extract_with_rules(document_form().validate_python(header["document"]))
    events = _events_form().dump_python(extracted.events, mode="json")
    return {"events": events, "problem": extracted.problem}


def warm_up() -> None:
    """Loads word lists and models, so that the first page's time is its own."""
    from extractors import extract

    for lang, text in _SAMPLES:
        extract(text, lang=lang)


@cache
def _events_form() -> TypeAdapter[tuple[Event, ...]]:
    return TypeAdapter(tuple[Event, ...])
