"""One `Human` for all mentions of a person, and the later ones by surname alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.english.line import Line
from extractors.english.sightings import Sighting
from extractors.events import Mention
from extractors.lexicons import word_set
from extractors.reading import Human


def humans(found: Sequence[Sighting]) -> tuple[list[Human], list[tuple[Mention, Human]]]:
    """One `Human` for all mentions of a person, and where each full name stands."""
    groups: list[list[Sighting]] = []
    for person in found:
        group = next((g for g in groups if _same_person(g[0].name.text, person.name.text)), None)
        if group is None:
            groups.append([person])
        else:
            group.append(person)
    made = [_human(g) for g in groups]
    placed = [(p.name, h) for g, h in zip(groups, made, strict=True) for p in g]
    return made, sorted(placed, key=lambda pair: pair[0].start)


def _same_person(one: str, other: str) -> bool:
    a, b = one.lower().split(), other.lower().split()
    short, long = sorted((a, b), key=len)
    return all(p in long for p in short)


def _human(group: list[Sighting]) -> Human:
    names = sorted(
        {p.name.text: p.name for p in reversed(group)}.values(), key=lambda n: (-len(n.text.split()), n.start)
    )
    titles = {t.text.lower(): t for p in reversed(group) for t in reversed(p.titles)}
    body = next((p.body for p in group if p.body), None) or next((p.shared for p in group if p.shared), None)
    unit = next((p.unit for p in group if p.unit), None)
    country = body.country if body and body.country else next((p.country for p in group if p.country), None)
    first = next((p.titles for p in group if p.titles), [])
    ordered = tuple(first) + tuple(t for t in titles.values() if t not in first)
    named = body or unit
    return Human(tuple(names), ordered, named.names if named else (), body, country)


def surname_mentions(line: Line, people: Sequence[Human]) -> list[tuple[Mention, Human]]:
    """`Mr. Luo`, `Jumanazarov`: later mentions by one part of a name that only one person bears."""
    parts = _parts_of_names(people)
    named = {i for n in line.names for i in range(n.first, n.last)}
    taken = named | line.covered()
    found: list[tuple[Mention, Human]] = []
    for i, word in enumerate(line.words):
        owners = parts.get(word.lower, [])
        plain = not word.capital or word.text in word_set("en_common_capitals")
        if len(owners) == 1 and i not in taken and not plain:
            found.append((Mention(word.start, word.end, word.text), owners[0]))
    return found


def _parts_of_names(people: Sequence[Human]) -> dict[str, list[Human]]:
    """Who bears each part of a name: its words, and all but the first of them."""
    parts: dict[str, list[Human]] = {}
    for person in people:
        tokens = person.names[0].text.split()
        for token in {*tokens, " ".join(tokens[1:]), " ".join(tokens[-2:])}:
            if len(token) > 1:
                parts.setdefault(token.lower(), []).append(person)
    return parts


def with_later_titles(
    people: list[Human], placed: list[tuple[Mention, Human]], lines: Sequence[Line]
) -> tuple[list[Human], list[tuple[Mention, Human]]]:
    """`Nurlan Toktobaev, who heads …` is `Minister Toktobaev` later on: take the title from there."""
    told: dict[int, Mention] = {}
    for line in lines:
        starts = {w.start: i for i, w in enumerate(line.words)}
        for mention, person in surname_mentions(line, people):
            title = next((t for t in line.titles if t.last == starts.get(mention.start)), None)
            if title and not person.titles:
                told.setdefault(id(person), line.mention(title.first, title.last))
    made = {id(p): replace(p, titles=(told[id(p)],)) if id(p) in told else p for p in people}
    return [made[id(p)] for p in people], [(m, made[id(p)]) for m, p in placed]
