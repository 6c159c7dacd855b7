"""What a sentence tells: a signing, a meeting, a conference, a plan, an instrument's start or end."""

from __future__ import annotations

import re
from typing import Literal

from extractors.english.encounters import is_encounter
from extractors.english.gatherings import is_conference
from extractors.english.passages import Passage
from extractors.lexicons import table

Kind = Literal["signing", "meeting", "both", "conference", "planned", "in_force", "ended"]

_FIRM: list[str] = table("en_story")["firm"]
_RENEWING: list[str] = table("en_story")["renewing"]


_NOT = re.compile(
    r"\b(?:not|never|neither|nor|without|no longer|unless|if|until)\b[^.;,]{0,24}$", re.IGNORECASE
)
_SUBJECT_IT = re.compile(
    r"\b(?:it|that one|this one|the (?:text|paper|document|pact|accord|deal|letter))\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_OBJECT_IT = re.compile(r" (?:it|them)\b")


def kind_of(passage: Passage, signed_before: bool) -> Kind | None:
    """What a sentence tells, or None; `signed_before` says that a signing was told earlier."""
    if passage.has("unrelated") or passage.has("denied"):
        return "meeting" if is_encounter(passage) and not passage.has("unrelated") else None
    return _signing(passage, signed_before) or _of_instrument(passage) or _encounter(passage)


def _signing(passage: Passage, signed_before: bool) -> Kind | None:
    signs = firm_signs(passage)
    if not signs:
        return None
    said = " ".join(passage.line.text[s:e].lower() for s, e in signs)
    firm = any(word in said for word in _FIRM) or (signed_before and _points_back(passage, signs))
    if not passage.instruments and not (firm and (signed_before or passage.people or passage.bodies)):
        return None
    return "both" if _met_before(passage, signs[0][0]) else "signing"


def firm_signs(passage: Passage) -> list[tuple[int, int]]:
    """Signing words that no plan, no denial and no standing of a signatory covers."""
    covered = passage.cues["planned"] + passage.cues["status_only"]
    return [
        (s, e)
        for s, e in passage.cues["sign"]
        if not any(a <= s < b or s <= a < e for a, b in covered) and not _negated(passage, s)
    ]


def _negated(passage: Passage, at: int) -> bool:
    """`will not be prolonged`, `without being renewed`."""
    return _NOT.search(passage.line.text[max(passage.start, at - 40) : at]) is not None


def _points_back(passage: Passage, signs: list[tuple[int, int]]) -> bool:
    """`It was renewed`, `they extended it`: the instrument told before."""
    text = passage.line.text
    return any(
        _SUBJECT_IT.search(text[max(passage.start, s - 60) : s]) or _OBJECT_IT.match(text[e : e + 12])
        for s, e in signs
    )


def _met_before(passage: Passage, sign: int) -> bool:
    """`met and signed`, `held talks and then …`; who `met to sign` only signed."""
    text = passage.line.text
    meets = [s for s, _ in passage.cues["meet"] if s < sign and "to sign" not in text[s : sign + 5]]
    return any(text[s : s + 3].lower() in ("met", "hel", "tal") for s in meets)


def _of_instrument(passage: Passage) -> Kind | None:
    """What is to become of an instrument, or has become of it since it was signed."""
    if not passage.instruments:
        return None
    if passage.has("planned"):
        return "planned"
    if passage.has("ended"):
        return "ended"
    return "in_force" if passage.has("force") else None


def _encounter(passage: Passage) -> Kind | None:
    if is_conference(passage):
        return "conference"
    return "meeting" if is_encounter(passage) else None


def renews(passage: Passage) -> bool:
    """Whether what is signed was in force before."""
    low = passage.text.lower()
    return any(word in low for word in _RENEWING)
