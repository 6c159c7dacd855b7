"""Offices that name a body without saying so: the Minister of Commerce acts for the Ministry of Commerce."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.english.organizations import Bodies
from extractors.english.sightings import Sighting
from extractors.events import Mention
from extractors.lexicons import table
from extractors.reading import Organization

_OFFICES: dict[str, str] = table("en_people")["offices"]


def settle_offices(found: Sequence[Sighting], known: Bodies) -> None:
    """`Minister of Commerce of Cambodia` acts for the Ministry of Commerce, where the text names it."""
    for person in found:
        if person.body is None and person.titles:
            _settle(person, known)


def _settle(person: Sighting, known: Bodies) -> None:
    title = person.titles[0]
    head, _, subject = title.text.partition(" of ")
    body = _office(head.split()[-1], subject, known) if subject else None
    if body is None:
        return
    person.body = body
    if head.endswith("Minister"):
        person.titles = [Mention(title.start, title.start + len(head), head), *person.titles]


def _office(head: str, subject: str, known: Bodies) -> Organization | None:
    """The body of the text that is called by the office and its subject."""
    wanted = f"{_OFFICES.get(head, head)} of {subject}"
    for body in known.organizations:
        if any(n.text.startswith(wanted) or wanted.startswith(n.text) for n in body.names):
            return body
    return None
