"""Acts that had no one place: by video or by post, each signer at home; and cities said of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.english.passages import Passage
from extractors.english.told_times import before, behind, is_recalled, signed_on_different_days
from extractors.events import EventType, Place
from extractors.geography import city, country_of
from extractors.reading import Organization

_ALOFT = re.compile(
    r"\bvirtual(?:ly)?\b|\bby (?:video|(?:tele)?phone|correspondence|mail|post|courier|e-?mail|fax|pouch"
    r"|satellite|exchange of letters)\b(?! (?:speech|address))"
    r"|\b(?:video|tele|web)-?(?:call|conferenc\w+|presence)|\bvideo (?:calls?|conferenc\w+|link\w*|meeting"
    r"|screen|session|signing)\b|\b(?:phone|conference) call\b|\bremotely\b|\bremote (?:signing|ceremony"
    r"|meeting|session)\b"
    r"|\b(?:via|over|on) (?:zoom|webex|teams|skype|video)\b|\bwebinar\b|\bon(?: the)? screens?\b"
    r"|\bscreens\b|\b(?:travelled|traveled|went|sent|came|crossed|exchanged) (?:\w+ ){0,4}(?:by|in|through) "
    r"(?:the )?(?:post|courier|mail|e-mail)\b"
    r"|\beach (?:at home|in (?:his|her|its|their) own)\b|\b(?:at|from) their (?:own |respective )?(?:desks"
    r"|offices|capitals|headquarters)\b|\bdiplomatic (?:bag|pouch)\b|\belectronically\b|\bdial(?:l)?ed in\b"
    r"|\b(?:kilometres|kilometers|miles|time zones) apart\b|\bcloud (?:signing|ceremony|meeting)\b"
    r"|\bonline\b(?= (?:meeting|ceremony|signing|session|talks|seminar|event|call|conference))"
    r"|\b(?:met|held|signed|took place|gathered|convened|talked|spoke|conferred)\b[^.;]{0,60}\bonline\b"
    r"|\bsigned online\b",
    re.IGNORECASE,
)

_BY_SPEECH = re.compile(
    r"\b(?:speech|address|message|greetings?|remarks|statement|spoke|joined|addressed)\b[^.;]{0,30}$",
    re.IGNORECASE,
)

_HANDED_OVER = re.compile(
    r"\b(?:changed hands|exchanged (?:the )?(?:texts|copies|documents|signed)|handed over)\b"
)

_NOT_THERE = re.compile(
    r"\b(?:based|headquartered|office|offices|born|educated|studied|students?|home|school|embassy|bank "
    r"of)\s+(?:\w+ )?(?:in|at)\s*$",
    re.IGNORECASE,
)

TO_COME = re.compile(
    r"\b(?:will|would|shall|wishes|plans?|expects?|hopes?|invited|next|to be (?:hosted|held))\b[^.;]*$"
)

_PAST_ACT = re.compile(
    r"\b(?:signed|met|held|took place|received|visited|concluded|entered into|renewed|inked)\b"
)

_SIGNING_TOLD = re.compile(
    r"\b(?:ceremony|signings?|signed|papers|pens|signatures?|documents?|text|extension)\b"
)

_MEETING_TOLD = re.compile(
    r"\b(?:meetings?|talks|conference|session|call|seminar|met|spoke|talked|ceremony)\b"
)


def at_a_distance(scene: Sequence[Passage], passage: Passage, kind: EventType) -> bool:
    """Whether the act had no one place: by video, by post, each at home."""
    own = _ALOFT.search(passage.text)
    if own and (is_recalled(passage, passage.start + own.start()) or _HANDED_OVER.search(passage.text)):
        return False
    if own:
        return not _BY_SPEECH.search(passage.text[: own.start()])
    near = [*before(scene, passage)[-1:], *behind(scene, passage)[:2]]
    return any(
        p.sentence.paragraph - passage.sentence.paragraph in (-1, 0, 1) and _says_aloft_of_act(p, kind)
        for p in near
    )


def _says_aloft_of_act(told: Passage, kind: EventType) -> bool:
    found = _ALOFT.search(told.text)
    if (
        found is None
        or _BY_SPEECH.search(told.text[: found.start()])
        or is_recalled(told, told.start + found.start())
    ):
        return False
    named = (_SIGNING_TOLD if kind == "signing" else _MEETING_TOLD).search(told.text)
    return bool(named) and not TO_COME.search(told.text[: found.start()])


def apart(
    scene: Sequence[Passage], passage: Passage, kind: EventType, chosen: Sequence[Organization] = ()
) -> bool:
    """Signed in different cities, each signer in one of them."""
    if kind != "signing":
        return False
    own = {p.city.text for at, p in passage.places if is_there(passage, at, kind)}
    if own and (
        signed_on_different_days(passage) or any(_and_another(passage, p) for _, p in passage.places)
    ):
        return True
    if len(own) > 1:
        return (
            bool(re.search(r"\brespectively\b|\bin both (?:capitals|cities)\b", passage.text))
            or len(passage.cues["sign"]) > 1
            or _signers_apart(passage)
        )
    if not own or not passage.people:
        return False
    next_door = [
        p
        for p in scene
        if p.people
        and p.cues["sign"]
        and abs(p.sentence.paragraph - passage.sentence.paragraph) < 2
        and p is not passage
    ]
    for told in next_door:
        other = {p.city.text for at, p in told.places if is_there(told, at, kind)}
        stranger = any(o not in chosen for _, o in told.bodies)
        if not stranger and len(other) == 1 and other != own and len(told.people) == len(passage.people) == 1:
            return True
    return _followed_elsewhere(passage)


def _and_another(passage: Passage, place: Place) -> bool:
    """`in Guiyang and Bangkok`: another city is joined to it."""
    behind_it = re.match(
        r",? and (?:in |at )?([A-Z]\w+(?:[ -][A-Z]\w+)?)(?! [A-Z])",
        passage.line.text[place.city.end : place.city.end + 50],
    )
    return (
        behind_it is not None and city(behind_it[1]) is not None and country_of(behind_it[1]) != behind_it[1]
    )


def _signers_apart(passage: Passage) -> bool:
    """`X signed in A on …; Y followed in B`: a person before each city."""
    spots = sorted(passage.line.words[at].start for at, _ in passage.places)
    edges = [passage.start, *spots]
    return all(any(a <= m.start < b for m, _ in passage.people) for a, b in pairwise(edges))


def _followed_elsewhere(passage: Passage) -> bool:
    return bool(
        re.search(
            r"\b(?:followed(?: suit)?|countersigned|completed the procedure)\b[^.]*\b(?:in|at)\b",
            passage.text,
        )
    )


def is_there(passage: Passage, at: int, kind: EventType) -> bool:
    """Not spoken of in a quotation, as home, as origin, as a plan or an older act."""
    start = passage.line.words[at].start
    lead = passage.line.text[passage.start : start]
    if lead.count('"') % 2 or lead.count("“") > lead.count("”") or _NOT_THERE.search(lead):
        return False
    origin = (
        at > 1 and passage.line.words[at - 1].lower == "from" and passage.line.words[at - 2].lower != ("home")
    )
    if origin or is_recalled(passage, start) or _before_that(passage, lead):
        return False
    return kind == "announcement" or not TO_COME.search(_PAST_ACT.split(lead)[-1])


def _before_that(passage: Passage, lead: str) -> bool:
    """`X signed for A; Y had added his name in B`: the second was before the act that is told."""
    had = re.search(r"\bhad (?:\w+ ){0,6}(?:in|at) $", lead)
    return had is not None and any(s < passage.start + had.start() for s, _ in passage.cues["sign"])
