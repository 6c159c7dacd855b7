"""From the sentences of an item to drafts: which event each tells."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.chinese.announcements import Announcements
from extractors.chinese.builders import Builder, root
from extractors.chinese.conferences import conference_of, is_conference
from extractors.chinese.meetings import Meetings
from extractors.chinese.roles import bodies_in_title, titled_bodies
from extractors.chinese.segments import facts_by_act
from extractors.chinese.signing_sides import name_the_titled
from extractors.chinese.signings import Signings
from extractors.chinese.story import Facts, Reading, facts_of
from extractors.chinese.subjects import Subjects
from extractors.chinese.triggers import words
from extractors.reading import Draft

_LISTS = re.compile(
    r"(?:签署|签订|合作|成果|协议)[^。]{0,12}(?:清单|一览|目录|如下)|(?:文件|成果)[^。]{0,12}(?:签署|签订)"
)
_TRAVELS_ALONG = re.compile(r"随同|随团|随行|陪同|同行|随访|一同出访|全程参加")


def drafts_of(reading: Reading) -> list[Draft]:
    """Every event of the text."""
    told = builders_of(reading)
    subjects = Subjects(reading, told)
    return [replace(builder.draft(reading), fields=subjects.of(builder)) for builder in told]


def builders_of(reading: Reading) -> list[Builder]:
    """Every event of the text, item by item, before its subject is known."""
    facts = [f for span in reading.sentences if not span.heading for f in facts_by_act(reading, span)]
    preamble = [f for f in facts if f.span.item == 0]
    told: dict[int, list[Facts]] = {}
    for f in facts:
        told.setdefault(f.span.item, []).append(f)
    headings: dict[int, list[Facts]] = {}
    for s in reading.sentences:
        if s.heading:
            headings.setdefault(s.item, []).append(facts_of(reading, s))
    builders: list[Builder] = []
    for item in sorted(told):
        story = Story(reading, told[item], preamble if item else [], headings.get(item, []))
        builders.extend(story.tell())
    return builders


class Story(Meetings, Signings, Announcements):
    """One news item, told sentence by sentence."""

    def tell(self) -> list[Builder]:
        """The events of the item that hold: two parties, and of different countries where they only met."""
        for facts in self.facts:
            self._move(facts)
            self._sentence(facts)
            self.figures = [figure for _, figure in facts.figures] or self.figures
            self._remember(facts)
        self._listed()
        for builder in self.builders:
            self._name_by_title(builder)
        self._announce()
        if not self.builders and self.pending:
            self.builders.append(self.pending)
        return [builder for builder in self.builders if _holds(builder)]

    def _name_by_title(self, builder: Builder) -> None:
        """The one titled document of a signing tells for whom the two signed."""
        titled = [d for d, _ in builder.documents if d.title]
        if builder.type == "signing" and len(titled) == 1 and len(builder.parties) > 1:
            named = bodies_in_title(self.reading, titled[0])
            if len(named) == 2 and all(body.name.endswith("政府") for body in named):
                builder.governments = named
                builder.parties = [*(b for b in builder.parties if b not in named), *named]
            elif len(named) == 2:
                name_the_titled(builder, named, whole=True)

    def _listed(self) -> None:
        """A list of what was signed, only titles: each names its parties itself."""
        if self.builders or not _LISTS.search(self._opening()):
            return
        for facts in self.facts:
            titled = titled_bodies(facts)
            documents = [d for d in facts.documents if d.title and not d.grounds]
            if len(titled) < 2 or not documents or facts.triggers:
                continue
            builder = Builder("signing", (facts.span.start, facts.span.end), facts.span.item)
            for body in titled[:2]:
                builder.add_party(body)
            builder.documents = [(documents[0], "signed")]
            builder.scope.append((facts.span.start, facts.span.end))
            self._settle(builder, facts)
            self.builders.append(builder)

    def _opening(self) -> str:
        """The headings and the sentences before the items of the text."""
        return self.reading.opening

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
            told = self._meeting(facts, meets)
            if not told:
                self._further(facts)
        if signs:
            self._signing(facts, signs)
        elif not meets:
            self._further(facts)

    def _further(self, facts: Facts) -> None:
        """A sentence that tells no event of its own adds people, planned documents and subjects."""
        told = [b for b in self.builders if not b.background]
        if not told:
            return
        text = facts.text
        talks = (
            [b for b in told if b.type == "meeting"]
            if re.search(r"(?:会见|会谈|座谈|会晤|会议)[。;,]?$", text)
            else []
        )
        current = (talks or told)[-1]
        meetings = [b for b in told if b.type == "meeting"]
        if (
            len(meetings) > 1
            and facts.figures
            and _TRAVELS_ALONG.search(text)
            and not any(t.kind == "sign" for t in facts.triggers)
        ):
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
        if current.type != "conference":
            current.scope.append((facts.span.start, facts.span.end))
        self._planned(current, facts)


def _holds(builder: Builder) -> bool:
    if builder.sides() < 2:
        return False
    countries = {body.country for body in builder.parties}
    if builder.type in ("meeting", "conference"):
        return len(countries) > 1
    if builder.type == "signing":
        signers = {id(root(figure.body)) for figure, role in builder.people.values() if figure.body}
        return bool(builder.documents) or len(signers) > 1 or builder.contracted
    return True
