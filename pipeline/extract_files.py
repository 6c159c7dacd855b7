"""Events of files as JSON lines, in the shape of the guidelines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from extractors import ExtractionError, extract
from extractors.extraction import language_of
from extractors.json_form import to_json
from pipeline.digest_links import with_addresses
from pipeline.errors import InputError
from pipeline.inputs import Text, read_texts


def extract_files(
    names: Iterable[str], lang: str | None, published: str | None
) -> Iterator[str | InputError]:
    """A JSON line for each text, or an error in its place; one bad text never costs another.

    `lang` and `published` hold for texts that do not tell their own.
    """
    for name in names:
        for text in read_texts(name):
            yield text if isinstance(text, InputError) else _line(name, text, lang, published)


def _line(name: str, text: Text, lang: str | None, published: str | None) -> str | InputError:
    try:
        return json.dumps(extracted_json(text, lang, published), ensure_ascii=False)
    except ExtractionError as error:
        return InputError(f"{name}: {text.doc_id}: {error}")
    except Exception as error:  # noqa: BLE001 - the declared boundary: hostile text must cost only itself
        return InputError(f"{name}: {text.doc_id}: extraction failed ({type(error).__name__}: {error})")


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
