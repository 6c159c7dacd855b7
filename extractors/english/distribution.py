"""Acts of one with several others, told in one sentence: `with A and with B`, `A in X and B in Y`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.english.passages import Passage
from extractors.lexicons import expressions, table
from extractors.reading import Organization

_ONE_BY_ONE: list[str] = table("en_story")["one_by_one"]
_EACH_WITH = re.compile(expressions("en_story", "each_with"), re.IGNORECASE)
_WITH = re.compile(r"\bwith\b")
# Before a further `with` that goes on with the first.
_GOES_ON = re.compile(
    r"(?:\band|,|\banother|\bone|\bother|\bsecond|\bthird|\bthen|\blater|\balso)(?: \w+)? $"
)


def said_one_by_one(passage: Passage) -> bool:
    """Whether the sentence says that the others were met one after the other."""
    low = passage.text.lower()
    return any(word in low for word in _ONE_BY_ONE)


def partners(passage: Passage, chosen: Sequence[Organization]) -> list[list[Organization]]:
    """Those with whom the others signed a text each; nothing if all signed one together."""
    groups = _behind_each_with(passage, chosen)
    if len(groups) == 1 and len(groups[0]) > 1 and _EACH_WITH.search(passage.text):
        groups = [[body] for body in groups[0]]
    partnered = {o for group in groups for o in group}
    return groups if len(groups) > 1 and len(partnered) < len(chosen) else []


def _behind_each_with(passage: Passage, chosen: Sequence[Organization]) -> list[list[Organization]]:
    """The chosen bodies behind each `with` of a row, as far as the next one."""
    text = passage.text
    spots: list[int] = []
    for match in _WITH.finditer(text):
        if not spots or _GOES_ON.search(text[: match.start()]):
            spots.append(match.start())
    groups: list[list[Organization]] = []
    seen: set[Organization] = set()
    before = {o for m, o in passage.bodies if spots and m.start < passage.start + spots[0]}
    for start, end in pairwise([*spots, len(text)]):
        inside = dict.fromkeys(o for m, o in passage.bodies if start < m.start - passage.start < end)
        group = [o for o in inside if o in chosen and o not in seen and o not in before]
        seen.update(group)
        if group:
            groups.append(group)
    return groups


def each_in_a_place(passage: Passage, others: Sequence[Organization]) -> bool:
    """`met A in Tallinn and B in Riga`: every one of them has a city of its own behind it."""
    spots = [passage.line.words[at].start for at, _ in passage.places]
    if len(others) < 2 or len({p.city.text for _, p in passage.places}) < len(others):
        return False
    first = sorted(min((m.start for m, o in passage.bodies if o is other), default=0) for other in others)
    edges = [*first[1:], passage.end]
    return all(any(a < s < b for s in spots) for a, b in zip(first, edges, strict=True))
