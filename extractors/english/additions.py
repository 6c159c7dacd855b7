"""What a sentence that tells no event of its own adds to those told before: more people, onlookers."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.english.instruments import InstrumentMention, with_status
from extractors.english.merging import joined, merged, with_people
from extractors.english.passages import Passage
from extractors.english.roles import is_chinese_envoy, is_only_named, is_witness
from extractors.english.story import Story
from extractors.events import Mention, Role
from extractors.lexicons import table
from extractors.reading import Draft, Human

_QUOTING: list[str] = table("en_story")["quoting"]
_QUOTED_BEHIND, _QUOTED_BEFORE = 40, 20
_CEREMONY = re.compile(r"\b(?:signing|ceremony|signatures?)\b")
# Kinds of texts that a meeting adopts without signing them.
_ADOPTED = ("declaration", "plan", "minutes")
_NEAR = 40
_ADOPTS = re.compile(
    r"\b(?:adopt|issu|endors|approv|releas|publish|proclaim|pass)(?:e?d|es?|ing|s)?\b[^.;]{0,30}$"
)
_WAS_ADOPTED = re.compile(
    r"[^.;]{0,24}\b(?:was|were|is|has been) (?:\w+ )?(?:adopted|issued|endorsed|approved|released)\b"
)
_SEVERAL = re.compile(r"\b(?:both|all|each)\b")


def add_people(story: Story, passage: Passage) -> None:
    """A sentence without the word itself: `X and Y did the honors`, `Z represented the hosts`."""
    last, latest = story.last("signing"), story.latest()
    if last is not None and passage.has("sign_more"):
        acting = [(m, h) for m, h in passage.people if not is_only_named(passage, m)]
        signers = [h for m, h in acting if not is_witness(passage, m)]
        more = story.draft("signing", passage, (), [(h, "signatory") for h in signers])
        story.replace(last, merged(last, more))
    elif latest is not None and latest.type == "meeting" and latest.sentence.end < passage.start:
        present = [h for m, h in passage.people if _takes_part(h, latest) and not _is_quoted(passage, m)]
        story.replace(latest, with_people(latest, [(h, "participant") for h in present]))


def _takes_part(person: Human, met: Draft) -> bool:
    """Somebody of the parties, or with a position but no body told."""
    return person.acts_for in met.parties or (bool(person.titles) and not person.acts_for)


def _is_quoted(passage: Passage, mention: Mention) -> bool:
    """Whether the person is only quoted there."""
    text = passage.line.text
    behind = text[mention.end : mention.end + _QUOTED_BEHIND]
    before = text[max(passage.start, mention.start - _QUOTED_BEFORE) : mention.start]
    return any(w in behind or w in before for w in _QUOTING)


def add_adopted(story: Story, passage: Passage) -> None:
    """What a meeting or an assembly issued or adopted without signing: `adopted the Declaration of …`."""
    met = story.latest()
    if met is None or met.type not in ("meeting", "conference") or passage.has("sign", "planned"):
        return
    issued = [
        with_status(found.instrument, "signed")
        for found in passage.instruments
        if found.instrument.type in _ADOPTED and _is_adopted(passage, found)
    ]
    story.replace(met, replace(met, instruments=joined(met.instruments, tuple(issued))))


def _is_adopted(passage: Passage, found: InstrumentMention) -> bool:
    text = passage.line.text
    active = _ADOPTS.search(text[max(passage.start, found.start - _NEAR) : found.start])
    return bool(active) or bool(_WAS_ADOPTED.match(text[found.end : min(found.end + _NEAR, passage.end)]))


def add_onlookers(story: Story, passage: Passage) -> None:
    """Those who looked on at the event told last; `both signings` and the like: at every one told."""
    if not passage.has("witness_before", "witness_after"):
        return
    watching = [h for m, h in passage.people if is_witness(passage, m) and not is_chinese_envoy(h)]
    last = story.last("signing") or story.last("meeting")
    if last is None:
        story.watching += watching if _CEREMONY.search(passage.text) else []
        return
    every = [d for d in story.found if not d.background] if _SEVERAL.search(passage.text) else []
    for draft in every or [last]:
        role: Role = "witness" if draft.type == "signing" else "participant"
        story.replace(draft, with_people(draft, [(h, role) for h in watching]))
