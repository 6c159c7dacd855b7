"""From drafts to events, the same for every language: inheritance, duplicates, and offsets traced back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.activities import activities
from extractors.cleaning import Cleaned
from extractors.digests import Item, item_at
from extractors.events import (
    Coded,
    Event,
    EventDate,
    Instrument,
    Mention,
    Party,
    Person,
    Place,
    Role,
    WorkingGroup,
)
from extractors.reading import Draft, Human, Organization
from extractors.working_groups import working_groups

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def assemble(drafts: Sequence[Draft], cleaned: Cleaned, items: Sequence[Item]) -> tuple[Event, ...]:
    """The events of a text: drafts completed from one another, duplicates and home meetings left out."""
    placed = [replace(draft, item=item_at(items, draft.sentence.start)) for draft in drafts]
    completed = [_inherited(draft, placed, items) for draft in placed]
    kept = _with_promises([d for d in completed if _counts(d)], cleaned.text, items)
    return tuple(_event(d, cleaned, items) for d in kept)


def _counts(draft: Draft) -> bool:
    """Two parties at least; bodies of one country count only where they sign something."""
    if draft.type == "conference":
        return bool(draft.parties)
    if len(draft.parties) < 2:
        return False
    countries = {p.country for p in draft.parties}
    return draft.type != "meeting" or len(countries) > 1 or None in countries or "INT" in countries


def _inherited(draft: Draft, drafts: Sequence[Draft], items: Sequence[Item]) -> Draft:
    """A draft without day or place takes those of the encounter it happened in, in the same news item."""
    if draft.background or draft.type == "announcement":
        return draft
    frame = 0 if items[0].number is None else draft.item
    near = [
        d
        for d in drafts
        if d is not draft and d.item in (draft.item, frame) and not d.background and d.type != "announcement"
    ]
    near.sort(
        key=lambda d: (
            d.item != draft.item,
            not set(d.parties) & set(draft.parties),
            abs(d.sentence.start - draft.sentence.start),
        )
    )
    date = draft.date or next((d.date for d in near if d.date), None)
    place = draft.place
    if place is None and not draft.virtual:
        place = next((d.place for d in near if d.place and set(d.parties) & set(draft.parties)), None)
    return replace(draft, date=date, place=place)


def _with_promises(drafts: Sequence[Draft], text: str, items: Sequence[Item]) -> list[Draft]:
    """What each event promises and sets up, told in its own news item."""
    promised = list(drafts)
    for scope in _told_in(drafts, text, items):
        here = [i for i, d in enumerate(drafts) if scope[0] <= d.sentence.start < scope[1]]
        lang = _language(drafts[here[0]])
        for found in activities(text, lang, (scope,)):
            if (at := _owner(drafts, here, found.mention.start)) is not None:
                promised[at] = replace(promised[at], activities=(*promised[at].activities, found))
        for group in working_groups(text, lang, (scope,)):
            if (at := _owner(drafts, here, group.name.start)) is not None:
                promised[at] = replace(promised[at], working_groups=(*promised[at].working_groups, group))
    return promised


def _told_in(drafts: Sequence[Draft], text: str, items: Sequence[Item]) -> list[tuple[int, int]]:
    """The news items that tell events; a numbered list that only a colon leads to is none of its own."""
    telling = [i for i in items if any(i.start <= d.sentence.start < i.end for d in drafts)]
    if telling == [items[0]] and text[: items[0].end].rstrip().endswith((":", ";", "：", "；")):
        return [(items[0].start, items[-1].end)]
    return [(i.start, i.end) for i in telling]


def _language(draft: Draft) -> str:
    said = draft.sentence.text
    return "zh" if len(_HAN.findall(said)) * 3 > len(_LATIN.findall(said)) else "en"


def _owner(drafts: Sequence[Draft], here: Sequence[int], at: int) -> int | None:
    """Which of the events promises what stands at `at`: the one told last, or its signing or announcement."""
    before = [i for i in here if drafts[i].sentence.start <= at]
    told = sorted((i for i in before if not drafts[i].background), key=lambda i: drafts[i].sentence.start)
    if not told or any(drafts[i].background and at < drafts[i].sentence.end for i in before):
        return None
    sides = set(drafts[told[-1]].parties)
    acts = [i for i in told if drafts[i].type in ("signing", "announcement")]
    return next((i for i in reversed(acts) if len(sides & set(drafts[i].parties)) > 1), told[-1])


def _event(draft: Draft, cleaned: Cleaned, items: Sequence[Item]) -> Event:
    trace = _Trace(cleaned)
    item = items[draft.item]
    return Event(
        type=draft.type,
        sentence=trace(draft.sentence),
        parties=tuple(trace.party(p) for p in draft.parties),
        date=trace.date(draft.date),
        place=trace.place(draft.place),
        people=tuple(trace.person(h, role) for h, role in draft.people),
        instruments=tuple(trace.instrument(i) for i in draft.instruments),
        fields=tuple(trace.coded(f) for f in draft.fields),
        activities=tuple(trace.coded(a) for a in draft.activities),
        working_groups=tuple(trace.group(g) for g in draft.working_groups),
        item=item.number,
        source_url=item.url,
    )


class _Trace:
    """Mentions of the cleaned text as mentions of the original."""

    def __init__(self, cleaned: Cleaned) -> None:
        self._cleaned = cleaned

    def __call__(self, mention: Mention) -> Mention:
        start, end = self._cleaned.original(mention.start, mention.end)
        return Mention(start, end, mention.text)

    def all(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        return tuple(self(m) for m in mentions)

    def party(self, body: Organization) -> Party:
        return Party(self.all(body.names), body.country)

    def person(self, human: Human, role: Role) -> Person:
        names, titles, bodies = self.all(human.names), self.all(human.titles), self.all(human.organizations)
        return Person(names, role, titles, bodies, human.country)

    def date(self, date: EventDate | None) -> EventDate:
        if date is None:
            return EventDate()
        return replace(date, mention=self(date.mention) if date.mention else None)

    def place(self, place: Place | None) -> Place | None:
        return Place(self(place.city), place.country) if place else None

    def instrument(self, found: Instrument) -> Instrument:
        title = self(found.title) if found.title else None
        return replace(found, mention=self(found.mention), title=title)

    def coded(self, found: Coded) -> Coded:
        return Coded(found.code, self(found.mention))

    def group(self, found: WorkingGroup) -> WorkingGroup:
        return WorkingGroup(self(found.name), self.all(found.contacts))
