"""Meetings: whose representatives met, what they talked about, and who came along."""

from __future__ import annotations

import re

from extractors.chinese.affiliations import Figure
from extractors.chinese.builders import Builder, root
from extractors.chinese.counterparts import One, told_apart
from extractors.chinese.roles import (
    argument_bodies,
    principals,
)  # fmt: skip
from extractors.chinese.story import Facts
from extractors.chinese.telling import TRIP, Telling
from extractors.chinese.triggers import Trigger, words

_ATTEND = re.compile(
    r"(?:参加|出席|列席|陪同|参与)[^,。]{0,6}(?:会见|会谈|座谈|会晤|活动|会议|访问|出访|磋商|交流|研讨|见面|通话)[。;]?$|(?:在座|"
    r"作陪|随行|同行|随访|在场|陪同|列席)[。;]?$"
)
# Talks about a text that is still to be signed.
_DRAFTED = re.compile(
    r"商签|草案|起草|(?:敲定|谈妥|磋商|审议|确认|商定|核对)[^,。;]{0,20}(?:文本|条款|内容|全文)|(?:尽早|尽快|早日|择期|另行|未及|留待|待签|拟签|年内)"
    r"[^,。;]{0,8}(?:签署|签订|签字|签)|(?:签署|签订|续签)[^,。;]{0,24}(?:事宜|问题|可能|可行性)"
)


# 分别同六家境外机构负责人会谈: with whom, the next sentences tell.
_MANY_APART = re.compile(
    r"(?:分别|先后|逐一)[^,。]{0,6}[与同和][^,。《》]{0,4}[两三四五六七八九十多数\d]+[家个位国][^,。]{0,20}[谈见晤]"
)


class Meetings(Telling):
    """The part of a story that tells meetings."""

    def _meets(self, facts: Facts) -> list[Trigger]:
        told = facts.told("meet")
        strong = [t for t in told if not t.weak and not t.past]
        signs = facts.told("sign")
        if signs and strong:
            strong = [t for t in strong if self._apart_from(t, signs[0], facts)]
        if strong:
            return strong
        return [] if signs else [t for t in told if not t.past]

    def _apart_from(self, met: Trigger, signed: Trigger, facts: Facts) -> bool:
        """The talks are told for themselves, not only as the occasion of the signing."""
        between = self.reading.view.plain[met.end : signed.start]
        if self._visits(met) and not re.search(r"见证了?[^下者]", between):
            return False
        if met.clause == signed.clause:
            return met.end < signed.start and between.startswith("并")
        return _names_somebody(facts, met.clause)

    def _visits(self, trigger: Trigger) -> bool:
        return self.reading.view.plain[trigger.start : trigger.end] in words("meeting", "visits")

    def _meeting(self, facts: Facts, meets: list[Trigger]) -> bool:
        own, others = told_apart(self.reading, facts, meets[0])
        if len(others) > 1:
            self._separate(facts, own, others)
            return True
        if _MANY_APART.search(facts.text) and len({id(f.body) for _, f in facts.figures}) < 2:
            return False
        self._add_subject(facts)
        weak = all(t.weak for t in meets)
        builder = self._with_sides(facts)
        current = self._meeting_with(builder) or self._last("meeting")
        if builder.sides() < 2 and not (weak and current is None and not facts.figures):
            self._complete(builder, facts, weak)
            current = self._meeting_with(builder) or current
        if current is not None and self._goes_on(current, builder, facts):
            self._join(current, facts)
            return True
        unsure = weak and not _both_present(builder, facts)
        if builder.sides() < 2 or unsure or not _anybody(facts):
            return False
        self._record(builder, facts, weak)
        return True

    def _with_sides(self, facts: Facts) -> Builder:
        """A meeting with the sides that the sentence itself names."""
        builder = Builder("meeting", (facts.span.start, facts.span.end), facts.span.item)
        for figure in principals(facts):
            builder.add_party(self._party(figure))
        if builder.sides() < 2:
            for body in argument_bodies(self.reading, facts):
                builder.add_party(body)
        if builder.sides() < 2:
            for _, figure in facts.figures:
                if figure.leader and figure.region:
                    builder.add_party(self.reading.bodies.state(figure.region))
        return builder

    def _goes_on(self, current: Builder, builder: Builder, facts: Facts) -> bool:
        """The sentence is still about the meeting told before."""
        apart = re.search(r"另与|另同|单独|还与|另行", facts.text)
        if current.sides() > builder.sides() == 2:
            apart = apart or re.search(r"双边|间隙|期间[^。]{0,12}还|还[于在分]", facts.text)
        return (not apart and self._continues(current, builder)) or bool(_ATTEND.search(facts.text))

    def _record(self, builder: Builder, facts: Facts, weak: bool) -> None:
        for _, figure in facts.figures:
            builder.join(figure, "participant")
        builder.scope.append((facts.span.start, facts.span.end))
        self._settle(builder, facts)
        self._planned(builder, facts)
        if TRIP.search(facts.text) and weak and len(builder.people) < 2:
            self.pending = self.pending or builder
        else:
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

    def _separate(self, facts: Facts, own: list[One], others: list[list[One]]) -> None:
        """分别会见: one meeting with each."""
        for other in others:
            builder = Builder("meeting", (facts.span.start, facts.span.end), facts.span.item)
            for one in (*own, *other):
                builder.add_party(self._party(one) if isinstance(one, Figure) else one)
                if isinstance(one, Figure):
                    builder.join(one, "participant")
            builder.scope.append((facts.span.start, facts.span.end))
            self._settle(builder, facts)
            self.builders.append(builder)

    def _join(self, current: Builder, facts: Facts) -> None:
        for _, figure in facts.figures:
            current.join(figure, "participant")
        current.scope.append((facts.span.start, facts.span.end))
        days = [t for t in facts.times if t.kind in ("day", "span", "same") and t.date.edtf]
        if days and (current.date is None or current.date.basis == "none"):
            current.date = days[0].date
        self._planned(current, facts)

    def _accompany(self, builder: Builder, facts: Facts) -> None:
        for _, figure in facts.figures:
            builder.join(figure, "participant")

    def _planned(self, builder: Builder, facts: Facts) -> None:
        """Documents that the talks were about: to be signed, or issued there."""
        plans = facts.told("sign", "planned")
        if plans and not facts.documents:
            before = [
                d
                for f in self._around(facts)[:2]
                for d in f.documents
                if f.span.start < facts.span.start and not d.grounds
            ]
            facts.documents = before[-1:]
        issued = re.search(r"发表|通过|发布|达成共识", facts.text)
        drafted = bool(_DRAFTED.search(facts.text)) and not facts.told("sign")
        for document in facts.documents:
            if document.grounds:
                continue
            if drafted or (plans and not any(t.mood == "vague" for t in plans)):
                if document.type != "cooperation_document":
                    builder.add_document(document, "planned")
            elif issued and document.type == "declaration":
                builder.add_document(document, "signed")


def _names_somebody(facts: Facts, clause: tuple[int, int]) -> bool:
    return any(clause[0] <= at < clause[1] for at, _ in (*facts.figures, *facts.bodies))


def _anybody(facts: Facts) -> bool:
    """Somebody or some body is named, or 双方 points to those named before."""
    return bool(facts.figures or facts.bodies) or any(word in facts.text for word in words("roles", "both"))


def _both_present(builder: Builder, facts: Facts) -> bool:
    """A weak word tells a meeting only where somebody is named and both sides stand in the sentence."""
    named = {id(root(figure.body)) for _, figure in facts.figures if figure.body}
    bodies = {id(root(body)) for _, body in facts.bodies}
    if len(bodies) > 1 and re.search(
        r"(?:代表团|一行|团组|专家组|专家|官员|人员|学者|客人|代表)[^,。]{0,12}(?:访问|到访|来访|走访|"
        r"考察|拜访|造访|参访|登门|调研|交流)",
        facts.text,
    ):
        return True
    return bool(facts.figures) and len(named | bodies) >= 2
