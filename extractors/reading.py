"""What the readers of a language find in a text, before it is put together into events.

A language package (`english`, `chinese`) turns a text into `Draft`s that point to shared
`Organization`s and `Human`s; `assembly` makes events of the drafts, the same way for every language.
All offsets count characters of the cleaned text; `assembly` traces them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.events import Coded, EventDate, EventType, Instrument, Mention, Place, Role, WorkingGroup


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the text: publication date (EDTF, may be only a year) and address."""

    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end`; `paragraph` and `item` (news item of a digest, from 0) count up."""

    start: int
    end: int
    paragraph: int
    item: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Organization:
    """A body of the text with every form it is given there, fullest first (compared by identity).

    `country` is ISO 3166-1 alpha-2 or `INT`; `body_id` its row in the registry, where it has one.
    """

    names: tuple[Mention, ...]
    country: str | None = None
    body_id: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Human:
    """A named person of the text (compared by identity): all forms, fullest first, titles and bodies."""

    names: tuple[Mention, ...]
    titles: tuple[Mention, ...] = ()
    organizations: tuple[Mention, ...] = ()
    acts_for: Organization | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A written time: its resolved EDTF value (`recently` too) and where it stands."""

    start: int
    end: int
    date: EventDate
    kind: Literal["day", "month", "year", "span", "recent"] = "day"


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as one passage tells it. `date` None means "not said here": assembly may inherit it.

    `scope` holds the character ranges in which the subject (fields) is told. `background` marks
    what the text recalls from the past: it neither gives nor takes date and place by inheritance.
    """

    type: EventType
    sentence: Mention
    parties: tuple[Organization, ...]
    people: tuple[tuple[Human, Role], ...] = ()
    instruments: tuple[Instrument, ...] = ()
    date: EventDate | None = None
    place: Place | None = None
    fields: tuple[Coded, ...] = ()
    activities: tuple[Coded, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    item: int = 0
    virtual: bool = False
    background: bool = False
