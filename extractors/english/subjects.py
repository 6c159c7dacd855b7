"""What the cooperation of an event is about: each field's cues weighed by where in the story they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.english.passages import Passage, Reading
from extractors.events import Coded
from extractors.fields import GRADES, Cue, coded, cues
from extractors.lexicons import table
from extractors.reading import Draft

# Where a cue can stand, seen from the event, the most telling first: in the title of its instrument;
# right after "agreement on …" or "talks on …"; elsewhere in its sentence; in sentences near it that
# tell contents ("Under the agreement …", "will train …") or do not; in the headline; in what somebody
# says; in a sentence that tells another event of the same parties, or of others.
PLACES = ("title", "object", "own", "content", "after", "before", "headline", "far", "quote", "sibling", "stranger")

_LINK = r"(?:on|in|for|to|of|about|covering|covers|concerning|regarding|relating|dealing|under|by|that|which|aimed|with|between)\b"
_INSTRUMENT = re.compile(r"\W*(?:\([^)]{1,12}\)\W*)?" + _LINK, re.IGNORECASE)
_TALKS = re.compile(
    r"\b(?:talks?|discuss\w*|discussions?|views|dialogue|consultations?|conversations?|spoke|speak|talked|notes|exchange\w*|focus\w*"
    r"|turned|went (?:over|through|into)|agenda|topics?|theme|cooperation|co-operation|collaboration|subject|seminar|forum|workshop"
    r"|compar\w+|explain\w*|raised|about|raising)\b",
    re.IGNORECASE,
)
_PAPER = r"(?:agreement|memorandum|mou|moc|arrangement|documents?|text|contract|protocol|letter|programme|program|plan|pact|deal|treaty|statement|partnership)"
_CONTENT = re.compile(
    rf"\bunder (?:it|the {_PAPER}|this|its|these)\b"
    rf"|\b(?:{_PAPER}s?|it|they|which|that|term|cooperation|work) (?:\w+ ){{0,3}}(?:cover|provid|foresee|set|commit|let|settle|includ|envisage|allow|deal"
    r"|concern|regulat|govern|aim|call|focus|promot|encourag|oblige|mean|extend|span|address|establish|support|enable)\w*"
    r"|\b(?:topics?|agenda|priorit\w+|areas? of|in the areas?|fields? of|working groups?|subjects?|wish list|heads? the list|first (?:project|topic|step|item)s?|projects?)\b"
    r"|\b(?:discuss\w*|talks? (?:turned|about|on)|exchang\w+ views|talked|spoke (?:about|of)|looked into|focused|on the table|raised|compared notes|explained|went (?:over|through))\b"
    r"|\b(?:two|three|both|the) (?:sides|parties|bodies|institutes|institutions|agencies|organi[sz]ations|partners|authorities|laboratories|countries|ministries)\b"
    r"|\b(?:will|to|can|shall|may) (?:be )?(?:jointly |also |then )?(?:train|calibrat|test|share|exchange|cooperat|collaborat|develop|work|recogni[sz]|accept|help|assist|compare|adopt|honou?r)\w*",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^\W*(?:about [A-Z]|tags?:|related\b|see also|previous:|next:|contact\b|source:|most read|more (?:stories|news))"
    r"|\b(?:founded|established|headquartered|was set up|was created) (?:in|by)\b|\bis (?:an?|the) (?:\S+ ){0,4}(?:agency|institute|member|body|regulator|laboratory|unit) (?:of|for|in)\b"
    r"|\bnext (?:session|meeting|forum|round|week|stop|year's)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[“\"„][^“”\"„]{2,600}[”\"]")
_BULLET = re.compile(r"\s*(?:[•·▪‣➤★*–—-]{1,2}\s|[(\[]?\d{1,2}[.)\]]\s|\(?[a-z][.)]\s)")
_SHORT = 120


@dataclass(slots=True)
class Evidence:
    """What speaks for one code: the heaviest cue at each place, and the one to show."""

    places: dict[str, float] = field(default_factory=dict)
    best: tuple[float, Cue] | None = None

    def add(self, place: str, cue: Cue, worth: float) -> None:
        self.places[place] = max(self.places.get(place, 0.0), cue.weight)
        value = worth * cue.weight
        if self.best is None or value > self.best[0]:
            self.best = (value, cue)


def subjects(reading: Reading, scene: Sequence[Passage], draft: Draft, others: Sequence[Draft]) -> tuple[Coded, ...]:
    """The codes that the event is about, each with the words that say it best, the likeliest first.

    `scene` is the event's news item, sentence by sentence; `others` are the other events told in it.
    """
    found = evidence(reading, scene, draft, others)
    rated = sorted(((chance(code, found, draft), code) for code in found), reverse=True)
    model = table("en_fields_weights")
    kept = [(p, code) for i, (p, code) in enumerate(rated) if p >= model["threshold" if i else "threshold_first"]]
    return tuple(coded(reading.text, found[code].best[1]) for _, code in kept if found[code].best)  # type: ignore[index]


def chance(code: str, found: Mapping[str, Evidence], draft: Draft) -> float:
    """How likely the event is about `code`, by the weights of en_fields_weights.toml."""
    model = table("en_fields_weights")
    weights: Mapping[str, float] = model["features"]
    score = float(model["codes"].get(code, 0.0))
    score += sum(weights.get(name, 0.0) * value for name, value in features(code, found, draft).items())
    return 1 / (1 + math.exp(-score))


def features(code: str, found: Mapping[str, Evidence], draft: Draft) -> dict[str, float]:
    """The numbers that the weights are for: the code's own places, and what other codes have instead."""
    own = found[code]
    told = {f"at_{place}": value for place, value in own.places.items()}
    told["bias"] = 1.0
    told["best"] = max(own.places.values())
    rivals = [e.places for c, e in found.items() if c != code]
    for place in ("title", "object", "own", "content"):
        highest = max((r.get(place, 0.0) for r in rivals), default=0.0)
        told[f"rival_{place}"] = max(0.0, highest - own.places.get(place, 0.0))
    told["alone"] = float(not rivals)
    if draft.background:
        told["background"] = 1.0
    return told


def evidence(reading: Reading, scene: Sequence[Passage], draft: Draft, others: Sequence[Draft]) -> dict[str, Evidence]:
    """The cues of the news item, by code and by where they stand seen from the event."""
    found: dict[str, Evidence] = {}
    if not scene:
        return found
    layout = _Layout(reading, scene, draft, others)
    for cue in _cues(reading, scene):
        place = layout.place(cue)
        if place:
            worth = len(PLACES) - PLACES.index(place)
            found.setdefault(cue.code, Evidence()).add(place, cue, worth)
    for code, share in _bearing(draft).items():
        if code in found:
            found[code].places["party"] = share
    return found


def _bearing(draft: Draft) -> dict[str, float]:
    """The share of the parties whose name speaks of one field only: what metrology institutes talk about."""
    shares: dict[str, float] = {}
    for body in draft.parties:
        said = {c.code for c in cues(body.names[0].text) if c.weight > GRADES["weak"]} - {"standardization"}
        for code in said if len(said) == 1 else ():
            shares[code] = shares.get(code, 0.0) + 1 / len(draft.parties)
    return shares


def _cues(reading: Reading, scene: Sequence[Passage]) -> list[Cue]:
    """The item's cues outside names of bodies and people and their positions."""
    start, end = scene[0].start, scene[-1].end
    blanked = [(m.start, m.end) for m, _ in reading.bodies.mentions]
    for passage in scene:
        words = passage.line.words
        blanked += [(words[t.first].start, words[t.last - 1].end) for t in passage.line.titles]
        blanked += [(m.start, m.end) for m, _ in passage.people]
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in blanked if a < end and start < b]
    found = cues(reading.text[start:end], inside)
    return [Cue(c.code, c.start + start, c.end + start, c.weight) for c in found]


class _Layout:
    """Where things stand in a news item, seen from one event."""

    def __init__(self, reading: Reading, scene: Sequence[Passage], draft: Draft, others: Sequence[Draft]) -> None:
        self._text, self._scene, self._draft = reading.text, scene, draft
        self._own = next((i for i, p in enumerate(scene) if p.start == draft.sentence.start), 0)
        self._titles = [(i.title.start, i.title.end) for i in draft.instruments if i.title]
        self._quotes = [m.span() for m in _QUOTE.finditer(reading.text, scene[0].start, scene[-1].end)]
        away = [o for o in others if o.sentence.start != draft.sentence.start]
        self._strangers = {o.sentence.start for o in away if not set(o.parties) & set(draft.parties)}
        self._siblings = {o.sentence.start for o in away} - self._strangers
        starts = [p.start for p in scene]
        told = [starts.index(s) for s in self._strangers | self._siblings if s in starts]
        self._bulleted = {p.sentence.paragraph for p in scene if _BULLET.match(p.text)}
        self._first = max((i + 1 for i in told if i < self._own), default=0)
        self._stop = min((i for i in told if i > self._own), default=len(scene))

    def place(self, cue: Cue) -> str | None:
        """One of PLACES, or None where words say nothing of the event."""
        if any(s <= cue.start < e for s, e in self._titles):
            return "title"
        at = next((i for i, p in enumerate(self._scene) if p.start <= cue.start < p.end), None)
        if at is None:
            return None
        if self._is_name(cue, self._scene[at]):
            return None
        quoted = any(s <= cue.start < e for s, e in self._quotes)
        if at == self._own:
            return self._within(cue, self._scene[at], quoted)
        return self._beside(at, self._scene[at], quoted)

    def _within(self, cue: Cue, passage: Passage, quoted: bool) -> str:
        if self._is_object(cue, passage):
            return "object"
        return "quote" if quoted else "own"

    def _beside(self, at: int, passage: Passage, quoted: bool) -> str | None:
        if passage.start in self._strangers:
            return "stranger"
        if passage.start in self._siblings or self._draft.type == "meeting" and passage.has("sign") and passage.instruments:
            return "sibling"
        if _BOILERPLATE.search(passage.text):
            return None
        if at == 0 and len(passage.text) < _SHORT and not passage.text.rstrip().endswith("."):
            return "headline"
        if not self._first <= at < self._stop:
            return "stranger"
        if quoted:
            return "quote"
        return self._near(at, passage)

    def _near(self, at: int, passage: Passage) -> str:
        paragraph, home = passage.sentence.paragraph, self._scene[self._own].sentence.paragraph
        if paragraph in self._bulleted and paragraph != home:
            return "stranger" if home in self._bulleted else "content" if at > self._own else "before"
        if not -3 < at - self._own < 6:
            return "far"
        if _CONTENT.search(passage.text):
            return "content"
        return "after" if at > self._own else "before"

    def _is_name(self, cue: Cue, passage: Passage) -> bool:
        """A capital inside a sentence of small letters that no instrument's title explains."""
        capital = self._text[cue.start].isupper() and not self._text[cue.start : cue.start + 2].isupper()
        inside = cue.start > passage.start + 3 and self._text[cue.start - 1] == " "
        titled = any(m.start <= cue.start < m.end + 120 for m in passage.instruments)
        return capital and inside and not titled and passage.text.rstrip().endswith((".", "”", '"'))

    def _is_object(self, cue: Cue, passage: Passage) -> bool:
        """Whether the cue tells what the instrument or the talks are on."""
        if self._draft.type in ("meeting", "conference"):
            before = self._text[passage.start : cue.start]
            return any(len(before) - m.end() < 120 for m in _TALKS.finditer(before))
        ends = [m.end for m in passage.instruments if m.end <= cue.start and cue.start - m.end < 160]
        return bool(ends) and bool(_INSTRUMENT.match(self._text, max(ends)))
