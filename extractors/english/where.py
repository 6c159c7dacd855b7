"""Which of the cities said around an act is its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.english.apart import apart
from extractors.english.passages import Passage
from extractors.english.places import heading
from extractors.english.told_places import TO_COME, is_there
from extractors.english.told_times import CUE, PLANNED, before, behind
from extractors.events import EventType, Mention, Place
from extractors.geography import cities, country_of, mentions
from extractors.lexicons import expressions
from extractors.reading import Organization

_DEICTIC = re.compile(rf"\b(?:{expressions('en_places', 'deictic')})\b")

_JUST_DONE = re.compile(rf"\b(?:have|has)\b(?: \w+){{0,2}} (?:{expressions('en_places', 'just_done')})\b")

# `disclosed today that it has concluded`: the day of telling, not of the act.
_TOLD_TODAY = re.compile(rf"\b(?:{expressions('en_places', 'telling')})\b[^.;,]{{0,24}} that\b")

_CAPITAL = re.compile(r"\b(?:in|at|again in) (?:the (?P<of>[A-Z]\w+(?: [A-Z]\w+)?) |this |the )capital\b")


def where(
    scene: Sequence[Passage],
    passage: Passage,
    kind: EventType,
    virtual: bool,
    chosen: Sequence[Organization] = (),
    page: Sequence[Passage] = (),
    recalled: bool = False,
) -> Place | None:
    """The city of the act that `passage` tells, `chosen` being its parties; None if it had or tells none."""
    if virtual or apart(scene, passage, kind, chosen):
        return None
    own = _own_place(passage, kind, chosen)
    if own or kind == "announcement":
        return own or _announced_place(scene, passage)
    if recalled:
        return None
    capital = _CAPITAL.search(passage.text)
    if capital:
        return _capital(scene, passage, capital["of"])
    head = _heading(scene, passage) or _caption(scene, passage) or _page_heading(page)
    if head and _DEICTIC.search(passage.text) and not _TOLD_TODAY.search(passage.text):
        return head
    told = _carried_place(scene, passage) or _place_after(scene, passage)
    if told or head is None:
        return told or _framing_place(scene, passage)
    elsewhere = not passage.dates or _TOLD_TODAY.search(passage.text)
    return None if _JUST_DONE.search(passage.text) and elsewhere else head


def _own_place(passage: Passage, kind: EventType, chosen: Sequence[Organization]) -> Place | None:
    there = [(at, p) for at, p in passage.places if is_there(passage, at, kind)]
    if kind == "announcement":
        there = [
            (at, p)
            for at, p in there
            if not re.search(
                r"(?<!be )\b(?:done|signed|concluded|hands)\b[^.,;]{0,20}$",
                passage.line.text[max(passage.start, p.city.start - 30) : p.city.start],
            )
        ]
        there = [] if passage.has("force", "ended") else there
    if len(there) < 2:
        return there[0][1] if there else None
    beside = [(p, body) for at, p in there if (body := _body_beside(passage, at)) is not None]
    own = [p for p, body in beside if body in chosen]
    if len(beside) > 1 and len({b for _, b in beside}) > 1 and len(own) == 1:
        return own[0]
    spots = [s for cue in CUE[kind] for s, _ in passage.cues[cue]] or [passage.start]
    return min(
        (p for _, p in there), key=lambda p: (min(_away(p.city.start - s) for s in spots), p.city.start)
    )


def _away(gap: int) -> int:
    """A place stands behind its verb rather than before it."""
    return gap if gap >= 0 else -2 * gap


def _body_beside(passage: Passage, at: int) -> Organization | None:
    """`by COFRAC in Paris`: the body right before the city."""
    return next((o for _, last, o in passage.line.bodies if 0 <= at - last <= 4), None)


def _announced_place(scene: Sequence[Passage], passage: Passage) -> Place | None:
    """The city of a planned act, told beside it or in a `Where:` line."""
    if passage.has("force", "ended"):
        return None
    for told in behind(scene, passage)[:4]:
        labelled = re.match(r"\W*(?:WHERE|Where|Place|Venue)\b", told.text)
        found = heading(told.line.text, told.start, told.end) if labelled else None
        if found or (PLANNED.search(told.text) and told.places):
            return found or told.places[0][1]
    return None


def _capital(scene: Sequence[Passage], passage: Passage, owner: str | None) -> Place | None:
    """`in the Lao capital`: that country's city named elsewhere in the text; `this capital`: the dateline."""
    if owner is None:
        return _heading(scene, passage)
    country = country_of(owner)
    text, first, last = passage.line.text, scene[0].start, scene[-1].end
    named = [m for m in mentions(text[first:last]) if m.kind == "city" and m.country == country]
    if not named or country is None:
        return None
    near = min(named, key=lambda m: abs(first + m.start - passage.start))
    written = text[first + near.start : first + near.end]
    return (
        Place(Mention(first + near.start, first + near.end, written), country)
        if written in cities("en")
        else None
    )


def _carried_place(scene: Sequence[Passage], passage: Passage) -> Place | None:
    """The city that the sentences just before it are set in; of a journey, where it led."""
    near = [p for p in before(scene, passage) if p.sentence.paragraph >= passage.sentence.paragraph - 1][-2:]
    for told in reversed(near):
        found = [p for at, p in told.places if is_there(told, at, "meeting")]
        if found:
            return found[-1]
    return None


_ACT_IN = re.compile(
    rf"\b(?:[Tt]he|[Bb]oth|[Tt]his|[Aa]ll(?: \w+)?) (?:\w+ )?(?:{expressions('en_places', 'act_named')})"
    r"(?: was held| were held| took place)?,? (?:in|at)\b"
)


def _place_after(scene: Sequence[Passage], passage: Passage) -> Place | None:
    """`The ceremony took place in …`, `The signing in … was on …` in one of the next sentences."""
    for later in behind(scene, passage):
        act = _ACT_IN.search(later.text)
        if act is None or TO_COME.search(later.text):
            continue
        reach = later.start + act.end() + 60
        found = next(
            (p for at, p in later.places if p.city.start < reach and is_there(later, at, "signing")), None
        )
        if found:
            return found
    return None


def _caption(scene: Sequence[Passage], passage: Passage) -> Place | None:
    """`Maputo, 3 October.` right behind the sentence, as under a photograph."""
    later = next(iter(behind(scene, passage)), None)
    if later is None or len(later.text) > 44 or not later.dates:
        return None
    return heading(later.line.text, later.start, later.end)


def _framing_place(scene: Sequence[Passage], passage: Passage) -> Place | None:
    """The city of the gathering or headline under which the news item stands."""
    for told in reversed(before(scene, passage)):
        if told.has("gather", "meet") or (told in scene[:2] and not told.text.endswith(".")):
            found = next((p for at, p in told.places if is_there(told, at, "meeting")), None)
            if found:
                return found
    return None


def _heading(scene: Sequence[Passage], passage: Passage) -> Place | None:
    """The city at the head of the sentence's line, or of the nearest line before it that has one."""
    text = passage.line.text
    for told in (passage, *reversed(before(scene, passage))):
        line_end = text.find("\n", told.start)
        found = heading(text, told.start, line_end if line_end >= 0 else len(text))
        if found:
            return found
    return None


def _page_heading(page: Sequence[Passage]) -> Place | None:
    """The city that stands with a day on a line of its own before the items of a page."""
    alone = [p for p in page if len(p.text) < 45 and p.dates]
    return next((place for p in alone if (place := heading(p.line.text, p.start, p.end))), None)
