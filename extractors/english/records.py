"""Pages of a form of their own: the record of one meeting in numbered points, the advisory of a ceremony."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.english.passages import Passage
from extractors.lexicons import expressions

_RECORD = re.compile(expressions("en_story", "record"), re.IGNORECASE)
_WHEN = re.compile(r"\W*(?:WHEN|When|Date and [Tt]ime)\s*[:\u2014-]")
_WHAT = re.compile(r"\W*(?:WHAT|What|WHO|Who)\s*[:\u2014-]|.*\b(?:MEDIA|PRESS) ADVISORY\b")
# How many lines can be the title of a page.
_TITLE = 4


def is_record(page: Sequence[Passage]) -> bool:
    """Whether the head of a page, before its numbered points, names one meeting that all of them record."""
    return any(_RECORD.search(told.text) for told in page[:_TITLE])


def is_advisory(scene: Sequence[Passage]) -> bool:
    """Whether the press is invited to what is still to come: `WHAT: … WHEN: …`."""
    return any(_WHEN.match(p.text) for p in scene) and any(_WHAT.match(p.text) for p in scene)
