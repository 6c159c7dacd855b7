"""The city where something happened (在…, 于…, 赴…, a dateline), and whether it was at a distance."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from extractors.chinese.organizations import Bodies
from extractors.chinese.view import transliteration
from extractors.chinese.words import Index, index_of, listed, values, word_at
from extractors.events import Place
from extractors.geography import PlaceMention, cities, city, country_of

_HAN = re.compile(r"[\u3400-\u9fff]")
_LEADS = (
    "在",
    "于",
    "赴",
    "抵",
    "抵达",
    "前往",
    "转往",
    "转赴",
    "地点",
    "地点为",
    "地点在",
    "来到",
    "飞抵",
    "访问",
    "聚首",
    "聚会",
    "站",
    "(",
    "相聚",
    "到访",
    "齐聚",
    "做客",
    "对",
    "亮相",
    "落地",
    "走进",
    "汇聚",
    "相约",
)
_LEAD = re.compile(r"在|于|赴|抵达|前往|转往|转赴|飞抵|地点(?:为|是|在|设在)?|所在地|聚首|齐聚|相聚")
# Cities called by one character: 在京, 在沪, 赴港, only where no longer word goes on from it.
_CAPITAL = re.compile(
    r"(?:在|赴|抵|来|于)(?P<city>[京沪津渝穗蓉杭汉邕港])(?![东津沪剧冀州城口宁埠澳珠台粤区府]|江|务|中|大|深)"
    r"|(?<![北南东])(?P<city2>京)举行"
)
_UNKNOWN = re.compile(
    r"(?:在|于|赴)([\u3400-\u9fff]{2,9}?)(?=(?:市)?(?:会见|会谈|会晤|举行|召开|签署|签订|续签|草签|"
    r"签约|签下|互换|与|同|和|就|共同|正式|联合|见面|闭幕|开幕|分别|聚首|,|与|先后|一))"
)
_DATELINE = re.compile(
    r"(?:^|\n)[ (\[]*(?:新华[社网]?|人民网|本报|本网|中新社|中新网|红网|记者)?([\u3400-\u9fff]{2,8}?)"
    r"(?:(?:[\d〇一二三四五六七八九十]{1,3}月)?[\d〇一二三四五六七八九十]{1,3}日(?:电|讯|专电|消息)|"
    r"消息[:,]|讯(?=[—:,)\] -])|专电|电\n|电$|,(?:19|20)\d\d年\d{1,2}月\d{1,2}日—)"
)
_VENUES = ("会展中心", "博览中心", "会议中心", "展览中心", "展览馆", "酒店", "饭店", "宾馆", "大厦", "大礼堂")
_APART = re.compile(
    r"(?:[,:。;\n]|^)[▲●★◆◎■▶•·○◇☆※—-]? *(?:首站|第一站|最后一站)?([\u3400-\u9fff]{2,12})[,。:]"
)


@cache
def city_names() -> Index:
    """Every city written in Chinese characters."""
    return index_of(name for name in cities("zh") if len(name) >= 2)


@dataclass(frozen=True, slots=True)
class Site:
    """A city at `start`..`end`; `here`: only a dateline, to be used where the act is told as done here."""

    start: int
    end: int
    place: Place
    here: bool = False


class Places:
    """The places of acts in a text."""

    def __init__(self, plain: str, bodies: Bodies, names: Collection[tuple[int, int]] = ()) -> None:
        self._names = names
        self.plain = plain
        self.bodies = bodies
        self.found: list[Site] = []
        self._capital()
        self._led()
        self._known()
        self._unknown()
        self._datelines()
        self.found.sort(key=lambda site: site.start)

    def virtual(self, start: int, end: int) -> bool:
        """Whether the passage tells of an act at a distance."""
        passage = self.plain[start:end]
        return any(word in passage for word in values("places", "virtual"))

    def _add(self, start: int, end: int, country: str | None, *, here: bool = False) -> None:
        if any(a < end and start < b for a, b in self._names):
            return
        if not any(site.start < end and start < site.end for site in self.found):
            self.found.append(Site(start, end, Place(self.bodies.view.mention(start, end), country), here))

    def _capital(self) -> None:
        for match in _CAPITAL.finditer(self.plain):
            group = "city" if match["city"] else "city2"
            self._add(*match.span(group), "HK" if match[group] == "港" else "CN")

    def _known(self) -> None:
        for spot in self._cities():
            if any(a <= spot.start and spot.end <= b for a, b in self.bodies.at):
                continue
            start = self._with_region(spot.start)
            before = self.plain[max(0, start - 4) : start]
            if (
                before.endswith(_LEADS)
                or self.plain.startswith("时间", spot.end)
                or self._alone(start, spot.end)
            ):
                self._add(spot.start, spot.end, spot.country)

    def _led(self) -> None:
        """Cities after 在, 于, 赴 …, also those whose names are words too."""
        index = city_names()
        for match in _LEAD.finditer(self.plain):
            start = match.end()
            spot = self.bodies.geo.get(start)
            if (
                spot
                and spot.kind in ("name", "region", "demonym")
                and not city(self.plain[spot.start : spot.end])
            ):
                start = spot.end + self.plain.startswith(("省", "的"), spot.end)
            name = word_at(index, self.plain, start)
            if name and (
                self._is_venue(start)
                or not any(a <= start and start + len(name) <= b for a, b in self.bodies.at)
            ):
                self._add(start, start + len(name), cities("zh")[name])

    def _is_venue(self, start: int) -> bool:
        """在南京国际博览中心: the name of a venue tells the city."""
        end = next((b for a, b in self.bodies.at if a == start), start)
        return self.plain[start:end].endswith(_VENUES)

    def _cities(self) -> list[PlaceMention]:
        """Cities of the gazetteer whose names are no other words."""
        found = [m for m in self.bodies.geo.values() if m.kind == "city" or city(self.plain[m.start : m.end])]
        return [m for m in found if _HAN.match(self.plain, m.start)]

    def _with_region(self, start: int) -> int:
        """Where a province or country written before the city begins (江苏苏州, 韩国济州)."""
        for spot in self.bodies.geo.values():
            gap = self.plain[spot.end : start]
            if spot.start < start and spot.end <= start and gap in ("", "省", "市", "的", "首都"):
                return self._with_region(spot.start)
        return start

    def _alone(self, start: int, end: int) -> bool:
        """The city stands by itself between punctuation: 1月26日,北京。"""
        before, after = self.plain[start - 1 : start], self.plain[end : end + 1]
        suburb = re.compile(r"[\u3400-\u9fff]{0,4}[。,:]").match(self.plain, end)
        return before in ("", ",", "\n", "。", "站", *"▲●★◆◎■▶•·○◇☆※") and (
            after in (",", "。", ":") or (suburb is not None and "海" in suburb[0])
        )

    def _unknown(self) -> None:
        for match in _UNKNOWN.finditer(self.plain):
            start, end = match.span(1)
            if not self._could_be_city(start, end):
                continue
            spot = self.bodies.geo.get(start)
            inner = (
                spot.end if spot and spot.end < end and spot.kind in ("name", "region", "demonym") else start
            )
            inner += self.plain.startswith("省", inner)
            known = cities("zh").get(self.plain[inner:end].removesuffix("市"))
            sounds = all(c in transliteration() for c in self.plain[inner:end].rstrip("市州县岛镇港堡"))
            if end - inner < 2 or not (known or sounds or self.plain[end - 1] in "市县镇"):
                continue
            end += self.plain.startswith("市", end)
            self._add(inner, end, known or (spot.country if spot else None) or self._country_near(start))

    def _could_be_city(self, start: int, end: int) -> bool:
        text = self.plain[start:end]
        if any(word in text for word in values("places", "not_cities")) or text.endswith(
            tuple(values("places", "buildings"))
        ):
            return False
        if any(a < end and start < b for a, b in self.bodies.at):
            return False
        spot = self.bodies.geo.get(start)
        if spot and spot.end == end and spot.kind != "city":
            return bool(city(text))
        return all(
            not word_at(listed("organizations", "breaks"), self.plain, i) or text in cities("zh")
            for i in range(start, end)
        )

    def _country_near(self, place: int) -> str | None:
        """The country of the foreign body named nearest: an unknown city is seldom at home."""
        near = [
            (abs(a - place), body.country)
            for (a, _), body in self.bodies.at.items()
            if body.country not in ("CN", "INT", None)
        ]
        return min(near)[1] if near else None

    def _datelines(self) -> None:
        for match in _DATELINE.finditer(self.plain):
            name = match[1].removeprefix("记者")
            if city(name):
                found = city(name)
                self._add(
                    match.start(1), match.end(1), found.country if found else country_of(name), here=True
                )
