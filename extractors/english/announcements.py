"""Announcements: instruments that are planned, come into force or end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from extractors.english.instruments import with_status
from extractors.english.merging import joined, within
from extractors.english.parties import parties, sides_of
from extractors.english.roles import signing_roles
from extractors.english.story import Story
from extractors.reading import Draft, Organization

# A sentence that plans more instruments than these only lists what there may be.
_MOST_PLANNED = 3


def tell_plan(story: Story, i: int) -> None:
    """A planned instrument: part of the meeting of its sides, else an announcement of its own."""
    passage = story.scene[i]
    planned = tuple(with_status(f.instrument, "planned") for f in passage.instruments if not f.definite)
    named = planned[:_MOST_PLANNED]
    people = signing_roles(passage)
    own = sides_of(passage)
    met = story.last("meeting")
    if met is not None and within(own, met.parties):
        story.replace(met, replace(met, instruments=joined(met.instruments, named)))
        return
    if not named or (len(own) < 2 and _goes_on_with(story, own)):
        return
    chosen = parties(story.around(i, 1), people, passage)
    signed = [d for d in story.found if d.type == "signing" and not d.background]
    if len(chosen) > 1 and not any(within(chosen, d.parties) for d in signed):
        story.found.append(story.draft("announcement", passage, chosen, people, named))


def _goes_on_with(story: Story, own: Sequence[Organization]) -> bool:
    """A sentence without two sides of its own that speaks of those who signed before."""
    last = story.last("signing")
    return last is not None and not last.background and within(own, last.parties)


def tell_state(story: Story, i: int, status: Literal["in_force", "ended"]) -> None:
    """An instrument that comes into force or ends; that a new one will come into force is no news."""
    passage = story.scene[i]
    if status == "in_force" and " will " in passage.text and story.last("signing"):
        return
    named = tuple(with_status(f.instrument, status) for f in passage.instruments)[:1]
    told = story.latest()
    resumed = told is not None and not sides_of(passage)
    chosen = list(told.parties) if told and resumed else parties(story.around(i, 1), (), passage)
    if named and len(chosen) > 1:
        story.found.append(story.draft("announcement", passage, chosen, (), named))


def without_repeats(found: Sequence[Draft]) -> list[Draft]:
    """Without a start of validity on the day of the signing that is the news, or on no day."""
    news = [d for d in found if d.type == "signing" and not d.background]
    return [d for d in found if not any(_is_its_start(d, signed) for signed in news)]


def _is_its_start(told: Draft, signed: Draft) -> bool:
    starts = told.type == "announcement" and any(i.status == "in_force" for i in told.instruments)
    start = told.date.edtf if told.date else None
    same_day = start is None or (signed.date is not None and start == signed.date.edtf)
    return starts and same_day and within(told.parties, signed.parties)


def settled_plans(found: Sequence[Draft]) -> list[Draft]:
    """With an undated plan put into the meeting of the same sides that is told behind it."""
    kept = list(found)
    for plan in found:
        if plan.type != "announcement" or (plan.date and plan.date.edtf) or plan.people:
            continue
        met = next((d for d in kept if d.type == "meeting" and set(d.parties) == set(plan.parties)), None)
        if met is not None and all(i.status == "planned" for i in plan.instruments):
            kept[kept.index(met)] = replace(met, instruments=joined(met.instruments, plan.instruments))
            kept.remove(plan)
    return kept
