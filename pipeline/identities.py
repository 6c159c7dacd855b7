"""Ids that stay: what earlier runs called a group, it is called again, whatever joins it later.

A group (of reports, instruments or mentions of a person) that nobody called anything yet gets an id from
what its first member tells, so that the same group gets the same id in whatever order its members come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

KINDS = ("cluster", "agreement", "person")


@dataclass(slots=True)
class Identities:
    """The ids of members, by kind; those that a later id took the place of stay listed in `retired`."""

    known: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    retired: dict[str, str] = field(default_factory=dict)

    def assign(
        self, kind: str, groups: Sequence[Sequence[str]], fresh: Callable[[int, bool], str]
    ) -> list[str]:
        """The id of each group of members, remembered from now on.

        `fresh(number, unique)` makes an id for a group; with `unique`, one that no other group's facts give.
        Where groups were joined the id of more members stays, and the other is retired; where one was
        split it stays with the part that has more of its members.
        """
        earlier = self.known[kind]
        ids = _kept(groups, earlier)
        taken = set(ids.values()) | set(earlier.values())
        for number in range(len(groups)):
            if number not in ids:
                made = fresh(number, False)
                ids[number] = made if made not in taken else fresh(number, True)
                taken.add(ids[number])
        found = [ids[number] for number in range(len(groups))]
        self._remember(kind, groups, found)
        return found

    def _remember(self, kind: str, groups: Sequence[Sequence[str]], ids: Sequence[str]) -> None:
        earlier, alive = self.known[kind], set(ids)
        for members, key in zip(groups, ids, strict=True):
            for member in members:
                old = earlier.get(member)
                if old is not None and old not in alive:
                    self.retired[old] = key
                earlier[member] = key


def _kept(groups: Iterable[Sequence[str]], earlier: Mapping[str, str]) -> dict[int, str]:
    votes = [
        (-count, number, key)
        for number, members in enumerate(groups)
        for key, count in Counter(earlier[member] for member in members if member in earlier).items()
    ]
    ids: dict[int, str] = {}
    used: set[str] = set()
    for _, number, key in sorted(votes):
        if number not in ids and key not in used:
            ids[number] = key
            used.add(key)
    return ids
