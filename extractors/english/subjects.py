"""The cues of an English news item that tell what the cooperation of one of its events is about."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.english.cue_places import CuePlaces
from extractors.english.passages import Passage, Reading
from extractors.events import Coded
from extractors.fields import GRADES, Cue, coded, cues
from extractors.reading import Draft, Organization
from extractors.subjects import Evidence, chosen


def subjects(
    reading: Reading, scene: Sequence[Passage], draft: Draft, others: Sequence[Draft]
) -> tuple[Coded, ...]:
    """The codes that the event is about, each with the words that say it best, the likeliest first.

    `scene` is the event's news item, sentence by sentence; `others` are the other events told in it.
    """
    found = evidence(reading, scene, draft, others)
    kept = chosen(found, "en", background=draft.background)
    return tuple(coded(reading.text, found[code].best) for code in kept)


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
