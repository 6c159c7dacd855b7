"""The people of a text: named with a title before or after, with what they act for, and named again in short."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.chinese.names import han_name, latin_name, pointed_name
from extractors.chinese.organizations import Bodies, Body
from extractors.chinese.words import listed, values, word_at, word_before
from extractors.events import Mention
from extractors.geography import PlaceMention
from extractors.reading import Human

_HAN = re.compile(r"[\u3400-\u9fff]")
_JOIN = re.compile(r"[、,]?(?:兼任|兼)?")
_ASIDE = re.compile(r"\((?:[^()]{1,12})\)")
_LATIN_ASIDE = re.compile(r"\(([A-Za-zÀ-ỹ][^()]{2,40})\)")
_POINTED = re.compile(r"(?<=[\u3400-\u9fff])[·](?=[\u3400-\u9fff])")
_HEADS = {
    "校长": ("大学", "学院", "学校"), "院长": ("院",), "局长": ("局", "总局"), "署长": ("署",), "厅长": ("厅",), "部长": ("部",),
    "会长": ("协会", "学会", "商会", "联合会"), "理事长": ("协会", "学会", "基金会", "联合会"),
}  # fmt: skip
_NEAR = 90
_NOT_DELEGATE = ("双方", "各自", "三方", "四方", "两", "中国", "全", "本", "签", "政府", "在", "出席", "参加", "与会", "和", "对", "着", "了", "性", "处", "作", "到", "、", ",", "。")
_ALONG = re.compile(r"随行|同行|陪同|随团|一同出席|参加会|列席")
_SIDE_SIGNER = re.compile(r"([\u4e00-\u9fff])方(?:签字人|签字代表|签署人|代表|负责人|由|签字的)?(?:系|为|是|由|的是)?$")
# Where people bear names of Chinese characters.
_HAN_NAMES = frozenset({"CN", "HK", "MO", "TW", "JP", "KR", "KP", "VN", "SG", "MY", None})


@dataclass(slots=True)
class Title:
    """A title at `start`..`end` with the body (or country) named right before it."""

    start: int
    end: int
    body: Body | None = None
    country: PlaceMention | None = None
    lead: int = 0
    by_side: bool = False
    held: bool = False


@dataclass(slots=True, eq=False)
class Figure:
    """A person while the text is read."""

    spans: list[tuple[int, int]]
    titles: list[tuple[int, int]] = field(default_factory=list)
    body: Body | None = None
    others: list[Body] = field(default_factory=list)
    country: str | None = None
    leader: bool = False
    envoy: bool = False
    region: PlaceMention | None = None
    aliases: list[tuple[int, int]] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.spans[0][0]


class People:
    """Everyone named in the text, in order; `at` tells who is named where."""

    def __init__(self, plain: str, bodies: Bodies) -> None:
        self.plain = plain
        self.bodies = bodies
        self.all: list[Figure] = []
        self._ends = bodies.ends()
        self._starts = {start: (end, body) for (start, end), body in bodies.at.items()}
        self._country_ends = {m.end: m for m in bodies.geo.values() if m.kind in ("name", "demonym", "bloc")}
        self.titles = self._titles()
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
        titles = tuple({m.text: m for m in reversed([view.mention(*span) for span in figure.titles])}.values())[::-1]
        return Human(names, titles, self._organizations(figure), self._acts_for(figure), self._country(figure))

    def _organizations(self, figure: Figure) -> tuple[Mention, ...]:
        if figure.leader:
            return ()
        found: list[Mention] = []
        for body in filter(None, (figure.body, *figure.others)):
            found.extend(self.bodies.organization(body).names)
        if not found and figure.region:
            found.append(self.bodies.view.mention(figure.region.start, figure.region.end))
        return tuple(dict.fromkeys(found))

    def _acts_for(self, figure: Figure) -> object:
        return self.bodies.organization(figure.body) if figure.body and not figure.leader else None

    def _country(self, figure: Figure) -> str | None:
        if figure.region and (figure.leader or not figure.body):
            return figure.region.country
        return figure.country or (figure.body.country if figure.body else None)

    def _titles(self) -> list[Title]:
        found: list[Title] = []
        place = 0
        while place < len(self.plain):
            head = word_at(listed("people", "title_heads"), self.plain, place)
            if head and self._stands(place, head):
                end = place + len(head)
                if found and found[-1].end == place and not self._ends.get(place):
                    found[-1].end = end
                else:
                    found.append(self._title(place, end))
                place = end
            else:
                place += 1
        return found

    def _stands(self, place: int, head: str) -> bool:
        end = place + len(head)
        inside = any(start < end and place < stop for start, stop in self.bodies.at)
        if head == "代表" and (self.plain[end + 1 : end + 2] == "方" or self.plain.startswith(_NOT_DELEGATE, end)):
            return False
        return not inside and not self.plain.startswith(("会", "团", "处", "级", "衔"), end)

    def _title(self, head: int, end: int) -> Title:
        start = head
        self._inner = {head}
        while before := word_before(values("people", "title_before"), self.plain, start):
            if self._ends.get(start):
                break
            start -= len(before)
            self._inner.add(start)
        edge = self._ministry(head) or self._edge(start)
        found = Title(edge, end, self._ends.get(edge), self._country_ends.get(edge), edge)
        if found.body:
            found.lead = min((s for (s, e) in self.bodies.at if e == edge), default=found.body.first)
            if self.plain[edge - 1] == ")":
                found.lead = max(s for (s, e), body in self.bodies.at.items() if body is found.body and e <= edge)
        elif found.country:
            found.lead = found.country.start
        elif match := _SIDE_SIGNER.search(self.plain, max(0, edge - 9), edge):
            found.lead = match.start()
            found.body = self._of_side(self.bodies.side(match.start()), match.start())
            found.by_side = True
        if self.plain[found.start] in "其该本":
            found.start += 1
        return found

    def _ministry(self, head: int) -> int | None:
        """英国商业、创新和技能|大臣: where a portfolio that follows a country begins."""
        if not self.plain.startswith(("大臣", "部长", "国务秘书", "国务卿", "次长", "副大臣", "副部长"), head):
            return None
        for spot in self.bodies.geo.values():
            if spot.kind in ("name", "demonym", "bloc") and 2 < head - spot.end <= 24 and self._portfolio(spot.end, head):
                return spot.end
        return None

    def _portfolio(self, place: int, end: int) -> bool:
        inside = listed("organizations", "inside")
        while place < end:
            word = word_at(inside, self.plain, place)
            if word is None and self.plain[place] not in "和与及、副":
                return False
            place += len(word) if word else 1
        return place == end

    def _side_before(self, place: int) -> str | None:
        return self.bodies.side(place - 2) if place > 1 and self.plain[place - 1] == "方" else None

    def _edge(self, start: int) -> int:
        """Where the title's own words begin: right after a body, a country or a break."""
        place = start
        while place > 0 and start - place <= (10 if "·" not in self.plain[place:start] else 18):
            if place in self._ends or place in self._country_ends or self._ended(place):
                return place
            place -= 1
        return start

    def _ended(self, place: int) -> bool:
        before = self.plain[place - 1]
        if word_before(values("people", "title_heads"), self.plain, place, 5) and place not in self._inner:
            return True
        if (not _HAN.match(before) and before not in "·-") or before in "与和及同为是由的系在":
            return True
        if before == "方" and (self._side_before(place) or not _HAN.match(self.plain[place - 3 : place - 2] or ",")):
            return True
        breaks = values("organizations", "breaks")
        return any(self.plain[max(0, place - n) : place] in breaks for n in (2, 3, 4))

    def _of_side(self, country: str | None, place: int) -> Body | None:
        line = self.plain.rfind("\n", 0, place)
        near = [(e, b) for (s, e), b in self.bodies.at.items() if line < s and e <= place and b.country == country and not b.is_part]
        if near:
            return max(near, key=lambda pair: pair[0])[1]
        home = self.bodies.home()
        if home and home.country == country:
            return home
        fitting = [b for b in self.bodies.all if b.country == country and not b.is_part]
        return fitting[0] if fitting else None

    def _groups(self) -> list[list[Title]]:
        """Titles of one person: joined by 、 or 兼, with nothing but a body between them."""
        groups: list[list[Title]] = []
        for title in self.titles:
            if groups and self._joined(groups[-1][-1], title):
                groups[-1].append(title)
            else:
                groups.append([title])
        return groups

    def _joined(self, first: Title, second: Title) -> bool:
        between = self.plain[first.end : second.lead]
        aside = _ASIDE.match(between)
        rest = between[aside.end() :] if aside else between
        apart = _land(first) and _land(second) and _land(first) != _land(second)
        return rest in ("、", "兼", "兼任", ",兼", "、兼", "") and second.lead >= first.end and not apart

    def _of_titles(self, group: list[Title]) -> None:
        span = self._name_after(group[-1]) or self._name_before(group[0]) or self._apposed(group)
        if span is None or self._is_bystander(group, span):
            return
        for title in group:
            title.held = True
        figure = self._figure(span)
        self._attach(figure, group, span)
        figure.titles.extend(_titles_of(group))

    def _is_bystander(self, group: list[Title], span: tuple[int, int]) -> bool:
        before = self.plain[max(0, group[0].lead - 5) : span[0]]
        return any(word in before for word in ("记者", "通讯员", "编辑", "联系人", "联络人", "咨询"))

    def _name_after(self, title: Title) -> tuple[int, int] | None:
        place = title.end
        aside = _ASIDE.match(self.plain, place)
        if aside and not _LATIN_ASIDE.match(self.plain, place):
            place = aside.end()
        while self.plain[place : place + 1] in (" ", ":", "\n") and place - title.end < 6:
            place += 1
        place = self._past_nationality(place)
        return self._name_at(place, self._is_foreign(title))

    def _past_nationality(self, place: int) -> int:
        """主席、贝宁人塞拉芬: where the name begins after a nationality."""
        begin = place + 1 if self.plain[place : place + 1] in ("、", ",") else place
        spot = self.bodies.geo.get(begin)
        return spot.end + 1 if spot and self.plain.startswith("人", spot.end) else place

    def _is_foreign(self, title: Title) -> bool:
        country = title.country.country if title.country else title.body.country if title.body else None
        return country not in ("CN", "HK", "MO", "TW", None)

    def _name_at(self, place: int, foreign: bool) -> tuple[int, int] | None:
        if place >= len(self.plain) or place in self._starts or self.plain[place] in "衔兼等一":
            return None
        for shape in (latin_name, pointed_name):
            end = shape(self.plain, place)
            if end > place:
                return (place, end)
        if not _HAN.match(self.plain[place]) or self._is_other_word(place):
            return None
        end = han_name(self.plain, place, foreign=foreign)
        return (place, end) if end > place and not self._crosses(place, end) else None

    def _is_other_word(self, place: int) -> bool:
        ordinary = word_at(listed("organizations", "breaks"), self.plain, place)
        if ordinary and len(ordinary) > 1 or self.plain.startswith(("政策", "大会", "日局", "国"), place):
            return True
        follower = word_at(listed("people", "followers"), self.plain, place)
        if follower and (len(follower) > 1 or self.plain[place] in "的与和在就对向将已也还并及说是"):
            return True
        return word_at(listed("people", "title_heads"), self.plain, place) is not None or (
            place in self.bodies.geo and self.bodies.geo[place].kind == "name"
        )

    def _crosses(self, start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in self.bodies.at)

    def _name_before(self, title: Title) -> tuple[int, int] | None:
        """A name between a body (or a break) and the title: 工商总局邬振华副局长."""
        plain, end = self.plain, title.end
        head = end
        while head > title.start and not self._is_title(head, end):
            head -= 1
        for start in range(title.start, end - 2):
            rest = word_at(listed("people", "title_before"), plain, start) or ""
            if self.plain[title.start : start] in values("people", "title_heads") or self._is_other_word(title.start):
                continue
            if self._shape_ends_at(title.start, start) and self._is_title(start + len(rest), end):
                name = (title.start, start)
                title.start = start
                return name
        return None

    def _is_title(self, start: int, end: int) -> bool:
        heads = values("people", "title_heads")
        return self.plain[start:end] in heads or (self.plain[start] in "副总" and self.plain[start + 1 : end] in heads)

    def _shape_ends_at(self, start: int, end: int) -> bool:
        if end - start < 2:
            return False
        if pointed_name(self.plain[:end], start) == end or latin_name(self.plain[:end], start) == end:
            return True
        surname = self.plain[start] in values("people", "surnames")
        compound = word_at(listed("people", "compound_surnames"), self.plain, start)
        return (surname and end - start in (2, 3)) or (compound is not None and end - start in (3, 4))

    def _apposed(self, group: list[Title]) -> tuple[int, int] | None:
        """The name before a title set off by a comma or bracket: 颂猜·帕塔纳蓬先生,某厅局长,…"""
        place = group[0].lead
        if place < 3 or self.plain[place - 1] not in ",(":
            return None
        end = place - 1
        honorific = word_before(values("people", "honorifics"), self.plain, end)
        end -= len(honorific or "")
        for start in range(end - 2, max(-1, end - 22), -1):
            if self.plain[start] in ",。、;\n(":
                break
            if pointed_name(self.plain, start) == end and not pointed_name(self.plain, start - 1) == end:
                return (start, end)
        return None

    def _figure(self, span: tuple[int, int]) -> Figure:
        text = self.plain[slice(*span)]
        for figure in self.all:
            if self.plain[slice(*figure.spans[0])] == text:
                figure.spans.append(span)
                return figure
        figure = Figure([span])
        latin = _LATIN_ASIDE.match(self.plain, span[1])
        if latin:
            figure.aliases.append((latin.start(1), latin.end(1)))
        self.all.append(figure)
        return figure

    def _employer(self, title: Title) -> Body | None:
        """联合利华首席执行官: what stands before a manager's title and is no word of it is the firm."""
        text = self.plain[title.start : title.end]
        head = next((h for h in ("首席执行官", "董事长", "总经理", "总裁", "首席", "高级副总裁", "全球") if h in text), None)
        if head is None or title.body or title.country:
            return None
        end = title.start + text.index(head)
        while before := word_before(values("people", "title_before"), self.plain, end):
            if end - len(before) < title.start:
                break
            end -= len(before)
        if end - title.start < 2 or self._portfolio(title.start, end):
            return None
        body = self.bodies.firm(title.start, end)
        title.start = end
        return body

    def _attach(self, figure: Figure, group: list[Title], span: tuple[int, int]) -> None:
        """What the person acts for: the body before the titles, else the nearest one that fits the name."""
        bodies = [title.body for title in group if title.body and not title.by_side]
        bodies = bodies or [body for body in map(self._employer, group) if body]
        bodies = bodies or [title.body for title in group if title.body]
        first = group[0]
        figure.leader = any(
            self.plain[t.start : t.end].endswith(tuple(values("people", "leader_titles"))) for t in group
        )
        region = next((t.country for t in group if t.country), None)
        if region and self.plain[region.start - 1 : region.start] == "驻":
            region = self._sender(region)
            figure.envoy = True
        if region and not bodies:
            figure.region = region
            figure.country = region.country
            return
        if not bodies and figure.body is None:
            nearest = self._nearest(first.lead, span)
            bodies = [nearest] if nearest else []
        foreign = "·" in self.plain[slice(*span)] or self.plain[span[0]].isascii()
        if bodies and bodies[0].is_part and bodies[0].parent and not _fits(bodies[0].parent, foreign=foreign):
            bodies = [body for body in (self._nearest(first.lead, span),) if body]
        if bodies and figure.body is None:
            figure.body, figure.others = bodies[0], bodies[1:]

    def _sender(self, region: PlaceMention) -> PlaceMention | None:
        """Whose envoy it is: 中国驻法国大使 is China's."""
        before = self._country_ends.get(region.start - 1)
        if before is None and self.plain[region.start - 2 : region.start - 1] == "我":
            return PlaceMention(region.start - 2, region.start - 1, "CN", "name")
        return before

    def _nearest(self, place: int, span: tuple[int, int]) -> Body | None:
        foreign = "·" in self.plain[slice(*span)] or self.plain[span[0]].isascii()
        title = self.plain[place : span[0]]
        if any(word in title for word in ("省长", "市长", "自治区主席", "自治区副主席", "省委", "市委")):
            rulers = [b for b in self.bodies.all if b.name.endswith("政府") and b.country == "CN"]
            if rulers:
                return rulers[0]
        namesake = [b for b in self.bodies.all if len(title) >= 4 and title in b.name]
        if namesake:
            return namesake[0]
        near = self._by_title(place, title, foreign) or [
            (end, body)
            for (_, end), body in self.bodies.at.items()
            if end <= place and place - end < _NEAR and _fits(body, foreign=foreign)
        ]
        begin = self.plain.rfind("\n", 0, place)
        near = [pair for pair in near if pair[0] > begin] or near
        ours = [pair for pair in near if pair[1].country in ("CN", "HK", "MO", "TW") and pair[0] > begin]
        if ours and not foreign:
            near = ours
        if near:
            return max(near, key=lambda pair: pair[0])[1]
        later = [b for b in self.bodies.all if not b.is_part and _fits(b, foreign=foreign)]
        return self.bodies.home() if not foreign else (later[0] if later else None)

    def _by_title(self, place: int, title: str, foreign: bool) -> list[tuple[int, Body]]:
        """Bodies of the sentence that have such a head: 校长 a university, 局长 a bureau."""
        begin = max(self.plain.rfind("。", 0, place), self.plain.rfind("\n", 0, place))
        wanted = next((kinds for head, kinds in _HEADS.items() if head in title), None)
        if wanted is None:
            return []
        return [
            (end, body)
            for (start, end), body in self.bodies.at.items()
            if begin <= start and end <= place and body.name.endswith(wanted) and _fits(body, foreign=foreign)
        ]

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
                if not begin < end <= match.start() or self.plain[start : start + 1] not in values("people", "surnames"):
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
        for figure in self.all:
            text = self.plain[slice(*figure.spans[0])]
            parts = [part for part in re.split(r"[·? ]", text) if len(part) >= 2]
            if len(parts) < 2:
                parts = []
            for form in (text, *parts):
                self._claim(figure, form, short=form != text)
        for figure in self.all:
            figure.spans.sort()

    def _claim(self, figure: Figure, form: str, *, short: bool) -> None:
        for found in re.finditer(re.escape(form), self.plain):
            span = found.span()
            if any(a < span[1] and span[0] < b for other in self.all for a, b in (*other.spans, *other.aliases)):
                continue
            if self._crosses(*span) or (short and self.plain[span[1] : span[1] + 1] in ("·", "-")):
                continue
            figure.spans.append(span)
            if short:
                figure.aliases.append(span)


def _land(title: Title) -> str | None:
    return title.country.country if title.country else title.body.country if title.body else None


def _fits(body: Body, *, foreign: bool) -> bool:
    """Whether a name in that style may belong to the body's country."""
    if foreign:
        return body.country not in ("CN", "MO", "TW", None)
    return body.country in _HAN_NAMES


def _titles_of(group: list[Title]) -> list[tuple[int, int]]:
    """The titles, the fullest form first: joined ones as one where no body stands between them."""
    spans = [(title.start, title.end) for title in group]
    if len(group) > 1 and all(later.lead == later.start for later in group[1:]):
        return [(spans[0][0], spans[-1][1]), *spans]
    return spans


def _named(figure: Figure, plain: str) -> list[tuple[int, int]]:
    ordered = sorted(dict.fromkeys([*figure.spans, *figure.aliases]), key=lambda span: span[0])
    first = max(figure.spans, key=lambda span: span[1] - span[0])
    seen: dict[str, tuple[int, int]] = {plain[slice(*first)]: first}
    for span in ordered:
        seen.setdefault(plain[slice(*span)], span)
    return list(seen.values())
