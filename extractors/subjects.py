"""What a cooperation is about: each field's cues weighed by where in the story they stand.

The readers find the cues and their places; the weights of lexicon/<lang>_fields_weights.toml decide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.fields import GRADES, Cue
from extractors.lexicons import table

# From the most telling place to the least.
PLACES = (
    "title",  # in the title of its instrument
    "object",  # right after `agreement on …` or `talks on …`, in 就…交换意见
    "own",  # elsewhere in its sentence
    "purpose",  # where the instrument says what it is for (`The protocol aims to …`)
    "content",  # in a sentence near it that tells contents (`Under the agreement …`, 双方将…)
    "after",  # in another sentence near it, behind it
    "before",  # the same, before it
    "said",  # in what one side says of it, retold
    "headline",
    "far",  # farther away
    "quote",  # in what somebody says, word for word
    "sibling",  # in a sentence that tells another event of the same parties
    "stranger",  # in one that tells an event of others
)
# The places for which a code is measured against the others.
RIVALS = ("title", "object", "own", "purpose", "content")


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


def chosen(found: Mapping[str, Evidence], lang: str, *, background: bool) -> list[str]:
    """The codes that an event is about, the likeliest first; `background` if it is recalled in passing."""
    model = table(f"{lang}_fields_weights")
    told = {code: features(code, found, lang, background=background) for code in found}
    rated = sorted(((_chance(code, told[code], model), code) for code in found), reverse=True)
    least = [model["threshold_first"], *[model["threshold"]] * len(rated)]
    return [code for (likely, code), bar in zip(rated, least, strict=False) if likely >= bar]


def _chance(code: str, told: Mapping[str, float], model: Mapping[str, Mapping[str, float]]) -> float:
    weights = model["features"]
    score = model["codes"].get(code, 0.0) + sum(weights.get(n, 0.0) * v for n, v in told.items())
    return 1 / (1 + math.exp(-score))


def features(code: str, found: Mapping[str, Evidence], lang: str, *, background: bool) -> dict[str, float]:
    """The numbers that the weights are for: the code's own places, and what other codes have instead."""
    own = found[code].places
    told = {f"at_{place}": weight for place, weight in own.items()}
    told["bias"] = 1.0
    told["best"] = max(own.values())
    free = code in table(f"{lang}_subjects")["beside"]
    rivals = [e.places for c, e in found.items() if c != code and not free]
    for place in RIVALS:
        highest = max((r.get(place, 0.0) for r in rivals), default=0.0)
        # What the title says and what "cooperation in …" says are both the subject, not rivals.
        subject = ("title", "object") if place in ("title", "object") else (place,)
        mine = max(own.get(p, 0.0) for p in subject)
        told[f"rival_{place}"] = max(0.0, highest - mine)
    told["alone"] = float(not rivals)
    told["background"] = float(background)
    return told
