"""A person as one place of the text shows them, before all places are brought together."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.events import Mention
from extractors.reading import Organization


@dataclass(slots=True)
class Sighting:
    """A named person with the titles and the body read there: filled step by step.

    `unit` is a part of a body that the text names without it; `shared` the body told of a whole row of
    people, which counts only where nothing else is said of this one.
    """

    name: Mention
    titles: list[Mention] = field(default_factory=list)
    body: Organization | None = None
    unit: Organization | None = None
    shared: Organization | None = None
    country: str | None = None
