"""Announcements: instruments that are planned, come into force or end."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from extractors.english.instruments import with_status
from extractors.english.merging import joined
from extractors.english.parties import parties
from extractors.english.roles import signing_roles
from extractors.english.story import Story

# A sentence that plans more instruments than these only lists what there may be.
_MOST_PLANNED = 3


def tell_plan(story: Story, i: int) -> None:
    """A planned instrument: part of the meeting that agreed on it, else an announcement of its own."""
    passage = story.scene[i]
    planned = tuple(with_status(f.instrument, "planned") for f in passage.instruments if not f.definite)
    named = planned[:_MOST_PLANNED]
    met = story.last("meeting")
    if met is not None:
        story.replace(met, replace(met, instruments=joined(met.instruments, named)))
        return
    if not named or story.last("signing"):
        return
    people = signing_roles(passage)
    chosen = parties(story.around(i, 1), people, passage)
    if len(chosen) > 1:
        story.found.append(story.draft("announcement", passage, chosen, people, named))


def tell_state(story: Story, i: int, status: Literal["in_force", "ended"]) -> None:
    """An instrument that comes into force or ends; that a new one will come into force is no news."""
    passage = story.scene[i]
    if status == "in_force" and " will " in passage.text and story.last("signing"):
        return
    named = tuple(with_status(f.instrument, status) for f in passage.instruments)[:1]
    chosen = parties(story.around(i, 1), (), passage)
    if named and len(chosen) > 1:
        story.found.append(story.draft("announcement", passage, chosen, (), named))
