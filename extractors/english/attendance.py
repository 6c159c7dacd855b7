"""Who else was at a meeting: those who signed there, and those of its sides who act in other sentences."""

from __future__ import annotations

import re

from extractors.english.merging import compatible, with_people
from extractors.english.passages import Passage
from extractors.english.roles import is_chinese_envoy
from extractors.english.story import Story
from extractors.events import Role
from extractors.lexicons import expressions
from extractors.reading import Draft, Human

_TO_THE_PRESS = re.compile(expressions("en_people", "to_the_press"))
_QUOTATION = re.compile(r"[\"“”]")


def with_attendance(story: Story, draft: Draft) -> Draft:
    """The meeting with everybody whom the item tells to have been there."""
    if draft.type != "meeting" or draft.background:
        return draft
    present: list[tuple[Human, Role]] = [(h, "participant") for h in _signers(story, draft)]
    elsewhere = any(_shares_sides(d, draft) for d in story.found if d is not draft)
    first = min(d.sentence.start for d in story.found)
    present += [(h, "participant") for h in _acting(story, draft, before=first if elsewhere else None)]
    named = {h.names for h, _ in draft.people}
    return with_people(draft, [(h, role) for h, role in present if h.names not in named])


def _signers(story: Story, met: Draft) -> list[Human]:
    """Those who signed what came of the talks: same sides, same time."""
    signings = [d for d in story.found if d.type == "signing" and not d.background]
    theirs = [d for d in signings if set(d.parties) == set(met.parties)]
    together = [d for d in theirs if d.date is None or met.date is None or compatible(met.date, d.date)]
    return [h for d in together for h, role in d.people if role == "signatory" and h.acts_for in met.parties]


def _shares_sides(other: Draft, met: Draft) -> bool:
    """Another encounter of one of its sides, whose people might have been there instead."""
    return other.type in ("meeting", "conference") and bool(set(other.parties) & set(met.parties))


def _acting(story: Story, met: Draft, before: int | None) -> list[Human]:
    """People of its sides who do something in the item, other than speak to the press.

    Of a journey with several encounters only those named `before` the first of them were at each.
    """
    found: list[Human] = []
    for passage in story.scene:
        later = before is not None and passage.start >= before
        if later or passage.has("sign", "planned", "unrelated") or _is_quotation(passage):
            continue
        found += [h for _, h in passage.people if h.acts_for in met.parties and not is_chinese_envoy(h)]
    return found


def _is_quotation(passage: Passage) -> bool:
    return bool(_QUOTATION.search(passage.text) or _TO_THE_PRESS.search(passage.text))
