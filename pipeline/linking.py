"""Which events of different documents are the same event.

Pairs that share a party, the other's country and a month are weighed (`pipeline.sameness`). What two
day-exact reports agree on is joined first, best pairs first; then each vaguer report joins the cluster that
fits it best, or none where two fit alike, which is an item for a person. All that depends on the reports, not
on the order in which they come; only between equals does what was published earlier decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from pipeline.families import Families
from pipeline.reports import Report
from pipeline.sameness import ENOUGH, score

# A conference of many bodies is found by any few of them.
_SIDES_LOOKED_AT = 6
_CLEARLY = 0.25
_REMEMBERED = 0.3
_WIDEST_SPAN = 400

Pair = frozenset[str]
_NOTHING: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said of pairs of events (by event id), and how earlier runs grouped them."""

    same: frozenset[Pair] = _NOTHING
    apart: frozenset[Pair] = _NOTHING
    earlier: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsure:
    """A vague report that fits several clusters alike, with the reports it could be one with."""

    report: Report
    others: tuple[str, ...]


@dataclass(slots=True)
class Linked:
    """Clusters of reports, first published first, and what could not be decided."""

    clusters: list[list[Report]]
    unsure: list[Unsure]


def link(reports: Iterable[Report], families: Families, decided: Decided | None = None) -> Linked:
    """The reports of one event together, in an order that depends on nothing but the reports."""
    work = _Work(sorted(reports, key=lambda report: report.order), families, decided or Decided())
    unsure = work.join()
    return Linked(work.clusters(), unsure)


class _Work:
    """Reports by number in order of publication; `home` is the cluster of each, named by a number."""

    def __init__(self, reports: Sequence[Report], families: Families, decided: Decided) -> None:
        self.reports, self.families, self.decided = reports, families, decided
        self.home = list(range(len(reports)))
        self.members = {number: [number] for number in range(len(reports))}
        self.scores: dict[tuple[int, int], float | None] = {}
        self.fitting: dict[int, list[tuple[float, int]]] = defaultdict(list)

    def join(self) -> list[Unsure]:
        self._join_decided()
        exact, vague = self._weighed()
        self._join_best(exact)
        unsure = {number: item for number in self._vague(vague) if (item := self._join_vague(number))}
        self._join_best(pair for pair in vague if not self._is_dated(pair) and not unsure.keys() & set(pair))
        return list(unsure.values())

    def clusters(self) -> list[list[Report]]:
        groups = sorted(sorted(members) for members in self.members.values())
        return [[self.reports[number] for number in members] for members in groups]

    def _join_decided(self) -> None:
        numbers = {report.event_id: number for number, report in enumerate(self.reports)}
        for pair in sorted(self.decided.same, key=sorted):
            known = [numbers[event] for event in sorted(pair) if event in numbers]
            if len(known) == len(pair) and len(known) > 1:
                self._unite(known[0], known[1])

    def _weighed(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The pairs that can be one event: those of two exact days, and the others."""
        exact: list[tuple[int, int]] = []
        vague: list[tuple[int, int]] = []
        for pair in _candidates(self.reports):
            if (self._score(*pair) or 0.0) < ENOUGH:
                continue
            both = self.reports[pair[0]].exact and self.reports[pair[1]].exact
            (exact if both else vague).append(pair)
        return exact, vague

    def _score(self, one: int, other: int) -> float | None:
        pair = (one, other) if one < other else (other, one)
        if pair not in self.scores:
            self.scores[pair] = self._fresh_score(*pair)
        return self.scores[pair]

    def _fresh_score(self, one: int, other: int) -> float | None:
        a, b = self.reports[one], self.reports[other]
        if frozenset((a.event_id, b.event_id)) in self.decided.apart:
            return None
        found, earlier = score(a, b, self.families), self.decided.earlier
        together = a.event_id in earlier and earlier[a.event_id] == earlier.get(b.event_id)
        return found + _REMEMBERED if found is not None and together else found

    def _join_best(self, pairs: Iterable[tuple[int, int]]) -> None:
        for one, other in sorted(pairs, key=lambda pair: (-(self._score(*pair) or 0.0), pair)):
            if self.home[one] != self.home[other] and self._agree(self.home[one], self.home[other]):
                self._unite(one, other)

    def _vague(self, pairs: Iterable[tuple[int, int]]) -> list[int]:
        """Reports without an exact day that fit some with one, first published first."""
        for one, other in pairs:
            for mine, its in ((one, other), (other, one)):
                if not self.reports[mine].exact and self.reports[its].exact:
                    self.fitting[mine].append((self._score(one, other) or 0.0, its))
        return sorted(self.fitting)

    def _is_dated(self, pair: tuple[int, int]) -> bool:
        return any(self.reports[number].exact for number in pair)

    def _join_vague(self, number: int) -> Unsure | None:
        best: dict[int, float] = {}
        for points, other in self.fitting[number]:
            home = self.home[other]
            if home != self.home[number] and self._agree(home, self.home[number]):
                best[home] = max(points, best.get(home, 0.0))
        ranked = sorted(best, key=lambda home: (-best[home], home))
        if not ranked:
            return None
        rivals = [home for home in ranked if best[ranked[0]] - best[home] < _CLEARLY]
        if len(rivals) > 1:
            return Unsure(self.reports[number], tuple(self.reports[home].event_id for home in rivals))
        self._unite(number, ranked[0])
        return None

    def _agree(self, one: int, other: int) -> bool:
        """Whether no report of the one cluster rules out one of the other."""
        return all(
            self._score(mine, its) is not None for mine in self.members[one] for its in self.members[other]
        )

    def _unite(self, one: int, other: int) -> None:
        """Small clusters move into large ones, so that the whole stays linear."""
        keep, gone = sorted((self.home[one], self.home[other]), key=lambda h: (-len(self.members[h]), h))
        if keep == gone:
            return
        for number in self.members.pop(gone):
            self.home[number] = keep
            self.members[keep].append(number)


def _candidates(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Pairs that share a kind of event, a party, the country of another party and a month."""
    blocks: dict[tuple[str, str, str, int], list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for key in _keys(report):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        for pair in combinations(members, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _keys(report: Report) -> set[tuple[str, str, str, int]]:
    sides = report.sides[:_SIDES_LOOKED_AT]
    pairs = {(a.line, b.country or "") for a in sides for b in sides if a is not b}
    keys = {(report.type, line, country, month) for line, country in pairs for month in _months(report)}
    if report.exact and report.days:
        # Where a report names one party only, or one whose country is not known, the day finds it.
        keys |= {(report.type, side.line, "day", report.days[0]) for side in sides}
    return keys


def _months(report: Report) -> Sequence[int]:
    """The months in which it can have happened, and one more where sources may differ by a day."""
    if report.days is None:
        return (-1,)
    first, last = report.days
    margin = 3 if report.exact else 0
    if last - first > _WIDEST_SPAN:
        return (-2,)
    start, end = date.fromordinal(first - margin), date.fromordinal(last + margin)
    return range(start.year * 12 + start.month, end.year * 12 + end.month + 1)
