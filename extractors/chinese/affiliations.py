"""What a person acts for: the body in the title, else the one that fits name and place."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.chinese.body_forms import Body
from extractors.chinese.named import Named
from extractors.chinese.titles import Title
from extractors.chinese.words import values, word_before
from extractors.geography import PlaceMention

_HEADS = {
    "校长": ("大学", "学院", "学校"), "院长": ("院",), "局长": ("局", "总局"), "署长": ("署",),
    "厅长": ("厅",), "部长": ("部",),
    "会长": ("协会", "学会", "商会", "联合会"), "理事长": ("协会", "学会", "基金会", "联合会"),
}  # fmt: skip
_NEAR = 90
# Where people bear names of Chinese characters.
_HAN_NAMES = frozenset({"CN", "HK", "MO", "TW", "JP", "KR", "KP", "VN", "SG", "MY", None})


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


class Affiliations(Named):
    """Finds what people act for."""

    def _employer(self, title: Title) -> Body | None:
        """联合利华首席执行官: what stands before a manager's title and is no word of it is the firm."""
        text = self.plain[title.start : title.end]
        head = next(
            (
                h
                for h in ("首席执行官", "董事长", "总经理", "总裁", "首席", "高级副总裁", "全球")
                if h in text
            ),
            None,
        )
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
        if region and not bodies and (ruler := self._ruler(region)):
            bodies = [ruler]
        if region and not bodies:
            figure.region = region
            figure.country = region.country
            return
        if not bodies and figure.body is None:
            land = self._land_before(first.lead) if self._is_foreign_name(span) else None
            if land and figure.region is None and not self._same_clause_body(first.lead, land.country):
                figure.region, figure.country = land, land.country
                return
            nearest = self._nearest(first.lead, span)
            bodies = [nearest] if nearest else []
        foreign = "·" in self.plain[slice(*span)] or self.plain[span[0]].isascii()
        part = bodies[0] if bodies and bodies[0].is_part and bodies[0].parent else None
        if part and part.parent and not fits(part.parent, foreign=foreign) and not self._adjoins(part):
            bodies = [body for body in (self._nearest(first.lead, span),) if body]
        if bodies and figure.body is None:
            figure.body, figure.others = bodies[0], bodies[1:]

    def _adjoins(self, part: Body) -> bool:
        """The department is named right after the body that it is of, so that no name can tell otherwise."""
        return any(self._ends.get(start) is part.parent for start, _ in part.spans)

    def _ruler(self, region: PlaceMention) -> Body | None:
        """The government of a province or city, where the text names it."""
        if region.kind not in ("region", "city"):
            return None
        stem = self.plain[region.start : region.end].rstrip("省市区县州")
        rulers = [b for b in self.bodies.all if b.name.endswith("政府") and stem in b.name]
        return rulers[0] if rulers else None

    def _is_foreign_name(self, span: tuple[int, int]) -> bool:
        return "·" in self.plain[slice(*span)] or self.plain[span[0]].isascii()

    def _land_before(self, place: int) -> PlaceMention | None:
        """The country in whose office the title is, though its portfolio is no known word."""
        clause = max(self.plain.rfind(mark, 0, place) for mark in ",。;:与和同\n") if place else -1
        near = [m for m in self._country_ends.values() if clause - 14 <= m.start and m.end <= place]
        near = [m for m in near if place - m.end <= 12 and not self._covered(m.start)]
        return max(near, key=lambda m: m.start, default=None)

    def _covered(self, place: int) -> bool:
        return any(a <= place < b for a, b in self.bodies.at)

    def _same_clause_body(self, place: int, country: str) -> Body | None:
        near = [
            (e, b)
            for (_, e), b in self.bodies.at.items()
            if e <= place and place - e < 40 and b.country == country
        ]
        return max(near, key=lambda pair: pair[0])[1] if near else None

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
            if end <= place and place - end < _NEAR and fits(body, foreign=foreign)
        ]
        begin = self.plain.rfind("\n", 0, place)
        near = [pair for pair in near if pair[0] > begin] or near
        ours = [pair for pair in near if pair[1].country in ("CN", "HK", "MO", "TW") and pair[0] > begin]
        if ours and not foreign:
            near = ours
        if near:
            return max(near, key=lambda pair: pair[0])[1]
        later = [b for b in self.bodies.all if not b.is_part and fits(b, foreign=foreign)]
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
            if begin <= start and end <= place and body.name.endswith(wanted) and fits(body, foreign=foreign)
        ]


def fits(body: Body, *, foreign: bool) -> bool:
    """Whether a name in that style may belong to the body's country."""
    if foreign:
        return body.country not in ("CN", "MO", "TW", None)
    return body.country in _HAN_NAMES
