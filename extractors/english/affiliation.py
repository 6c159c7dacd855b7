"""For whom people act whom the text gives no body: the party of their country, or the one just mentioned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractors.english.names import is_chinese
from extractors.english.organizations import Bodies
from extractors.lexicons import word_set
from extractors.reading import Draft, Human, Organization

# Characters before a name in which the body that somebody belongs to has been mentioned.
_REACH = 300


def affiliated(draft: Draft, known: Bodies) -> Draft:
    """People without a body act for the party that nobody else acts for, else for the one just mentioned."""
    acting = [h for h, role in draft.people if role != "witness" and h.acts_for is None]
    claimed = {h.acts_for for h, role in draft.people if role != "witness" and h.acts_for}
    left = [p for p in draft.parties if p not in claimed]
    settled: dict[Human, Organization] = {}
    if acting and (len(acting) == len(left) or all(_told(h, left) for h in acting)):
        for person in acting:
            if left:
                settled[person] = _party_for(person, left, known)
                left.remove(settled[person])
    for person, _ in draft.people:
        if person.acts_for or person in settled or not person.titles or _holds_state_office(person):
            continue
        if near := _mentioned_before(person, draft.parties, known):
            settled[person] = near
    people = ((_acting_for(h, settled[h]) if h in settled else h, role) for h, role in draft.people)
    return replace(draft, people=tuple(people))


def _told(person: Human, left: Sequence[Organization]) -> bool:
    return any(p.country and p.country == person.country for p in left)


def _party_for(person: Human, left: Sequence[Organization], known: Bodies) -> Organization:
    """By country, by the field in the title, by what was just mentioned, in order."""
    same = [p for p in left if p.country and p.country == person.country]
    topic = {w for t in person.titles for w in t.text.split()[:-1] if len(w) > 4}
    named = [p for p in left if any(n.text.split()[-1] in topic for n in p.names)]
    near = _mentioned_before(person, left, known)
    return (named or same or ([near] if near else []) or left)[0]


def _mentioned_before(
    person: Human, bodies: Sequence[Organization], known: Bodies
) -> Organization | None:
    """The one of `bodies` that the text mentions last before the person, not far from there.

    Where China is a side, a name that sounds Chinese is of that side, and no other.
    """
    chinese = is_chinese(person.names[0].text)
    sounding = [p for p in bodies if (p.country == "CN") == chinese]
    if sounding and any(p.country == "CN" for p in bodies):
        bodies = sounding
        if len(bodies) == 1:
            return bodies[0]
    start = min(n.start for n in person.names)
    at = bisect_left(known.mentions, start, key=lambda pair: pair[0].start)
    for mention, body in reversed(known.mentions[max(0, at - 8) : at]):
        if start - mention.end > _REACH:
            return None
        if body in bodies and not (person.country and body.country and person.country != body.country):
            return body
    return None


def _holds_state_office(person: Human) -> bool:
    """Ministers, envoys, heads of state: they act for more than the bodies that a text is about."""
    words = {w for t in person.titles for w in t.text.lower().replace("-", " ").split()}
    of_a_country = words == {"president"} and person.country is not None
    of_a_field = "secretary" in words and any(" of " in t.text for t in person.titles)
    return of_a_country or of_a_field or bool(words & word_set("en_state_offices"))


def _acting_for(person: Human, body: Organization) -> Human:
    return replace(person, acts_for=body, organizations=body.names, country=person.country or body.country)
