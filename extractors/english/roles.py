"""Who plays which part in an English sentence: signer, witness, participant, mere voice."""

from __future__ import annotations

from extractors.english.passages import Passage
from extractors.events import Mention, Role
from extractors.reading import Human


def signing_roles(passage: Passage) -> list[tuple[Human, Role]]:
    """The people of a sentence that tells a signing, each with their part in it."""
    told = [
        s
        for s in passage.cues["sign"]
        if not passage.line.text[: s[0]].endswith(("had ", "had been ", "had already "))
    ]
    handed = bool(told) and all(_handing(passage, span) for span in told)
    found: dict[Human, Role] = {}
    for mention, person in passage.people:
        role = _signing_role(passage, mention)
        if role:
            found.setdefault(person, "participant" if handed and role == "signatory" else role)
    return list(found.items())


def _handing(passage: Passage, span: tuple[int, int]) -> bool:
    """Exchange of signed copies: who exchanges takes part, but need not have signed."""
    said = passage.line.text[span[0] : span[1]].lower()
    return said.startswith(("changed hands", "exchange", "handed over"))


def _signing_role(passage: Passage, mention: Mention) -> Role | None:
    if is_witness(passage, mention):
        return "witness"
    if _quoted(passage, mention) or not passage.cues["sign"]:
        return None
    return "signatory"


def is_witness(passage: Passage, mention: Mention) -> bool:
    """Behind `in the presence of`, or before `looked on` in the same clause."""
    before = [e for s, e in passage.cues["witness_before"] if e <= mention.start]
    signs_after = [s for s, _ in passage.cues["sign"]]
    if before:
        latest = max(before)
        if not any(latest < s < mention.start for s in signs_after) and not _new_subject(
            passage, latest, mention
        ):
            return True
    after = [s for s, _ in passage.cues["witness_after"] if s >= mention.end]
    if after:
        nearest = min(after)
        return not any(mention.end <= s < nearest for s in signs_after) and nearest - mention.end < 220
    return False


def _new_subject(passage: Passage, cue: int, mention: Mention) -> bool:
    """`In the presence of the minister, A and B signed`: who signs behind the comma is a signer."""
    signs = [s for s, _ in passage.cues["sign"] if s >= mention.end]
    if not signs:
        return False
    first = next((m for m, _ in passage.people if m.start >= cue), mention)
    if "," in passage.line.text[cue : first.start]:
        return True
    return first.start != mention.start and _comma_group(passage, cue, mention.start) > 0


def _comma_group(passage: Passage, start: int, end: int) -> int:
    """Commas between cue and person that no apposition explains: more commas than titles between them."""
    commas = passage.line.text.count(",", start, end)
    people_between = sum(start <= m.start < end for m, _ in passage.people)
    titled = sum(start <= passage.line.words[t.first].start < end for t in passage.line.titles)
    return commas - max(0, 2 * titled - 1) if people_between else commas


def _quoted(passage: Passage, mention: Mention) -> bool:
    """`Jane Doe said …` tells a voice, unless she also signs in that clause."""
    after = passage.line.text[mention.end : mention.end + 14].lstrip(" ,")
    before = passage.line.text[max(0, mention.start - 14) : mention.start].rstrip()
    said = after.startswith(
        ("said", "says", "told", "noted", "added", "joked", "recalled")
    ) or before.endswith(("said", "says", "added", "noted", "according to"))
    return said and not any(s >= mention.end and s - mention.end < 60 for s, _ in passage.cues["sign"])
