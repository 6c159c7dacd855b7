"""How many parties of gold documents lead to a body of the registry, which do not, and which lead astray.

Gold gives no bodies, so a resolved party counts as wrong where its own facts speak against it: the body is of
another country, or another form of its name leads to an unrelated body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.families import Families
from pipeline.resolving import Resolved, Resolver
from pipeline.rows import Row

Item = Mapping[str, Any]


@dataclass(slots=True)
class PartyScore:
    """Parties by how they matched, and lines on those unresolved and those wrong, each once."""

    matched_by: Counter[str] = field(default_factory=Counter)
    unresolved: dict[str, None] = field(default_factory=dict)
    wrong: dict[str, None] = field(default_factory=dict)

    @property
    def share(self) -> float:
        total = self.matched_by.total()
        return 1 - self.matched_by["none"] / total if total else 1.0


def score_parties(gold: Iterable[Item], resolve: Resolver, bodies: Sequence[Row]) -> PartyScore:
    """Resolves every party of every event, with the other parties' names as its context."""
    found, families = PartyScore(), Families(bodies)
    for document in gold:
        for event in document.get("events") or ():
            parties = event.get("parties") or ()
            for party in parties:
                near = [name for other in parties if other is not party for name in other["names"]]
                body = resolve(party["names"], party.get("country"), near)
                found.matched_by[body.matched_by] += 1
                faults = list(_faults(party, body, resolve, families))
                _note(found, str(document["doc_id"]), party, body, faults)
    return found


def party_lines(score: PartyScore) -> Iterator[str]:
    """The figures, then every party that is unresolved or wrong."""
    total = score.matched_by.total()
    yield f"{total} parties, {total - score.matched_by['none']} resolved ({score.share:.1%})"
    yield "  ".join(f"{name} {number}" for name, number in score.matched_by.most_common())
    yield f"{len(score.wrong)} different ones wrong"
    yield from (f"  wrong: {line}" for line in score.wrong)
    yield f"{len(score.unresolved)} different ones unresolved"
    yield from (f"  unresolved: {line}" for line in score.unresolved)


def _note(score: PartyScore, doc_id: str, party: Item, body: Resolved, faults: list[str]) -> None:
    told = f"{' / '.join(party['names'])} ({party.get('country')}) in {doc_id}"
    if not body.known:
        score.unresolved.setdefault(told)
    elif faults:
        score.wrong.setdefault(f"{told} → {body.party_id} {body.canonical_name}: {'; '.join(faults)}")


def _faults(party: Item, body: Resolved, resolve: Resolver, families: Families) -> Iterator[str]:
    country = party.get("country")
    if not body.known:
        return
    if country and body.country and body.country != country:
        yield f"of {body.country}"
    for name in party["names"][1:]:
        other = resolve([name], country, ())
        if other.known and not _related(other, body, families):
            yield f"{name} leads to {other.party_id}"


def _related(one: Resolved, other: Resolved, families: Families) -> bool:
    """A body that acts for its government is a further form of it, and the other way round."""
    governing = families.is_government(one.party_id) or families.is_government(other.party_id)
    return (governing and one.country == other.country) or families.are_kin(one.party_id, other.party_id)
