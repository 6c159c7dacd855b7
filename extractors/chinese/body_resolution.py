"""Which body a name, an acronym or a short form means."""

from __future__ import annotations

import re

from extractors.bodies import registry
from extractors.chinese.body_forms import (
    Body,
    abbreviates,
    ids_of,
    is_former,
    same_place,
)
from extractors.chinese.body_names import BodyName, known_acronyms
from extractors.chinese.view import View
from extractors.geography import PlaceMention, country_of, sides

_NUMBERED = re.compile(
    r"[次第两三四五六七八九十二]*[两三四五六七八九十二][局院所署厅司处室部会委组]|(?:管理|执行|技术)委员会"
)
# Kinds of bodies rather than one: 省级政府部门, 个别外资机构, 建院六十周年.
_GENERIC = re.compile(
    r"[一两二三四五六七八九十百多数几余\d](?:家|间|所|个)[\u4e00-\u9fff]{0,4}(?:公司|企业|机构|研究所|实验室|协会|集团|大学|部门)$|"
    r"^(?:个|批|名|支|家|项|届|次|多家|几家|个别|部分|一些|许多|各家|各类|某)|周年|级政府(?:部门)?$|"
    r"政府部门$|(?:外资|相关|有关|直属|下属|本国|各国|多国|境外)(?:机构|部门|公司|企业|技术委员会)|"
    r"^(?:本|同|各|全)?(?:行业|企业|商业)(?:协会|组织|商会|联盟|集团)$"
)
_COUNTED = re.compile(r"(?:[一两几数多各每某\d三四五六七八九十余]家|些|某|类)(?:[\u4e00-\u9fff]{0,1})\Z")
_VAGUE = frozenset({"国际组织", "国际机构", "世界组织", "境外机构", "全国机构", "国家机构", "国际会议"})
_REGIONAL = re.compile(r"自治区|该[省市区县]|[省市区县州](?=[\u4e00-\u9fff]{3})")
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


class Resolution:
    """Puts every name to its body while the text is read."""

    plain: str
    view: View
    geo: dict[int, PlaceMention]
    all: list[Body]
    at: dict[tuple[int, int], Body]
    names: list[BodyName]
    _asides: list[tuple[int, int]]

    def _place(self, name: BodyName) -> None:
        text = self.plain[name.start : name.end]
        if self._is_kind(name, text):
            return
        if (
            text in ("国家局", "国家部", "国家院", "国家委")
            or text.endswith("国家")
            or text in _VAGUE
            or _GENERIC.search(text)
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
            resolved = self._office_again(name, text) or self._resolve(name, text, name.end)
            if resolved is None:
                return
            body = resolved
        if name.kind != "short" or len(name.pieces) > 1 or text not in body.forms:
            body.add(text, name.start, name.end)
        else:
            body.spans.append((name.start, name.end))
        self.at[name.start, name.end] = body
        self._defined(body, name.end)

    def _office_again(self, name: BodyName, text: str) -> Body | None:
        """市政署 after 澳门特区政府市政署: an office named again without what it belongs to."""
        if name.kind != "full" or len(text) < 3:
            return None
        named = [b for b in self.all if b.parent and b.first < name.start and b.name.endswith(text)]
        return named[0] if len(named) == 1 and len(named[0].name) > len(text) else None

    def _is_kind(self, name: BodyName, text: str) -> bool:
        """A kind of bodies, not one: 两家饲料集团, 认证机构, 监管部门."""
        if name.kind == "part" and text.endswith(("机构", "部门")):
            return True
        return name.kind in ("full", "part") and bool(
            _COUNTED.search(self.plain[max(0, name.start - 4) : name.start])
        )

    def _resolve(self, name: BodyName, text: str, end: int) -> Body | None:
        if name.kind == "short":
            return self._meant(text, name.start)
        if regional := self._regional(text, name.start):
            return regional
        known = self._known(text)
        if known is None:
            if name.kind == "acronym":
                return self._acronym(text, name.start, end)
            ids = ids_of(text)
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
        if told := country_of(text):
            countries = {told, *({"CN"} if told in _GREATER_CHINA else ())}
        for body in reversed(self.all):
            if body.parent or body.is_part or (ids and body.ids and not ids & body.ids):
                continue
            if countries and self._country(body) not in countries:
                continue
            forms = [form for form in body.forms if re.match(r"[\u4e00-\u9fff]", form)]
            if any(abbreviates(text, form) or abbreviates(form, text) for form in forms) and all(
                same_place(text, form) for form in forms
            ):
                return body
        return None

    def _regional(self, text: str, start: int) -> Body | None:
        """自治区市场监管局 after 新疆市场监管局: the region's own bureau, named without the region."""
        prefix = _REGIONAL.match(text)
        if prefix is None:
            return None
        rest = text[prefix.end() :]
        named = [b for b in self.all if not b.is_part and b.first < start]
        fitting = [b for b in named if len(rest) > 2 and any(f.endswith(rest) for f in b.forms)]
        return fitting[0] if len(fitting) == 1 else None

    def _meant(self, text: str, start: int) -> Body | None:
        """The body that a generic short form (总局, 该院, 我局, 协会) means here."""
        ending = text.lstrip("该我本省市")
        earlier = [b for b in self.all if b.first < start and not (b.is_part or is_former(b))]
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
                body = known or self._new(ids_of(whole))
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
        elif not short and abbreviates(inside, body.name):
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

    def home(self) -> Body | None:
        """The body whose news this is: the first full one of China (or of the country that writes)."""
        chosen = [b for b in self.all if not b.is_part and (b.country or self._country(b)) in _GREATER_CHINA]
        return max(chosen, key=lambda b: (len(b.spans), -b.first), default=None)

    def _country(self, body: Body) -> str | None:
        for form in sorted(body.forms, key=len, reverse=True):
            told = country_of(form) if re.search(r"[\u4e00-\u9fff]", form) else None
            if told:
                return told
        if lent := self._lent(body):
            return lent
        known = {registry().by_id[i].country for i in body.ids if i in registry().by_id}
        if len(known) == 1:
            return known.pop()
        if body.name.startswith(_INTERNATIONAL):
            return "INT"
        latin = next((country_of(form) for form in body.forms if form.isascii() and " " in form), None)
        return latin or ("CN" if re.search(r"[\u4e00-\u9fff]", body.name) else None)

    def _lent(self, body: Body) -> str | None:
        """The country whose first character begins the name (哈经济部)."""
        for start, _ in body.forms.values():
            spot = self.geo.get(start)
            if spot and spot.kind == "demonym" and re.match(r"[\u4e00-\u9fff]", self.plain[start]):
                return spot.country
        return None

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
