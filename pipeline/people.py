"""Who of the tables is one person: one `person_id` and one canonical name for all mentions.

Mentions are one person's if their names can be the same and they act for the same body, its parts or its
successors; within reports of one event a name that only sounds alike is enough. Namesakes of
different bodies, or of different units of one body at one time, stay apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from extractors.name_likeness import Likeness, name_likeness, spelling_keys
from extractors.name_sounds import chinese_sounds, latin_sounds, rough_sounds
from extractors.person_names import PersonName, parsed, romanized
from pipeline.correcting import Corrector
from pipeline.families import Families
from pipeline.identifiers import canonical_person, normalized_name, stable_id
from pipeline.identities import Identities
from pipeline.linking import Pair
from pipeline.rows import Row, Rows, Value, text

_IN_CHINESE = frozenset({"CN", "HK", "MO", "TW", "SG"})
_UNIT = re.compile(
    r"([\u3400-\u9fff]{2,8}?[司处室])(?=司长|处长|副|主任|$)|([\u3400-\u9fff]{2,8}?)(?:司长|副司长|处长|副处长)"
    r"|\b(?:Department|Division|Bureau|Office|Laboratory|Section) (?:of|for) (?:the )?([A-Z][\w ,&-]+)"
    r"|([A-Z][\w&-]+(?: [A-Z][\w&-]+)*) (?:Department|Division|Laboratory|Section)\b"
)
_ONE_TIME_DAYS = 366
_FEWEST_LETTERS = 8
_VAGUE_SOUND = str.maketrans("KJHSF", "GGGGP")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as one event tells: `home` is the line of bodies acted for, or a name where none is known."""

    key: str
    event_id: str
    cluster: str
    name: str
    country: str | None
    party_id: str | None
    home: str
    wholes: frozenset[str]
    units: frozenset[str]
    chinese_title: bool
    day: int | None
    order: tuple[str, str, str]

    @property
    def parsed(self) -> PersonName:
        return parsed(self.name)


def add_people(rows: Rows, families: Families, identities: Identities, corrector: Corrector) -> None:
    """Gives the people of `signatories`, and the evidence of them, their ids and canonical names."""
    mentions = _mentions(rows, families)
    groups = _Grouping(mentions, families).groups()
    ids = _assign(groups, identities)
    same, apart = corrector.pairs("same", "p-"), corrector.pairs("not_same", "p-")
    if same or apart:
        members = _by_id(groups, ids)
        corrector.note_pairs("p-", members)
        decided = (_of_mentions(same, members), _of_mentions(apart, members))
        groups = _Grouping(mentions, families, *decided).groups()
        ids = _assign(groups, identities)
    _write(rows, groups, ids)


def _assign(groups: Sequence[Sequence[Mention]], identities: Identities) -> list[str]:
    def fresh(number: int, unique: bool) -> str:
        return _person_id(groups[number][0], unique=unique)

    return identities.assign("person", [[m.key for m in group] for group in groups], fresh)


def _by_id(groups: Sequence[Sequence[Mention]], ids: Sequence[str]) -> dict[str, list[str]]:
    """The mentions of a person's id, and of an id in one event (`p-…@e-…`)."""
    found: dict[str, list[str]] = {}
    for group, key in zip(groups, ids, strict=True):
        found[key] = [mention.key for mention in group]
        found |= {f"{key}@{mention.event_id}": [mention.key] for mention in group}
    return found


def _of_mentions(pairs: frozenset[Pair], members: dict[str, list[str]]) -> frozenset[Pair]:
    return frozenset(
        frozenset((one, other))
        for first, second in (sorted(pair) for pair in pairs)
        for one in members.get(first, ())
        for other in members.get(second, ())
    )


def _write(rows: Rows, groups: Sequence[Sequence[Mention]], ids: Sequence[str]) -> None:
    names: dict[str, str] = {}
    id_of: dict[str, str] = {}
    for group, key in zip(groups, ids, strict=True):
        id_of |= {mention.key: key for mention in group}
        names |= dict.fromkeys((mention.key for mention in group), canonical_name(group))
    for row in rows["evidence"]:
        if row["table"] == "signatories":
            row["row_key"] = id_of.get(_key(row, "row_key"), row["row_key"])
    for row in rows["signatories"]:
        key = _key(row, "person_id")
        row["person_id"], row["canonical_name"] = id_of[key], names[key]


def canonical_name(group: Sequence[Mention]) -> str:
    """One name for all: as written in Latin letters, else a Chinese name's pinyin, else as written."""
    written = list(dict.fromkeys(mention.name for mention in group))
    latin = [name for name in written if parsed(name).kind == "latin"]
    if latin:
        return canonical_person(max(latin, key=lambda name: (len(parsed(name).parts), not name.isupper())))
    first = group[0]
    if first.parsed.kind == "chinese" and first.country == "CN":
        return romanized(first.parsed)
    return canonical_person(max(written, key=len))


def _key(row: Row, column: str) -> str:
    return f"{text(row, 'event_id')} {text(row, column)}"


def _mentions(rows: Rows, families: Families) -> list[Mention]:
    published = {text(row, "doc_id"): row["published"] for row in rows["documents"]}
    events = {text(row, "event_id"): row for row in rows["events"]}
    found = [_mention(row, events[text(row, "event_id")], published, families) for row in rows["signatories"]]
    return sorted(found, key=lambda mention: (mention.order, mention.key))


def _mention(row: Row, event: Row, published: dict[str, Value], families: Families) -> Mention:
    party, organization, title = row["party_id"], row["organization"], str(row["title"] or "")
    home = families.line(str(party)) if party else normalized_name(str(organization or ""))
    day, doc_id = event["date_start"], text(event, "doc_id")
    return Mention(
        key=_key(row, "person_id"),
        event_id=text(row, "event_id"),
        cluster=text(event, "cluster_id"),
        name=text(row, "name"),
        country=str(row["country"]) if row["country"] else None,
        party_id=str(party) if party else None,
        home=home or f"country {row['country']}",
        wholes=families.wholes(str(party)) if party else frozenset(),
        units=_units(title) or _units(str(organization or "")),
        chinese_title=any("\u3400" <= char <= "\u9fff" for char in title),
        day=day.toordinal() if isinstance(day, date) else None,
        order=(str(published[doc_id] or "~"), doc_id, text(event, "event_id")),
    )


def _units(title: str) -> frozenset[str]:
    """The departments that a title or organization names."""
    found = (next(filter(None, match.groups())) for match in _UNIT.finditer(title))
    return frozenset(normalized_name(unit).removesuffix("司").removesuffix("副") for unit in found)


class _Grouping:
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
    """Whether they head different units of a body at one time, told in one language."""
    if one.chinese_title != other.chinese_title or not one.units or not other.units:
        return False
    at_once = one.day is None or other.day is None or abs(one.day - other.day) <= _ONE_TIME_DAYS
    return at_once and not one.units & other.units


def _person_id(first: Mention, *, unique: bool) -> str:
    """From what every good mention of the person shares, so that any of them gives the same id.

    A Chinese name counts as its pinyin, another by how it roughly sounds, a part of a body as its whole.
    """
    name = first.parsed
    if first.country in _IN_CHINESE:
        words = parsed(romanized(name)).parts if name.kind == "chinese" else name.parts
    else:
        words = (rough_sounds(name),)
    home = min(first.wholes, default=first.home)
    return stable_id("p", " ".join(sorted(words)), first.country, home, first.key if unique else None)
