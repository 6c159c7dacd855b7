"""The signing that a sentence tells: who signs what, anew or about the signing told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.english.announcements import tell_plan
from extractors.english.distribution import partners
from extractors.english.instruments import InstrumentMention, with_status
from extractors.english.kinds import renews
from extractors.english.merging import compatible, merged, with_people, within
from extractors.english.parties import frames, parties
from extractors.english.passages import Passage, is_generic
from extractors.english.pointed_at import pointed_at, sides_pointed_at
from extractors.english.roles import signing_roles
from extractors.english.spokesman import with_owner
from extractors.english.story import Story
from extractors.events import Instrument, Role, Status
from extractors.reading import Draft, Human, Organization

# Characters behind a planning word (`will sign`) in which an instrument is only planned.
_PLAN_REACH = 40
# How far into its line the first item of a list stands, behind its number or bullet.
_LIST_LEAD = 6


def tell_signing(story: Story, i: int) -> None:
    """Draft the signing, or add what the sentence says to the one it goes on about."""
    passage = story.scene[i]
    if _about_another_text(story, i):
        return
    people = [*signing_roles(passage), *pointed_at(story, i)]
    named = [f for f in passage.instruments if not _is_planned(passage, f.start)]
    status: Status = "renewed" if renews(passage) else "signed"
    told = _with_status([f for f in named if not f.definite or f.instrument.title], status)
    if _tell_shares(story, passage, people, told):
        return
    chosen = sides_pointed_at(story, passage, people) or parties(story.around(i), people, passage)
    if len(chosen) < 2:
        chosen = with_owner(story, passage, chosen)
    if groups := partners(passage, chosen):
        _tell_each(story, passage, people, told, chosen, groups)
        return
    draft = story.draft("signing", passage, chosen, people, _listed(story, i, told))
    if story.lies_ahead(draft):
        tell_plan(story, i)
        return
    last = story.last("signing")
    if last is not None and _continues(last, draft, passage):
        _go_on(story, last, draft, named)
        return
    instruments = draft.instruments or _with_status(named, status) or _nearby(story, i, status)
    if len(chosen) > 1 and instruments:
        watched = with_people(draft, [(h, "witness") for h in story.watching])
        story.found.append(replace(watched, instruments=instruments))
    else:
        story.watching += [h for h, role in people if role == "witness"]


def _tell_shares(
    story: Story, passage: Passage, people: Sequence[tuple[Human, Role]], told: tuple[Instrument, ...]
) -> bool:
    """`a memorandum between A and B and an agreement between A and C`: a signing for each of them."""
    framed = frames(passage)
    if len({frozenset(sides) for _, sides in framed}) < 2:
        return False
    begin = passage.start
    for at, sides in framed:
        own = tuple(i for i in told if begin <= i.mention.start < at)
        story.found.append(story.draft("signing", passage, sides, _of_sides(people, sides), own or told[:1]))
        begin = at
    return True


def _tell_each(
    story: Story,
    passage: Passage,
    people: Sequence[tuple[Human, Role]],
    told: tuple[Instrument, ...],
    chosen: Sequence[Organization],
    groups: Sequence[Sequence[Organization]],
) -> None:
    """`signed agreements with A and with B`: a signing with each of them, of one text unless told else."""
    partnered = {o for group in groups for o in group}
    hub = [o for o in chosen if o not in partnered]
    single = tuple(replace(i, count=1) if i.count in (None, len(groups)) else i for i in told)[:1]
    for group in groups:
        sides = [*hub, *group]
        story.found.append(story.draft("signing", passage, sides, _of_sides(people, sides), single))


def _of_sides(
    people: Sequence[tuple[Human, Role]], sides: Sequence[Organization]
) -> list[tuple[Human, Role]]:
    """The people who act for one of the sides, and those who only looked on."""
    return [(h, role) for h, role in people if role == "witness" or h.acts_for is None or h.acts_for in sides]


def _about_another_text(story: Story, i: int) -> bool:
    """`the agreement` of a sentence that follows one on laws, licences or certificates that were signed."""
    pointing = all(f.definite for f in story.scene[i].instruments)
    return pointing and any(p.has("unrelated") for p in story.scene[max(0, i - 2) : i])


def _is_planned(passage: Passage, at: int) -> bool:
    return any(0 <= at - end < _PLAN_REACH for _, end in passage.cues["planned"])


def _with_status(found: Sequence[InstrumentMention], status: Status) -> tuple[Instrument, ...]:
    return tuple(with_status(f.instrument, status) for f in found)


def _continues(last: Draft, draft: Draft, passage: Passage) -> bool:
    """Whether the sentence goes on about the signing told last."""
    inside = within(draft.parties, last.parties)
    if draft.date and last.date and not compatible(last.date, draft.date):
        return not draft.instruments and bool(draft.people) and inside
    if inside or within(last.parties, draft.parties):
        older = draft.background and draft.date and last.date is None
        return not (older and draft.instruments and last.instruments)
    if draft.instruments:
        return False
    return is_generic(passage) or bool(set(draft.parties) & set(last.parties)) or _signed_for(draft, last)


def _signed_for(draft: Draft, last: Draft) -> bool:
    """Who signed what was told without its signers: their bodies are of the countries of its parties."""
    unsigned = not any(role == "signatory" for _, role in last.people)
    theirs, ours = ({p.country for p in d.parties if p.country} for d in (draft, last))
    return unsigned and bool(draft.people) and len(ours) > 1 and theirs == ours


def _go_on(story: Story, last: Draft, draft: Draft, named: Sequence[InstrumentMention]) -> None:
    """Add to the last signing; a title that the sentence gives stands for the one instrument told before."""
    titled = any(f.definite and f.instrument.title for f in named)
    untitled = len(last.instruments) == 1 and not last.instruments[0].title
    base = replace(last, instruments=()) if titled and untitled else last
    story.replace(last, merged(base, draft))


def _listed(story: Story, i: int, told: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
    """`signed three memorandums:` and the lines that name them."""
    if len(told) != 1 or told[0].title or not (told[0].count or 2) > 1:
        return told
    titled: list[Instrument] = []
    for passage in story.scene[i + 1 :]:
        first = passage.instruments[0] if passage.instruments else None
        if first is None or not first.instrument.title or passage.cues["sign"]:
            break
        if first.start - passage.start > _LIST_LEAD:
            break
        titled.append(with_status(first.instrument, told[0].status))
    return tuple(titled) if len(titled) > 1 else told


def _nearby(story: Story, i: int, status: Status) -> tuple[Instrument, ...]:
    """What the sentences around it name, the nearest first, those before it before those behind."""
    for passage in (*reversed(story.scene[max(0, i - 2) : i]), *story.scene[i + 1 : i + 3]):
        if passage.instruments:
            return _with_status(passage.instruments, status)
    return ()
