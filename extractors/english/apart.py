"""Instruments signed in several cities: each signer in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.english.passages import Passage
from extractors.english.told_places import is_there
from extractors.english.told_times import signed_on_different_days
from extractors.events import EventType, Place
from extractors.geography import city, country_of
from extractors.reading import Organization


def apart(
    scene: Sequence[Passage], passage: Passage, kind: EventType, chosen: Sequence[Organization] = ()
) -> bool:
    """Signed in different cities, each signer in one of them."""
    if kind != "signing":
        return False
    own = {p.city.text for at, p in passage.places if is_there(passage, at, kind)}
    if own and (
        signed_on_different_days(passage) or any(_and_another(passage, p) for _, p in passage.places)
    ):
        return True
    if len(own) > 1:
        return (
            bool(re.search(r"\brespectively\b|\bin both (?:capitals|cities)\b", passage.text))
            or len(passage.cues["sign"]) > 1
            or _signers_apart(passage)
        )
    if not own or not passage.people:
        return False
    next_door = [
        p
        for p in scene
        if p.people
        and p.cues["sign"]
        and abs(p.sentence.paragraph - passage.sentence.paragraph) < 2
        and p is not passage
    ]
    for told in next_door:
        other = {p.city.text for at, p in told.places if is_there(told, at, kind)}
        stranger = any(o not in chosen for _, o in told.bodies)
        if not stranger and len(other) == 1 and other != own and len(told.people) == len(passage.people) == 1:
            return True
    return _followed_elsewhere(passage)


def _and_another(passage: Passage, place: Place) -> bool:
    """`in Guiyang and Bangkok`: another city is joined to it."""
    behind_it = re.match(
        r",? and (?:in |at )?([A-Z]\w+(?:[ -][A-Z]\w+)?)(?! [A-Z])",
        passage.line.text[place.city.end : place.city.end + 50],
    )
    return (
        behind_it is not None and city(behind_it[1]) is not None and country_of(behind_it[1]) != behind_it[1]
    )


def _signers_apart(passage: Passage) -> bool:
    """`X signed in A on …; Y followed in B`: a person before each city."""
    spots = sorted(passage.line.words[at].start for at, _ in passage.places)
    edges = [passage.start, *spots]
    return all(any(a <= m.start < b for m, _ in passage.people) for a, b in pairwise(edges))


def _followed_elsewhere(passage: Passage) -> bool:
    return bool(
        re.search(
            r"\b(?:followed(?: suit)?|countersigned|completed the procedure)\b[^.]*\b(?:in|at)\b",
            passage.text,
        )
    )
