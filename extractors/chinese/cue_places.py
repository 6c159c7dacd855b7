"""Where in a Chinese news item a field's word stands, seen from one of its events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors.chinese.builders import Builder
from extractors.chinese.scene import Line, Scene, sides
from extractors.chinese.sentences import Span
from extractors.chinese.story import Reading
from extractors.fields import Cue
from extractors.lexicons import expressions

_BEFORE_REACH, _AFTER_REACH, _OBJECT_REACH = 40, 28, 30
_SENTENCES_BEFORE, _SENTENCES_AFTER = 2, 6
_SPEAKER_REACH = 24
_JOINT = ("双方", "各方", "两国", "会议", "会谈", "宾主")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(expressions("zh_subjects", name))


class CuePlaces:
    """A news item seen from one event: its documents, its sentences, and those of other events."""

    def __init__(self, scene: Scene, builder: Builder) -> None:
        self._scene, self._builder, self._own = scene, builder, scene.home(builder)
        self._plain = scene.reading.view.plain
        self._meets = builder.type in ("meeting", "conference")
        self._titles = [d.title for d, _ in builder.documents if d.title]
        self._documents = [(d.start, d.end) for d, _ in builder.documents]
        self._objects = [(_subject_start(scene.reading, start), end) for start, end in self._documents]
        others = scene.others(builder)
        mine, everybody = sides(builder), {side for o in others for side in sides(o)}
        self._theirs, self._only_mine = everybody - mine, mine - everybody or mine
        away = [o for o in others if o.sentence != builder.sentence]
        self._told = {o.sentence: bool(mine & sides(o)) for o in away}
        self._beside_signing = self._meets and any(
            o.type == "signing" and self._told[o.sentence] for o in away
        )
        # The story goes on after what it only recalls in passing.
        news = [o.sentence[0] for o in away if builder.background or not o.background]
        self._first = max((at for at in news if at < builder.sentence[0]), default=-1)
        self._stop = min((at for at in news if at > builder.sentence[0]), default=len(self._plain))
        titled = {(d.start, d.end) for o in others for d, _ in o.documents if d.title}
        self._strange = titled - set(self._documents)

    def place(self, at: int, cue: Cue) -> str | None:
        """One of `subjects.PLACES` for a cue of line `at`, or None where words say nothing of the event."""
        line, start = self._scene.lines[at], cue.start
        if _inside(start, self._titles):
            return "title"
        if _inside(start, self._objects):
            return "object"
        if _inside(start, line.grounds):
            return None
        if _inside(start, [self._builder.sentence]):
            return self._at_home(cue)
        for (first, last), sibling in self._told.items():
            if first <= start < last:
                return "sibling" if sibling else "stranger"
        return self._beside(at, line, cue)

    def _at_home(self, cue: Cue) -> str:
        if _inside(cue.start, self._strange):
            return "sibling"
        if self._scene.spoken(cue.start):
            return "quote"
        return "object" if self._is_object(cue) else "own"

    def _beside(self, at: int, line: Line, cue: Cue) -> str | None:
        text = self._plain[line.span.start : line.span.end]
        if line.span.heading:
            return "headline"
        if _pattern("boilerplate").search(text):
            return None
        if line.bodies & self._theirs and not line.bodies & self._only_mine:
            return "stranger"
        if self._beside_signing and _pattern("content").search(text):
            return "sibling"
        scoped = _inside(cue.start, self._builder.scope)
        if not scoped and not self._first < cue.start < self._stop:
            return "stranger"
        return "quote" if self._scene.spoken(cue.start) else self._near(at, line.span, text, cue)

    def _near(self, at: int, span: Span, text: str, cue: Cue) -> str:
        if not -_SENTENCES_BEFORE <= at - self._own <= _SENTENCES_AFTER:
            return "far"
        if not text.startswith(_JOINT) and _pattern("said").search(
            text[: min(cue.start - span.start, _SPEAKER_REACH)]
        ):
            return "said"
        later = at > self._own
        if self._tells(text, later=later):
            return self._subject_place() if self._is_object(cue) else "content"
        if later and _pattern("talks").search(text):
            return "content"
        return "after" if later else "before"

    def _subject_place(self) -> str:
        """What was talked about comes in several sentences, but a document's title outweighs its contents."""
        return "object" if self._meets else "purpose"

    def _tells(self, text: str, *, later: bool) -> bool:
        """Whether the sentence tells what the document of a signing says, or what a meeting dealt with."""
        kinds = ["content"]
        if self._meets:
            kinds.append("talks")
        elif later:
            kinds.append("promises")
        return any(_pattern(kind).search(text) for kind in kinds)

    def _is_object(self, cue: Cue) -> bool:
        """Whether the words tell what is talked or agreed about."""
        least = max(self._plain.rfind("。", 0, cue.start) + 1, cue.start - _BEFORE_REACH)
        before = _pattern("object_before").search(self._plain, least, cue.start)
        behind = self._plain[cue.end : cue.end + _AFTER_REACH]
        return bool(before) or bool(_pattern("object_after").match(behind))


def _subject_start(reading: Reading, start: int) -> int:
    """Where the words before a document's kind begin that say its subject: 签署食品安全合作谅解备忘录."""
    plain, first = reading.view.plain, start
    while first > 0 and start - first < _OBJECT_REACH and plain[first - 1] not in ",。;:\n》)":
        if first in reading.trigger_ends:
            break
        first -= 1
    return first


def _inside(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
