"""Announcements: what is only planned, enters into force or ends."""

from __future__ import annotations

from extractors.chinese.builders import Builder
from extractors.chinese.dates import Time
from extractors.chinese.roles import (
    argument_bodies,
)  # fmt: skip
from extractors.chinese.story import Facts
from extractors.chinese.telling import Telling
from extractors.events import EventDate, Status


class Announcements(Telling):
    """The part of a story that tells what is to come, to hold or to end."""

    def _announce(self) -> None:
        """What is only planned, begins or ends to hold, where no event tells it already."""
        for facts in [*self.facts, *self.headings]:
            for trigger in facts.triggers:
                if trigger.kind in ("begin", "end") and trigger.mood in ("told", "planned"):
                    self._announcement(facts, trigger.status)
                elif trigger.kind == "sign" and trigger.mood == "planned" and not self.builders:
                    self._announcement(facts, "planned")

    def _announcement(self, facts: Facts, status: Status) -> None:
        if any(b.type == "announcement" for b in self.builders) or self._fresh_signing(facts):
            return
        builder = Builder("announcement", (facts.span.start, facts.span.end), facts.span.item)
        signed = self._last("signing")
        if signed and status != "planned":
            builder.parties = list(signed.parties)
            builder.governments = list(signed.governments)
            builder.documents = [(document, status) for document, _ in signed.documents]
            builder.inherited = list(signed.scope)
        for near in (facts, *self._around(facts), *self.facts):
            if builder.sides() >= 2:
                break
            for body in argument_bodies(self.reading, near, spoken=True):
                builder.add_party(body)
        for near in (facts, *self._around(facts)):
            for document in near.documents:
                if (not document.grounds or status != "planned") and (
                    not builder.documents or document.title
                ):
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
        found = self._after_signing(facts, found) or found
        since = [
            t.date
            for t in found
            if plain[max(0, t.start - 1) : t.start] in ("自", "将", "于") or plain.startswith("起", t.end)
        ]
        here = [t.date for t in found if facts.span.start <= t.start < facts.span.end and t.kind != "year"]
        return since[:1] or here[-1:] or [t.date for t in found[-1:]]

    def _after_signing(self, facts: Facts, times: list[Time]) -> list[Time]:
        """Times that do not belong to the signing told in the same sentence (2015年签署的协议近日生效)."""
        signs = [t.start for t in facts.triggers if t.kind == "sign"]
        begins = [t.start for t in facts.triggers if t.kind in ("begin", "end")]
        if not signs or not begins or signs[0] > begins[-1]:
            return times
        return [t for t in times if t.start > signs[0]]

    def _fresh_signing(self, facts: Facts) -> bool:
        """The news is a signing of these days, so that its entry into force is only one of its terms."""
        day = self.reading.dates.anchor.day
        for builder in self.builders:
            value = builder.date.edtf if builder.date else None
            if builder.type != "signing" or builder.background or builder.sentence[0] > facts.span.start:
                continue
            if day is None or value is None or len(value) < 7:
                return True
            months = (
                (day.year - int(value[:4])) * 12 + day.month - int(value[5:7]) if value[:4].isdigit() else 0
            )
            if months <= 2:
                return True
        return False
