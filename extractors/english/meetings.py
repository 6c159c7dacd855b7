"""The meeting that a sentence tells: of all sides together, or of one side with each of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from extractors.english.distribution import each_in_a_place, said_one_by_one
from extractors.english.encounters import together
from extractors.english.headings import is_heading
from extractors.english.merging import merged, unique, with_people, within
from extractors.english.parties import parties, sides_of
from extractors.english.passages import Passage, is_generic
from extractors.english.pointed_at import HE_OR_SHE, subject_before
from extractors.english.settling import independent
from extractors.english.spokesman import with_owner
from extractors.english.story import Story
from extractors.events import Role
from extractors.lexicons import expressions
from extractors.reading import Draft, Human, Organization

_HE_MET = re.compile(expressions("en_story", "pronoun_met"))
# Characters from a sentence's start in which a pronoun is its subject.
_SUBJECT_REACH = 60


def tell_meeting(story: Story, i: int) -> None:
    """Draft the meeting, or add what the sentence says to the one it goes on about."""
    passage = story.scene[i]
    people = unique(_participants(story, i))
    before = story.last("meeting")
    if before is not None and not people and not sides_of(passage):
        chosen = list(before.parties)
    else:
        chosen = with_owner(story, passage, parties(story.around(i, 1, 2), people, passage))
    if len(chosen) > 2:
        hub = _hub(story, passage, chosen)
        others = [other for other in chosen if other is not hub]
        if said_one_by_one(passage) or each_in_a_place(passage, others):
            story.found += [_meeting_of(story, passage, hub, other, people) for other in others]
            return
    last = _same_meeting(story, chosen) or story.last("meeting")
    draft = story.draft("meeting", passage, chosen, people)
    if story.lies_ahead(draft):
        return
    if last is not None and _goes_on(last, passage, chosen):
        story.replace(last, merged(last, draft))
    elif last is not None and draft.date is None and set(chosen) & set(last.parties):
        story.replace(
            last, with_people(last, [(h, role) for h, role in people if h.acts_for in last.parties])
        )
    elif independent(chosen):
        story.found.append(draft)


def tell_togetherness(story: Story) -> None:
    """Where no word told an event: the first sentence that shows independent sides acting together."""
    for i, passage in enumerate(story.scene):
        chosen = together(passage, story.owner)
        if chosen and not is_heading(story.reading.text, passage.sentence):
            draft = story.draft("meeting", passage, chosen, unique(_participants(story, i)))
            if draft.date or draft.place:
                story.found.append(draft)
                return


def _participants(story: Story, i: int) -> list[tuple[Human, Role]]:
    passage = story.scene[i]
    people: list[tuple[Human, Role]] = [(h, "participant") for _, h in passage.people]
    subject = subject_before(story, i) if _HE_MET.search(passage.text) else None
    return [*people, (subject, "participant")] if subject else people


def _same_meeting(story: Story, chosen: Sequence[Organization]) -> Draft | None:
    """The meeting of just these sides that was told last."""
    told = [d for d in story.found if d.type == "meeting" and chosen and set(d.parties) == set(chosen)]
    return told[-1] if told else None


def _goes_on(last: Draft, passage: Passage, chosen: Sequence[Organization]) -> bool:
    return within(chosen, last.parties) or is_generic(passage) or within(last.parties, chosen)


def _meeting_of(
    story: Story,
    passage: Passage,
    hub: Organization,
    other: Organization,
    people: Sequence[tuple[Human, Role]],
) -> Draft:
    """The one who met them all, with one of the others."""
    pair = [hub, other]
    present = [(h, role) for h, role in people if h.acts_for is None or h.acts_for in pair]
    return story.draft("meeting", passage, pair, present)


def _hub(story: Story, passage: Passage, chosen: Sequence[Organization]) -> Organization:
    """Who met the others one by one: whom the pronoun stands for, else the sentence's subject."""
    if HE_OR_SHE.search(passage.text[:_SUBJECT_REACH]):
        earlier = chain.from_iterable(p.people for p in story.scene if p.start < passage.start)
        acting = [h.acts_for for _, h in earlier if h.acts_for]
        if acting:
            return acting[-1]
    leader = passage.people[0][1].acts_for if passage.people else None
    if leader and leader in chosen:
        return leader
    return next((o for _, o in passage.bodies if o in chosen), chosen[0])
