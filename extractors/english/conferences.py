"""The conference that a sentence tells: an assembly of many bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extractors.english.gatherings import CROWD
from extractors.english.kinds import kind_of
from extractors.english.meetings import tell_meeting
from extractors.english.parties import sides_of
from extractors.english.passages import Passage
from extractors.english.settling import is_joint, settled
from extractors.english.story import Story
from extractors.events import Role
from extractors.lexicons import expressions
from extractors.reading import Human, Organization

# How many sentences behind it still tell who was there.
_REACH = 4
_ASSEMBLY = re.compile(expressions("en_story", "assembly"), re.IGNORECASE)


def tell_conference(story: Story, i: int) -> None:
    """The convener and every body represented by name; those who speak there take part."""
    if story.last("conference") is not None:
        return
    passage = story.scene[i]
    chosen: list[Organization] = []
    people: list[tuple[Human, Role]] = []
    told = [passage, *_going_on(story, i)]
    for part in told:
        people += [(h, "participant") for _, h in part.people if h.acts_for or h.titles]
        chosen += sides_of(part)
    parties = settled([o for o in dict.fromkeys(chosen) if not is_joint(o)])
    if len(parties) > 2 or (len(parties) == 2 and _of_many(told)):
        story.found.append(story.draft("conference", passage, parties, people))
    elif len(parties) == 2:
        tell_meeting(story, i)


def _of_many(told: Sequence[Passage]) -> bool:
    """An assembly, or delegates by the dozen, whoever is named of them."""
    return bool(_ASSEMBLY.search(told[0].text)) or any(CROWD.search(p.text) for p in told)


def _going_on(story: Story, i: int) -> list[Passage]:
    """The sentences behind it that tell no signing and no plan, in the same news item."""
    behind = story.scene[i + 1 : i + 1 + _REACH]
    kinds = (None, "meeting", "conference")
    return list(takewhile(lambda p: kind_of(p, signed_before=False) in kinds, behind))


def within_conference(story: Story, passage: Passage) -> bool:
    """Talk among those whom the conference brought together is part of it."""
    hall = story.last("conference")
    here = {o for _, o in passage.bodies}
    return hall is not None and len(here & set(hall.parties)) >= len(here) - 1
