"""The state of an item while its sentences are read: who it is about, when and where it is."""

from __future__ import annotations

import itertools
import re

from extractors.calendars import span
from extractors.chinese.affiliations import Figure
from extractors.chinese.body_forms import Body
from extractors.chinese.builders import Builder, root
from extractors.chinese.dates import Time
from extractors.chinese.places import Site
from extractors.chinese.roles import (
    argument_bodies,
    principals,
    titled_bodies,
)  # fmt: skip
from extractors.chinese.story import Facts, Reading, side_bodies
from extractors.events import EventDate, EventType, Place

TRIP = re.compile(r"出访|访问|赴|启程|率团|行程|来华")
_HEADS_TEAM = re.compile(r"率团|率领|带队|率队|一行|率|带团")
_OPENS = re.compile(
    r"(?:[▲●★◆◎■▶•·○◇☆※—\- ]*[\u3400-\u9fff]{2,8}:)?(?:[,、0-9:时月日—·●-]|并|还|又|随后|其间|期间|"
    r"同时|同日|次日|当天|当日|此外|之后|上午|下午|晚|再|在[^,。]{1,12}?|先后|分别|共同|"
    r"[^,。]{0,8}期间,?)*"
    r"(?:与|同|和|会见|会晤|拜会|拜访|走访|到访)"
)


_ITEM_OPENS = re.compile(r"[▲●★◆◎■▶•·○◇☆※—\- ]*[\u3400-\u9fff]{2,8}:(?:与|同|和|会见|拜会|走访)")


class Telling:
    """One news item: its sentences, the events found so far, and what goes on from sentence to sentence."""

    def __init__(
        self, reading: Reading, facts: list[Facts], preamble: list[Facts], headings: list[Facts]
    ) -> None:
        self.reading = reading
        self.facts = facts
        self.headings = headings
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
            self._remember(before)

    def _move(self, facts: Facts) -> None:
        """Take over the time and place that a sentence sets for what follows."""
        past = any(t.past and t.mood == "told" for t in facts.triggers)
        past = past or any(t.date.edtf and self._is_old(t.date) for t in facts.times)
        times = [t for t in facts.times if t.date.edtf and t.kind != "year"]
        if times and not past:
            chosen = next((t for t in times if t.kind in ("day", "span", "same")), times[0])
            planned = all(t.mood == "planned" for t in facts.triggers) and facts.triggers
            if not planned and not self._is_old(chosen.date):
                self.date = chosen.date
                if chosen.kind == "span" and TRIP.search(facts.text):
                    self.trip = chosen.date
                days = [t.date.edtf for t in times if t.kind == "day"]
                if (
                    len(days) > 1
                    and re.search(r"启程|出发|离京", facts.text)
                    and re.search(r"回到|返回|返京|结束", facts.text)
                ):
                    self.date = self.trip = EventDate(
                        span(days[0], days[-1]), chosen.date.basis, chosen.date.mention
                    )
        sites = [s for s in facts.sites if not s.here]
        if facts.virtual():
            self.place = None
        elif sites and not past:
            self.place = sites[-1].place
        elif facts.sites and re.search(r"此间|这里|本地|当地一", facts.text + self._next_text(facts)):
            self.place = facts.sites[0].place

    def _remember(self, facts: Facts) -> None:
        """The subject goes on into sentences that name none; who heads a delegation does so to the end."""
        if self.leader is None and facts.figures and _HEADS_TEAM.search(facts.text):
            self.leader = facts.figures[0][1]
        first = facts.text.lstrip("—·●- ")[:1]
        if first in "与同和跟":
            return
        named: list[tuple[int, Figure | Body]] = [
            (s, f) for s, f in facts.figures if f not in facts.witnesses
        ]
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

    def _around(self, facts: Facts) -> list[Facts]:
        index = next((i for i, told in enumerate(self.facts) if told is facts), None)
        if index is None:
            return self.facts[:3]
        return [*reversed(self.facts[max(0, index - 2) : index]), *self.facts[index + 1 : index + 3]]

    def _last(self, kind: str) -> Builder | None:
        return next((b for b in reversed(self.builders) if b.type == kind), None)

    def _party(self, figure: Figure) -> Body | None:
        if figure.leader:
            return None
        if figure.body is not None:
            return self._worn(figure)
        return self.reading.bodies.state(figure.region) if figure.region else None

    def _worn(self, figure: Figure) -> Body | None:
        """Of two hats the one that an event told before, or the document's own title, names as a party."""
        hats = [body for body in (figure.body, *figure.others) if body]
        if len(hats) > 1:
            told = self.builders[-1].parties if self.builders else []
            titled = [b for f in self.facts for b in titled_bodies(f)]
            for hat in hats:
                if any(hat is body for body in (*titled, *told)):
                    return hat
        return figure.body

    def _add_subject(self, facts: Facts) -> None:
        """并与某人签署: whoever the sentences before were about is one side of it."""
        subject = self.subject
        if (
            isinstance(self.leader, Figure)
            and re.search(r"代表团|一行", facts.text)
            and "率" not in facts.text
        ) or (isinstance(self.leader, Figure) and _ITEM_OPENS.match(facts.text)):
            subject = self.leader
        elif not _OPENS.match(facts.text):
            return
        if isinstance(subject, Body) and facts.bodies and not facts.figures:
            named = any(root(body) is root(subject) for _, body in facts.bodies)
            facts.bodies[:0] = [] if named else [(facts.span.start, subject)]
        elif isinstance(subject, Figure) and (facts.figures or facts.bodies):
            named = any(figure is subject or _one_house(figure, subject) for _, figure in facts.figures)
            facts.figures[:0] = [] if named else [(facts.span.start, subject)]

    def _complete(self, builder: Builder, facts: Facts, weak: bool) -> None:
        """Look for the missing side: 中方 and the like, the sentences around, what was told before."""
        if facts.text.lstrip("0123456789月日上下午晚,时 —·●-")[:1] in "与同和跟" and self.subject is not None:
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

    def _settle(self, builder: Builder, facts: Facts, *, past: bool = False) -> None:
        """Give the builder its time and place, its own or those that go on."""
        times = [t for t in facts.times if t.date.edtf or t.kind == "recent"]
        exact = [t for t in times if t.kind != "year"] or times
        if builder.type != "signing":
            exact = [t for t in exact if t.kind in ("day", "span", "same")] or exact
        if exact:
            builder.date = self._chosen(exact, facts, builder.type).date
        if not past and (not exact or (exact[0].kind == "year" and self.date)):
            known = self.date or self.trip or builder.date
            builder.date = self._ends_then(known, facts) if known else None
        sites = [s for s in facts.sites if not s.here]
        builder.virtual = facts.virtual()
        if builder.type == "signing" and self._in_two_cities(sites):
            builder.virtual = True
        elif sites := self._sites_of(builder, facts, sites):
            builder.place = sites[-1].place if builder.type == "signing" else sites[0].place
        elif not past and not builder.virtual:
            builder.place = self.place
        if builder.place is None and not past and not builder.virtual:
            named = {s.place.city.text: s.place for h in self.headings for s in h.sites if not s.here}
            builder.place = next(iter(named.values())) if len(named) == 1 else None
        if builder.place is None and not past and not builder.virtual:
            builder.place = next((s.place for s in self.reading.places.found if s.here), None)

    def _sites_of(self, builder: Builder, facts: Facts, sites: list[Site]) -> list[Site]:
        """The places of the act: a signing's stand before its word, or where the ceremony is told."""
        signs = facts.told("sign")
        if builder.type != "signing" or not signs:
            return sites
        plain, end = self.reading.view.plain, max(t.clause[1] for t in signs)
        told = re.compile(r"签|仪式|地点")
        return [s for s in sites if s.start < end or told.search(_clause_after(plain, s.start))]

    def _in_two_cities(self, sites: list[Site]) -> bool:
        """在北京和莫斯科签署: each signed at home, so that there is no one place."""
        plain, geo = self.reading.view.plain, self.reading.bodies.geo
        joined = [
            (s, geo.get(s.end + 1)) for s in sites if plain[s.end : s.end + 1] in ("和", "与", "、", "及")
        ]
        if any(spot and spot.country != s.place.country for s, spot in joined):
            return True
        return any(
            (
                plain[a.end : b.start] in ("和", "与", "、", "及", "两地和", "同")
                or re.search(r"签[^。]{0,4}[,、;]", plain[a.end : b.start])
            )
            and a.place.country != b.place.country
            for a, b in itertools.pairwise(sites)
        )

    def _chosen(self, times: list[Time], facts: Facts, kind: EventType) -> Time:
        """The day of an act: the one written last before its word, not one that only comes after it."""
        if kind not in ("signing", "meeting"):
            return times[0]
        acts = facts.told("sign" if kind == "signing" else "meet")
        strong = [t for t in acts if not t.weak] or acts
        bound = max if kind == "signing" else min
        last = bound((t.start for t in strong), default=facts.span.end)
        before = [t for t in times if t.start < last]
        return before[-1] if before else times[0]

    def _ends_then(self, date: EventDate, facts: Facts) -> EventDate:
        """闭幕时: the last day of a span."""
        value = date.edtf or ""
        if "/" not in value or not re.search(r"闭幕时|闭幕当天|闭幕式|结束时", facts.text):
            return date
        return EventDate(value.split("/")[1], date.basis, date.mention)


def _clause_after(plain: str, place: int) -> str:
    return re.split(r"[,。;\n]", plain[place : place + 40])[0]


def _one_house(one: Figure, other: Figure) -> bool:
    return one.body is not None and other.body is not None and root(one.body) is root(other.body)
