"""The people of a text: named with a title, with what they act for, and named again in short."""

from __future__ import annotations

import re

from extractors.chinese.affiliations import Affiliations, Figure
from extractors.chinese.names import pointed_name
from extractors.chinese.organizations import Bodies
from extractors.chinese.titles import Title, titles_of
from extractors.chinese.words import values
from extractors.events import Mention
from extractors.reading import Human, Organization
from extractors.witness import Witness

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_ASIDE = re.compile(r"\(([A-Za-zÀ-ỹ][^()]{2,40})\)")
_POINTED = re.compile(r"(?<=[\u3400-\u9fff])[·](?=[\u3400-\u9fff])")
_ALONG = re.compile(r"随行|同行|陪同|随团|一同出席|参加会|列席")


class People(Affiliations):
    """Everyone named in the text, in order; `at` tells who is named where."""

    def __init__(self, plain: str, bodies: Bodies, witness: Witness | None = None) -> None:
        super().__init__(plain, bodies)
        self.witness = witness or Witness("zh", plain, ())
        self.all: list[Figure] = []
        self._by_part: dict[str, Figure] = {}
        self._leads = {place for title in self.titles for place in (title.lead, title.start)}
        for group in self._groups():
            self._of_titles(group)
        self._untitled()
        self._companions()
        self._again()
        self.at = {span: figure for figure in self.all for span in figure.spans}

    def human(self, figure: Figure) -> Human:
        """The finished record."""
        view = self.bodies.view
        names = tuple(view.mention(*span) for span in _named(figure, self.plain))
        titles = tuple(
            {m.text: m for m in reversed([view.mention(*span) for span in figure.titles])}.values()
        )[::-1]
        return Human(
            names, titles, self._organizations(figure), self._acts_for(figure), self._country(figure)
        )

    def _organizations(self, figure: Figure) -> tuple[Mention, ...]:
        if figure.leader:
            return ()
        found: list[Mention] = []
        for body in filter(None, (figure.body, *figure.others)):
            found.extend(self.bodies.organization(body).names)
        if not found and figure.region:
            found.append(self.bodies.view.mention(figure.region.start, figure.region.end))
        return tuple(dict.fromkeys(found))

    def _acts_for(self, figure: Figure) -> Organization | None:
        return self.bodies.organization(figure.body) if figure.body and not figure.leader else None

    def _country(self, figure: Figure) -> str | None:
        if figure.region and (figure.leader or not figure.body):
            return figure.region.country
        return figure.country or (figure.body.country if figure.body else None)

    def _of_titles(self, group: list[Title]) -> None:
        span = self._name_after(group[-1]) or self._name_before(group[0]) or self._apposed(group)
        if span is None or self._is_bystander(group, span):
            return
        for title in group:
            title.held = True
        figure = self._figure(span)
        self._attach(figure, group, span)
        figure.titles.extend(titles_of(group))
        if span[0] >= group[-1].end:
            self._fellows(figure, group, span)

    def _fellows(self, figure: Figure, group: list[Title], span: tuple[int, int]) -> None:
        """副院长段宇宁、宋淑英: names that share the title before the first of them."""
        leads = self._leads
        end = span[1]
        while self.plain[end : end + 1] == "、" and end + 1 not in self._starts and end + 1 not in leads:
            other = self._name_at(end + 1, self._is_foreign(group[-1]))
            if other is None or other[1] in leads or other[1] in self._starts:
                return
            fellow = self._figure(other)
            fellow.body, fellow.others = fellow.body or figure.body, fellow.others or list(figure.others)
            fellow.country, fellow.region = fellow.country or figure.country, fellow.region or figure.region
            fellow.titles = fellow.titles or list(figure.titles)
            end = other[1]

    def _figure(self, span: tuple[int, int]) -> Figure:
        text = self.plain[slice(*span)]
        for figure in self.all:
            if self.plain[slice(*figure.spans[0])] == text:
                figure.spans.append(span)
                return figure
        again = [self._by_part[text]] if text in self._by_part else self.all
        for figure in again:
            if text in self._by_part or self._is_surname_of(text, figure):
                figure.spans.append(span)
                figure.aliases.append(span)
                return figure
        figure = Figure([span])
        latin = _LATIN_ASIDE.match(self.plain, span[1])
        if latin:
            figure.aliases.append((latin.start(1), latin.end(1)))
        self.all.append(figure)
        for part in self._parts(figure):
            self._by_part.setdefault(part, figure)
        return figure

    def _parts(self, figure: Figure) -> list[str]:
        """The parts of a foreign name by which it can be said again."""
        parts = re.split(r"[·? ]", self.plain[slice(*figure.spans[0])])
        return [part for part in parts if len(part) >= 2] if len(parts) > 1 else []

    def _is_surname_of(self, text: str, figure: Figure) -> bool:
        """欧阳局长 after 欧阳振邦: the surname alone, before a title, means the one named in full."""
        full = self.plain[slice(*figure.spans[0])]
        known = text in values("people", "surnames") or text in values("people", "compound_surnames")
        return known and "·" not in full and len(text) < len(full) <= 4 and full.startswith(text)

    def _untitled(self) -> None:
        """Pointed names without a title, and names right after the body they come from."""
        taken = [span for figure in self.all for span in figure.spans]
        for point in _POINTED.finditer(self.plain):
            if any(a <= point.start() < b for a, b in taken):
                continue
            span = self._around(point.start())
            if span and not self._crosses(*span):
                taken.append(span)
                figure = self._figure(span)
                figure.body = figure.body or self._ends.get(span[0]) or self._nearest(span[0], span)

    def _companions(self) -> None:
        """Names without a title right after the body that somebody who comes along is from."""
        for match in _ALONG.finditer(self.plain):
            begin = max(self.plain.rfind(mark, 0, match.start()) for mark in "。;\n")
            for end, body in sorted(self._ends.items()):
                start = end + self.plain.startswith("的", end)
                if not begin < end <= match.start() or self.plain[start : start + 1] not in values(
                    "people", "surnames"
                ):
                    continue
                span = self._name_at(start, False)
                if span and all(span != known for figure in self.all for known in figure.spans):
                    figure = self._figure(span)
                    figure.body = figure.body or body

    def _around(self, point: int) -> tuple[int, int] | None:
        for start in range(max(0, point - 6), point):
            if all(_HAN.match(c) for c in self.plain[start:point]) and not self._is_other_word(start):
                end = pointed_name(self.plain, start)
                if end > point and (start == 0 or self._ended(start) or start in self._ends):
                    return (start, end)
        return None

    def _again(self) -> None:
        """Later mentions: the full name again, or one part of a foreign name."""
        claimed = {
            place
            for figure in self.all
            for span in (*figure.spans, *figure.aliases)
            for place in range(*span)
        }
        for figure in self.all:
            text = self.plain[slice(*figure.spans[0])]
            for form in (text, *self._parts(figure)):
                self._claim(figure, form, claimed, short=form != text)
        for figure in self.all:
            figure.spans.sort()

    def _claim(self, figure: Figure, form: str, claimed: set[int], *, short: bool) -> None:
        for found in re.finditer(re.escape(form), self.plain):
            span = found.span()
            if not claimed.isdisjoint(range(*span)):
                continue
            if self._crosses(*span) or (short and self.plain[span[1] : span[1] + 1] in ("·", "-")):
                continue
            figure.spans.append(span)
            claimed.update(range(*span))
            if short:
                figure.aliases.append(span)


def _named(figure: Figure, plain: str) -> list[tuple[int, int]]:
    ordered = sorted(dict.fromkeys([*figure.spans, *figure.aliases]), key=lambda span: span[0])
    first = max(figure.spans, key=lambda span: span[1] - span[0])
    seen: dict[str, tuple[int, int]] = {plain[slice(*first)]: first}
    for span in ordered:
        seen.setdefault(plain[slice(*span)], span)
    return list(seen.values())
