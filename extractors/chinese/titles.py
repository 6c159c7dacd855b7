"""Titles of office: where they stand, what belongs to them, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.chinese.body_forms import Body
from extractors.chinese.organizations import Bodies
from extractors.chinese.words import listed, values, word_at, word_before
from extractors.geography import PlaceMention

_HAN = re.compile(r"[\u3400-\u9fff]")
_ASIDE = re.compile(r"\((?:[^()]{1,12})\)")
_DELEGATE = re.compile(r"(?:驻华|驻|首席|常驻|全权|贸易|特别|总|的|及|任|秘书长|学员|[、:])$")
_NOT_DELEGATE = (
    "双方",
    "各自",
    "三方",
    "四方",
    "两",
    "中国",
    "全",
    "本",
    "签",
    "政府",
    "在",
    "出席",
    "参加",
    "与会",
    "和",
    "对",
    "着",
    "了",
    "性",
    "处",
    "作",
    "到",
    "、",
    ",",
    "。",
)
_SIDE_SIGNER = re.compile(
    r"([\u4e00-\u9fff])方(?:签字人|签字代表|签署人|代表|负责人|由|签字的)?(?:系|为|是|由|的是)?$"
)


_GOVERNS = re.compile(r"[省市州区县]长|书记|主席|常委|行政长官|专员|盟长|秘书长")
_ADDRESSED = re.compile(
    r"对方|双方|中方|我|各|与会|记者|媒体|客人|来宾|外宾|大家|代表|该|其|他|她|嘉宾|在座|在场|公众|"
    r"社会|同行|参会|远道|[\u4e00-\u9fff]{0,3}(?:记者|代表|介绍|通报|表示|赠)"
)
_AFTER_NAME = re.compile(r"[,。;:、)\n]|率|副|局长|主任|与|和|同|在|签|会见|出席|$")


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


class Titles:
    """The titles of a text, grouped by person."""

    def __init__(self, plain: str, bodies: Bodies) -> None:
        self.plain = plain
        self.bodies = bodies
        self._ends = bodies.ends()
        self._starts = {start: (end, body) for (start, end), body in bodies.at.items()}
        self._country_ends = {m.end: m for m in bodies.geo.values() if m.kind in ("name", "demonym", "bloc")}
        self._inner: set[int] = set()
        self.titles = self._titles()

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
        if head == "代表" and (
            self.plain[end + 1 : end + 2] == "方" or self.plain.startswith(_NOT_DELEGATE, end)
        ):
            return False
        if head == "代表" and not (
            _DELEGATE.search(self.plain[max(0, place - 3) : place]) or place in self._ends
        ):
            return False
        if head == "代表" and self.plain[place - 1 : place] == "的" and place - 1 not in self._ends:
            return False
        if head == "常委" and self.plain.startswith("会", end):
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
                found.lead = max(
                    s for (s, e), body in self.bodies.at.items() if body is found.body and e <= edge
                )
        elif found.country:
            found.lead = found.country.start
        elif region := self._governed(found.start, head):
            found.country, found.start, found.lead = region, region.end, region.start
        elif match := _SIDE_SIGNER.search(self.plain, max(0, edge - 9), edge):
            found.lead = match.start()
            found.body = self._of_side(self.bodies.side(match.start()), match.start())
            found.by_side = True
        if self.plain.startswith("原", found.start) and found.start < start:
            found.start += 1
        if self.plain.startswith(("其", "该", "本"), found.start):
            found.start += 1
        return found

    def _governed(self, start: int, head: int) -> PlaceMention | None:
        """The province or city that a governor's or party secretary's title begins with (嘉兴市|副市长)."""
        spot = self.bodies.geo.get(start)
        if spot is None or spot.kind not in ("region", "city") or not _GOVERNS.match(self.plain, head):
            return None
        end = spot.end
        for level in ("特别行政区", "自治区", "自治州", "省", "市", "州", "县", "区"):
            if self.plain.startswith(level, end) and not self.plain.startswith(("省长", "市长", "委"), end):
                more = end + len(level)
                end = more if more <= head and not self.plain.startswith("委", more) else end
                break
        return PlaceMention(spot.start, end, spot.country, spot.kind)

    def _ministry(self, head: int) -> int | None:
        """英国商业、创新和技能|大臣: where a portfolio that follows a country begins."""
        if not self.plain.startswith(
            ("大臣", "部长", "国务秘书", "国务卿", "次长", "副大臣", "副部长"), head
        ):
            return None
        for spot in self.bodies.geo.values():
            if (
                spot.kind in ("name", "demonym", "bloc")
                and 2 < head - spot.end <= 24
                and self._portfolio(spot.end, head)
            ):
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
        while place >= 0 and start - place <= (10 if "·" not in self.plain[place:start] else 18):
            if place == 0 or place in self._ends or place in self._country_ends or self._ended(place):
                return place
            place -= 1
        return start

    def _ended(self, place: int) -> bool:
        before = self.plain[place - 1]
        if word_before(values("people", "title_heads"), self.plain, place, 5) and place not in self._inner:
            return True
        if (not _HAN.match(before) and before not in "·-") or before in "与和及同为是由的系在":
            return True
        if before == "方" and (
            self._side_before(place) or not _HAN.match(self.plain[place - 3 : place - 2] or ",")
        ):
            return True
        breaks = values("organizations", "breaks")
        return any(self.plain[max(0, place - n) : place] in breaks for n in (2, 3, 4))

    def _of_side(self, country: str | None, place: int) -> Body | None:
        line = self.plain.rfind("\n", 0, place)
        near = [
            (e, b)
            for (s, e), b in self.bodies.at.items()
            if line < s and e <= place and b.country == country and not b.is_part
        ]
        if near:
            return max(near, key=lambda pair: pair[0])[1]
        home = self.bodies.home()
        if home and home.country == country:
            return home
        fitting = [b for b in self.bodies.all if b.country == country and not b.is_part]
        return fitting[0] if fitting else None

    def _crosses(self, start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in self.bodies.at)

    def _is_other_word(self, place: int) -> bool:
        ordinary = word_at(listed("organizations", "breaks"), self.plain, place)
        if (ordinary and len(ordinary) > 1) or word_at(listed("people", "not_names"), self.plain, place):
            return True
        follower = word_at(listed("people", "followers"), self.plain, place)
        if self.plain[place] == "向" and self._bears_name(place):
            return False
        if follower and (len(follower) > 1 or self.plain[place] in "的与和在就对向将已也还并及说是"):
            return True
        if (word_at(listed("people", "title_before"), self.plain, place) or "")[1:]:
            return True
        return word_at(listed("people", "title_heads"), self.plain, place) is not None or (
            place in self.bodies.geo and self.bodies.geo[place].kind == "name"
        )

    def _bears_name(self, place: int) -> bool:
        """副局长向北川率团: a surname that is a preposition elsewhere (向记者介绍)."""
        if _ADDRESSED.match(self.plain, place + 1) or place + 1 in self.bodies.geo:
            return False
        if any(start in (place + 1, place + 2) for start, _ in self.bodies.at):
            return False
        return bool(_AFTER_NAME.match(self.plain, place + 3) or _AFTER_NAME.match(self.plain, place + 2))

    def _is_foreign(self, title: Title) -> bool:
        country = title.country.country if title.country else title.body.country if title.body else None
        return country not in ("CN", "HK", "MO", "TW", None)


def land_of(title: Title) -> str | None:
    return title.country.country if title.country else title.body.country if title.body else None


def titles_of(group: list[Title]) -> list[tuple[int, int]]:
    """The titles, the fullest form first: joined ones as one where no body stands between them.

    A chair held for a side (工作组中方主席) tells less than an office and comes last.
    """
    group = sorted(group, key=lambda title: title.by_side)
    spans = [(title.start, title.end) for title in group]
    if len(group) > 1 and all(later.lead == later.start for later in group[1:]):
        return [(spans[0][0], spans[-1][1]), *spans]
    return spans
