"""From the sentences of an item to drafts: which event each tells, and who plays which part in it."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.chinese.builders import Builder, root
from extractors.chinese.conferences import conference_of, is_conference
from extractors.chinese.organizations import Body
from extractors.chinese.dates import Time
from extractors.chinese.instruments import Document
from extractors.chinese.people import Figure
from extractors.chinese.roles import (
    argument_bodies, governments_of, own_envoy, principals, signers_of, split_subject,
)  # fmt: skip
from extractors.chinese.segments import facts_by_act
from extractors.chinese.story import Facts, Reading, side_bodies
from extractors.chinese.triggers import Trigger, words
from extractors.calendars import span
from extractors.events import EventDate, Place, Status
from extractors.reading import Draft

_TRIP = re.compile(r"出访|访问|赴|启程|率团|行程|来华")
_NAMES_SIGNERS = re.compile(r"签字人|签字的|签名的|签署人|落笔的|落款人|签字代表|代表[^,。]*签|分别[^,。]*签|各自[^,。]*签")
_ATTEND = re.compile(r"(?:参加|出席|列席|陪同)[^,。]{0,6}(?:会见|会谈|座谈|会晤|活动|会议|访问|出访)[。;]?$|(?:在座|作陪|随行|同行|随访|在场|陪同|列席)[。;]?$")
_OPENS = re.compile(
    r"(?:[,、0-9:时月日]|并|还|又|随后|其间|期间|同时|同日|次日|当天|当日|此外|之后|上午|下午|晚|再|在[^,。]{1,12}?|先后|分别|共同|[^,。]{0,8}期间,?)*"
    r"(?:与|同|和|会见|会晤|拜会|拜访|走访|到访)"
)
_HEADS_TEAM = re.compile(r"率团|率领|带队|率队|一行|率|带团")
_TRAVELS_ALONG = re.compile(r"随团|随行|陪同|同行|随访|一同出访|全程参加")
_THIS = re.compile(r"(?:这份|该|此|上述|这一|两份|这项)(?:文件|备忘录|谅解备忘录|协议|协定|安排|议定书|意向书)")


def drafts_of(reading: Reading) -> list[Draft]:
    """Every event of the text."""
    facts = [f for span in reading.sentences if not span.heading for f in facts_by_act(reading, span)]
    preamble = [f for f in facts if f.span.item == 0]
    items = sorted({f.span.item for f in facts})
    builders: list[Builder] = []
    for item in items:
        story = Story(reading, [f for f in facts if f.span.item == item], preamble if item else [])
        builders.extend(story.tell())
    return [builder.draft(reading) for builder in builders]


class Story:
    """One news item, told sentence by sentence."""

    def __init__(self, reading: Reading, facts: list[Facts], preamble: list[Facts]) -> None:
        self.reading = reading
        self.facts = facts
        self.builders: list[Builder] = []
        self.date: EventDate | None = None
        self.trip: EventDate | None = None
        self.place: Place | None = None
        self.figures: list[Figure] = []
        self.subject: Figure | Body | None = None
        self.pending: Builder | None = None
        self.leader: Figure | None = None
        for before in preamble:
            self._move(before)

    def tell(self) -> list[Builder]:
        """The events of the item that hold: two parties, and of different countries where they only met."""
        for facts in self.facts:
            self._move(facts)
            self._sentence(facts)
            self.figures = [figure for _, figure in facts.figures] or self.figures
            self._remember(facts)
        self._announce()
        if not self.builders and self.pending:
            self.builders.append(self.pending)
        return [builder for builder in self.builders if _holds(builder)]

    def _move(self, facts: Facts) -> None:
        """Take over the time and place that a sentence sets for what follows."""
        past = any(t.past and t.mood == "told" for t in facts.triggers)
        times = [t for t in facts.times if t.date.edtf and t.kind != "year"]
        if times and not past:
            chosen = next((t for t in times if t.kind in ("day", "span", "same")), times[0])
            planned = all(t.mood == "planned" for t in facts.triggers) and facts.triggers
            if not planned and not self._is_old(chosen.date):
                self.date = chosen.date
                if chosen.kind == "span" and _TRIP.search(facts.text):
                    self.trip = chosen.date
                days = [t.date.edtf for t in times if t.kind == "day"]
                if len(days) > 1 and re.search(r"启程|出发|离京", facts.text) and re.search(r"回到|返回|返京|结束", facts.text):
                    self.date = self.trip = EventDate(span(days[0], days[-1]), chosen.date.basis, chosen.date.mention)
        sites = [s for s in facts.sites if not s.here]
        if sites and not past:
            self.place = sites[-1].place
        elif facts.sites and re.search(r"此间|这里", facts.text + self._next_text(facts)):
            self.place = facts.sites[0].place

    def _remember(self, facts: Facts) -> None:
        """The subject goes on into sentences that name none; who heads a delegation does so to the end."""
        if self.leader is None and facts.figures and _HEADS_TEAM.search(facts.text):
            self.leader = facts.figures[0][1]
        first = facts.text[:1]
        if first in "与同和跟":
            return
        named: list[tuple[int, Figure | Body]] = [(s, f) for s, f in facts.figures if f not in facts.witnesses]
        named = named or [(s, b) for s, b in facts.bodies if not b.is_part]
        if named and not re.search(r"[与同和跟]", self.reading.view.plain[facts.span.start : named[0][0]]):
            self.subject = named[0][1]

    def _next_text(self, facts: Facts) -> str:
        return "".join(f.text for f in self.facts if f.span.paragraph == facts.span.paragraph)

    def _is_old(self, date: EventDate) -> bool:
        """A year before the news's own."""
        year = self.reading.dates.anchor.year
        value = date.edtf or ""
        if year is None or not value[:4].isdigit():
            return False
        return int(value[:4]) < year - 1 or (int(value[:4]) < year and len(value) < 10)

    def _sentence(self, facts: Facts) -> None:
        signs = facts.told("sign")
        if is_conference(facts, self.builders):
            conference = conference_of(self.reading, facts, self.facts)
            if conference:
                self._settle(conference, facts)
                self.builders.append(conference)
                if not signs:
                    return
        meets = self._meets(facts)
        if meets and not (signs and min(s.start for s in signs) < meets[0].start and not facts.witnesses):
            self._meeting(facts, meets)
        if signs:
            self._signing(facts, signs)
        elif not meets:
            self._further(facts)

    def _meets(self, facts: Facts) -> list[Trigger]:
        told = facts.told("meet")
        strong = [t for t in told if not t.weak and not t.past]
        signs = facts.told("sign")
        if signs and strong:
            strong = [t for t in strong if t.clause != signs[0].clause and not self._visits(t)]
        if strong:
            return strong
        return [] if signs else [t for t in told if not t.past]

    def _visits(self, trigger: Trigger) -> bool:
        return self.reading.view.plain[trigger.start : trigger.end] in words("meeting", "visits")

    def _meeting(self, facts: Facts, meets: list[Trigger]) -> None:
        own, others = split_subject(self.reading, facts, meets[0])
        if others and len(others) > 1:
            self._separate(facts, own, others)
            return
        builder = Builder("meeting", (facts.span.start, facts.span.end), facts.span.item)
        weak = all(t.weak for t in meets)
        self._add_subject(facts)
        figures = [figure for _, figure in facts.figures]
        for figure in principals(facts):
            builder.add_party(self._party(figure))
        if builder.sides() < 2:
            for body in argument_bodies(self.reading, facts):
                builder.add_party(body)
        current = self._meeting_with(builder) or self._last("meeting")
        if builder.sides() < 2 and not (weak and current is None and not figures):
            self._complete(builder, facts, weak)
            current = self._meeting_with(builder) or current
        if self._continues(current, builder) or (current is not None and _ATTEND.search(facts.text)):
            assert current is not None
            self._join(current, facts)
            return
        if builder.sides() < 2 or (weak and not _both_present(builder, figures, facts)) or not _anybody(facts):
            self._further(facts)
            return
        for figure in figures:
            builder.join(figure, "participant")
        builder.scope.append((facts.span.start, facts.span.end))
        self._settle(builder, facts)
        self._planned(builder, facts)
        if _TRIP.search(facts.text) and weak and len(builder.people) < 2:
            self.pending = self.pending or builder
            return
        self.builders.append(builder)

    def _meeting_with(self, builder: Builder) -> Builder | None:
        """The meeting told before that has all these parties."""
        if not builder.parties or builder.sides() < 2:
            return None
        told = [b for b in reversed(self.builders) if b.type == "meeting" and not b.background]
        return next((b for b in told if all(b.has(body) for body in builder.parties)), None)

    def _continues(self, current: Builder | None, builder: Builder) -> bool:
        """The sentence goes on about the same meeting."""
        if current is None or current.background:
            return False
        return all(current.has(body) for body in builder.parties)

    def _separate(self, facts: Facts, own: list[Body | Figure], others: list[Body | Figure]) -> None:
        """分别会见: one meeting with each."""
        for other in others:
            builder = Builder("meeting", (facts.span.start, facts.span.end), facts.span.item)
            for one in (*own, other):
                builder.add_party(self._party(one) if isinstance(one, Figure) else one)
                if isinstance(one, Figure):
                    builder.join(one, "participant")
            builder.scope.append((facts.span.start, facts.span.end))
            self._settle(builder, facts)
            self.builders.append(builder)

    def _add_subject(self, facts: Facts) -> None:
        """并与某人签署: whoever the sentences before were about is one side of it."""
        subject = self.subject
        if isinstance(self.leader, Figure) and re.search(r"代表团|一行", facts.text) and "率" not in facts.text:
            subject = self.leader
        elif not _OPENS.match(facts.text):
            return
        if isinstance(subject, Body) and facts.bodies and not facts.figures:
            if all(root(body) is not root(subject) for _, body in facts.bodies):
                facts.bodies.insert(0, (facts.span.start, subject))
        elif isinstance(subject, Figure) and facts.figures:
            if not any(figure is subject or _one_house(figure, subject) for _, figure in facts.figures):
                facts.figures.insert(0, (facts.span.start, subject))

    def _complete(self, builder: Builder, facts: Facts, weak: bool) -> None:
        """Look for the missing side: 中方 and the like, the sentences around, what was told before."""
        if facts.text.lstrip("0123456789月日上下午晚,时 ")[:1] in "与同和跟" and self.subject is not None:
            builder.add_party(self._party(self.subject) if isinstance(self.subject, Figure) else self.subject)
        for body in side_bodies(self.reading, facts.text, facts.span.start):
            builder.add_party(body)
        for body in argument_bodies(self.reading, facts):
            builder.add_party(body)
        previous = self.builders[-1] if self.builders else None
        if builder.sides() < 2 and previous is not None:
            shared = not builder.parties or any(previous.has(body) for body in builder.parties)
            for body in previous.parties if shared else previous.parties[:1]:
                builder.add_party(body)
        if builder.sides() < 2:
            for near in self._around(facts):
                for figure in principals(near):
                    builder.add_party(self._party(figure))
                for body in argument_bodies(self.reading, near):
                    builder.add_party(body)
                if builder.sides() >= 2:
                    break
        if builder.sides() == 1 and builder.parties[0].country != "CN":
            builder.add_party(self.reading.bodies.home())

    def _around(self, facts: Facts) -> list[Facts]:
        index = self.facts.index(facts)
        return [*reversed(self.facts[max(0, index - 2) : index]), *self.facts[index + 1 : index + 3]]

    def _last(self, kind: str) -> Builder | None:
        return next((b for b in reversed(self.builders) if b.type == kind), None)

    def _party(self, figure: Figure) -> Body | None:
        if figure.leader:
            return None
        if figure.body is not None:
            return figure.body
        return self.reading.bodies.state(figure.region) if figure.region else None

    def _signing(self, facts: Facts, signs: list[Trigger]) -> None:
        past = any(t.past for t in signs) or self._old_times(facts)
        builder = Builder("signing", (facts.span.start, facts.span.end), facts.span.item, background=past)
        self._add_subject(facts)
        signers, witnesses = signers_of(facts, signs, self.figures)
        own, others = split_subject(self.reading, facts, signs[0])
        for figure in signers:
            builder.add_party(self._party(figure))
        if builder.sides() < 2:
            for body in argument_bodies(self.reading, facts):
                builder.add_party(body)
        if builder.sides() < 2:
            self._complete(builder, facts, False)
        role = "participant" if any(t.weak for t in signs) and "互致信函" not in facts.text else "signatory"
        for figure in signers:
            builder.join(figure, role)  # type: ignore[arg-type]
        for figure in witnesses:
            builder.join(figure, "witness")
        self._documents(builder, facts, signs)
        self._borrow(builder, facts)
        if not facts.figures and not facts.bodies and not self._alludes(facts):
            return
        builder.governments = governments_of(self.reading, facts, builder.parties)
        builder.scope.append((facts.span.start, facts.span.end))
        builder.inherited = [span for b in self.builders if not b.background for span in b.scope]
        self._settle(builder, facts, past=past)
        current = self._same_signing(builder, facts)
        if current is not None:
            self._merge(current, builder)
        elif len(others) > 1 and len(own) == 1:
            self._signed_apart(builder, own, others)
        else:
            self.builders.append(builder)

    def _alludes(self, facts: Facts) -> bool:
        """The sentence points to those named before."""
        pointing = (*words("roles", "both"), *words("roles", "pronouns"))
        return any(word in facts.text for word in pointing) or bool(facts.documents and self.builders) or (
            bool(self.builders) and any(t.status == "renewed" for t in facts.triggers)
        )

    def _borrow(self, builder: Builder, facts: Facts) -> None:
        """A signing that names no document, or only 该备忘录, means the one named before."""
        bare = [d for d, _ in builder.documents]
        if any(d.title for d in bare) or (bare and not _THIS.search(facts.text)):
            return
        for current in reversed(self.builders):
            for document, _ in current.documents:
                if not bare or bare[0].type in (document.type, "cooperation_document"):
                    status = facts.told("sign")[0].status
                    builder.documents = [(document, status)]
                    return
        near = [d for f in self._around(facts) for d in f.documents]
        near = near or [d for d in self.reading.documents if d.title and d.start < facts.span.start]
        if not bare and near:
            builder.add_document(near[0], facts.told("sign")[0].status)

    def _signed_apart(self, builder: Builder, own: list[Body | Figure], others: list[Body | Figure]) -> None:
        for other in others:
            one = Builder("signing", builder.sentence, builder.item, date=builder.date, place=builder.place)
            for side in (*own, other):
                one.add_party(self._party(side) if isinstance(side, Figure) else side)
                if isinstance(side, Figure):
                    one.join(side, "signatory")
            one.documents = [(_share(document, len(others)), status) for document, status in builder.documents]
            one.scope = list(builder.scope)
            self.builders.append(one)

    def _old_times(self, facts: Facts) -> bool:
        return bool(facts.times) and all(t.date.edtf and self._is_old(t.date) for t in facts.times)

    def _same_signing(self, builder: Builder, facts: Facts) -> Builder | None:
        """The signing that the sentence tells more of."""
        for current in reversed(self.builders):
            if current.type != "signing" or current.background != builder.background:
                continue
            own_time = any(t.date.edtf for t in facts.times)
            if own_time and current.date and builder.date and current.date.edtf != builder.date.edtf:
                continue
            if not facts.documents and _NAMES_SIGNERS.search(facts.text) and any(current.has(b) for b in builder.parties):
                return current
            new = [d for d, _ in builder.documents if d.title]
            if new and any(d.title for d, _ in current.documents) and builder.people and current.people:
                continue
            if all(current.has(body) for body in builder.parties) or all(builder.has(b) for b in current.parties):
                return current
        return None

    def _merge(self, current: Builder, builder: Builder) -> None:
        for body in builder.parties:
            current.add_party(body)
        for figure, role in builder.people.values():
            current.join(figure, role)
        for document, status in builder.documents:
            current.add_document(document, status)
        current.scope.extend(builder.scope)
        current.place = current.place or builder.place
        current.date = current.date or builder.date
        current.virtual = current.virtual or builder.virtual

    def _documents(self, builder: Builder, facts: Facts, signs: list[Trigger]) -> None:
        for document in facts.documents:
            if document.grounds and len(facts.documents) > 1 and not _signed_right_before(self.reading, document):
                continue
            if document.type == "cooperation_document" and len(facts.documents) > 1:
                continue
            near = [t for t in signs if t.start < document.start]
            status: Status = near[-1].status if near else signs[0].status
            if not near and any(t.status == "renewed" for t in facts.triggers):
                status = "renewed"
            builder.add_document(document, status)

    def _settle(self, builder: Builder, facts: Facts, *, past: bool = False) -> None:
        """Give the builder its time and place, its own or those that go on."""
        times = [t for t in facts.times if t.date.edtf or t.kind == "recent"]
        exact = [t for t in times if t.kind != "year"] or times
        if builder.type != "signing":
            exact = [t for t in exact if t.kind in ("day", "span", "same")] or exact
        if exact:
            builder.date = self._chosen(exact, facts).date if builder.type == "signing" else exact[0].date
        if not past and (not exact or (exact[0].kind == "year" and self.date)):
            known = self.date or self.trip or builder.date
            builder.date = self._ends_then(known, facts) if known else None
        sites = [s for s in facts.sites if not s.here]
        builder.virtual = facts.virtual()
        if sites:
            builder.place = sites[-1].place if builder.type == "signing" else sites[0].place
        elif not past and not builder.virtual:
            builder.place = self.place

    def _chosen(self, times: list[Time], facts: Facts) -> Time:
        """The day of a signing: the last one, but none that only comes after it in the sentence."""
        signs = facts.told("sign")
        last = max((t.start for t in signs), default=facts.span.end)
        before = [t for t in times if t.start < last]
        return before[-1] if before else times[0]

    def _ends_then(self, date: EventDate, facts: Facts) -> EventDate:
        """闭幕时: the last day of a span."""
        value = date.edtf or ""
        if "/" not in value or not re.search(r"闭幕时|闭幕当天|闭幕式|结束时", facts.text):
            return date
        return EventDate(value.split("/")[1], date.basis, date.mention)

    def _join(self, current: Builder, facts: Facts) -> None:
        for _, figure in facts.figures:
            current.join(figure, "participant")
        current.scope.append((facts.span.start, facts.span.end))
        days = [t for t in facts.times if t.kind in ("day", "span", "same") and t.date.edtf]
        if days and (current.date is None or current.date.basis == "none"):
            current.date = days[0].date
        self._planned(current, facts)

    def _further(self, facts: Facts) -> None:
        """A sentence that tells no event of its own adds people, planned documents and subjects."""
        told = [b for b in self.builders if not b.background]
        if not told:
            return
        text = facts.text
        talks = [b for b in told if b.type == "meeting"] if re.search(r"(?:会见|会谈|座谈|会晤|会议)[。;,]?$", text) else []
        current = (talks or told)[-1]
        meetings = [b for b in told if b.type == "meeting"]
        if len(meetings) > 1 and facts.figures and _TRAVELS_ALONG.search(text) and not any(t.kind == "sign" for t in facts.triggers):
            for builder in meetings:
                self._accompany(builder, facts)
            return
        if current.type == "signing":
            self._further_signing(facts)
            return
        for _, figure in facts.figures:
            support = any(word in text for word in words("roles", "support"))
            if current.has(figure.body) or (support and figure.body is not None):
                current.join(figure, "participant")
                if current.type == "conference":
                    current.add_party(figure.body)
        current.scope.append((facts.span.start, facts.span.end))
        self._planned(current, facts)

    def _accompany(self, builder: Builder, facts: Facts) -> None:
        for _, figure in facts.figures:
            builder.join(figure, "participant")

    def _further_signing(self, facts: Facts) -> None:
        signings = [b for b in self.builders if b.type == "signing" and not b.background]
        for figure in facts.witnesses:
            if own_envoy(figure):
                continue
            for builder in signings:
                builder.join(figure, "witness")
        if listed := re.match(r"(见证人|[\u4e00-\u9fff]{1,3}方):", facts.text):
            for _, figure in facts.figures:
                signings[-1].join(figure, "witness" if listed[1] == "见证人" else "signatory")
        elif not facts.witnesses and re.search(r"签字人|签字的|签名的|签署人|落笔的|落款人|签字代表|代表.*签", facts.text):
            for _, figure in facts.figures:
                signings[-1].join(figure, "signatory")
                signings[-1].add_party(self._party(figure)) if signings[-1].sides() < 2 else None
        signings[-1].scope.append((facts.span.start, facts.span.end))

    def _planned(self, builder: Builder, facts: Facts) -> None:
        """Documents that the talks were about: to be signed, or issued there."""
        plans = facts.told("sign", "planned")
        if plans and not facts.documents:
            before = [d for f in self._around(facts)[:2] for d in f.documents if f.span.start < facts.span.start and not d.grounds]
            facts.documents = before[-1:]
        issued = re.search(r"发表|通过|发布|达成共识", facts.text)
        for document in facts.documents:
            if document.grounds:
                continue
            if plans and not any(t.mood == "vague" for t in plans):
                if document.type != "cooperation_document":
                    builder.add_document(document, "planned")
            elif issued and document.type == "declaration":
                builder.add_document(document, "signed")

    def _announce(self) -> None:
        """What is only planned, begins or ends to hold, where no event tells it already."""
        for facts in self.facts:
            for trigger in facts.triggers:
                if trigger.kind in ("begin", "end") and trigger.mood in ("told", "planned"):
                    self._announcement(facts, trigger.status)
                elif trigger.kind == "sign" and trigger.mood == "planned" and not self.builders:
                    self._announcement(facts, "planned")

    def _announcement(self, facts: Facts, status: Status) -> None:
        if any(b.type == "announcement" for b in self.builders) or self._fresh_signing(facts):
            return
        builder = Builder("announcement", (facts.span.start, facts.span.end), facts.span.item)
        for near in (facts, *self._around(facts), *self.facts):
            if builder.sides() >= 2:
                break
            for body in argument_bodies(self.reading, near):
                builder.add_party(body)
        for near in (facts, *self._around(facts)):
            for document in near.documents:
                if not document.grounds and (not builder.documents or document.title):
                    builder.add_document(document, status)
        if not builder.documents:
            return
        times = self._announced_times(facts, status)
        builder.date = times[-1] if times else self.date
        if status == "planned":
            sites = [s.place for near in (facts, *self._around(facts)) for s in near.sites]
            builder.place = sites[0] if sites else None
            for near in (facts, *self._around(facts)):
                if "签字" in near.text or "签署" in near.text:
                    for _, figure in near.figures:
                        if "签字" in near.text:
                            builder.join(figure, "signatory")
        builder.scope.append((facts.span.start, facts.span.end))
        self.builders.append(builder)

    def _announced_times(self, facts: Facts, status: Status) -> list[EventDate]:
        found = [
            t for near in (facts, *self._around(facts)) for t in self.reading.dates.found
            if near.span.start <= t.start < near.span.end and t.date.edtf
        ]  # fmt: skip
        plain = self.reading.view.plain
        since = [t.date for t in found if plain[max(0, t.start - 1) : t.start] in ("自", "将", "于") or plain.startswith("起", t.end)]
        here = [t.date for t in found if facts.span.start <= t.start < facts.span.end and t.kind != "year"]
        return since[:1] or here[-1:] or [t.date for t in found[-1:]]

    def _fresh_signing(self, facts: Facts) -> bool:
        """The news is a signing of these days, so that its entry into force is only one of its terms."""
        day = self.reading.dates.anchor.day
        for builder in self.builders:
            value = builder.date.edtf if builder.date else None
            if builder.type != "signing" or builder.background or builder.sentence[0] > facts.span.start:
                continue
            if day is None or value is None or len(value) < 7:
                return True
            months = (day.year - int(value[:4])) * 12 + day.month - int(value[5:7]) if value[:4].isdigit() else 0
            if months <= 2:
                return True
        return False


def _signed_right_before(reading: Reading, document: Document) -> bool:
    """…签署的《…》: the document is what was signed, even if the news only appeals to it."""
    before = reading.view.plain[max(0, document.start - 6) : document.start]
    return "签" in before and before.endswith("的")


def _one_house(one: Figure, other: Figure) -> bool:
    return one.body is not None and other.body is not None and root(one.body) is root(other.body)


def _share(document: Document, counterparts: int) -> Document:
    """Three memoranda with three bodies are one with each."""
    return replace(document, count=1) if document.count == counterparts else document


def _anybody(facts: Facts) -> bool:
    """Somebody or some body is named, or 双方 points to those named before."""
    return bool(facts.figures or facts.bodies) or any(word in facts.text for word in words("roles", "both"))


def _both_present(builder: Builder, figures: list[Figure], facts: Facts) -> bool:
    """A weak word tells a meeting only where somebody is named and both sides stand in the sentence."""
    named = {id(root(figure.body)) for figure in figures if figure.body}
    bodies = {id(root(body)) for _, body in facts.bodies}
    return bool(figures) and len(named | bodies) >= 2


def _holds(builder: Builder) -> bool:
    if builder.sides() < 2:
        return False
    countries = {body.country for body in builder.parties}
    if builder.type in ("meeting", "conference"):
        return len(countries) > 1
    if builder.type == "signing":
        return bool(builder.documents) or bool(builder.people)
    return True
