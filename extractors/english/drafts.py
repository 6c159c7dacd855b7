"""From passages to drafts: what each sentence tells as an event, and what the next ones add to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.calendars import Anchor
from extractors.digests import Item
from extractors.english.additions import add_adopted, add_onlookers, add_people
from extractors.english.affiliation import affiliated
from extractors.english.announcements import settled_plans, tell_plan, tell_state, without_repeats
from extractors.english.attendance import with_attendance
from extractors.english.conferences import tell_conference, within_conference
from extractors.english.headings import is_heading, is_headline
from extractors.english.kinds import kind_of
from extractors.english.meetings import tell_meeting, tell_togetherness
from extractors.english.older_signings import tell_recalled, tell_renewals
from extractors.english.page_owner import page_owner
from extractors.english.passages import Passage, Reading
from extractors.english.records import is_advisory, is_record
from extractors.english.signings import tell_signing
from extractors.english.story import Story
from extractors.english.subjects import subjects
from extractors.reading import Draft


def drafts(reading: Reading, items: tuple[Item, ...], anchor: Anchor) -> tuple[Draft, ...]:
    """All drafts of a text, news item by news item."""
    found: list[Draft] = []
    owner = page_owner(reading.passages)
    page = [p for p in reading.passages if p.sentence.item == 0]
    numbers: Iterable[int | None] = [None] if len(items) > 1 and is_record(page) else range(len(items))
    for number in numbers:
        found += _drafts_of(Story(reading, number, anchor, owner))
    return tuple(found)


def _drafts_of(story: Story) -> list[Draft]:
    headings = [i for i, passage in enumerate(story.scene) if _is_heading(story, i, passage)]
    for i in range(len(story.scene)):
        if i not in headings:
            _tell(story, i)
    if not story.found:
        # A headline only announces what the text then tells; alone it has to do.
        for i in headings:
            _tell(story, i)
    if not story.found or (story.whole and story.last("meeting") is None):
        tell_togetherness(story)
    story.found = settled_plans(without_repeats(story.found))
    story.found = [affiliated(draft, story.reading.bodies) for draft in story.found]
    story.found = [with_attendance(story, draft) for draft in story.found]
    return [_with_fields(story, draft) for draft in story.found]


def _is_heading(story: Story, i: int, passage: Passage) -> bool:
    headline = i == 0 and is_headline(passage.line.words)
    return headline or is_heading(story.reading.text, passage.sentence)


def _tell(story: Story, i: int) -> None:
    """Draw from the sentence what it tells, by its kind."""
    passage = story.scene[i]
    kind = kind_of(passage, signed_before=story.last("signing") is not None)
    if kind == "conference":
        tell_conference(story, i)
        add_adopted(story, passage)
        return
    if kind in ("meeting", "both") and not within_conference(story, passage):
        tell_meeting(story, i)
    if kind in ("signing", "both"):
        _tell_signings(story, i)
    elif kind == "planned":
        tell_plan(story, i)
    elif kind == "in_force" or kind == "ended":
        tell_state(story, i, kind)
    elif kind is None:
        add_people(story, passage)
        add_onlookers(story, passage)
    if kind in (None, "meeting"):
        add_adopted(story, passage)


def _tell_signings(story: Story, i: int) -> None:
    """The signing that is the news, older ones told in passing, and that it is in force already."""
    passage = story.scene[i]
    if is_advisory(story.scene):
        tell_plan(story, i)
        return
    if not tell_renewals(story, passage):
        tell_signing(story, i)
    tell_recalled(story, passage)
    if passage.has("ended") and passage.instruments:
        tell_state(story, i, "ended")
    elif passage.has("force") and passage.instruments and " will " not in passage.text:
        tell_state(story, i, "in_force")


def _with_fields(story: Story, draft: Draft) -> Draft:
    others = [d for d in story.found if d is not draft]
    return replace(draft, fields=subjects(story.reading, story.scene, draft, others))
