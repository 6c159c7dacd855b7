"""People as single events tell of them: name, the body they act for, and the department they head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.lexicons import table
from extractors.person_names import PersonName, parsed
from pipeline.families import Families
from pipeline.identifiers import normalized_name
from pipeline.resolving import Resolver
from pipeline.rows import Row, Rows, Value, text

_UNIT = re.compile(
    r"([\u3400-\u9fff]{2,8}?)(?:司|处|室|局)(?=司长|局长|处长|副|主任|$)|([\u3400-\u9fff]{2,8}?)(?:司长|副司长|处长|副处长)"
    r"|\b(?:Department|Division|Bureau|Office|Laboratory|Section) (?:of|for) (?:the )?([A-Z][\w ,&-]+)"
    r"|([A-Z][\w&-]+(?: [A-Z][\w&-]+)*) (?:Department|Division|Laboratory|Section)\b"
)
_SHORTEST_BODY = 4
# In front of a department's subject that both languages name.
SUBJECT = "#"


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


def mentions_of(rows: Rows, families: Families, resolve: Resolver) -> list[Mention]:
    published = {text(row, "doc_id"): row["published"] for row in rows["documents"]}
    events = {text(row, "event_id"): row for row in rows["events"]}
    acts_for = _Employers(resolve)
    found = [
        _mention(row, events[text(row, "event_id")], published, families, acts_for)
        for row in rows["signatories"]
    ]
    return sorted(found, key=lambda mention: (mention.order, mention.key))


def _mention(
    row: Row, event: Row, published: dict[str, Value], families: Families, acts_for: _Employers
) -> Mention:
    organization, title = row["organization"], str(row["title"] or "")
    party = acts_for.body(row) or row["party_id"]
    home = families.line(str(party)) if party else normalized_name(str(organization or ""))
    day, doc_id = event["date_start"], text(event, "doc_id")
    return Mention(
        key=mention_key(row, "person_id"),
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


class _Employers:
    """The bodies that organizations of people are: of their own name, or of the whole that it names."""

    def __init__(self, resolve: Resolver) -> None:
        self._resolve = resolve
        self._known: dict[tuple[str, str | None], str | None] = {}

    def body(self, row: Row) -> str | None:
        """The body's id, or None where the person's organization is no known body."""
        name, country = row["organization"], row["country"]
        if not isinstance(name, str):
            return None
        key = name, str(country) if country else None
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def _found(self, name: str, country: str | None) -> str | None:
        for form in (name, *_wholes(name)):
            body = self._resolve((form,), country, ())
            if body.known:
                return body.party_id
        return None


def _wholes(name: str) -> Iterator[str]:
    """What may be the whole in the name of a part: 市场监管总局计量司, Department of Metrology of SAMR."""
    if "\u3400" <= name[0] <= "\u9fff":
        yield from (name[:end] for end in range(len(name) - 1, _SHORTEST_BODY - 1, -1))
        return
    for found in re.finditer(r" of (?:the )?", name):
        yield name[found.end() :]
    yield name.split()[0]


def _units(title: str) -> frozenset[str]:
    """The departments that a title or organization names: their subjects, or the name of an unusual one."""
    named = (next(filter(None, match.groups())) for match in _UNIT.finditer(title))
    return frozenset(unit for name in named for unit in (_subjects(name) or [normalized_name(name)]))


def _subjects(name: str) -> list[str]:
    plain = f" {normalized_name(name)} "
    return [f"{SUBJECT}{subject}" for subject, form in _unit_words() if form.search(plain)]


@cache
def _unit_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (subject, re.compile("|".join(w if w[0] > "\u3400" else rf"\b{w}\b" for w in words)))
        for subject, words in table("unit_words").items()
    )


def mention_key(row: Row, column: str) -> str:
    """What a mention is called until persons are known: the event and the id that its name gave."""
    return f"{text(row, 'event_id')} {text(row, column)}"
