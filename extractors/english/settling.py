"""What remains of bodies chosen as parties: wholes rather than parts, sides rather than joint bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.english.organizations import is_unit
from extractors.lexicons import expressions
from extractors.reading import Organization

_JOINT = re.compile(expressions("en_parties", "joint"))


def settled(chosen: list[Organization]) -> list[Organization]:
    """Without parts beside the whole, joint commissions beside their sides, agents beside governments."""
    return _governments(_without_units(_without_joint(_merged(chosen))))


def independent(chosen: Sequence[Organization]) -> bool:
    """Two bodies at least, and not both of one country unless that is all the text has."""
    countries = {o.country for o in chosen}
    return len(chosen) > 1 and (len(countries) > 1 or bool(countries & {None, "INT"}))


def _merged(chosen: list[Organization]) -> list[Organization]:
    """Leave out a body whose name is part of another's (a department and its ministry named as one)."""
    kept: list[Organization] = []
    for body in chosen:
        if not any(o is not body and _contains(o, body) for o in chosen):
            kept.append(body)
    return kept


def _contains(outer: Organization, inner: Organization) -> bool:
    if outer.country and inner.country and outer.country != inner.country:
        return False
    long, short = outer.names[0].text, inner.names[0].text
    return len(short) > 3 and short != long and f" {short}" in f" {long}"


def _without_joint(chosen: list[Organization]) -> list[Organization]:
    """A joint commission is where the sides meet, not one of them."""
    sides = [o for o in chosen if not is_joint(o)]
    return sides if len(sides) > 1 else chosen


def is_joint(body: Organization) -> bool:
    """Whether its name is that of a commission, a forum or the like in which sides meet."""
    return body.body_id is None and bool(_JOINT.search(body.names[0].text))


def _without_units(chosen: list[Organization]) -> list[Organization]:
    """Departments named on their own count only where two parties would be missing otherwise."""
    whole = [o for o in chosen if not is_unit(o)]
    homes = {o.country for o in whole if not _is_division(o)}
    return [o for o in whole if not (_is_division(o) and o.country in homes)] or chosen


def _is_division(body: Organization) -> bool:
    """`Antitrust Division`: a part by its last word, whatever country it was given."""
    return body.body_id is None and body.names[0].text.endswith((" Division", " Section", " Branch", " Unit"))


def _governments(chosen: list[Organization]) -> list[Organization]:
    """Where governments conclude, those who act under their powers are not parties of their own."""
    states = [o for o in chosen if o.names[0].text.startswith("Government of")]
    if len({o.country for o in states}) > 1:
        return states
    others = [o for o in chosen if o not in states]
    return (
        others if states and states[0].country in {o.country for o in others} and len(others) > 1 else chosen
    )
