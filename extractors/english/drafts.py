"""From passages to drafts: what each sentence tells as an event, and what the next ones add to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.calendars import Anchor
from extractors.digests import Item
from extractors.english.apart import at_a_distance
from extractors.english.bodies import is_headline
from extractors.english.instruments import with_status
from extractors.english.parties import independent, parties, settled
from extractors.english.passages import Passage, Reading, is_generic
from extractors.english.subjects import subjects
from extractors.english.told_times import is_term
from extractors.english.when import when
from extractors.english.where import where
from extractors.english.roles import is_witness, signing_roles
from extractors.events import Coded, EventDate, EventType, Instrument, Mention, Role, Status
from extractors.reading import DateMention, Draft, Human, Organization

_FIRM = ("signed", "signing", "signs", "initial", "inked", "penned", "signature", "put", "pen", "changed hands", "exchange", "entered into", "executed")


_AGAIN = re.compile(r"\b(?:again|once more|another time|a second time|and then)\b")
_HAD = re.compile(r"\bhad (?:been |already |both |first )*$")
_ONE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b (?:and\b|(?:had |has |then |also |later |just |himself |herself )*(?:signed|put|initialled|initialed|inked))")
_SEVERAL = re.compile(
    r"\b(?:[Tt]hey|[Tt]he (?:two|three|pair|duo)|[Bb]oth|[Tt]he heads of (?:the )?delegations?|[Tt]he (?:two|three) \w+)(?:,? \w+){0,4},? (?:sign|signed|initialled|initialed|inked|put|exchanged|renewed|concluded)\b"
)
_HE_MET = re.compile(r"\b(?:[Hh]e|[Ss]he) (?:\w+ ){0,3}(?:met|visited|called|held|talked|spoke|sat|conferred|received|went)\b")


def drafts(reading: Reading, items: tuple[Item, ...], anchor: Anchor) -> tuple[Draft, ...]:
    """All drafts of a text, news item by news item."""
    found: list[Draft] = []
    for number in range(len(items)):
        scene = [p for p in reading.passages if p.sentence.item == number]
        found += _Item(reading, scene, number, anchor).drafts()
    return tuple(found)


class _Item:
    """One news item on its way to drafts; sentences are told in order, each may add to the last draft."""

    def __init__(self, reading: Reading, scene: list[Passage], number: int, anchor: Anchor) -> None:
        self._reading, self._scene, self._number, self._anchor = reading, scene, number, anchor
        self._found: list[Draft] = []
        # Onlookers told before the signing itself.
        self._watching: list[Human] = []

    def drafts(self) -> list[Draft]:
        headings = [i for i, passage in enumerate(self._scene) if _is_heading(self._reading.text, passage, i)]
        for i, passage in enumerate(self._scene):
            if i not in headings:
                self._tell(i, passage)
        if not self._found:
            # A headline only announces what the text then tells; alone it has to do.
            for i in headings:
                self._tell(i, self._scene[i])
        return [self._with_fields(affiliated(d)) for d in self._found]

    def _tell(self, i: int, passage: Passage) -> None:
        kind = kind_of(passage, bool(self._signings()))
        if kind == "conference":
            self._conference(i, passage)
            return
        if kind in ("meeting", "both") and not self._within_conference(passage):
            self._meeting(i, passage)
        if kind in ("signing", "both"):
            if not self._renewals(passage):
                self._signing(i, passage)
            self._recall(passage)
            if passage.has("force") and passage.instruments and " will " not in passage.text:
                self._announcement(i, passage, "in_force")
        elif kind == "planned":
            self._planned(i, passage)
        elif kind in ("in_force", "ended"):
            self._announcement(i, passage, "in_force" if kind == "in_force" else "ended")
        elif kind is None:
            self._adds(passage)
            self._onlookers(passage)

    def _adds(self, passage: Passage) -> None:
        """A sentence without the word itself: `X and Y did the honors`, `Z represented the hosts`."""
        last = self._last("signing")
        if last is not None and passage.has("sign_more"):
            people: list[tuple[Human, Role]] = [(h, "signatory") for m, h in passage.people if not is_witness(passage, m)]
            self._replace(last, _merge(last, self._draft("signing", passage, [], people, ())))
            return
        met = self._last("meeting")
        if met is not None and met.sentence.end < passage.start and self._found[-1] is met:
            joined = [h for m, h in passage.people if (h.acts_for in met.parties or h.titles and not h.acts_for) and not _voice(passage, m)]
            self._replace(met, replace(met, people=tuple(_unique([*met.people, *((h, "participant") for h in joined)]))))

    # -- signings

    def _within_conference(self, passage: Passage) -> bool:
        """Talk among those whom the conference brought together is part of it."""
        hall = self._last("conference")
        here = {o for _, o in passage.bodies}
        return hall is not None and len(here & set(hall.parties)) >= len(here) - 1

    def _renewals(self, passage: Passage) -> bool:
        """`renewed it in June 2001, again in 2008 and …`: a signing for each date, the last told as the news."""
        last = self._found[-1] if self._found else None
        dates = [d for d in passage.dates if d.kind in ("day", "month", "year") and not is_term(passage, d)]
        if not _renews(passage) or len(dates) < 2 or not _AGAIN.search(passage.text) or last is None:
            return False
        instruments = tuple(with_status(i, "renewed") for i in last.instruments)
        for date in dates:
            draft = self._draft("signing", passage, list(last.parties), [], instruments)
            place = next((p for at, p in passage.places if abs(passage.line.words[at].start - date.start) < 30), None)
            self._found.append(replace(draft, date=date.date, place=place, background=date is not dates[-1]))
        return True

    def _recall(self, passage: Passage) -> None:
        """`…, which they had signed in Sydney in November 2010`: an older signing told in passing."""
        last = self._found[-1] if self._found else None
        if last is None or not last.parties:
            return
        for start, end in passage.cues["sign"]:
            before = passage.line.text[max(passage.start, start - 14) : start].lower()
            if not _HAD.search(before):
                continue
            date = next((d for d in passage.dates if 0 <= d.start - end < 70 and d.date.edtf), None)
            named = [f for f in passage.instruments if f.end <= start][-1:] or list(passage.instruments[:1])
            if date is None or not named or last.date == date.date:
                continue
            base = self._draft("signing", passage, list(last.parties), [], tuple(with_status(f.instrument, "signed") for f in named))
            place = next((p for at, p in passage.places if passage.line.words[at].start > end), None)
            self._found.append(replace(base, date=date.date, place=place, background=True))
            return

    def _signing(self, i: int, passage: Passage) -> None:
        if all(f.definite for f in passage.instruments) and any(p.has("unrelated") for p in self._scene[max(0, i - 2) : i]):
            return
        people = [*signing_roles(passage), *self._pointed_at(i, passage)]
        named = [f for f in passage.instruments if not _planned_here(passage, f.start)]
        status: Status = "renewed" if _renews(passage) else "signed"
        instruments = tuple(with_status(f.instrument, status) for f in named if not f.definite or f.instrument.title)
        chosen = self._known_sides(passage, people) or parties(self._around(i), people, passage)
        last = self._last("signing")
        instruments = self._listed(i, instruments)
        draft = self._draft("signing", passage, chosen, people, instruments)
        if last is not None and self._continues(last, draft, passage):
            if any(f.definite and f.instrument.title for f in named) and len(last.instruments) == 1 and not last.instruments[0].title:
                last = self._swap(last, replace(last, instruments=()))
            self._replace(last, _merge(last, draft))
            return
        if not instruments:
            instruments = tuple(with_status(f.instrument, status) for f in named) or self._instrument_nearby(i, status)
        if len(chosen) > 1 and instruments:
            people = [*draft.people, *((h, "witness") for h in self._watching)]
            self._found.append(replace(draft, instruments=instruments, people=tuple(_unique(people))))
        else:
            self._watching += [h for h, role in people if role == "witness"]

    def _pointed_at(self, i: int, passage: Passage) -> list[tuple[Human, Role]]:
        """`they signed`, `the two ministers`, `he and …`: the people of the sentences before."""
        titled = self._by_title(i, passage) if passage.cues["sign"] else []
        if titled:
            return titled
        wanted = 1 if _ONE.search(passage.text) else 2 if _SEVERAL.search(passage.text) else 0
        if not wanted or not passage.cues["sign"]:
            return []
        here = {h for _, h in passage.people}
        found: list[Human] = []
        if wanted == 1:
            subject = self._subject_before(i)
            return [(subject, "signatory")] if subject and subject not in here else []
        met = self._found[-1] if self._found and self._found[-1].type == "meeting" else None
        if met is not None and wanted == 2:
            found = [h for p in met.parties for h in [next((h for h, _ in met.people if h.acts_for is p), None)] if h and h not in here]
        for earlier in [] if len(found) > 1 else reversed(self._scene[max(0, i - 4) : i]):
            found += [h for m, h in reversed(earlier.people) if h not in found and h not in here and not is_witness(earlier, m)]
            if len(found) >= wanted:
                break
        return [(h, "signatory") for h in found[: 3 if "three" in passage.text else 2]]

    def _subject_before(self, i: int) -> Human | None:
        """Whom `he` or `she` stands for: the first person of the last sentence that names its subject."""
        for earlier in reversed(self._scene[:i]):
            pronoun = re.search(r"\b(?:[Hh]e|[Ss]he)\b", earlier.text)
            if earlier.people and not (pronoun and earlier.start + pronoun.start() < earlier.people[0][0].start):
                return earlier.people[0][1]
        return None

    def _by_title(self, i: int, passage: Passage) -> list[tuple[Human, Role]]:
        """`the Chairman and the Executive President signed`: who bore these titles before."""
        line = passage.line
        found: list[tuple[Human, Role]] = []
        known = [h for p in self._scene[:i] for _, h in p.people]
        for title in line.titles:
            beside = any(title.last <= n.first <= title.last + 1 or 0 <= title.first - n.last <= 8 for n in line.names)
            if beside or line.low(title.first - 1) != "the":
                continue
            said = " ".join(w.lower for w in line.words[title.first : title.last])
            owner = next((h for h in reversed(known) if any(t.text.lower() == said for t in h.titles)), None)
            if owner:
                found.append((owner, "signatory"))
        return found

    def _known_sides(self, passage: Passage, people: Sequence[tuple[Human, Role]]) -> list[Organization]:
        """`the two sides then signed …`, `they signed …`: the parties of the encounter told before."""
        own = {o for _, o in passage.bodies}
        last = self._found[-1] if self._found else None
        if last is not None and not own and len(last.parties) > 1 and any(f.definite for f in passage.instruments):
            return list(last.parties)
        if last is None or len(last.parties) < 2 or not own <= set(last.parties):
            return []
        signers = {h.acts_for for h, role in people if h.acts_for and role == "signatory"}
        pointed = is_generic(passage) or _SEVERAL.search(passage.text) or len(signers & set(last.parties)) > 1
        return list(last.parties) if pointed else []

    def _continues(self, last: Draft, draft: Draft, passage: Passage) -> bool:
        """Whether the sentence goes on about the signing told last."""
        if draft.date and last.date and not _compatible(last.date, draft.date):
            return not draft.instruments and bool(draft.people) and _subset(draft.parties, last.parties)
        if _subset(draft.parties, last.parties) or _subset(last.parties, draft.parties):
            return not (draft.instruments and last.instruments and draft.date and last.date is None and draft.background)
        return not draft.instruments and (is_generic(passage) or len(set(draft.parties) & set(last.parties)) > 0)

    def _listed(self, i: int, instruments: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
        """`signed three memorandums:` and the lines that name them."""
        if len(instruments) != 1 or instruments[0].title or not (instruments[0].count or 2) > 1:
            return instruments
        titled: list[Instrument] = []
        for passage in self._scene[i + 1 :]:
            first = passage.instruments[0] if passage.instruments else None
            if first is None or not first.instrument.title or first.start - passage.start > 6 or passage.cues["sign"]:
                break
            titled.append(with_status(first.instrument, instruments[0].status))
        return tuple(titled) if len(titled) > 1 else instruments

    def _instrument_nearby(self, i: int, status: Status) -> tuple[Instrument, ...]:
        for passage in (*reversed(self._scene[max(0, i - 2) : i]), *self._scene[i + 1 : i + 3]):
            named = [f.instrument for f in passage.instruments]
            if named:
                return tuple(with_status(n, status) for n in named)
        return ()

    # -- meetings

    def _meeting(self, i: int, passage: Passage) -> None:
        people: list[tuple[Human, Role]] = [(h, "participant") for _, h in passage.people]
        subject = self._subject_before(i) if _HE_MET.search(passage.text) else None
        if subject:
            people.append((subject, "participant"))
        chosen = parties(self._around(i, 1), people, passage)
        same = [d for d in self._found if d.type == "meeting" and chosen and set(d.parties) == set(chosen)]
        last = same[-1] if same else self._last("meeting")
        people = _unique(people)
        if len(chosen) > 2 and _one_by_one(passage):
            pairs = _pairs(chosen, self._hub(passage, chosen))
            self._found += [self._draft("meeting", passage, pair, _of(people, pair), ()) for pair in pairs]
            return
        draft = self._draft("meeting", passage, chosen, people, ())
        if last is not None and (_subset(chosen, last.parties) or is_generic(passage) or _subset(last.parties, chosen)):
            self._replace(last, _merge(last, draft))
        elif last is not None and draft.date is None and set(chosen) & set(last.parties):
            joined = [(h, role) for h, role in people if h.acts_for in last.parties]
            self._replace(last, replace(last, people=tuple(_unique([*last.people, *joined]))))
        elif independent(chosen):
            self._found.append(draft)

    def _hub(self, passage: Passage, chosen: list[Organization]) -> Organization:
        """Who met the others one by one: the sentence's subject, or whom its pronoun stands for."""
        if re.search(r"\b(?:[Hh]e|[Ss]he)\b", passage.text[:60]):
            before = [h.acts_for for p in self._scene for _, h in p.people if p.start < passage.start and h.acts_for]
            if before:
                return before[-1]
        first = next((o for _, o in passage.bodies if o in chosen), chosen[0])
        return next((h.acts_for for _, h in passage.people[:1] if h.acts_for in chosen and h.acts_for), first)

    def _conference(self, i: int, passage: Passage) -> None:
        """The convener and every body represented by name; those who speak there take part."""
        hall = [passage, *(p for p in self._scene[i + 1 : i + 5] if kind_of(p, False) in (None, "meeting", "conference"))]
        last = self._last("conference")
        if last is not None:
            return
        chosen: list[Organization] = []
        people: list[tuple[Human, Role]] = []
        for part in hall:
            people += [(h, "participant") for _, h in part.people if h.acts_for or h.titles]
            chosen += [o for _, o in part.bodies]
        chosen = list(dict.fromkeys(chosen))
        draft = self._draft("conference", passage, settled(chosen), people, ())
        if len(draft.parties) > 2:
            self._found.append(draft)
        elif len(draft.parties) == 2:
            self._meeting(i, passage)

    def _planned(self, i: int, passage: Passage) -> None:
        named = tuple(with_status(f.instrument, "planned") for f in passage.instruments if not f.definite)[:3]
        last = self._last("meeting")
        if last is not None:
            self._replace(last, replace(last, instruments=_joined(last.instruments, named)))
            return
        if not named or self._signings():
            return
        people = signing_roles(passage)
        chosen = parties(self._around(i, 1), people, passage)
        if len(chosen) > 1:
            self._found.append(self._draft("announcement", passage, chosen, people, named))

    def _announcement(self, i: int, passage: Passage, status: Status) -> None:
        named = tuple(with_status(f.instrument, status) for f in passage.instruments)[:1]
        chosen = parties(self._around(i, 1), (), passage)
        if self._signings() and status == "in_force" and " will " in passage.text:
            return
        if named and len(chosen) > 1:
            self._found.append(self._draft("announcement", passage, chosen, [], named))

    # -- what later sentences add

    def _onlookers(self, passage: Passage) -> None:
        last = self._last("signing") or self._last("meeting")
        if last is None or not passage.has("witness_before", "witness_after"):
            return
        watching = [h for m, h in passage.people if is_witness(passage, m)]
        several = re.search(r"\b(?:both|all|each)\b", passage.text)
        for draft in [d for d in self._found if several and not d.background] or [last]:
            role: Role = "witness" if draft.type == "signing" else "participant"
            self._replace(draft, replace(draft, people=tuple(_unique([*draft.people, *((h, role) for h in watching)]))))

    # -- plumbing

    def _around(self, i: int, reach: int = 2) -> list[Passage]:
        """The sentences that may name the parties when this one does not: before it, then after it."""
        return [*reversed(self._scene[max(0, i - reach) : i]), *self._scene[i + 1 : i + 2]]

    def _signings(self) -> list[Draft]:
        return [d for d in self._found if d.type == "signing"]

    def _last(self, kind: EventType) -> Draft | None:
        return next((d for d in reversed(self._found) if d.type == kind), None)

    def _swap(self, old: Draft, new: Draft) -> Draft:
        self._replace(old, new)
        return new

    def _replace(self, old: Draft, new: Draft) -> None:
        self._found[self._found.index(old)] = new

    def _draft(
        self,
        kind: EventType,
        passage: Passage,
        chosen: list[Organization],
        people: Sequence[tuple[Human, Role]],
        instruments: tuple[Instrument, ...],
    ) -> Draft:
        page = [p for p in self._reading.passages if p.sentence.item == 0] if self._number else []
        date = when(self._scene, passage, kind, [d.date for d in self._found if d.background and d.date], page)
        virtual = at_a_distance(self._scene, passage, kind)
        recalled = self._recalled(passage, date)
        place = where(self._scene, passage, kind, virtual, chosen, page, recalled)
        return Draft(
            kind,
            Mention(passage.start, passage.end, passage.text),
            tuple(chosen),
            tuple(_unique(people)),
            instruments,
            date.date if date else None,
            place,
            item=self._number,
            virtual=virtual,
            background=recalled,
        )

    def _recalled(self, passage: Passage, date: DateMention | None) -> bool:
        """A signing long before publication is told as background."""
        if date is None or date.date.edtf is None or self._anchor.year is None:
            return False
        year = date.date.edtf[:4]
        return year.isdigit() and self._anchor.year - int(year) > 1

    def _with_fields(self, draft: Draft) -> Draft:
        return replace(draft, fields=subjects(self._reading, self._scene, draft, [d for d in self._found if d is not draft]))


def _is_heading(text: str, passage: Passage, number: int) -> bool:
    """A headline, or a short line of its own without a full stop (but no item of a list)."""
    if number == 0 and is_headline(passage.line.words):
        return True
    line = text[text.rfind("\n", 0, passage.start) + 1 : passage.end]
    alone = text[passage.end : passage.end + 1] in ("\n", "") and line.strip() == passage.text
    return alone and len(line) < 110 and passage.text[-1:] not in ".!?\"”)" and line[:1].isalnum() and passage.end < len(text.rstrip())


def kind_of(passage: Passage, signed_before: bool) -> str | None:
    """What a sentence tells: signing, meeting, both, planned, in_force, ended, or nothing."""
    if passage.has("unrelated") or passage.has("denied"):
        return "meeting" if passage.has("meet") and not passage.has("unrelated") else None
    signs = _firm_signs(passage)
    instrument = bool(passage.instruments)
    if signs:
        said = " ".join(passage.line.text[s:e].lower() for s, e in signs)
        firm = any(word in said for word in _FIRM)
        if instrument or (firm and (signed_before or passage.people or passage.bodies)):
            return "both" if _met_then_signed(passage, signs[0][0]) else "signing"
    if passage.has("planned") and instrument:
        return "planned"
    if instrument and passage.has("ended"):
        return "ended"
    if instrument and passage.has("force"):
        return "in_force"
    if _is_conference(passage):
        return "conference"
    if passage.has("meet") and (len(passage.bodies) > 0 or passage.people):
        return "meeting"
    return None


def _one_by_one(passage: Passage) -> bool:
    low = passage.text.lower()
    return any(word in low for word in ("separate", "successively", "in turn", "one after the other", "respectively with", "bilateral meetings with", "bilateral talks with"))


def _pairs(chosen: list[Organization], hub: Organization) -> list[list[Organization]]:
    """The one who met them all, with each of the others."""
    return [[hub, other] for other in chosen if other is not hub]


def _of(people: Sequence[tuple[Human, Role]], pair: list[Organization]) -> list[tuple[Human, Role]]:
    return [(h, role) for h, role in people if h.acts_for is None or h.acts_for in pair]


def _voice(passage: Passage, mention: Mention) -> bool:
    """Whether the person is only quoted there."""
    after = passage.line.text[mention.end : mention.end + 40]
    before = passage.line.text[max(passage.start, mention.start - 20) : mention.start]
    return any(w in after or w in before for w in (" said", " says", " told", " added", "according to"))


def _is_conference(passage: Passage) -> bool:
    """A named assembly of many, told as the news: `The General Assembly of … met in …`."""
    if not (passage.has("conference") and passage.has("gather")):
        return False
    named = [passage.line.text[s:e] for s, e in passage.cues["conference"]]
    return any(n[:1].isupper() for n in named) and len(passage.bodies) > 0


def _firm_signs(passage: Passage) -> list[tuple[int, int]]:
    """Signing words that no plan and no standing of a signatory covers."""
    covered = passage.cues["planned"] + passage.cues["status_only"]
    return [(s, e) for s, e in passage.cues["sign"] if not any(a <= s < b or s <= a < e for a, b in covered)]


def _planned_here(passage: Passage, at: int) -> bool:
    return any(0 <= at - e < 40 for _, e in passage.cues["planned"])


def _met_then_signed(passage: Passage, sign: int) -> bool:
    meets = [s for s, _ in passage.cues["meet"]]
    text = passage.line.text
    return any(s < sign and "to sign" not in text[s : sign + 5] and text[s : s + 3].lower() in ("met", "hel", "tal") for s in meets)


def _renews(passage: Passage) -> bool:
    low = passage.text.lower()
    return any(w in low for w in ("renewed", "renewal", "renews", "extended", "extends", "extension", "prolonged"))


def _subset(some: Sequence[Organization], others: Sequence[Organization]) -> bool:
    return all(o in others for o in some)


def _compatible(one: EventDate, other: EventDate) -> bool:
    if one.edtf is None or other.edtf is None:
        return True
    a, b = one.edtf.rstrip("~"), other.edtf.rstrip("~")
    return a.startswith(b) or b.startswith(a) or "/" in a and b[:7] in a


def _merge(old: Draft, new: Draft) -> Draft:
    """The later sentence adds people, parties and what the earlier one left open."""
    date = old.date
    if new.date and (date is None or (date.edtf or "") != (new.date.edtf or "") and _more_exact(date, new.date)):
        date = new.date
    return replace(
        old,
        parties=tuple(settled([*old.parties, *(p for p in new.parties if p not in old.parties)])),
        people=tuple(_unique([*old.people, *new.people])),
        instruments=_joined(old.instruments, new.instruments),
        date=date,
        place=old.place or new.place,
        virtual=old.virtual or new.virtual,
    )


def _more_exact(old: EventDate, new: EventDate) -> bool:
    """A day instead of a month; of two days (signed apart) the last."""
    if old.edtf is None or new.edtf is None:
        return new.edtf is not None
    if "/" in old.edtf and "/" not in new.edtf:
        first, _, final = old.edtf.partition("/")
        return first <= new.edtf <= final
    if len(old.edtf.rstrip("~")) != len(new.edtf.rstrip("~")):
        return len(new.edtf) > len(old.edtf)
    return new.edtf > old.edtf


def _joined(old: tuple[Instrument, ...], new: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
    kept = list(old)
    for instrument in new:
        twin = next((i for i, k in enumerate(kept) if _same_instrument(k, instrument)), None)
        if twin is None:
            kept.append(instrument)
        elif instrument.title and not kept[twin].title:
            kept[twin] = replace(instrument, status=kept[twin].status)
    return tuple(kept)


def _same_instrument(one: Instrument, other: Instrument) -> bool:
    if one.title and other.title:
        return one.title.text.lower() == other.title.text.lower()
    generic = "cooperation_document" in (one.type, other.type)
    return one.type == other.type or generic


def _unique(people: Sequence[tuple[Human, Role]]) -> list[tuple[Human, Role]]:
    """Each person once; who signed stays a signer."""
    roles: dict[Human, Role] = {}
    for person, role in people:
        if person not in roles or role == "signatory":
            roles[person] = role
    return list(roles.items())


def affiliated(draft: Draft) -> Draft:
    """People without a body act for the party that nobody else acts for, in the order of the text."""
    acting = [h for h, role in draft.people if role != "witness"]
    free = [h for h in acting if h.acts_for is None]
    claimed = {h.acts_for for h in acting if h.acts_for}
    open_parties = [p for p in draft.parties if p not in claimed]
    if not free or len(free) > len(open_parties):
        return draft
    if len(free) < len(open_parties) and not all(_told(h, open_parties) for h in free):
        return draft
    pairs = {h: _party_for(h, open_parties, i) for i, h in enumerate(free)}
    return replace(draft, people=tuple((_acting_for(h, pairs[h]) if h in pairs else h, role) for h, role in draft.people))


def _told(person: Human, open_parties: Sequence[Organization]) -> bool:
    return any(p.country and p.country == person.country for p in open_parties)


def _party_for(person: Human, open_parties: Sequence[Organization], order: int) -> Organization:
    topic = {w for t in person.titles for w in t.text.split()[:-1] if len(w) > 4}
    named = [p for p in open_parties if any(n.text.split()[-1] in topic for n in p.names)]
    if named:
        return named[0]
    same = [p for p in open_parties if p.country and p.country == person.country]
    return same[0] if same else open_parties[min(order, len(open_parties) - 1)]


def _acting_for(person: Human, body: Organization) -> Human:
    return replace(person, acts_for=body, organizations=body.names, country=person.country or body.country)
