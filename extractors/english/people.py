"""Who is who in an English text: names with the positions they hold and the bodies they act for."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.english.acting_for import read_bodies
from extractors.english.descriptions import described
from extractors.english.headings import is_headline
from extractors.english.humans import humans, with_later_titles
from extractors.english.line import Line
from extractors.english.offices import settle_offices
from extractors.english.organizations import Bodies
from extractors.english.sightings import Sighting
from extractors.events import Mention
from extractors.reading import Human, Organization


def people(lines: Sequence[Line], known: Bodies) -> tuple[list[Human], list[tuple[Mention, Human]]]:
    """The people of a text, and where each is mentioned by full name."""
    found = _everybody(lines)
    settle_offices(found, known)
    return with_later_titles(*humans(found), lines)


def _everybody(lines: Sequence[Line]) -> list[Sighting]:
    """The people of all sentences; `its director` belongs to the body named last."""
    found: list[Sighting] = []
    latest: Organization | None = None
    for number, line in enumerate(lines):
        if number or not is_headline(line.words):
            seen = described(line, latest)
            read_bodies(line, seen)
            found += seen.seen
        latest = line.bodies[-1][2] if line.bodies else latest
    return found
