"""Two sentences on one event: what the later one adds to the draft of the earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.english.settling import settled
from extractors.events import EventDate, Instrument, Role
from extractors.reading import Draft, Human, Organization


def merged(old: Draft, new: Draft) -> Draft:
    """The later sentence adds people, parties and what the earlier one left open."""
    return replace(
        old,
        parties=tuple(settled([*old.parties, *(p for p in new.parties if p not in old.parties)])),
        people=unique([*old.people, *new.people]),
        instruments=joined(old.instruments, new.instruments),
        date=_better(old.date, new.date),
        place=old.place or new.place,
        virtual=old.virtual or new.virtual,
    )


def with_people(draft: Draft, people: Sequence[tuple[Human, Role]]) -> Draft:
    """The draft with more people, each once."""
    return replace(draft, people=unique([*draft.people, *people]))


def unique(people: Sequence[tuple[Human, Role]]) -> tuple[tuple[Human, Role], ...]:
    """Each person once; who signed stays a signer."""
    roles: dict[Human, Role] = {}
    for person, role in people:
        if person not in roles or role == "signatory":
            roles[person] = role
    return tuple(roles.items())


def joined(old: tuple[Instrument, ...], new: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
    """The instruments of two sentences, twins once and with their title."""
    kept = list(old)
    for instrument in new:
        twin = next((i for i, k in enumerate(kept) if _same_instrument(k, instrument)), None)
        if twin is None:
            kept.append(instrument)
        elif instrument.title and not kept[twin].title:
            kept[twin] = replace(instrument, status=kept[twin].status)
    return tuple(kept)


def _same_instrument(one: Instrument, other: Instrument) -> bool:
    if one.title and other.title:
        return one.title.text.lower() == other.title.text.lower()
    return one.type == other.type or "cooperation_document" in (one.type, other.type)


def within(some: Sequence[Organization], others: Sequence[Organization]) -> bool:
    """Whether all of some bodies are among others."""
    return all(o in others for o in some)


def compatible(one: EventDate, other: EventDate) -> bool:
    """Whether one date can be the other, told more or less exactly."""
    if one.edtf is None or other.edtf is None:
        return True
    a, b = one.edtf.rstrip("~"), other.edtf.rstrip("~")
    return a.startswith(b) or b.startswith(a) or ("/" in a and b[:7] in a)


def _better(old: EventDate | None, new: EventDate | None) -> EventDate | None:
    if new is None or old is None:
        return old or new
    return new if (old.edtf or "") != (new.edtf or "") and _more_exact(old, new) else old


def _more_exact(old: EventDate, new: EventDate) -> bool:
    """A day instead of a month; of two days (signed apart) the last."""
    if old.edtf is None or new.edtf is None:
        return new.edtf is not None
    if "/" in old.edtf and "/" not in new.edtf:
        first, _, final = old.edtf.partition("/")
        return first <= new.edtf <= final
    if len(old.edtf.rstrip("~")) != len(new.edtf.rstrip("~")):
        return len(new.edtf) > len(old.edtf)
    return new.edtf > old.edtf
