"""The conference that a sentence tells: an assembly of many bodies."""

from __future__ import annotations

from extractors.english.kinds import kind_of
from extractors.english.meetings import tell_meeting
from extractors.english.passages import Passage
from extractors.english.settling import settled
from extractors.english.story import Story
from extractors.events import Role
from extractors.reading import Human, Organization

# How many sentences behind it still tell who was there.
_REACH = 4


def tell_conference(story: Story, i: int) -> None:
    """The convener and every body represented by name; those who speak there take part."""
    if story.last("conference") is not None:
        return
    passage = story.scene[i]
    chosen: list[Organization] = []
    people: list[tuple[Human, Role]] = []
    for part in [passage, *_going_on(story, i)]:
        people += [(h, "participant") for _, h in part.people if h.acts_for or h.titles]
        chosen += [o for _, o in part.bodies]
    parties = settled(list(dict.fromkeys(chosen)))
    if len(parties) > 2:
        story.found.append(story.draft("conference", passage, parties, people))
    elif len(parties) == 2:
        tell_meeting(story, i)


def _going_on(story: Story, i: int) -> list[Passage]:
    """The sentences behind it that tell no signing and no plan."""
    behind = story.scene[i + 1 : i + 1 + _REACH]
    return [p for p in behind if kind_of(p, signed_before=False) in (None, "meeting", "conference")]


def within_conference(story: Story, passage: Passage) -> bool:
    """Talk among those whom the conference brought together is part of it."""
    hall = story.last("conference")
    here = {o for _, o in passage.bodies}
    return hall is not None and len(here & set(hall.parties)) >= len(here) - 1
