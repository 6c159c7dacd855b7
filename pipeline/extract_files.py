"""Events of files as JSON lines, in the shape of the guidelines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import asdict
from typing import Any

from extractors import ExtractionError, extract
from extractors.extraction import language_of
from extractors.json_form import to_json
from fetchers.documents import Link
from pipeline.digest_links import with_addresses
from pipeline.errors import InputError
from pipeline.inputs import Text, read_texts
from pipeline.isolated_reading import reader
from pipeline.isolation import Isolated, SetAsideError
from pipeline.settings import Settings

Line = dict[str, Any]


def extract_files(
    names: Iterable[str], lang: str | None, published: str | None, settings: Settings
) -> Iterator[str | InputError]:
    """A JSON line for each text, or an error in its place; one bad text never costs another.

    `lang` and `published` hold for texts that do not tell their own.
    """
    run, models = settings.run, settings.models.model_dump()
    isolated = Isolated("text", run.limits(), models=models) if run.engine == "processes" else None
    with reader(run) as read, closing(isolated) if isolated else nullcontext():
        for name in names:
            for text in read_texts(name, read):
                yield text if isinstance(text, InputError) else _line(name, text, lang, published, isolated)


def _line(
    name: str, text: Text, lang: str | None, published: str | None, isolated: Isolated | None
) -> str | InputError:
    request = {"text": asdict(text), "lang": lang, "published": published}
    try:
        answer = isolated.ask(request) if isolated else text_in_worker(request)
    except SetAsideError as error:
        answer = {"problem": str(error)}
    if "problem" in answer:
        return InputError(f"{name}: {text.doc_id}: {answer['problem']}")
    return json.dumps(answer["line"], ensure_ascii=False)


def text_in_worker(request: Mapping[str, Any], body: bytes = b"") -> dict[str, Any]:
    """One text's events, or why there are none."""
    given = dict(request["text"])
    text = Text(**given | {"links": tuple(Link(**link) for link in given["links"])})
    try:
        return {"line": extracted_json(text, request["lang"], request["published"])}
    except ExtractionError as error:
        return {"problem": str(error)}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the declared boundary: hostile text must cost only itself
        return {"problem": f"extraction failed ({type(error).__name__}: {error})"}


def extracted_json(text: Text, lang: str | None = None, published: str | None = None) -> dict[str, Any]:
    """One text with its events. Raises ExtractionError for an empty text or an unknown language."""
    known, published = text.lang or lang, text.published or published
    found = extract(text.text, lang=known, published=published, url=text.url)
    events = with_addresses(found, text.text, text.links, text.url or "")
    return {
        "doc_id": text.doc_id,
        "lang": known or language_of(text.text),
        "url": text.url,
        "published": published,
        "events": [to_json(event) for event in events],
    }
