"""Gold documents (the shape of the guidelines) as documents and events of the program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from extractors.events import (
    Coded,
    Event,
    EventDate,
    EventType,
    Instrument,
    InstrumentType,
    Mention,
    Party,
    Person,
    Place,
    Role,
    Status,
)
from fetchers.documents import Document
from pipeline.errors import InputError

Item = Mapping[str, Any]


def gold_document(item: Item) -> Document:
    """The document of a gold line; its text is one block."""
    body = str(item["text"])
    return Document(
        url=str(item.get("url") or f"file:///{item['doc_id']}"),
        agency="gold",
        lang=str(item.get("lang") or "en"),
        title="",
        published=item.get("published"),
        blocks=(body,),
        retrieved=datetime(2000, 1, 1, tzinfo=UTC),
        sha256=hashlib.sha256(body.encode("utf-8", "replace")).hexdigest(),
        reader="gold",
    )


def gold_event(item: Item, event: Item) -> Event:
    """A gold event, each value at the first place of its words in the text."""
    body, where = str(item["text"]), str(item["doc_id"])

    def at(words: Iterable[str]) -> tuple[Mention, ...]:
        return tuple(_mention(body, word, where) for word in words)

    whole = Mention(0, len(body), body)
    place = event.get("place")
    return Event(
        type=cast(EventType, event["type"]),
        sentence=whole,
        parties=tuple(Party(at(p["names"]), p.get("country")) for p in event["parties"]),
        date=EventDate(event.get("date"), "written" if event.get("date") else "none"),
        place=Place(at([place["city"]])[0], place.get("country")) if place else None,
        people=tuple(
            Person(
                at(p["names"]),
                cast(Role, p["role"]),
                at(p.get("titles") or ()),
                at(p.get("organizations") or ()),
                p.get("country"),
            )
            for p in event.get("people") or ()
        ),
        instruments=tuple(
            Instrument(
                cast(InstrumentType, i["type"]),
                whole,
                at([i["title"]])[0] if i.get("title") else None,
                i.get("count"),
                cast(Status, i.get("status") or "signed"),
            )
            for i in event.get("instruments") or ()
        ),
        fields=tuple(Coded(code, whole) for code in event.get("fields") or ()),
        confidence=1.0,
    )


def _mention(body: str, words: str, where: str) -> Mention:
    start = body.find(words)
    if start < 0:
        raise InputError(f"{where}: {words!r} does not stand in the text")
    return Mention(start, start + len(words), words)
