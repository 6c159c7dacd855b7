"""The side that a page leaves out because the page speaks in its name."""

from __future__ import annotations

from extractors.english.page_owner import stands_for_owner
from extractors.english.passages import Passage
from extractors.english.settling import independent
from extractors.english.story import Story
from extractors.reading import Organization


def with_owner(story: Story, passage: Passage, chosen: list[Organization]) -> list[Organization]:
    """With the body in whose name the page speaks, where a sentence about it leaves it out."""
    owner = story.owner
    if owner is None or independent(chosen) or owner in chosen:
        return chosen
    if not stands_for_owner(passage, owner) and not (story.numbered and len(chosen) == 1):
        return chosen
    return [*chosen, owner]
