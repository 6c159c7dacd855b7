"""Whether a sentence tells an assembly of many bodies: by its name, by the crowd that came."""

from __future__ import annotations

import re

from extractors.english.passages import Passage
from extractors.lexicons import expressions

# Delegates by the dozen.
CROWD = re.compile(expressions("en_story", "crowd"), re.IGNORECASE)
_HELD = re.compile(expressions("en_story", "held_gathering"), re.IGNORECASE)
_FRAME = re.compile(expressions("en_story", "frame"), re.IGNORECASE)


def is_conference(passage: Passage) -> bool:
    """A named assembly of many, told as the news: `The General Assembly of … met in …`, `230 came for …`."""
    named = [passage.line.text[s:e] for s, e in passage.cues["conference"] if not _is_frame(passage, s)]
    if not named or passage.has("ahead", "planned"):
        return False
    proper = any(n[:1].isupper() for n in named)
    if passage.has("gather") and proper and passage.bodies:
        return True
    crowd = CROWD.search(passage.text) is not None
    return (proper and _HELD.search(passage.text) is not None) or (crowd and bool(passage.dates))


def _is_frame(passage: Passage, at: int) -> bool:
    """`while the Forum was going on`, `on the margins of the summit`: where something else happened."""
    return _FRAME.search(passage.line.text[max(passage.start, at - 70) : at]) is not None
