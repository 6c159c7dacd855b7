"""Which mentions are one person's: joined pair by pair, the surest pairs first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from extractors.name_likeness import Likeness, name_likeness, spelling_keys
from extractors.name_sounds import chinese_sounds, latin_sounds
from extractors.person_names import PersonName
from pipeline.families import Families
from pipeline.linking import Pair
from pipeline.mentions import SUBJECT, Mention

_ONE_TIME_DAYS = 366
_FEWEST_LETTERS = 8
_VAGUE_SOUND = str.maketrans("KJHSF", "GGGGP")


class Grouping:
    """Mentions joined pair by pair, surest pairs first."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        families: Families,
        same: frozenset[Pair] = frozenset(),
        apart: frozenset[Pair] = frozenset(),
    ) -> None:
        self.mentions, self.families, self.apart = mentions, families, apart
        self.home = list(range(len(mentions)))
        self.members = {number: [number] for number in range(len(mentions))}
        self.events = {number: {mention.event_id} for number, mention in enumerate(mentions)}
        self.written = {number: _characters(mention) for number, mention in enumerate(mentions)}
        self._join_decided(same)
        for _, one, other in sorted(self._pairs()):
            if self.home[one] != self.home[other] and self._agree(self.home[one], self.home[other]):
                self._unite(one, other)

    def groups(self) -> list[list[Mention]]:
        """The mentions of each person, first published first."""
        groups = sorted(sorted(members) for members in self.members.values())
        return [[self.mentions[number] for number in members] for members in groups]

    def _join_decided(self, same: frozenset[Pair]) -> None:
        numbers = {mention.key: number for number, mention in enumerate(self.mentions)}
        for pair in sorted(same, key=sorted):
            known = [numbers[key] for key in sorted(pair) if key in numbers]
            if len(known) > 1 and self.mentions[known[0]].event_id != self.mentions[known[1]].event_id:
                self._unite(known[0], known[1])

    def _pairs(self) -> Iterator[tuple[int, int, int]]:
        for one, other in _candidates(self.mentions):
            rank = _sureness(self.mentions[one], self.mentions[other], self.families)
            if rank:
                yield -rank, one, other

    def _agree(self, one: int, other: int) -> bool:
        """Whether no event names both, and no two Chinese names differ."""
        if len(self.written[one] | self.written[other]) > 1:
            return False
        if not self.events[one].isdisjoint(self.events[other]):
            return False
        if not self.apart:
            return True
        mine, its = ([self.mentions[n].key for n in self.members[home]] for home in (one, other))
        return not any(frozenset((a, b)) in self.apart for a in mine for b in its)

    def _unite(self, one: int, other: int) -> None:
        """Small groups move into large ones, so that the whole stays linear."""
        keep, gone = sorted((self.home[one], self.home[other]), key=lambda h: (-len(self.members[h]), h))
        if keep == gone:
            return
        for number in self.members[gone]:
            self.home[number] = keep
        for groups in (self.events, self.written):
            groups[keep] |= groups.pop(gone)
        self.members[keep] += self.members.pop(gone)


def _characters(mention: Mention) -> set[str]:
    """The name in Chinese characters, of which a person has one."""
    name = mention.parsed
    return {name.letters} if name.kind == "chinese" else set()


def _candidates(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        for key in _keys(mention):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in blocks.values():
        for pair in _near(numbers):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _near(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """All pairs of a small block; in a large one each with the next few, which joins what is alike."""
    if len(numbers) <= 12:
        return combinations(numbers, 2)
    return ((number, other) for i, number in enumerate(numbers) for other in numbers[i + 1 : i + 6])


def _keys(mention: Mention) -> Iterator[tuple[str, ...]]:
    """What two mentions of one person share: the event; or the body, and how the name may be spelt."""
    name = mention.parsed
    yield "event", mention.cluster
    spelt = [*spelling_keys(name), name.letters]
    if name.kind == "latin":
        spelt.append(" ".join(sorted(word for word in name.parts if len(word) > 1)))
    for home in (mention.home, *mention.wholes):
        yield from (("spelling", home, key) for key in spelt)
    sounds = {_rough(latin_sounds(word)) for word in name.parts[-1:]} if name.kind == "latin" else set()
    if name.kind == "transliterated":
        sounds = {_rough(chinese_sounds(name.parts[-1]))}
    for sound in sounds - {""}:
        yield "sound", mention.home, sound


def _rough(sounds: str) -> str:
    return sounds.translate(_VAGUE_SOUND)[:2]


def _sureness(one: Mention, other: Mention, families: Families) -> int:
    """How sure it is that two mentions are one person, 0 if they cannot be taken for one."""
    if one.event_id == other.event_id or one.country != other.country:
        return 0
    likeness = name_likeness(one.name, other.name, one.country)
    together = one.cluster == other.cluster
    colleagues = one.home == other.home or (
        _are_kin(one, other, families) and (together or _is_telling(one.parsed))
    )
    if likeness == Likeness.DIFFERENT or not (together or colleagues):
        return 0
    if together:
        return 10 + 2 * likeness + colleagues if colleagues or likeness >= Likeness.CLOSE else 0
    if likeness < Likeness.CLOSE or _posts_differ(one, other):
        return 0
    return int(likeness)


def _are_kin(one: Mention, other: Mention, families: Families) -> bool:
    """Whether they act for a body and a part of it: many lead both."""
    return bool(one.party_id and other.party_id and families.are_kin(one.party_id, other.party_id))


def _is_telling(name: PersonName) -> bool:
    """Whether few share the name: not a Chinese one with a given name of one character, such as 李伟."""
    if name.kind == "chinese":
        return len(name.parts[1]) > 1
    return name.kind != "latin" or len(name.parts) > 2 or len(name.letters) > _FEWEST_LETTERS


def _posts_differ(one: Mention, other: Mention) -> bool:
    """Whether they head different departments of a body at one time."""
    mine, its = one.units, other.units
    if one.chinese_title != other.chinese_title:
        mine, its = (frozenset(u for u in units if u.startswith(SUBJECT)) for units in (mine, its))
    at_once = one.day is None or other.day is None or abs(one.day - other.day) <= _ONE_TIME_DAYS
    return bool(mine and its) and at_once and not mine & its
