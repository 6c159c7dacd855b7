"""From documents to events: engines, links of digests, the extractor's version."""

from __future__ import annotations

from pathlib import Path

import pytest
from pipeline_samples import SIGNING, document, signing

from extractors.events import Event, Mention
from fetchers.documents import Link
from pipeline.digest_links import with_addresses
from pipeline.extraction import extract_document, extractor_version

_DIGEST = (
    "1. On March 11, 2025, the two sides met in Beijing to talk about standards. See the original.\n\n"
    "2. On March 12, 2025, the two sides met in Astana to talk about metrology. See the original."
)


def _event(number: int | None, source_url: str | None = None) -> Event:
    return Event("meeting", Mention(0, 1, "x"), (), item=number, source_url=source_url)


def _links(*pairs: tuple[str, str]) -> list[Link]:
    return [Link(_DIGEST.index(words), _DIGEST.index(words) + len(words), url) for words, url in pairs]


def test_a_digest_item_gets_the_address_that_closes_it() -> None:
    links = _links(
        ("Beijing", "https://cn.org/city"),
        ("See the original", "https://cn.org/1"),
        ("metrology. See", "https://cn.org/2"),
        ("Astana", "https://sesec.eu/other"),
    )
    events = with_addresses([_event(1), _event(2), _event(None)], _DIGEST, links, "https://sesec.eu/d")
    assert [event.source_url for event in events] == ["https://cn.org/1", "https://cn.org/2", None]


def test_an_address_read_from_the_text_stays() -> None:
    links = _links(("Beijing", "https://cn.org/city"))
    (event,) = with_addresses([_event(1, "https://told.org")], _DIGEST, links, "https://sesec.eu/d")
    assert event.source_url == "https://told.org"


def test_whatever_extraction_raises_stays_with_its_document() -> None:
    def broken(*_: object, **__: object) -> tuple[Event, ...]:
        raise MemoryError("too much")

    assert extract_document(document(), broken).problem == "MemoryError: too much"


def test_extraction_is_told_all_that_is_known() -> None:
    asked: list[object] = []

    def extract(text: str, **known: object) -> tuple[Event, ...]:
        asked.append((text, known))
        return (signing(text),)

    made = document()
    assert len(extract_document(made, extract).events) == 1
    assert asked == [(f"News uz\n\n{SIGNING}", {"lang": "en", "published": "2025-04-14", "url": made.url})]


def test_the_version_changes_with_any_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = extractor_version()
    monkeypatch.setattr("pipeline.extraction.files", lambda _: tmp_path)
    (tmp_path / "lexicon").mkdir()
    versions = set()
    for content in ("a", "b"):
        (tmp_path / "lexicon" / "words.txt").write_text(content)
        extractor_version.cache_clear()
        versions.add(extractor_version())
    extractor_version.cache_clear()
    assert len(versions | {before}) == 3
