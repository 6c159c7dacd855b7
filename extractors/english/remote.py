"""Acts at a distance: by video or by post, everybody at home."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.english.passages import Passage
from extractors.english.told_places import TO_COME
from extractors.english.told_times import before, behind, is_recalled
from extractors.events import EventType
from extractors.lexicons import expressions

_ALOFT = re.compile(expressions("en_places", "aloft"), re.IGNORECASE)
_BY_SPEECH = re.compile(
    r"\b(?:speech|address|message|greetings?|remarks|statement|spoke|joined|addressed)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_HANDED_OVER = re.compile(
    r"\b(?:changed hands|exchanged (?:the )?(?:texts|copies|documents|signed)|handed over)\b"
)
_SIGNING_TOLD = re.compile(
    r"\b(?:ceremony|signings?|signed|papers|pens|signatures?|documents?|text|extension)\b"
)
_MEETING_TOLD = re.compile(
    r"\b(?:meetings?|talks|conference|session|call|seminar|met|spoke|talked|ceremony)\b"
)


def at_a_distance(scene: Sequence[Passage], passage: Passage, kind: EventType) -> bool:
    """Whether the act had no one place: by video, by post, each at home."""
    own = _ALOFT.search(passage.text)
    if own and (is_recalled(passage, passage.start + own.start()) or _HANDED_OVER.search(passage.text)):
        return False
    if own:
        return not _BY_SPEECH.search(passage.text[: own.start()])
    near = [*before(scene, passage)[-1:], *behind(scene, passage)[:2]]
    return any(
        p.sentence.paragraph - passage.sentence.paragraph in (-1, 0, 1) and _says_aloft_of_act(p, kind)
        for p in near
    )


def _says_aloft_of_act(told: Passage, kind: EventType) -> bool:
    found = _ALOFT.search(told.text)
    if (
        found is None
        or _BY_SPEECH.search(told.text[: found.start()])
        or is_recalled(told, told.start + found.start())
    ):
        return False
    named = (_SIGNING_TOLD if kind == "signing" else _MEETING_TOLD).search(told.text)
    return bool(named) and not TO_COME.search(told.text[: found.start()])
