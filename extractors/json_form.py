"""Events as JSON in the shape of the annotation guidelines, with the characters each value was read from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.events import Event, Mention


def to_json(event: Event) -> dict[str, Any]:
    """The event as plain JSON values; `evidence` lists RFC 6901 pointers into it with offsets and text."""
    form: dict[str, Any] = {
        "type": event.type,
        "date": event.date.edtf,
        "place": {"city": event.place.city.text, "country": event.place.country} if event.place else None,
        "parties": [{"names": _texts(p.names), "country": p.country} for p in event.parties],
        "people": [
            {
                "names": _texts(p.names),
                "titles": _texts(p.titles),
                "organizations": _texts(p.organizations),
                "country": p.country,
                "role": p.role,
            }
            for p in event.people
        ],
        "instruments": [
            {"type": i.type, "title": i.title.text if i.title else None, "count": i.count, "status": i.status}
            for i in event.instruments
        ],
        "fields": [f.code for f in event.fields],
    }
    form |= _extras(event)
    form["evidence"] = [
        {"value": pointer, "start": m.start, "end": m.end, "text": m.text} for pointer, m in evidence(event)
    ]
    return form


def _extras(event: Event) -> dict[str, Any]:
    extras: dict[str, Any] = {"date_basis": event.date.basis, "confidence": round(event.confidence, 3)}
    if event.activities:
        extras["activities"] = [{"code": a.code, "text": a.mention.text} for a in event.activities]
    if event.working_groups:
        extras["working_groups"] = [
            {"name": g.name.text, "contacts": _texts(g.contacts)} for g in event.working_groups
        ]
    if event.item is not None:
        extras |= {"item": event.item, "source_url": event.source_url}
    return extras


def _texts(mentions: tuple[Mention, ...]) -> list[str]:
    return [m.text for m in mentions]


def evidence(event: Event) -> Iterator[tuple[str, Mention]]:
    """Every value's pointer and mention, in the order of the JSON form."""
    yield "/type", event.sentence
    if event.date.mention:
        yield "/date", event.date.mention
    if event.place:
        yield "/place/city", event.place.city
    for i, party in enumerate(event.parties):
        yield from _listed(f"/parties/{i}/names", party.names)
    for i, person in enumerate(event.people):
        yield from _listed(f"/people/{i}/names", person.names)
        yield from _listed(f"/people/{i}/titles", person.titles)
        yield from _listed(f"/people/{i}/organizations", person.organizations)
    for i, instrument in enumerate(event.instruments):
        yield f"/instruments/{i}/type", instrument.mention
        if instrument.title:
            yield f"/instruments/{i}/title", instrument.title
    for i, field in enumerate(event.fields):
        yield f"/fields/{i}", field.mention
    for i, activity in enumerate(event.activities):
        yield f"/activities/{i}/text", activity.mention
    for i, group in enumerate(event.working_groups):
        yield f"/working_groups/{i}/name", group.name
        yield from _listed(f"/working_groups/{i}/contacts", group.contacts)


def _listed(pointer: str, mentions: tuple[Mention, ...]) -> Iterator[tuple[str, Mention]]:
    for i, mention in enumerate(mentions):
        yield f"{pointer}/{i}", mention
