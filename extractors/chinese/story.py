"""One news item sentence by sentence: what each names and tells, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors.chinese.affiliations import Figure
from extractors.chinese.body_forms import Body
from extractors.chinese.dates import Dates, Time
from extractors.chinese.fields import Fields
from extractors.chinese.instruments import Document
from extractors.chinese.organizations import Bodies
from extractors.chinese.people import People
from extractors.chinese.places import Places, Site
from extractors.chinese.sentences import Span, clauses_of
from extractors.chinese.triggers import Trigger, words
from extractors.chinese.view import View
from extractors.geography import sides

_PAIR = re.compile(r"中([\u4e00-\u9fff])(?:双方|两国|签署|签订|两方)")
_PRESIDES = re.compile(
    r"(?:主持|致辞|致词|讲话|致贺|致欢迎)(?:[^,。]{0,6})$|主持[^,。]{0,8}仪式|仪式[^,。]{0,30}主持"
)
_OTHER_EVENT = re.compile(
    r"(?:出席|参加)[^,。]*(?:会议|论坛|大会|年会|展|周|(?<!见)会(?![见谈晤面长签])|典礼|峰会|庆祝|纪念)(?!签)"
)
_NOT_EVENT_DATE = ("起", "以来", "前", "之前", "以前", "底前", "到期")


@dataclass
class Reading:
    """All that the extractors found in a text."""

    view: View
    sentences: list[Span]
    speech: list[tuple[int, int]]
    bodies: Bodies
    people: People
    dates: Dates
    places: Places
    documents: list[Document]
    fields: Fields
    triggers: list[Trigger]

    @cached_property
    def opening(self) -> str:
        """The headings and the sentences before the items of the text."""
        spans = [s for s in self.sentences if s.item == 0 or s.heading]
        return "".join(self.view.plain[s.start : s.end] for s in spans)

    @cached_property
    def trigger_ends(self) -> frozenset[int]:
        """Where the words that tell events end."""
        return frozenset(trigger.end for trigger in self.triggers)


@dataclass(slots=True)
class Facts:
    """What one sentence names and tells."""

    reading: Reading
    span: Span
    figures: list[tuple[int, Figure]] = field(default_factory=list)
    bodies: list[tuple[int, Body]] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    witnesses: list[Figure] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.reading.view.plain[self.span.start : self.span.end]

    def told(self, kind: str, *moods: str) -> list[Trigger]:
        """The triggers of a kind in one of the moods (told if none is given)."""
        return [t for t in self.triggers if t.kind == kind and t.mood in (moods or ("told",))]

    def virtual(self) -> bool:
        """Whether the whole sentence tells of an act at a distance."""
        plain = self.reading.view.plain
        start = max(plain.rfind(mark, 0, self.span.start) for mark in "。;\n") + 1
        return self.reading.places.virtual(start, self.span.end)


def facts_of(reading: Reading, span: Span) -> Facts:
    """Gather what stands inside a sentence, leaving out what is quoted as speech."""
    facts = Facts(reading, span)

    def inside(start: int, end: int) -> bool:
        return span.start <= start and end <= span.end and not any(a <= start < b for a, b in reading.speech)

    titles = [d.title for d in reading.documents if d.title]
    for (start, end), figure in reading.people.at.items():
        if inside(start, end) and not _only_referred_to(reading, end, figure):
            facts.figures.append((start, figure))
    for (start, end), body in reading.bodies.at.items():
        if inside(start, end) and not any(a <= start and end <= b for a, b in titles):
            facts.bodies.append((start, body))
    facts.times = [
        t for t in reading.dates.found if inside(t.start, t.end) and _is_event_time(reading, t, titles)
    ]
    facts.times = _told_times(reading, facts.times)
    facts.sites = [s for s in reading.places.found if inside(s.start, s.end) and not _to_come(reading, s)]
    facts.documents = [d for d in reading.documents if inside(d.start, d.end)]
    facts.triggers = [_as_dated(reading, t) for t in reading.triggers if span.start <= t.start < span.end]
    facts.figures.sort(key=lambda pair: pair[0])
    facts.bodies.sort(key=lambda pair: pair[0])
    facts.witnesses = _witnesses(facts)
    return facts


def _as_dated(reading: Reading, trigger: Trigger) -> Trigger:
    """A signing on a day after publication is planned, whatever its verb looks like."""
    day = reading.dates.anchor.day
    if day is None or trigger.kind != "sign" or trigger.mood != "told":
        return trigger
    written = [
        t.date.edtf.split("/")[0]
        for t in reading.dates.found
        if trigger.clause[0] <= t.start < trigger.start and t.kind in ("day", "month") and t.date.edtf
    ]
    future = bool(written) and all(value[:4].isdigit() and value > day.isoformat() for value in written)
    return replace(trigger, mood="planned") if future else trigger


def _to_come(reading: Reading, site: Site) -> bool:
    """The city of the next meeting, not of this one."""
    clause = reading.view.plain[max(0, site.start - 24) : site.start].split("。")[-1]
    return bool(re.search(r"明年|下一?[届次]|来年|届时", clause))


def _only_referred_to(reading: Reading, end: int, figure: Figure) -> bool:
    """习近平主席访英期间: a leader who only dates the event."""
    clause = reading.view.plain[end : end + 30].split(",")[0]
    if re.match(r"\w{0,2}(?:先生|女士|阁下|博士)?的?(?:委托|委派|指派|邀请|之邀|指示|批示)", clause):
        return True
    return bool(
        re.match(
            r"(?:主席|总统|总理)?(?:对[^,。]{1,10}|在[^,。]{1,8})?(?:进行)?(?:访|出访|正式访问|国事访问|工作访问)[^,。]{0,14}"
            r"(?:期间|框架|之际|时|前夕|后|当天)",
            clause,
        )
    )


def _is_event_time(reading: Reading, time: Time, titles: list[tuple[int, int]]) -> bool:
    plain = reading.view.plain
    if any(a <= time.start < b for a, b in titles):
        return False
    if plain.startswith(("消息", "报道", "公布", "电)", "讯"), time.end):
        return False
    if plain.startswith(_NOT_EVENT_DATE, time.end) or plain[max(0, time.start - 2) : time.start] in (
        "截至",
        "截止",
        "至今",
    ):
        return False
    if time.kind == "year" and (
        plain[: time.start].endswith(("至", "到")) or plain.startswith("的", time.end)
    ):
        return False
    return not (plain[time.start - 1 : time.start] == "自" and "起" in plain[time.end : time.end + 4])


# 13日宣布,…; 记者8日从…获悉,…: the day of the telling, and 出席5月9日开幕的…: the day of something else.
_TELLS = re.compile(
    r"[^,。;]{0,40}?(?:获悉|了解到|得知|消息|宣布|透露|披露|证实|通报|发布公告|发布会|报道|称|表示|指出|介绍|公布)[,:]"
)
_ATTENDED = re.compile(r"(?:出席|参加|来华|来京|前来|参会)[^,。;]{0,12}\Z")
_OF = re.compile(r"[^,。;]{1,24}的")


def _told_times(reading: Reading, times: list[Time]) -> list[Time]:
    """The times of the act itself, where the sentence has others too."""
    plain = reading.view.plain
    own = [
        t
        for t in times
        if not _TELLS.match(plain, t.end)
        and not (_ATTENDED.search(plain[max(0, t.start - 16) : t.start]) and _OF.match(plain, t.end))
    ]
    return own if any(t.kind != "year" for t in own) else times


def _witnesses(facts: Facts) -> list[Figure]:
    """Those in clauses that speak of looking on and not of signing."""
    found: list[Figure] = []
    waiting: list[Figure] = []
    plain = facts.reading.view.plain
    for start, end in clauses_of(plain, facts.span.start, facts.span.end):
        here = [figure for at, figure in facts.figures if start <= at < end]
        signs = [
            t for t in facts.told("sign") if start <= t.start < end and not plain.startswith("仪式", t.end)
        ]
        text = plain[start:end]
        seen = text.find("见证下") if "见证下" in text else text.find("注视下")
        if seen >= 0:
            found.extend(figure for at, figure in facts.figures if start <= at < start + seen)
        elif (
            not signs
            and any(word in text for word in words("roles", "witness"))
            and not _OTHER_EVENT.search(text)
        ):
            found.extend(waiting + here)
        elif not signs and here and _presides(facts, text):
            found.extend(here)
        meets = [t for t in facts.told("meet") if start <= t.start < end and not t.weak]
        waiting = [] if signs or meets else waiting + here
    return list(dict.fromkeys(found))


def _presides(facts: Facts, clause: str) -> bool:
    """签约仪式由某某主持,某某致辞: they look on where others sign in the same sentence."""
    if not _PRESIDES.search(clause) or "会谈" in clause or "会议" in clause:
        return False
    if "仪式" in facts.text and not facts.told("sign"):
        return True
    plain = facts.reading.view.plain
    return any(
        t.clause[0] <= at < t.clause[1] and not _PRESIDES.search(plain[slice(*t.clause)])
        for t in facts.told("sign")
        for at, _ in facts.figures
    )


def side_bodies(reading: Reading, text: str, start: int) -> list[Body]:
    """The bodies that 中方, 沙方 … in a passage stand for."""
    found: list[Body] = []
    for offset, character in enumerate(text[:-1]):
        if text[offset + 1] != "方":
            continue
        country = "CN" if character in "中我" else reading.bodies.side(start + offset)
        if country:
            fitting = [
                b
                for b in reading.bodies.all
                if b.country == country and not b.is_part and b.first < start + offset
            ]
            found.extend(fitting[:1])
    for pair in _PAIR.finditer(text):
        country = sides().get(pair[1])
        for wanted in ("CN", country):
            fitting = [
                b
                for b in reading.bodies.all
                if b.country == wanted and not b.is_part and b.first < start + pair.start()
            ]
            found.extend(fitting[:1])
    return list(dict.fromkeys(found))
