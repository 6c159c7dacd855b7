"""Who of the tables is one person: one `person_id` and one canonical name for all mentions.

Mentions are one person's if their names can be the same and they act for the same body, its parts or its
successors; within reports of one event a name that only sounds alike is enough. Namesakes of
different bodies, or of different departments of one body at one time, stay apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.name_sounds import rough_sounds
from extractors.person_names import parsed, romanized
from pipeline.correcting import Corrector
from pipeline.families import Families
from pipeline.identifiers import canonical_person, stable_id
from pipeline.identities import Identities
from pipeline.linking import Pair
from pipeline.mentions import Mention, mention_key, mentions_of
from pipeline.person_grouping import Grouping
from pipeline.resolving import Resolver
from pipeline.rows import Rows

_IN_CHINESE = frozenset({"CN", "HK", "MO", "TW", "SG"})


def add_people(
    rows: Rows, families: Families, identities: Identities, corrector: Corrector, resolve: Resolver
) -> None:
    """Gives the people of `signatories`, and the evidence of them, their ids and canonical names."""
    mentions = mentions_of(rows, families, resolve)
    groups = Grouping(mentions, families).groups()
    ids = _assign(groups, identities)
    same, apart = corrector.pairs("same", "p-"), corrector.pairs("not_same", "p-")
    if same or apart:
        members = _by_id(groups, ids)
        corrector.note_pairs("p-", members)
        decided = (_of_mentions(same, members), _of_mentions(apart, members))
        groups = Grouping(mentions, families, *decided).groups()
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
            row["row_key"] = id_of.get(mention_key(row, "row_key"), row["row_key"])
    for row in rows["signatories"]:
        key = mention_key(row, "person_id")
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
