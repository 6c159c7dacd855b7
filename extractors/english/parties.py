"""Which bodies of a passage are the parties of what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.english.organizations import is_unit
from extractors.english.passages import Passage
from extractors.english.roles import is_witness
from extractors.events import Mention
from extractors.geography import mentions
from extractors.lexicons import word_set
from extractors.reading import Human, Organization

_VENUE = re.compile(
    r"\b(?:at|inside|outside)\s+(?:the\s+)?(?:headquarters of\s+|premises of\s+|offices? of\s+|seat of\s+)?(?:the\s+)?$"
)
_PARENT = re.compile(
    r"\b(?:an?|the|which is an?) (?:\w+ ){0,3}(?:agency|bureau|part|body|arm|member|subsidiary|unit|institute|laboratory|signatory|office|department|division|successor) (?:of|to|at|within|under) (?:the\s+)?$"
    r"|\b(?:run|managed|operated|administered|overseen|supervised|owned|funded|accredited|recogni[sz]ed|designated) (?:from|by) (?:the\s+)?$"
    r"|\b(?:under|within|according to|members? of|subordinate to|affiliated with|standards? of|courtesy of|thanks to|hosted by|organi[sz]ed by|convened by|approved by|database kept by|funding from) (?:the\s+)?$"
)
_GATHERING = re.compile(
    r"^ (?:governing |annual |general |competition |regional )?(?:council|workshop|conference|forum|assembly|week|meeting|congress|summit|MRA|MLA)\b"
)
_JOINT = re.compile(
    r"\b(?:Joint|Intergovernmental|Bilateral|Mixed|Trilateral)\b|\b[A-Z]\w+[-–][A-Z]\w+ (?:\w+ )*(?:Commission|Committee|Working Group|Council)"
)


def parties(
    scene: Sequence[Passage], people: Iterable[tuple[Human, str]], focus: Passage
) -> list[Organization]:
    """The bodies of the focus sentence and those its people act for; neighbours help out below two."""
    framed = _between(focus)
    if len(framed) > 1:
        return settled(framed)
    acting = [p for p, role in people if role != "witness"]
    chosen: list[Organization] = []
    for person in acting:
        if person.acts_for and not is_unit(person.acts_for):
            _add(chosen, person.acts_for)
    excluded = {o for o in _witness_bodies(focus) if o not in chosen}
    for mention, body in focus.bodies:
        if len(chosen) > 1 and _next_clause(focus, mention):
            break
        if body in excluded or is_unit(body) or _aside(focus, mention):
            continue
        if not _of_a_person(focus, mention, acting, body):
            _add(chosen, body)
    for neighbour in scene:
        if len(chosen) > 1 and (focus.has("sign") or independent(chosen)):
            break
        named = [
            o
            for m, o in neighbour.bodies
            if o not in excluded and not _aside(neighbour, m) and not is_unit(o)
        ]
        whole = not chosen and len(set(named)) > 1
        for body in named:
            if whole or not independent(chosen):
                _add(chosen, body)
    return settled(chosen or _states(focus))


def settled(chosen: list[Organization]) -> list[Organization]:
    """Without parts named beside the whole, joint commissions beside their sides, agents beside governments."""
    return _governments(without_units(_without_joint(merged(chosen))))


def _without_joint(chosen: list[Organization]) -> list[Organization]:
    """A joint commission is where the sides meet, not one of them."""
    sides = [o for o in chosen if not _JOINT.search(o.names[0].text)]
    return sides if len(sides) > 1 else chosen


def _governments(chosen: list[Organization]) -> list[Organization]:
    """Where governments conclude, those who act under their powers are not parties of their own."""
    states = [o for o in chosen if o.names[0].text.startswith("Government of")]
    if len({o.country for o in states}) > 1:
        return states
    others = [o for o in chosen if o not in states]
    return (
        others if states and states[0].country in {o.country for o in others} and len(others) > 1 else chosen
    )


def _next_clause(focus: Passage, mention: Mention) -> bool:
    """Behind a semicolon that follows the telling words."""
    told = focus.cues["sign"] or focus.cues["meet"]
    return bool(told) and ";" in focus.line.text[told[0][1] : mention.start]


def _between(focus: Passage) -> list[Organization]:
    """The bodies of `between A and B`: a text that names the sides so names them all."""
    text = focus.line.text
    at = text.find(" between ", focus.start, focus.end)
    if at < 0 or not focus.instruments:
        return []
    found: list[Organization] = []
    end = at + len(" between ")
    for mention, body in focus.bodies:
        if mention.start < end:
            continue
        gap = text[end : mention.start]
        if len(gap) > 60 or any(
            w in gap
            for w in (
                " signed",
                " was ",
                " in the presence",
                ";",
                ". ",
                " witnessed",
                " by ",
                " during ",
                " on ",
            )
        ):
            break
        found.append(body)
        end = mention.end
    return list(dict.fromkeys(found))


def without_units(chosen: list[Organization]) -> list[Organization]:
    """Departments named on their own count only where two parties would be missing otherwise."""
    whole = [o for o in chosen if not is_unit(o)]
    return whole or chosen


def _states(focus: Passage) -> list[Organization]:
    """States that conclude something themselves, where no body is named."""
    found: dict[str, Organization] = {}
    for mention in mentions(focus.text):
        if mention.kind == "name":
            start, end = focus.start + mention.start, focus.start + mention.end
            found.setdefault(
                mention.country,
                Organization((Mention(start, end, focus.line.text[start:end]),), mention.country),
            )
    return list(found.values()) if len(found) > 1 and focus.instruments else []


def _add(chosen: list[Organization], body: Organization) -> None:
    if body not in chosen:
        chosen.append(body)


def independent(chosen: Sequence[Organization]) -> bool:
    """Two bodies at least, and not both of one country unless that is all the text has."""
    countries = {o.country for o in chosen}
    return len(chosen) > 1 and (len(countries) > 1 or None in countries)


def _witness_bodies(passage: Passage) -> set[Organization]:
    onlookers = [p for m, p in passage.people if is_witness(passage, m)]
    return {p.acts_for for p in onlookers if p.acts_for}


def _aside(passage: Passage, mention: Mention) -> bool:
    """A venue, a parent, a source, not somebody who acts."""
    before = passage.line.text[max(passage.start, mention.start - 60) : mention.start]
    if _owns_next(passage, mention) or _in_title(passage, mention) or _owned_unit(passage, mention):
        return True
    if before.endswith(("the ", "The ")) and _GATHERING.match(
        passage.line.text[mention.end : mention.end + 40]
    ):
        return True
    if _VENUE.search(before) or _PARENT.search(before):
        return True
    return any(s <= mention.start < e for s, e in _attributions(passage))


def _in_title(passage: Passage, mention: Mention) -> bool:
    """Words of an instrument's title that happen to look like a body."""
    titles = [i.instrument.title for i in passage.instruments if i.instrument.title]
    return any(t.start <= mention.start < t.end and "between" not in t.text for t in titles)


def _owns_next(passage: Passage, mention: Mention) -> bool:
    """`AIST's National Metrology Institute`: the parent stands only to place the body behind it."""
    after = passage.line.text[mention.end : mention.end + 4]
    owned = [o for m, o in passage.bodies if 0 < m.start - mention.end < 5]
    return after[:1] in ("'", "’") and any(not _looks_like_unit(o) for o in owned)


def _owned_unit(passage: Passage, mention: Mention) -> bool:
    """`Health Canada's Medical Devices Directorate`: a part that the whole stands before."""
    before = passage.line.text[max(passage.start, mention.start - 4) : mention.start]
    unit = next((o for m, o in passage.bodies if m == mention), None)
    owner = any(0 < mention.start - m.end < 5 for m, _ in passage.bodies)
    return bool(
        before.strip()[:1] in ("'", "’") and before.strip() and owner and unit and _looks_like_unit(unit)
    )


def _looks_like_unit(body: Organization) -> bool:
    return (
        body.body_id is None
        and bool(set(body.names[0].text.split()) & word_set("en_unit_heads"))
        and len(body.names) == 1
    )


def _attributions(passage: Passage) -> list[tuple[int, int]]:
    return [
        (m.start(), m.end())
        for m in re.finditer(r"\([^)]{30,}\)", passage.line.text[: passage.end])
        if m.start() >= passage.start
    ]


def _of_a_person(passage: Passage, mention: Mention, acting: list[Human], body: Organization) -> bool:
    """The body behind somebody's name who takes no part."""
    owners = [h for m, h in passage.people if h.acts_for is body]
    return (
        bool(owners) and not any(h in acting for h in owners) and not _stands_apart(passage, mention, owners)
    )


def _stands_apart(passage: Passage, mention: Mention, owners: list[Human]) -> bool:
    spots = [m for m, h in passage.people if h in owners]
    return all(abs(mention.start - s.end) > 90 and abs(s.start - mention.end) > 90 for s in spots)


def merged(chosen: list[Organization]) -> list[Organization]:
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
