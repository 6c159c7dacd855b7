"""The field words of a Chinese news item that tell what the cooperation of its events is about."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.chinese.body_forms import Body
from extractors.chinese.builders import Builder
from extractors.chinese.cue_places import CuePlaces
from extractors.chinese.fields import named_fields
from extractors.chinese.scene import scenes_of
from extractors.chinese.story import Reading
from extractors.events import Coded
from extractors.subjects import Evidence, chosen


class Subjects:
    """What each event of a text is about; `told` are all of them."""

    def __init__(self, reading: Reading, told: Sequence[Builder]) -> None:
        self._mention = reading.view.mention
        self._scenes = scenes_of(reading, told)

    def of(self, builder: Builder) -> tuple[Coded, ...]:
        """The codes of one event, each with the words that say it best, the likeliest first."""
        found = self.evidence(builder)
        kept = chosen(found, "zh", background=builder.background)
        return tuple(
            Coded(code, self._mention(found[code].best.start, found[code].best.end)) for code in kept
        )

    def evidence(self, builder: Builder) -> dict[str, Evidence]:
        """The field words of the event's item, by code and by where they stand seen from the event."""
        found: dict[str, Evidence] = {}
        scene = self._scenes[builder.item]
        standing = CuePlaces(scene, builder)
        for at in scene.around(builder):
            for cue in scene.lines[at].cues:
                if place := standing.place(at, cue):
                    said = found.setdefault(cue.code, Evidence(cue))
                    said.add(place, cue)
                    home = builder.sentence[0] <= cue.start < builder.sentence[1]
                    if place in ("purpose", "object") and not home:
                        said.add("content", cue)
        for code, share in _named_after(builder.parties).items():
            if code in found:
                found[code].places["party"] = share
        return found


def _named_after(parties: Sequence[Body]) -> dict[str, float]:
    """The share of the parties whose name speaks of one field only; standards are in too many to tell."""
    shares: dict[str, float] = {}
    for body in parties:
        said = named_fields(body.name) - {"standardization", "market_supervision"}
        for code in said if len(said) == 1 else ():
            shares[code] = shares.get(code, 0.0) + 1 / len(parties)
    return shares
