"""What the cooperation of an event is about: each field's cues weighed by where in the story they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.english.passages import Passage, Reading
from extractors.events import Coded
from extractors.fields import GRADES, Cue, coded, cues
from extractors.lexicons import table
from extractors.reading import Draft, Organization

# Where a cue can stand, seen from the event, the most telling first: in the title of its instrument;
# right after "agreement on …" or "talks on …"; elsewhere in its sentence; where the instrument says what
# it is for ("The protocol aims to …"); in sentences near it that tell contents ("Under the agreement …", "will train …") or do not; in the headline; farther away; in
# what somebody says; in a sentence that tells another event of the same parties, or of others.
PLACES = (
    "title",
    "object",
    "own",
    "purpose",
    "content",
    "after",
    "before",
    "headline",
    "far",
    "quote",
    "sibling",
    "stranger",
)

_QUOTE = re.compile(r"[“\"„][^“”\"„]{2,600}[”\"]")
_BULLET = re.compile(r"\s*(?:[•·▪‣➤★*–—-]{1,2}\s|[(\[]?\d{1,2}[.)\]]\s|\(?[a-z][.)]\s)")
_SHORT_FORM = r"\W*(?:\([^)]{1,12}\)\W*)?"
_HEADLINE_LENGTH = 120
_SENTENCES_BEFORE, _SENTENCES_AFTER = 2, 5
_TALKS_REACH, _INSTRUMENT_REACH = 120, 160


@dataclass(slots=True)
class Evidence:
    """What speaks for one code: the heaviest cue at each place, and the cue that says it best."""

    best: Cue
    rank: float = 0.0
    places: dict[str, float] = field(default_factory=dict)

    def add(self, place: str, cue: Cue) -> None:
        # A title names the subject whatever its word: topics joined in it weigh the same.
        weight = GRADES["strong"] if place == "title" and cue.weight > GRADES["weak"] else cue.weight
        self.places[place] = max(self.places.get(place, 0.0), weight)
        rank = weight * (len(PLACES) - PLACES.index(place))
        if rank > self.rank:
            self.best, self.rank = cue, rank


def subjects(
    reading: Reading, scene: Sequence[Passage], draft: Draft, others: Sequence[Draft]
) -> tuple[Coded, ...]:
    """The codes that the event is about, each with the words that say it best, the likeliest first.

    `scene` is the event's news item, sentence by sentence; `others` are the other events told in it.
    """
    found = evidence(reading, scene, draft, others)
    model = table("en_fields_weights")
    rated = sorted(((chance(code, found, draft), code) for code in found), reverse=True)
    least = [model["threshold_first"], *[model["threshold"]] * len(rated)]
    kept = [code for (likely, code), bar in zip(rated, least, strict=False) if likely >= bar]
    return tuple(coded(reading.text, found[code].best) for code in kept)


def chance(code: str, found: Mapping[str, Evidence], draft: Draft) -> float:
    """How likely the event is about `code`, by the weights of en_fields_weights.toml."""
    model = table("en_fields_weights")
    weights: Mapping[str, float] = model["features"]
    told = features(code, found, draft)
    score = float(model["codes"].get(code, 0.0)) + sum(weights.get(n, 0.0) * v for n, v in told.items())
    return 1 / (1 + math.exp(-score))


def features(code: str, found: Mapping[str, Evidence], draft: Draft) -> dict[str, float]:
    """The numbers that the weights are for: the code's own places, and what other codes have instead."""
    own = found[code].places
    told = {f"at_{place}": weight for place, weight in own.items()}
    told["bias"] = 1.0
    told["best"] = max(own.values())
    rivals = [e.places for c, e in found.items() if c != code]
    for place in ("title", "object", "own", "purpose", "content"):
        highest = max((r.get(place, 0.0) for r in rivals), default=0.0)
        # What the title says and what "cooperation in …" says are both the subject, not rivals.
        mine = max(own.get(p, 0.0) for p in (("title", "object") if place in ("title", "object") else (place,)))
        told[f"rival_{place}"] = max(0.0, highest - mine)
    told["alone"] = float(not rivals)
    told["background"] = float(draft.background)
    return told


def evidence(
    reading: Reading, scene: Sequence[Passage], draft: Draft, others: Sequence[Draft]
) -> dict[str, Evidence]:
    """The cues of the news item, by code and by where they stand seen from the event."""
    found: dict[str, Evidence] = {}
    if not scene:
        return found
    layout = _Layout(reading, scene, draft, others)
    for cue in _item_cues(reading, scene):
        place = layout.place(cue)
        if place:
            said = found.setdefault(cue.code, Evidence(cue))
            said.add(place, cue)
            if place in ("purpose", "object") and not draft.sentence.start <= cue.start < draft.sentence.end:
                said.add("content", cue)
    for code, share in _named_after(draft.parties).items():
        if code in found:
            found[code].places["party"] = share
    return found


def _named_after(parties: Sequence[Organization]) -> dict[str, float]:
    """The share of the parties whose name speaks of one field only.

    It tips the scales for metrology institutes and the like; standards are in too many names to tell.
    """
    shares: dict[str, float] = {}
    for body in parties:
        said = {c.code for c in cues(body.names[0].text, "en") if c.weight > GRADES["weak"]}
        said.discard("standardization")
        for code in said if len(said) == 1 else ():
            shares[code] = shares.get(code, 0.0) + 1 / len(parties)
    return shares


def _item_cues(reading: Reading, scene: Sequence[Passage]) -> list[Cue]:
    """The item's cues outside names of bodies and people and their positions."""
    start, end = scene[0].start, scene[-1].end
    blanked = [(m.start, m.end) for m, _ in reading.bodies.mentions if start <= m.start and m.end <= end]
    for passage in scene:
        words = passage.line.words
        blanked += [(words[t.first].start, words[t.last - 1].end) for t in passage.line.titles]
        blanked += [(m.start, m.end) for m, _ in passage.people]
        blanked += [(t.start, t.end) for _, h in passage.people for t in h.titles if start <= t.start and t.end <= end]
    found = cues(reading.text[start:end], "en", [(a - start, b - start) for a, b in blanked])
    return [Cue(c.code, c.start + start, c.end + start, c.weight) for c in found]


@cache
def _pattern(name: str, before: str = "") -> re.Pattern[str]:
    listed = "|".join(table("en_subjects")[name])
    return re.compile(f"{before}(?:{listed})", re.IGNORECASE)


class _Layout:
    """Where things stand in a news item, seen from one event."""

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
        """One of PLACES, or None where words say nothing of the event."""
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
