"""What the cooperation of an event is about: each field's cues weighed by where in the story they stand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.english.cue_places import PLACES, CuePlaces
from extractors.english.passages import Passage, Reading
from extractors.events import Coded
from extractors.fields import GRADES, Cue, coded, cues
from extractors.lexicons import table
from extractors.reading import Draft, Organization


@dataclass(slots=True)
class Evidence:
    """What speaks for one code: the heaviest cue at each place, and the cue that says it best."""

    best: Cue
    rank: float = 0.0
    places: dict[str, float] = field(default_factory=dict)

    def add(self, place: str, cue: Cue) -> None:
        """Count a cue that stands at one of PLACES."""
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
        subject = ("title", "object") if place in ("title", "object") else (place,)
        mine = max(own.get(p, 0.0) for p in subject)
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
    standing = CuePlaces(reading, scene, draft, others)
    for cue in _item_cues(reading, scene):
        place = standing.place(cue)
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
        blanked += [
            (t.start, t.end) for _, h in passage.people for t in h.titles if start <= t.start and t.end <= end
        ]
    found = cues(reading.text[start:end], "en", [(a - start, b - start) for a, b in blanked])
    return [Cue(c.code, c.start + start, c.end + start, c.weight) for c in found]
