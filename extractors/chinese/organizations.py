"""The bodies of a text: countries and parents settled, and the records made of them."""

from __future__ import annotations

import re

from extractors.chinese.body_forms import (
    Body,
    acts_itself,
    ends_of,
    fullest_first,
    is_office,
    shortens,
)
from extractors.chinese.body_names import Grammar
from extractors.chinese.body_resolution import Resolution
from extractors.chinese.view import View
from extractors.geography import PlaceMention, country_of
from extractors.reading import Organization

_OFFICE_ENDINGS = ("部", "处", "室", "司", "中心", "分部", "办公室", "办事处", "代表处")
_NATIONS = re.compile(
    r"等?(?:[两二三四五六七八九十\d]{1,3}个?国(?:家)?的?)[\u4e00-\u9fff]{0,8}(?:机构|部门|当局|负责人|代表)"
)
_MOST_NATIONS = 40
_SHORT = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[与和同及、由在向对为]))([\u4e00-\u9fff]{2,3}(?:局|院|署|总署|中心|协会|学会|委|厅|部))"
    r"(?![长员门分署内面])"
)
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
        self._find_short()
        self._find_nations()
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
        self._claimed = {at for span in self.at for at in range(*span)}
        for body in self.all:
            for text in [form for form in body.forms if len(form) > 1]:
                for found in re.finditer(re.escape(text), self.plain):
                    self._claim(found.start(), found.end(), body)

    def _find_nations(self) -> None:
        """老挝、新加坡、越南三国标准化主管机构: each land of a list whose offices no text names."""
        spots: list[PlaceMention] = []
        for spot in (self.geo[place] for place in sorted(self.geo)):
            joined = spots and self.plain[spots[-1].end : spot.start] in ("、", "和", "与")
            spots = [*spots[-_MOST_NATIONS:], spot] if joined else [spot]
            if len(spots) > 1 and _NATIONS.match(self.plain, spot.end):
                for land in spots:
                    if self._claimed.isdisjoint(range(land.start, land.end)):
                        self._claimed.update(range(land.start, land.end))
                        self.at[land.start, land.end] = self.state(land)

    def _find_short(self) -> None:
        """企发局 for 新加坡企业发展局: short forms that no bracket defines, after the body they shorten."""
        known = {form for body in self.all for form in body.forms}
        ends: dict[str, list[tuple[str, Body]]] = {}
        for body in self.all:
            for form in () if body.is_part else body.forms:
                ends.setdefault(ends_of(form), []).append((form, body))
        for match in _SHORT.finditer(self.plain):
            text = match[1]
            if text in known or not self._claimed.isdisjoint(range(*match.span(1))):
                continue
            forms = [(f, b) for f, b in ends.get(text[0] + text[-1], ()) if b.first < match.start(1)]
            meant = list(dict.fromkeys(b for f, b in forms if shortens(text, f)))
            if len(meant) == 1:
                self._claim(*match.span(1), meant[0])
                meant[0].forms.setdefault(text, match.span(1))

    def _claim(self, start: int, end: int, body: Body) -> None:
        if self._claimed.isdisjoint(range(start, end)) and self._whole_word(start, end):
            self._claimed.update(range(start, end))
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
