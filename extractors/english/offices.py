"""Offices that name a body without saying so: the Minister of Commerce acts for the Ministry of Commerce."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.english.organizations import Bodies
from extractors.english.sightings import Sighting
from extractors.lexicons import table
from extractors.reading import Organization

# What stands before a title for its rank, not for its subject.
_RANKS = frozenset({"Deputy", "Vice", "Assistant", "Under", "First", "Acting", "Senior", "Prime", "State"})
_OFFICES: dict[str, str] = table("en_people")["offices"]


def settle_offices(found: Sequence[Sighting], known: Bodies) -> None:
    """`Minister of Commerce of Cambodia` acts for the Ministry of Commerce, where the text names it."""
    for person in found:
        if person.body is None and person.titles:
            _settle(person, known)


def _settle(person: Sighting, known: Bodies) -> None:
    title = person.titles[0]
    head, _, subject = title.text.partition(" of ")
    head = head.split()[-1].capitalize()
    if not subject:
        # "Industries Minister"
        subject = " ".join(w for w in title.text.split()[:-1] if w not in _RANKS)
    person.body = _office(head, subject, known) if subject else None


def _office(head: str, subject: str, known: Bodies) -> Organization | None:
    """The body of the text that is called by the office and its subject."""
    kind = _OFFICES.get(head, head)
    topics = subject.title()
    wanted = (f"{kind} Of {topics}", f"{topics} {kind}")
    for body in known.organizations:
        names = [n.text.title() for n in body.names if kind in n.text]
        if any(n.startswith(w) or w.startswith(n) for n in names for w in wanted):
            return body
    return None
