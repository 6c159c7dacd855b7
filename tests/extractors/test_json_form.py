"""Events as JSON: the shape of the guidelines, and for every value the characters it was read from."""

from __future__ import annotations

import json
from typing import Any

from extractors.events import (
    Coded,
    Event,
    EventDate,
    Instrument,
    Mention,
    Party,
    Person,
    Place,
    WorkingGroup,
)
from extractors.json_form import evidence, to_json

_TEXT = (
    "On 2 June KEBS (Kenya Bureau of Standards) and UNBS signed the Accord on Scales in Nairobi; Director"
    " Sarah Nakato of UNBS signed. They will train inspectors in a Scales Group led from Mombasa."
)


def _said(words: str) -> Mention:
    start = _TEXT.index(words)
    return Mention(start, start + len(words), words)


_BARE = Event("meeting", _said("On 2 June"), (Party((_said("KEBS"),), "KE"), Party((_said("UNBS"),))))
_FULL = Event(
    "signing",
    _said(_TEXT.partition(".")[0]),
    (Party((_said("Kenya Bureau of Standards"), _said("KEBS")), "KE"), Party((_said("UNBS"),), "UG")),
    EventDate("2021-06-02", "year_inferred", _said("2 June")),
    Place(_said("Nairobi"), "KE"),
    (Person((_said("Sarah Nakato"),), "signatory", (_said("Director"),), (_said("UNBS"),), "UG"),),
    (
        Instrument("agreement", _said("Accord"), _said("Accord on Scales")),
        Instrument("plan", _said("signed"), count=None, status="planned"),
    ),
    (Coded("metrology", _said("Scales")),),
    (Coded("training", _said("train inspectors")),),
    (WorkingGroup(_said("Scales Group"), (_said("Mombasa"),)),),
    2,
    "https://a.example/2",
    0.87654,
)


def _at(form: Any, pointer: str) -> Any:
    """The value at an RFC 6901 pointer."""
    for step in pointer.removeprefix("/").split("/"):
        form = form[int(step)] if isinstance(form, list) else form[step]
    return form


def test_a_bare_event() -> None:
    form = to_json(_BARE)
    del form["evidence"]
    assert form == {
        "type": "meeting",
        "date": None,
        "place": None,
        "parties": [{"names": ["KEBS"], "country": "KE"}, {"names": ["UNBS"], "country": None}],
        "people": [],
        "instruments": [],
        "fields": [],
        "date_basis": "none",
        "confidence": 0.5,
    }


def test_an_event_with_everything() -> None:
    form = to_json(_FULL)
    del form["evidence"]
    assert form == {
        "type": "signing",
        "date": "2021-06-02",
        "place": {"city": "Nairobi", "country": "KE"},
        "parties": [
            {"names": ["Kenya Bureau of Standards", "KEBS"], "country": "KE"},
            {"names": ["UNBS"], "country": "UG"},
        ],
        "people": [
            {
                "names": ["Sarah Nakato"],
                "titles": ["Director"],
                "organizations": ["UNBS"],
                "country": "UG",
                "role": "signatory",
            }
        ],
        "instruments": [
            {"type": "agreement", "title": "Accord on Scales", "count": 1, "status": "signed"},
            {"type": "plan", "title": None, "count": None, "status": "planned"},
        ],
        "fields": ["metrology"],
        "date_basis": "year_inferred",
        "confidence": 0.877,
        "activities": [{"code": "training", "text": "train inspectors"}],
        "working_groups": [{"name": "Scales Group", "contacts": ["Mombasa"]}],
        "item": 2,
        "source_url": "https://a.example/2",
    }


def test_evidence_points_at_every_value() -> None:
    assert {(e["value"], _TEXT[e["start"] : e["end"]]) for e in to_json(_FULL)["evidence"]} == {
        ("/type", _TEXT.partition(".")[0]),
        ("/date", "2 June"),
        ("/place/city", "Nairobi"),
        ("/parties/0/names/0", "Kenya Bureau of Standards"),
        ("/parties/0/names/1", "KEBS"),
        ("/parties/1/names/0", "UNBS"),
        ("/people/0/names/0", "Sarah Nakato"),
        ("/people/0/titles/0", "Director"),
        ("/people/0/organizations/0", "UNBS"),
        ("/instruments/0/type", "Accord"),
        ("/instruments/0/title", "Accord on Scales"),
        ("/instruments/1/type", "signed"),
        ("/fields/0", "Scales"),
        ("/activities/0/text", "train inspectors"),
        ("/working_groups/0/name", "Scales Group"),
        ("/working_groups/0/contacts/0", "Mombasa"),
    }


def test_each_value_has_one_evidence_that_resolves() -> None:
    form = to_json(_FULL)
    pointers = [found["value"] for found in form["evidence"]]
    assert len(set(pointers)) == len(pointers)
    quoted = [
        f for f in form["evidence"] if "/names/" in f["value"] or f["value"].endswith(("/title", "/text"))
    ]
    assert all(_at(form, found["value"]) == found["text"] for found in quoted)
    assert all(_at(form, pointer) is not None for pointer in pointers)


def test_what_is_not_known_has_no_evidence() -> None:
    assert [pointer for pointer, _ in evidence(_BARE)] == [
        "/type",
        "/parties/0/names/0",
        "/parties/1/names/0",
    ]


def test_the_form_is_plain_json() -> None:
    assert json.loads(json.dumps(to_json(_FULL))) == to_json(_FULL)
