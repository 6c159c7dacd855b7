"""Where in a news item a cue stands, seen from one of its events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.english.passages import Passage, Reading
from extractors.fields import Cue
from extractors.lexicons import expressions
from extractors.reading import Draft

_QUOTE = re.compile(r"[“\"„][^“”\"„]{2,600}[”\"]")
_BULLET = re.compile(r"\s*(?:[•·▪‣➤★*–—-]{1,2}\s|[(\[]?\d{1,2}[.)\]]\s|\(?[a-z][.)]\s)")
_SHORT_FORM = r"\W*(?:\([^)]{1,12}\)\W*)?"
_HEADLINE_LENGTH = 120
_SENTENCES_BEFORE, _SENTENCES_AFTER = 2, 5
_TALKS_REACH, _INSTRUMENT_REACH = 120, 160


@cache
def _pattern(name: str, before: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{expressions('en_subjects', name)})", re.IGNORECASE)


class CuePlaces:
    """A news item seen from one event: its titles, quotations, and the sentences of other events."""

    def __init__(
        self, reading: Reading, scene: Sequence[Passage], draft: Draft, others: Sequence[Draft]
    ) -> None:
        self._text, self._scene, self._draft = reading.text, scene, draft
        self._own = next((i for i, p in enumerate(scene) if p.start == draft.sentence.start), 0)
        self._titles = [(i.title.start, i.title.end) for i in draft.instruments if i.title]
        self._quotes = [m.span() for m in _QUOTE.finditer(reading.text, scene[0].start, scene[-1].end)]
        self._bulleted = {p.sentence.paragraph for p in scene if _BULLET.match(p.text)}
        away = [o for o in others if o.sentence.start != draft.sentence.start]
        self._siblings = {o.sentence.start for o in away if set(o.parties) & set(draft.parties)}
        told = [i for i, p in enumerate(scene) if any(p.start == o.sentence.start for o in away)]
        self._strangers = {scene[i].start for i in told} - self._siblings
        self._first = max((i + 1 for i in told if i < self._own), default=0)
        self._stop = min((i for i in told if i > self._own), default=len(scene))

    def place(self, cue: Cue) -> str | None:
        """One of `subjects.PLACES`, or None where words say nothing of the event."""
        if _inside(cue, self._titles):
            return "title"
        at = next((i for i, p in enumerate(self._scene) if p.start <= cue.start < p.end), None)
        if at is None or self._is_name(cue, self._scene[at]):
            return None
        if at == self._own and self._is_object(cue, self._scene[at]):
            return "object"
        if at == self._own:
            return "quote" if _inside(cue, self._quotes) else "own"
        return self._beside(at, self._scene[at], cue)

    def _beside(self, at: int, passage: Passage, cue: Cue) -> str | None:
        if passage.start in self._strangers:
            return "stranger"
        if passage.start in self._siblings or self._signs_meanwhile(passage):
            return "sibling"
        if _pattern("boilerplate").search(passage.text):
            return None
        if at == 0 and len(passage.text) < _HEADLINE_LENGTH and not passage.text.rstrip().endswith("."):
            return "headline"
        if not self._first <= at < self._stop:
            return "stranger"
        if _inside(cue, self._quotes):
            return "quote"
        near = self._near(at, passage)
        return "object" if near in ("purpose", "content") and self._is_of_cooperation(cue, passage) else near

    def _is_of_cooperation(self, cue: Cue, passage: Passage) -> bool:
        """`renew cooperation in facilitating trade, improving product quality, …`"""
        least = cue.start - _INSTRUMENT_REACH
        before = _pattern("cooperation_in").finditer(self._text, passage.start, cue.start)
        return any(m.end() > least for m in before)

    def _signs_meanwhile(self, passage: Passage) -> bool:
        """A sentence beside a meeting tells the signing that came of it."""
        return self._draft.type == "meeting" and passage.has("sign") and bool(passage.instruments)

    def _near(self, at: int, passage: Passage) -> str:
        paragraph, home = passage.sentence.paragraph, self._scene[self._own].sentence.paragraph
        later = at > self._own
        if paragraph in self._bulleted and paragraph != home:
            # Points of a list belong to the sentence before them, but not to one another.
            return "stranger" if home in self._bulleted else "content" if later else "before"
        if not -_SENTENCES_BEFORE <= at - self._own <= _SENTENCES_AFTER:
            return "far"
        if _pattern("purpose").search(passage.text):
            return "purpose"
        if _pattern("content").search(passage.text):
            return "content"
        return "after" if later else "before"

    def _is_name(self, cue: Cue, passage: Passage) -> bool:
        """A capital inside a sentence of small letters that no instrument's title explains."""
        capital = self._text[cue.start].isupper() and not self._text[cue.start : cue.start + 2].isupper()
        inside = cue.start > passage.start + 3 and self._text[cue.start - 1] == " "
        titled = any(m.start <= cue.start < m.end + _TALKS_REACH for m in passage.instruments)
        return capital and inside and not titled and passage.text.rstrip().endswith((".", "”", '"'))

    def _is_object(self, cue: Cue, passage: Passage) -> bool:
        """Whether the cue tells what the instrument or the talks are on."""
        if self._draft.type in ("meeting", "conference"):
            least = cue.start - _TALKS_REACH
            talks = _pattern("talks").finditer(self._text, passage.start, cue.start)
            return any(m.end() > least for m in talks)
        ends = [m.end for m in passage.instruments if 0 <= cue.start - m.end < _INSTRUMENT_REACH]
        return bool(ends) and bool(_pattern("on", _SHORT_FORM).match(self._text, max(ends)))


def _inside(cue: Cue, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= cue.start < end for start, end in spans)
