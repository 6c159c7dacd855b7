"""Which bodies of a passage are the parties of what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.english.asides import is_aside
from extractors.english.organizations import is_unit
from extractors.english.passages import Passage
from extractors.english.roles import is_witness
from extractors.english.settling import independent, settled
from extractors.events import Mention
from extractors.geography import mentions
from extractors.lexicons import table
from extractors.reading import Human, Organization

_ENDS_SIDES: list[str] = table("en_parties")["ends_sides"]
_LONGEST_GAP = 60
# Characters from a name beyond which a body is not that person's.
_BESIDE_PERSON = 90


def parties(
    scene: Sequence[Passage], people: Iterable[tuple[Human, str]], focus: Passage
) -> list[Organization]:
    """The bodies of the focus sentence and those its people act for; neighbours help out below two."""
    framed = _between(focus)
    if len(framed) > 1:
        return settled(framed)
    acting = [p for p, role in people if role != "witness"]
    chosen = list(dict.fromkeys(p.acts_for for p in acting if p.acts_for and not is_unit(p.acts_for)))
    excluded = _witness_bodies(focus) - set(chosen)
    _add_named(chosen, focus, acting, excluded)
    _add_neighbours(chosen, scene, focus, excluded)
    return settled(chosen or _states(focus))


def _add_named(
    chosen: list[Organization], focus: Passage, acting: list[Human], excluded: set[Organization]
) -> None:
    """Those that the sentence names itself, up to the clause that goes on to something else."""
    for mention, body in focus.bodies:
        if len(chosen) > 1 and _next_clause(focus, mention):
            return
        if body in excluded or is_unit(body) or is_aside(focus, mention):
            continue
        if not _of_a_person(focus, mention, acting, body):
            _add(chosen, body)


def _add_neighbours(
    chosen: list[Organization], scene: Sequence[Passage], focus: Passage, excluded: set[Organization]
) -> None:
    """Those of the sentences around it, as long as a second side is missing."""
    for neighbour in scene:
        if len(chosen) > 1 and (focus.has("sign") or independent(chosen)):
            return
        acting = [(m, o) for m, o in neighbour.bodies if o not in excluded and not is_unit(o)]
        named = [o for m, o in acting if not is_aside(neighbour, m)]
        whole = not chosen and len(set(named)) > 1
        for body in named:
            if whole or not independent(chosen):
                _add(chosen, body)


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
        if len(gap) > _LONGEST_GAP or any(word in gap for word in _ENDS_SIDES):
            break
        found.append(body)
        end = mention.end
    return list(dict.fromkeys(found))


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


def _witness_bodies(passage: Passage) -> set[Organization]:
    onlookers = [p for m, p in passage.people if is_witness(passage, m)]
    return {p.acts_for for p in onlookers if p.acts_for}


def _of_a_person(passage: Passage, mention: Mention, acting: list[Human], body: Organization) -> bool:
    """The body behind somebody's name who takes no part."""
    owners = [h for m, h in passage.people if h.acts_for is body]
    return (
        bool(owners) and not any(h in acting for h in owners) and not _stands_apart(passage, mention, owners)
    )


def _stands_apart(passage: Passage, mention: Mention, owners: list[Human]) -> bool:
    spots = [m for m, h in passage.people if h in owners]
    return all(min(abs(mention.start - s.end), abs(s.start - mention.end)) > _BESIDE_PERSON for s in spots)
