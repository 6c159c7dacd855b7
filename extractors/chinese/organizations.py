"""The bodies of a text: every name, acronym, short form and department put to the body that it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.bodies import registry
from extractors.chinese.body_names import BodyName, Grammar, known_acronyms
from extractors.chinese.view import View
from extractors.chinese.words import values
from extractors.geography import PlaceMention, country_of, mentions, sides
from extractors.reading import Organization

_NUMBERED = re.compile(
    r"[次第两三四五六七八九十二]*[两三四五六七八九十二][局院所署厅司处室部会委组]|(?:管理|执行|技术)委员会"
)
_VAGUE = frozenset({"国际组织", "国际机构", "世界组织", "境外机构", "全国机构", "国家机构", "国际会议"})
_BRACKET = re.compile(r"\(([^()]{2,60})\)")
_SHORT_FOR = re.compile(
    r"(?:以下简称|下简称|以下称|下称|简称|又称|英文缩写|缩写)(?:为|:)?[“\"]?([^”\",;、]{2,20})[”\"]?"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ&.' -]{1,60}")
_INTERNATIONAL = (
    "国际",
    "世界",
    "联合国",
    "亚太",
    "欧亚",
    "欧洲",
    "海湾",
    "非洲",
    "泛美",
    "全球",
    "东盟",
    "阿拉伯国家",
    "太平洋岛国",
)
_GREATER_CHINA = frozenset({"CN", "HK", "MO", "TW"})


@dataclass(slots=True, eq=False)
class Body:
    """A body while the text is read: where it is named, what it is part of."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    forms: dict[str, tuple[int, int]] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    country: str | None = None
    parent: Body | None = None
    is_part: bool = False

    @property
    def name(self) -> str:
        """The longest form in Chinese characters, else the longest."""
        return max(self.forms, key=lambda form: (bool(re.search(r"[\u4e00-\u9fff]", form)), len(form)))

    @property
    def first(self) -> int:
        """Where the body is first named."""
        return min(start for start, _ in (*self.spans, *self.forms.values()))

    def add(self, text: str, start: int, end: int) -> None:
        self.spans.append((start, end))
        self.forms.setdefault(text, (start, end))


class Bodies:
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

    def home(self) -> Body | None:
        """The body whose news this is: the first full one of China (or of the country that writes)."""
        chosen = [b for b in self.all if not b.is_part and (b.country or self._country(b)) in _GREATER_CHINA]
        return max(chosen, key=lambda b: (len(b.spans), -b.first), default=None)

    def find(self, start: int, end: int) -> Body | None:
        """The body whose name covers `start`..`end` best."""
        return next((body for (a, b), body in self.at.items() if a <= start and end <= b), None)

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
        whole = body.parent is None or (_acts_itself(body) and not body.is_part) or _is_office(body)
        order = [body, body.parent] if whole else [body.parent, body]
        spans: list[tuple[int, int]] = []
        for one in order:
            if one is not None:
                spans.extend(_fullest_first(one))
        mentions = tuple(dict.fromkeys(self.view.mention(*span) for span in spans))
        ids = next((one.ids for one in order if one is not None and one.ids), frozenset())
        return Organization(mentions, body.country, next(iter(ids)) if len(ids) == 1 else None)

    def _place(self, name: BodyName) -> None:
        text = self.plain[name.start : name.end]
        if (
            text in ("国家局", "国家部", "国家院", "国家委")
            or text.endswith("国家")
            or text in _VAGUE
            or _NUMBERED.fullmatch(text)
        ):
            return
        if text.endswith("代表团") and len(name.pieces) > 1:
            name = BodyName(name.start, name.pieces[-2], name.kind, name.pieces[:-1])
            text = self.plain[name.start : name.end]
        if len(name.pieces) > 1 and name.kind != "part":
            parent = self._resolve(name, self.plain[name.start : name.pieces[0]], name.pieces[0])
            body = self._known(text) or self._new(frozenset())
            body.parent = parent
        elif name.kind == "part":
            body = self._known(text) or self._part_of_known(text) or self._new(frozenset(), part=True)
        else:
            resolved = self._resolve(name, text, name.end)
            if resolved is None:
                return
            body = resolved
        if name.kind != "short" or len(name.pieces) > 1 or text not in body.forms:
            body.add(text, name.start, name.end)
        else:
            body.spans.append((name.start, name.end))
        self.at[name.start, name.end] = body
        self._defined(body, name.end)

    def _resolve(self, name: BodyName, text: str, end: int) -> Body | None:
        if name.kind == "short":
            return self._meant(text, name.start)
        known = self._known(text)
        if known is None:
            if name.kind == "acronym":
                return self._acronym(text, name.start, end)
            ids = _ids(text)
            known = self._same_ids(ids) or self._abbreviated(text, ids) or self._new(ids)
            known.ids = known.ids or ids
        if text not in known.forms:
            known.add(text, name.start, end)
        return known

    def _acronym(self, text: str, start: int, end: int) -> Body | None:
        ids = frozenset(known_acronyms().get(text, ()))
        inside = self.plain[end : end + 1] == ")" and self.plain[start - 1 : start] == "("
        if inside or not ids or any(a <= start < b for a, b in self._asides):
            return None
        known = self._same_ids(ids) or self._new(ids)
        known.add(text, start, end)
        return known

    def _new(self, ids: frozenset[str], *, part: bool = False) -> Body:
        self.all.append(Body(ids=ids, is_part=part))
        return self.all[-1]

    def _known(self, text: str) -> Body | None:
        return next((body for body in self.all if text in body.forms), None)

    def _part_of_known(self, text: str) -> Body | None:
        """A department named without its body, after it was named with it (or nearly so)."""
        parts = next((b for b in self.all if b.parent and b.name.endswith(text)), None)
        if parts or len(text) < 3 or text[-1] in "司处室科组所部":
            return parts
        whole = [b for b in self.all if not b.is_part and any(form.endswith(text) for form in b.forms)]
        return whole[0] if len(whole) == 1 else None

    def _same_ids(self, ids: frozenset[str]) -> Body | None:
        return next((body for body in self.all if body.ids & ids and not body.parent), None) if ids else None

    def _abbreviated(self, text: str, ids: frozenset[str]) -> Body | None:
        countries = {registry().by_id[i].country for i in ids if i in registry().by_id}
        for body in reversed(self.all):
            if body.parent or body.is_part or (ids and body.ids and not ids & body.ids):
                continue
            if countries and self._country(body) not in countries:
                continue
            forms = [form for form in body.forms if re.match(r"[\u4e00-\u9fff]", form)]
            if any(_abbreviates(text, form) or _abbreviates(form, text) for form in forms) and all(
                _same_place(text, form) for form in forms
            ):
                return body
        return None

    def _meant(self, text: str, start: int) -> Body | None:
        """The body that a generic short form (总局, 该院, 我局, 协会) means here."""
        ending = text.lstrip("该我本省市")
        earlier = [b for b in self.all if b.first < start and not (b.is_part or _is_former(b))]
        if text[0] in "我本":
            home = self.home()
            return home if home and home.name.endswith(ending[-1]) else None
        fitting = [b for b in earlier if any(form.endswith(ending) for form in b.forms)]
        if fitting:
            return max(fitting, key=lambda b: max((e for _, e in b.spans if e <= start), default=0))
        if text in ("总局", "总署") or (text == "该局" and earlier):
            known = self._known(text)
            return known or self._later_or_new(text, start)
        return None

    def _later_or_new(self, text: str, start: int) -> Body:
        for name in self.names:
            whole = self.plain[name.start : name.pieces[0]] if name.pieces else ""
            if name.kind == "full" and whole.endswith(text) and (country_of(whole) or "CN") == "CN":
                known = self._known(whole)
                body = known or self._new(_ids(whole))
                if not known:
                    body.add(whole, name.start, name.pieces[0])
                return body
        body = self._new(frozenset())
        body.forms[text] = (start, start + len(text))
        return body

    def _defined(self, body: Body, end: int) -> None:
        """Short forms and acronyms in the brackets after a name."""
        bracket = _BRACKET.match(self.plain, end)
        if not bracket:
            return
        inside, at = bracket[1], bracket.start(1)
        self._asides.append(bracket.span())
        short = _SHORT_FOR.search(inside)
        if short:
            self._alias(body, short[1], at + short.start(1))
            inside = inside[: short.start()].rstrip(",、;")
        latin = _LATIN.match(inside)
        if latin and latin.end() == len(inside):
            self._alias(body, latin[0], at)
        elif not short and _abbreviates(inside, body.name):
            self._alias(body, inside, at)

    def _alias(self, body: Body, text: str, start: int) -> None:
        body.forms.setdefault(text, (start, start + len(text)))
        for other in [b for b in self.all if b is not body and text in b.forms and b.spans]:
            self._merge(other, body)

    def _merge(self, other: Body, body: Body) -> None:
        for text, span in other.forms.items():
            body.forms.setdefault(text, span)
        body.spans.extend(other.spans)
        for span, owner in list(self.at.items()):
            if owner is other:
                self.at[span] = body
        self.all.remove(other)

    def _settle(self) -> None:
        """Mentions by alias, countries, and the parents of departments named alone."""
        self._find_aliases()
        for body in self.all:
            body.country = self._country(body)
        for body in self.all:
            if body.is_part:
                body.parent = self._nearest_whole(body.first)
                body.country = body.parent.country if body.parent else body.country
            elif body.parent:
                body.country = body.parent.country or body.country

    def _find_aliases(self) -> None:
        for body in self.all:
            for text in [form for form in body.forms if len(form) > 1]:
                for found in re.finditer(re.escape(text), self.plain):
                    self._claim(found.start(), found.end(), body)

    def _claim(self, start: int, end: int, body: Body) -> None:
        if not any(a < end and start < b for a, b in self.at) and self._whole_word(start, end):
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

    def _country(self, body: Body) -> str | None:
        for form in sorted(body.forms, key=len, reverse=True):
            told = country_of(form) if re.search(r"[\u4e00-\u9fff]", form) else None
            if told:
                return told
        known = {registry().by_id[i].country for i in body.ids if i in registry().by_id}
        if len(known) == 1:
            return known.pop()
        if body.name.startswith(_INTERNATIONAL):
            return "INT"
        latin = next((country_of(form) for form in body.forms if form.isascii() and " " in form), None)
        return latin or ("CN" if re.search(r"[\u4e00-\u9fff]", body.name) else None)

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
        body.country = body.country or country_of(text) or self._country(body)
        self.at[start, end] = body
        return body

    def side(self, place: int) -> str | None:
        """The country that `X方` at `place` stands for."""
        if place < 0 or not self.plain.startswith("方", place + 1):
            return None
        if self.plain[place] in "我中":
            return "CN"
        named = [
            m
            for m in self.geo.values()
            if self.plain[m.start] == self.plain[place] and m.kind in ("name", "demonym", "bloc")
        ]
        return named[0].country if named else sides().get(self.plain[place])


def _acts_itself(body: Body) -> bool:
    """Whether a department is the party rather than the body it belongs to."""
    assert body.parent is not None
    whole, parent = body.name, body.parent.name
    rest = whole[len(parent) :] if whole.startswith(parent) else whole
    minor = any(rest.endswith(ending) for ending in values("organizations", "minor_endings"))
    return (
        not minor
        or rest.endswith(("总司", "总局"))
        or parent.endswith(tuple(values("organizations", "major_parents")))
    )


def _ids(text: str) -> frozenset[str]:
    return frozenset(body.body_id for body in registry().candidates(text.removeprefix("原")))


def _is_former(body: Body) -> bool:
    return body.name.startswith("原")


def _same_place(one: str, other: str) -> bool:
    """Not of two different provinces, cities or countries."""
    first = {
        m.country + one[m.start : m.start + 2]
        for m in mentions(one)
        if m.country not in ("CN",) or m.start == 0
    }
    second = {
        m.country + other[m.start : m.start + 2]
        for m in mentions(other)
        if m.country not in ("CN",) or m.start == 0
    }
    if {p[:2] for p in first | second} == {"CN"}:
        first, second = first - {"CN中国", "CN中华"}, second - {"CN中国", "CN中华"}
    return not first or not second or bool(first & second)


def _is_office(body: Body) -> bool:
    """A bureau named without what it belongs to: it is known by its own name."""
    own = body.parent is None or body.parent.country in ("HK", "MO", "TW")
    return body.is_part and own and body.name.endswith(("局", "署", "厅", "委员会"))


def _fullest_first(body: Body) -> list[tuple[int, int]]:
    han = re.compile(r"[\u4e00-\u9fff]")
    ordered = sorted(body.forms, key=lambda form: (not han.search(form), -len(form)))
    return [body.forms[form] for form in ordered]


def _abbreviates(short: str, full: str) -> bool:
    """Whether a short name is made of a long one's characters in order, ending alike."""
    if not 2 < len(short) < len(full) or not re.match(r"[\u4e00-\u9fff]", short):
        return False
    if short.replace("总", "") == full.replace("总", "") or short[:1] == "原" or full[:1] == "原":
        return False
    if short[-1] != full[-1] and not full.endswith(("委员会", "公司")):
        return False
    at = -1
    for character in short:
        at = full.find(character, at + 1)
        if at < 0:
            return False
    return short[0] == full[0] or short in full or full.find(short[0]) <= 4


def place_names(geo: dict[int, PlaceMention]) -> list[PlaceMention]:
    """Countries and cities in order."""
    return [geo[start] for start in sorted(geo)]
