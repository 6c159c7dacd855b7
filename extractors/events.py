"""What extraction yields: cooperation events whose every value knows the characters it was read from.

The vocabulary is that of docs/guidelines.md. All offsets count characters of the text handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EventType = Literal["signing", "meeting", "conference", "announcement"]
Role = Literal["signatory", "witness", "participant"]
Status = Literal["signed", "renewed", "planned", "in_force", "ended"]
Basis = Literal["written", "year_inferred", "relative", "none"]
InstrumentType = Literal[
    "memorandum_of_understanding",
    "agreement",
    "protocol",
    "arrangement",
    "letter_of_intent",
    "declaration",
    "plan",
    "minutes",
    "contract",
    "cooperation_document",
]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A value as written: characters `start` to `end` (exclusive) of the text.

    `text` is what stands there with layout and reposters' noise taken out (line breaks, romanised
    readings in brackets), so it can differ from the slice, but never in its words.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organization that signed or met; `names` fullest first, `country` ISO 3166-1 alpha-2 or `INT`."""

    names: tuple[Mention, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named who took part, with what they act for; every tuple holds the fullest form first."""

    names: tuple[Mention, ...]
    role: Role
    titles: tuple[Mention, ...] = ()
    organizations: tuple[Mention, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A document of the event; `mention` is where its kind is said, `title` only if the text gives one.

    `count` is None when the text says "several".
    """

    type: InstrumentType
    mention: Mention
    title: Mention | None = None
    count: int | None = 1
    status: Status = "signed"


@dataclass(frozen=True, slots=True)
class EventDate:
    """When it happened: an EDTF string (None if the text does not tell), how it was known, and from what."""

    edtf: str | None = None
    basis: Basis = "none"
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The city as written and its country (ISO 3166-1 alpha-2)."""

    city: Mention
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a closed list (a field of cooperation, a kind of activity) and the words that say it."""

    code: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class WorkingGroup:
    """A body that the event sets up, and the points of contact named for it."""

    name: Mention
    contacts: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One encounter or act between organizations.

    `sentence` is where the event is told; `item` counts the news items of a digest from 1 and
    `source_url` is the address of that item's original article (both None outside digests);
    `confidence` is the chance (0 to 1) that the record is right.
    """

    type: EventType
    sentence: Mention
    parties: tuple[Party, ...]
    date: EventDate = EventDate()
    place: Place | None = None
    people: tuple[Person, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    fields: tuple[Coded, ...] = ()
    activities: tuple[Coded, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    item: int | None = None
    source_url: str | None = None
    confidence: float = 0.5
