"""For whom people act whom the text gives no body: the party that nobody else acts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.reading import Draft, Human, Organization


def affiliated(draft: Draft) -> Draft:
    """People without a body act for the party that nobody else acts for, in the order of the text."""
    acting = [h for h, role in draft.people if role != "witness"]
    free = [h for h in acting if h.acts_for is None]
    claimed = {h.acts_for for h in acting if h.acts_for}
    open_parties = [p for p in draft.parties if p not in claimed]
    if not free or len(free) > len(open_parties):
        return draft
    if len(free) < len(open_parties) and not all(_told(h, open_parties) for h in free):
        return draft
    pairs = {h: _party_for(h, open_parties, i) for i, h in enumerate(free)}
    settled = ((_acting_for(h, pairs[h]) if h in pairs else h, role) for h, role in draft.people)
    return replace(draft, people=tuple(settled))


def _told(person: Human, open_parties: Sequence[Organization]) -> bool:
    return any(p.country and p.country == person.country for p in open_parties)


def _party_for(person: Human, open_parties: Sequence[Organization], order: int) -> Organization:
    topic = {w for t in person.titles for w in t.text.split()[:-1] if len(w) > 4}
    named = [p for p in open_parties if any(n.text.split()[-1] in topic for n in p.names)]
    if named:
        return named[0]
    same = [p for p in open_parties if p.country and p.country == person.country]
    return same[0] if same else open_parties[min(order, len(open_parties) - 1)]


def _acting_for(person: Human, body: Organization) -> Human:
    return replace(person, acts_for=body, organizations=body.names, country=person.country or body.country)
