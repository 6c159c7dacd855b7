"""An event as linking sees it: who, when, what, and what else tells it from others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extractors.lexicons import table
from pipeline import edtf
from pipeline.families import Families
from pipeline.identifiers import normalized_name
from pipeline.rows import Row, Rows, Value, text

# How long after an event its reports may still be news: bounds what an undated event can be.
_NEWS_DAYS = 45
_APPROXIMATE_DAYS = 31
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNSPECIFIED = "cooperation_document"


@dataclass(frozen=True, slots=True)
class Side:
    """A party: its body, the line of bodies that is in, its country, and whether the registry knows it."""

    party_id: str
    line: str
    country: str | None
    known: bool
    name: str = ""

    @property
    def chinese(self) -> bool:
        return bool(_HAN.search(self.name))


@dataclass(frozen=True, slots=True)
class Title:
    """An instrument's title as what it can be compared by: words, or characters of a Chinese one."""

    words: frozenset[str]
    chinese: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What one document tells of one event. Days are ordinals (`date.toordinal`); `days` is None for a
    date that tells no day at all, such as one without a year."""

    event_id: str
    doc_id: str
    type: str
    date: str | None
    published: str | None
    sides: tuple[Side, ...]
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    titles: tuple[Title, ...] = ()
    fields: frozenset[str] = frozenset()
    country: str | None = None
    people: tuple[tuple[str, str | None], ...] = ()
    days: tuple[int, int] | None = field(init=False)
    told_by: int | None = field(init=False)

    def __post_init__(self) -> None:
        published = edtf.parse(self.published).end
        object.__setattr__(self, "days", _days(self.date, published))
        object.__setattr__(self, "told_by", published.toordinal() if published else None)

    @property
    def order(self) -> tuple[str, str, str]:
        """First published first; what has no date of publication comes last."""
        return self.published or "~", self.doc_id, self.event_id

    @property
    def exact(self) -> bool:
        """Whether the day is told."""
        return self.days is not None and self.days[0] == self.days[1]

    @property
    def lines(self) -> frozenset[str]:
        return frozenset(side.line for side in self.sides)


def reports_of(rows: Rows, families: Families) -> list[Report]:
    """The events of the tables as reports."""
    published = {text(row, "doc_id"): row["published"] for row in rows["documents"]}
    hanging = {name: _by_event(rows[name]) for name in ("parties", "instruments", "fields", "signatories")}
    return [_report(row, published, hanging, families) for row in rows["events"]]


def _by_event(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[text(row, "event_id")].append(row)
    return groups


def _report(
    row: Row, published: dict[str, Value], hanging: dict[str, dict[str, list[Row]]], families: Families
) -> Report:
    key = text(row, "event_id")
    told = {name: groups.get(key, []) for name, groups in hanging.items()}
    instruments = told["instruments"]
    return Report(
        event_id=key,
        doc_id=text(row, "doc_id"),
        type=text(row, "type"),
        date=_optional(row["date"]),
        published=_optional(published[text(row, "doc_id")]),
        sides=tuple(sorted((_side(p, families) for p in told["parties"]), key=lambda side: side.party_id)),
        kinds=frozenset(text(i, "type") for i in instruments) - {_UNSPECIFIED},
        statuses=frozenset(text(i, "status") for i in instruments),
        titles=tuple(title_of(str(i["title"])) for i in instruments if i["title"]),
        fields=frozenset(text(f, "field") for f in told["fields"]),
        country=_optional(row["country"]),
        people=tuple((text(p, "name"), _optional(p["country"])) for p in told["signatories"]),
    )


def title_of(title: str) -> Title:
    """What tells a title: without the words for its kind and for cooperating, unless it has no others."""
    chinese, name = bool(_HAN.search(title)), normalized_name(title)
    if chinese:
        whole = name.replace(" ", "")
        return Title(frozenset(_common_words_zh().sub("", whole) or whole), chinese)
    words = frozenset(name.split())
    return Title(words - frozenset(table("title_words")["en"]) or words, chinese)


@cache
def _common_words_zh() -> re.Pattern[str]:
    return re.compile("|".join(table("title_words")["zh"]))


def titles_agree(one: Title, other: Title, share: float) -> bool | None:
    """Whether the shorter title has this share of its words in the other; None across languages."""
    if one.chinese != other.chinese:
        return None
    return len(one.words & other.words) >= share * min(len(one.words), len(other.words))


def _side(row: Row, families: Families) -> Side:
    key = text(row, "party_id")
    known = row["matched_by"] != "none"
    return Side(key, families.line(key), _optional(row["country"]), known, text(row, "name"))


def _days(told: str | None, published: date | None) -> tuple[int, int] | None:
    """The days on which it can have happened; an undated event happened shortly before it was told."""
    when = edtf.parse(told)
    start, end = when.start or when.end, when.end or when.start
    if start and end:
        earlier = _APPROXIMATE_DAYS if (told or "").endswith("~") else 0
        return start.toordinal() - earlier, end.toordinal()
    if told is not None or published is None:
        return None
    return published.toordinal() - _NEWS_DAYS, published.toordinal()


def _optional(value: Value) -> str | None:
    return value if isinstance(value, str) else None
