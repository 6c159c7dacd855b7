"""The bodies of a text: countries and parents settled, and the records made of them."""

from __future__ import annotations

import re

from extractors.chinese.body_forms import (
    Body,
    acts_itself,
    fullest_first,
    is_office,
)
from extractors.chinese.body_names import Grammar
from extractors.chinese.body_resolution import Resolution
from extractors.chinese.view import View
from extractors.geography import PlaceMention, country_of
from extractors.reading import Organization

_OFFICE_ENDINGS = ("部", "处", "室", "司", "中心", "分部", "办公室", "办事处", "代表处")
_BRACKET = re.compile(r"\(([^()]{2,60})\)")


class Bodies(Resolution):
    """All bodies of a view, with `at` (which body is named where) and what stands for them."""

    def __init__(self, view: View) -> None:
        self.plain = view.plain
        self.view = view
        grammar = Grammar(view.plain)
        self.geo = grammar.geo
        self.all: list[Body] = []
        self.at: dict[tuple[int, int], Body] = {}
        self.names = grammar.names()
        self._asides: list[tuple[int, int]] = []
        for name in self.names:
            self._place(name)
        self._settle()
        self._built: dict[int, Organization] = {}

    def ends(self) -> dict[int, Body]:
        """Every body by where its name ends, also past the bracket that gives its acronym."""
        found = {end: body for (_, end), body in self.at.items()}
        for end, body in list(found.items()):
            bracket = _BRACKET.match(self.plain, end)
            if bracket:
                found.setdefault(bracket.end(), body)
        return found

    def organization(self, body: Body) -> Organization:
        """The finished record of a body that can be a party: with its department's or its parent's forms."""
        if id(body) not in self._built:
            self._built[id(body)] = self._record(body)
        return self._built[id(body)]

    def _record(self, body: Body) -> Organization:
        whole = body.parent is None or (acts_itself(body) and not body.is_part) or is_office(body)
        order = [body, body.parent] if whole else [body.parent, body]
        spans: list[tuple[int, int]] = []
        for one in order:
            if one is not None:
                spans.extend(fullest_first(one))
        mentions = tuple(dict.fromkeys(self.view.mention(*span) for span in spans))
        ids = next((one.ids for one in order if one is not None and one.ids), frozenset())
        return Organization(mentions, body.country, next(iter(ids)) if len(ids) == 1 else None)

    def _settle(self) -> None:
        """Mentions by alias, countries, and the parents of departments named alone."""
        self._find_aliases()
        for body in self.all:
            body.country = self._country(body)
        for body in self.all:
            self._office_of_acronym(body)
        for body in self.all:
            if body.is_part:
                body.parent = self._nearest_whole(body.first)
                body.country = body.parent.country if body.parent else body.country
            elif body.parent:
                body.country = body.parent.country or body.country

    def _office_of_acronym(self, body: Body) -> None:
        """ASOEX亚洲市场部: an office named right after the acronym of what it belongs to."""
        if body.parent or body.is_part or not body.name.endswith(_OFFICE_ENDINGS):
            return
        whole = next((b for (_, e), b in self.at.items() if e == body.first and b is not body), None)
        if whole and not whole.is_part:
            body.parent = whole

    def _find_aliases(self) -> None:
        claimed = {at for span in self.at for at in range(*span)}
        for body in self.all:
            for text in [form for form in body.forms if len(form) > 1]:
                for found in re.finditer(re.escape(text), self.plain):
                    self._claim(found.start(), found.end(), body, claimed)

    def _claim(self, start: int, end: int, body: Body, claimed: set[int]) -> None:
        if claimed.isdisjoint(range(start, end)) and self._whole_word(start, end):
            claimed.update(range(start, end))
            self.at[start, end] = body
            body.spans.append((start, end))

    def _whole_word(self, start: int, end: int) -> bool:
        around = self.plain[start - 1 : start] + self.plain[end : end + 1]
        return (
            not (self.plain[start].isascii() and re.search(r"[A-Za-z]", around))
            and self.plain[end : end + 1] != "长"
        )

    def _nearest_whole(self, place: int) -> Body | None:
        if place > 1 and self.plain[place - 1] == "方" and (side := self.side(place - 2)):
            return next(
                (b for b in self.all if not b.is_part and (b.country or self._country(b)) == side), None
            )
        begin = self.plain.rfind("\n", 0, place)
        near = [(e, b) for (s, e), b in self.at.items() if begin <= s and e <= place and not b.is_part]
        if near:
            nearest = max(near, key=lambda pair: pair[0])[1]
            return nearest.parent or nearest
        home = self.home()
        return home if home and home.first < place else None

    def state(self, spot: PlaceMention) -> Body:
        """A country as the body that its ambassador or minister acts for."""
        text = self.plain[spot.start : spot.end]
        known = self._known(text)
        if known is None:
            known = self._new(frozenset())
            known.add(text, spot.start, spot.end)
            known.country = spot.country
        return known

    def firm(self, start: int, end: int) -> Body:
        """A firm that no ending tells, known by a manager's title after it."""
        text = self.plain[start:end]
        body = self._known(text) or self._new(frozenset())
        body.add(text, start, end)
        body.country = body.country or country_of(text)
        self.at[start, end] = body
        return body
