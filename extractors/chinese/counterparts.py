"""分别: which bodies or people somebody met, or signed with, one after the other."""

from __future__ import annotations

import re

from extractors.chinese.affiliations import Figure
from extractors.chinese.body_forms import Body
from extractors.chinese.roles import argument_bodies
from extractors.chinese.story import Facts, Reading
from extractors.chinese.triggers import Trigger

One = Body | Figure

_APART = re.compile(
    r"(?:分别|先后|各自|依次)(?:在[^,。]{1,20})?(?:与|同|和|会见|会晤|会谈|拜会|拜访|走访|到访|接待|签|"
    r"举行|进行)"
    r"|对方分别为|对方为|分别为"
)
# 先后与某某会谈的是:甲,乙,丙
_WITH_WHOM = re.compile(
    r"[与同和][^,。]{2,20}(?:会谈|会见|会晤|会面|举行[^,。]{2,8})的(?:还|分别|先后)?(?:是|有|为):?"
)
_RECEIVES = re.compile(r"会见|拜会|走访|接见")


def told_apart(reading: Reading, facts: Facts, trigger: Trigger) -> tuple[list[One], list[list[One]]]:
    """The subject, and each counterpart with its people; empty lists where nothing is told apart."""
    plain = reading.view.plain
    if trigger.kind == "meet" and (listed := _WITH_WHOM.search(plain, facts.span.start, facts.span.end)):
        own, groups = _sides(reading, facts, listed.end())
        return (own, groups) if own and len(groups) > 1 else ([], [])
    match = _APART.search(plain, facts.span.start, facts.span.end)
    if match and trigger.kind == "sign" and match.start() < trigger.clause[0]:
        match = None
    received = None if match or trigger.kind == "sign" else _RECEIVES.match(plain, trigger.start)
    place = match.start() if match else received.start() if received else None
    if place is None:
        return [], []
    own, groups = _sides(reading, facts, place)
    if len(groups) < 2 or (received and not _from_different_countries(groups)):
        return [], []
    return own, groups


def _sides(reading: Reading, facts: Facts, place: int) -> tuple[list[One], list[list[One]]]:
    people: list[tuple[int, One]] = [(at, f) for at, f in facts.figures if f not in facts.witnesses]
    named = {id(body) for body in argument_bodies(reading, facts)}
    bodies: list[tuple[int, One]] = [(at, b) for at, b in facts.bodies if id(b) in named and not b.is_part]
    ones = sorted([*people, *bodies], key=lambda pair: pair[0])
    before = [one for at, one in ones if at < place or at == facts.span.start]
    after = [one for at, one in ones if at >= place and at != facts.span.start]
    if not after and len(before) > 2 and _with_before(reading, ones):
        before, after = before[:1], before[1:]
    persons: list[One] = [one for one in before if isinstance(one, Figure)]
    own = persons[:1] or before[:1]
    return own, _grouped(after, {_owner(one) for one in own})


def _with_before(reading: Reading, ones: list[tuple[int, One]]) -> bool:
    """与某某、某某分别举行会谈: the counterparts stand before 分别."""
    return bool(re.search(r"[与同和]", reading.view.plain[ones[0][0] : ones[1][0]]))


def _grouped(ones: list[One], own: set[object]) -> list[list[One]]:
    groups: dict[object, list[One]] = {}
    for one in dict.fromkeys(ones):
        owner = _owner(one)
        if owner not in own:
            groups.setdefault(owner, []).append(one)
    for owner, members in groups.items():
        people: list[One] = [one for one in members if isinstance(one, Figure)]
        groups[owner] = people or members
    return list(groups.values())


def _from_different_countries(groups: list[list[One]]) -> bool:
    people = [group[0] for group in groups if isinstance(group[0], Figure)]
    countries = [one.country or (one.body.country if one.body else None) for one in people]
    return len(countries) == len(groups) and len(set(countries)) == len(countries)


def _owner(one: One) -> object:
    if isinstance(one, Body):
        return id(one.parent or one)
    if one.body is not None:
        return id(one.body.parent or one.body)
    return one.region.country if one.region else id(one)
