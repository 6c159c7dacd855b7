"""Which bodies of a passage are the parties of what it tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from extractors.english.asides import is_aside
from extractors.english.organizations import is_unit
from extractors.english.owned import owners
from extractors.english.passages import Passage
from extractors.english.roles import is_witness
from extractors.english.settling import independent, is_joint, settled
from extractors.english.standing import standing
from extractors.events import Mention
from extractors.geography import mentions
from extractors.lexicons import expressions, table
from extractors.reading import Human, Organization

_ENDS_SIDES: list[str] = table("en_parties")["ends_sides"]
_BYLINE = re.compile(expressions("en_parties", "byline"), re.IGNORECASE)
_HOSTED = re.compile(expressions("en_parties", "hosted"), re.IGNORECASE)
_BETWEEN = re.compile(r" between ")
_ADJUNCT = re.compile(expressions("en_parties", "adjunct"))
_LONGEST_GAP = 60
# Characters behind `between` in which two states are named.
_STATES_REACH = 70


def parties(
    scene: Sequence[Passage], people: Iterable[tuple[Human, str]], focus: Passage
) -> list[Organization]:
    """The bodies of the focus sentence and those its people act for; neighbours help out below two."""
    framed = _between(focus)
    if len(framed) > 1:
        return settled(framed)
    acting = [p for p, role in people if role != "witness"]
    chosen = _led(focus, acting)
    for body in sides(focus, acting, chosen):
        _add(chosen, body)
    meeting_in = [o for o in chosen if is_joint(o)]
    chosen = [o for o in chosen if o not in meeting_in]
    _add_neighbours(chosen, scene, focus)
    if len(chosen) < 2:
        chosen += meeting_in
    whole = _without_owners((focus, *scene), chosen)
    return _in_order(focus, settled(whole or _states(focus)))


def _without_owners(told: Sequence[Passage], chosen: list[Organization]) -> list[Organization]:
    """Without a parent that only stands before its own body: `AIST's National Metrology Institute`."""
    owners_of: set[Organization] = set()
    for passage in told:
        for (first, owner), (second, owned) in pairwise(passage.bodies):
            gap = passage.line.text[first.end : second.start].strip()
            possessive = gap in ("'s", "’s", "'", "’")
            if possessive and owned in chosen and owned is not owner and not is_unit(owned):
                owners_of.add(owner)
    left = [o for o in chosen if o not in owners_of]
    return left if len(left) > 1 else chosen


def _in_order(focus: Passage, chosen: list[Organization]) -> list[Organization]:
    """As the sentence names them; those of other sentences last."""
    first = {o: m.start for m, o in reversed(focus.bodies)}
    return sorted(chosen, key=lambda o: first.get(o, focus.end))


def sides_of(passage: Passage) -> list[Organization]:
    """The sides that a sentence names, its people's bodies first."""
    return settled(_named_in(passage))


def sides(
    passage: Passage, acting: Collection[Human], known: Collection[Organization] = ()
) -> list[Organization]:
    """The bodies that the sentence names as acting, up to the clause that goes on to something else.

    `acting` are the people whose part the sentence tells, `known` the bodies that they act for. Who is
    host counts where one side only is named otherwise.
    """
    owned = owners(passage)
    found: dict[str, list[Organization]] = {"side": [], "host": []}
    for mention, body in passage.bodies:
        if len({*known, *found["side"]}) > 1 and _next_clause(passage, mention):
            break
        if body in known or is_unit(body) or is_aside(passage, mention):
            continue
        person = owned.get(mention.start)
        if person is None or (person in acting and person.acts_for is None):
            found[standing(passage, mention)].append(body)
    found["side"] = _of_main_clause(passage, found["side"])
    alone = not independent([*known, *found["side"]])
    return list(
        dict.fromkeys([*found["side"], *(found["host"] if alone and _HOSTED.search(passage.text) else ())])
    )


def _of_main_clause(passage: Passage, named: list[Organization]) -> list[Organization]:
    """`During the visit of A to B, C and D signed`: what leads up to the clause does not act in it."""
    if not _ADJUNCT.match(passage.text):
        return named
    for comma in re.finditer(r", (?!and\b|which|who|where)", passage.text):
        at = passage.start + comma.start()
        behind = {o for m, o in passage.bodies if m.start > at and not _listed_before(passage, m, at)}
        main = [o for o in named if o in behind]
        if len(main) > 1 and len(main) < len(named):
            return main
    return named


def _listed_before(passage: Passage, mention: Mention, at: int) -> bool:
    """Whether the name right behind the comma goes on with a list: `the visit of A, B and C`."""
    between = passage.line.text[at + 1 : mention.start].strip().removeprefix("the").strip()
    return not between and any(at - 2 <= m.end <= at for m, _ in passage.bodies)


def _add_neighbours(chosen: list[Organization], scene: Sequence[Passage], focus: Passage) -> None:
    """Those of the sentences around it, as long as a second side is missing; best all of one sentence."""
    told = [named for p in scene if (named := _named_in(p))]
    if not chosen:
        chosen += next((named for named in told if independent(named)), [])
    for named in told:
        for body in named:
            if len(chosen) > 1 and (focus.has("sign") or independent(chosen)):
                return
            _add(chosen, body)


def _named_in(neighbour: Passage) -> list[Organization]:
    """The sides that a sentence names, its people's first; none of a line on who wrote the page."""
    if _BYLINE.search(neighbour.text):
        return []
    signed = neighbour.has("sign")
    acting = [h for m, h in neighbour.people if not (signed and is_witness(neighbour, m))]
    led = _led(neighbour, acting)
    return [o for o in dict.fromkeys([*led, *sides(neighbour, acting, led)]) if not is_joint(o)]


def _led(passage: Passage, acting: Iterable[Human]) -> list[Organization]:
    """The bodies that people act for, by what the sentence itself says of them first."""
    owned = owners(passage)
    found: list[Organization] = []
    for person in dict.fromkeys(acting):
        here = [o for m, o in passage.bodies if owned.get(m.start) is person and not is_unit(o)]
        body = person.acts_for if person.acts_for in here or not here else here[0]
        if body and body.country is None:
            # `Director of the Research Institute, NMIJ`: the whole stands behind its part.
            body = next((o for o in here if o.country), body)
        if body and not is_unit(body):
            _add(found, body)
    return found


def _next_clause(focus: Passage, mention: Mention) -> bool:
    """Behind a semicolon that follows the telling words, where something else is told."""
    told = sorted(focus.cues["sign"] + focus.cues["meet"] + focus.cues["planned"])
    stop = focus.line.text.find(";", told[0][1], mention.start) if told else -1
    return stop >= 0 and told[-1][1] > stop


def _between(focus: Passage) -> list[Organization]:
    """The bodies of `between A and B`: a text that names the sides so names them all."""
    framed = frames(focus)
    return framed[0][1] if framed else []


def frames(focus: Passage) -> list[tuple[int, list[Organization]]]:
    """Each `between A and B` of a sentence that names instruments: where it stands, and its sides."""
    if not focus.instruments:
        return []
    found = (
        (m.start(), _framed(focus, m.start()))
        for m in _BETWEEN.finditer(focus.line.text, focus.start, focus.end)
    )
    return [(at, bodies) for at, bodies in found if len(bodies) > 1]


def _framed(focus: Passage, at: int) -> list[Organization]:
    text = focus.line.text
    found: list[Organization] = []
    end = at + len(" between ")
    for mention, body in focus.bodies:
        if mention.start < end:
            continue
        gap = text[end : mention.start]
        if len(gap) > _LONGEST_GAP or any(word in gap for word in (*_ENDS_SIDES, " between ")):
            break
        found.append(body)
        end = mention.end
    return list(dict.fromkeys(found)) if found else _states_in(focus, text[at : at + _STATES_REACH], at)


def _states(focus: Passage) -> list[Organization]:
    """States that conclude something themselves, where no body is named."""
    return _states_in(focus, focus.text, focus.start) if focus.instruments else []


def _states_in(focus: Passage, said: str, offset: int) -> list[Organization]:
    """The states that some words of a sentence name, if two at least."""
    found: dict[str, Organization] = {}
    for mention in mentions(said):
        if mention.kind == "name":
            start, end = offset + mention.start, offset + mention.end
            name = Mention(start, end, focus.line.text[start:end])
            found.setdefault(mention.country, Organization((name,), mention.country))
    return list(found.values()) if len(found) > 1 else []


def _add(chosen: list[Organization], body: Organization) -> None:
    if body not in chosen:
        chosen.append(body)
