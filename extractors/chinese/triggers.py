"""Which words tell an event, and whether it happened: told, planned, recalled, or nothing of the kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from extractors.chinese.sentences import Span, clauses_of
from extractors.chinese.words import Index, index_of, word_at
from extractors.events import Status
from extractors.lexicons import table

Kind = Literal["sign", "meet", "confer", "begin", "end"]
Mood = Literal["told", "planned", "vague"]

_SPEECH = re.compile(r"“[^“”]{4,}”")
_LONG_SPEECH = 12
_SAID = re.compile(r"(?:说|道|称|写|问|答|言|词|:)[,:]?$")
_COUNT = re.compile(
    r"(?:超过|累计|已有|迄今|共|近|逾|已同|已与|"
    r"先后与)[^,。]{0,10}[\d一二三四五六七八九十百余多]{1,6}(?:个国家|多个|余个|国)"
)
_SAYING = re.compile(r"(?:说|表示|指出|认为|强调|回应|介绍|回顾)[,:,]?|提出")
# 某某说,…: what a sentence goes on to tell is what somebody said.
_SPEAKS = re.compile(r"(?:说|表示|指出|认为|强调|回顾|介绍|坦言|称),")
# Agreements only counted or spoken of as a class: 已签署多份合作文件, 签署协议的机构.
_MANY = re.compile(r"(?:多年来|近年来|历年|长期以来|迄今|以来|已|先后|陆续)[^。]{0,40}\Z")
_SEVERAL = re.compile(r"(?:了|的|过)?[^,。]{0,4}(?:多|系列|一批|若干|数|几)(?:份|项|个)?")
_CLASS = re.compile(
    r"了?[^,。《》]{0,12}(?:协议|备忘录|协定|安排|文件|合同)的[^,。]{0,4}(?:机构|国家|组织|成员|企业|单位|各方|"
    r"经济体|签署)"
)
# 在签署声明后表示,…: the signing is spoken of as known.
_AFTERWARDS = re.compile(
    r"[^,。《》]{0,20}(?:之?后|之际|时)[^,。]{0,6}(?:表示|说|指出|强调|称|对记者|接受|认为|致辞|讲话)"
)
_HELD = re.compile(r"举行|举办|召开|开展|进行|举办了|在[^,。]{2,12}$")
_EXCHANGED = re.compile(r"[^,。]{0,20}(?:《|意向书|文本|备忘录|协议|协定|照会|签)")
_TOO_MANY = re.compile(r"[\d百]{2,}(?:余|多)?[份项]")
_DAY_BEFORE = re.compile(r"[\d〇一二三四五六七八九十][日月年]|即日|当日|同日|该日|元旦")
# 会见证 is no 会见: the word goes on as another one.
_GOES_ON = re.compile(
    r"(?:司局|秘书|院|局|署|会|主)[长任]会(?:见|谈|晤|面|商|员|签|同|与)|"
    r"会见证|会面向|会面临|见面礼|来访者|来访问"
)
_OTHER_PAPER = re.compile(
    r"(?:[^,。;]{0,24}(?:报告|证书|确认单|清单|名单|单据|表格|登记表|记录表|证明|账单|支票|收据|承诺函|"
    r"保证书)(?!的)|字确认|收)"
)
_SIGNS_IN = re.compile(
    r"在[^,。;]{0,24}(?:报告|证书|清单|名单|表|单|证明|签到簿|留言簿|纪念册|海报|横幅)上\Z"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word at `start`..`end` that tells an event; `clause` is the part of the sentence it stands in."""

    start: int
    end: int
    kind: Kind
    mood: Mood
    status: Status
    clause: tuple[int, int]
    weak: bool = False
    past: bool = False


@cache
def _index(section: str, key: str) -> Index:
    return index_of(table("zh_triggers")[section][key])


@cache
def words(section: str, key: str) -> tuple[str, ...]:
    """A list of the lexicon of triggers."""
    return tuple(table("zh_triggers")[section][key])


def speech_of(plain: str) -> list[tuple[int, int]]:
    """What is quoted as spoken or written by somebody: it tells no event."""
    found = []
    for match in _SPEECH.finditer(plain):
        inner = match[0]
        said = _SAID.search(plain[max(0, match.start() - 3) : match.start()])
        if said or (len(inner) >= _LONG_SPEECH and any(c in inner for c in "。?!,")):
            found.append(match.span())
    return found


def masked(plain: str, spans: list[tuple[int, int]]) -> str:
    """The text with names blotted out, of the same length."""
    characters = list(plain)
    for start, end in spans:
        characters[start:end] = "※" * (end - start)
    return "".join(characters)


def triggers_of(plain: str, sentence: Span, speech: list[tuple[int, int]]) -> list[Trigger]:
    """The triggers of one sentence in order."""
    found: list[Trigger] = []
    for clause in clauses_of(plain, sentence.start, sentence.end):
        place = clause[0]
        while place < clause[1]:
            trigger = None if _within(place, speech) else _at(plain, place, clause, sentence)
            if trigger:
                found.append(trigger)
            place = trigger.end if trigger else place + 1
    return _planned_on(plain, found)


def _planned_on(plain: str, found: list[Trigger]) -> list[Trigger]:
    """What a sentence goes on to tell of a planned signing is planned too: 将签署协议,由…落笔."""
    planned: Trigger | None = None
    kept: list[Trigger] = []
    for trigger in found:
        if trigger.kind == "sign" and trigger.mood == "planned":
            planned = trigger
        elif planned and trigger.kind == "sign" and trigger.mood == "told" and not trigger.past:
            between = plain[planned.end : trigger.start]
            if not re.search(r"已|曾|此前|[日年]签|。", between):
                trigger = replace(trigger, mood="planned")
        kept.append(trigger)
    return kept


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _at(plain: str, place: int, clause: tuple[int, int], sentence: Span) -> Trigger | None:
    renewed = word_at(_index("signing", "renewed"), plain, place)
    signed = renewed or word_at(_index("signing", "signed"), plain, place)
    if signed:
        return _sign(plain, place, signed, clause, "renewed" if renewed else "signed")
    met = word_at(_index("meeting", "words"), plain, place)
    if (
        met
        and not _GOES_ON.match(plain, place)
        and not (met == "通电话" and plain[place - 1 : place] == "一")
        and not plain.startswith("与读者", place - 3)
    ):
        mood = _mood(plain, clause, place, place + len(met))
        weak = met in words("meeting", "weak") or bool(
            _SAYING.search(plain[clause[0] : place]) or _SPEAKS.search(plain[sentence.start : place])
        )
        if _refers(plain, place + len(met), clause):
            mood = "vague"
        return Trigger(
            place, place + len(met), "meet", mood, "signed", clause, weak, _past(plain, clause, place)
        )
    for kind in ("begins", "ends"):
        word = word_at(_index("force", kind), plain, place)
        if word:
            return _force(plain, place, word, clause, kind)
    return None


def _force(plain: str, place: int, word: str, clause: tuple[int, int], kind: str) -> Trigger:
    before = plain[clause[0] : place]
    told = bool(_DAY_BEFORE.search(before)) or word.startswith(("终止", "不再"))
    mood: Mood = "told" if told and "可" not in before else "vague"
    status: Status = "in_force" if kind == "begins" else "ended"
    return Trigger(place, place + len(word), "begin" if kind == "begins" else "end", mood, status, clause)


def _sign(plain: str, place: int, word: str, clause: tuple[int, int], status: Status) -> Trigger | None:
    end = place + len(word)
    if word in ("互换", "交换了") and not _EXCHANGED.match(plain, end):
        return None
    if word == "换文" and plain.startswith("确认", end):
        return None
    mood = _mood(plain, clause, place, end)
    if (
        _is_noun(plain, place, end)
        or plain[place - 1 : place] == "共"
        or any(w in plain[clause[0] : clause[1]] for w in words("mood", "digital"))
        or _COUNT.search(plain[clause[0] : end])
        or _TOO_MANY.search(plain[clause[0] : clause[1]])
        or _is_paperwork(plain, clause, place, end)
        or _CLASS.match(plain, end)
        or _AFTERWARDS.match(plain, end)
        or (_SEVERAL.match(plain, end) and _MANY.search(plain[max(0, place - 60) : place]))
    ):
        mood = "vague"
    return Trigger(
        place,
        end,
        "sign",
        mood,
        status,
        clause,
        word in ("换文", "互换", "交换了", "写就"),
        _past(plain, clause, place),
    )


def _is_paperwork(plain: str, clause: tuple[int, int], start: int, end: int) -> bool:
    """A report, certificate or list was signed, not a document between two sides."""
    if any(word in plain[slice(*clause)] for word in ("协议", "协定", "备忘录", "议定书", "合同", "纪要")):
        return False
    return bool(_OTHER_PAPER.match(plain, end) or _SIGNS_IN.search(plain[clause[0] : start]))


def _is_noun(plain: str, start: int, end: int) -> bool:
    if plain.startswith(("仪式", "活动", "环节"), end):
        return not _HELD.search(plain[max(0, start - 60) : end + 40].split("。")[0]) or bool(
            re.search(r"(?:见证|出席|参加|主持)[^,。]{0,8}\Z", plain[max(0, start - 12) : start])
            or plain.startswith(("后", "前", "由"), end + 2)
        )
    if plain.startswith(("双方为", "人为", "人系", "人是", "盖章"), end):
        return plain.startswith("盖章的", end)
    if plain.startswith("人", end) and plain.startswith("授权", start - 2):
        return True
    if plain.startswith("了", end):
        end += 1
    if re.search(r"(?:见证|出席)[了]?(?:双方|此次)?\Z", plain[max(0, start - 6) : start]):
        return True
    return any(plain.startswith(word, end) for word in words("mood", "noun_after")) and not plain.startswith(
        ("后的", "法国", "国家", "方案", "方式"), end
    )


_OPENING = 5
_PAPER = re.compile(r"协议|备忘录|协定|安排|议定书|有效期|文件")
_RELATIVE = 5


def _takes_object(plain: str, since: str, end: int) -> bool:
    """将2005年签署的备忘录延长: 将 leads to what is prolonged, not to what is to come."""
    far = plain.startswith("的", end) and len(since) > _RELATIVE
    return far or bool(_PAPER.search(since) and "延" in plain[end - 4 : end])
_REFERRED = re.compile(
    r"(?:多时|已久|多年|数年|数月|许久|预计|预定|时间|地点|安排|议程|议题|准备|筹备)|的(?:基础|成果|"
    r"共识|准备|筹备|机制|精神)"
)


def _refers(plain: str, end: int, clause: tuple[int, int]) -> bool:
    """会谈后, 座谈会上: the meeting is spoken of as known."""
    if re.search(r"完成[^,。]*|文本\Z", plain[clause[0] : end - 2]):
        return True
    opening = plain[clause[0] : end]
    if _REFERRED.match(plain, end):
        return True
    if (
        plain.startswith(("中,", "时,"), end)
        and len(opening) <= _OPENING
        and not re.search(r"[与同和跟]", opening)
    ):
        return True
    return plain.startswith(
        ("后,", "后双", "之后", "前,", "结束后", "纪要", "机制", "期间,", "间隙", "室"), end
    )


def _mood(plain: str, clause: tuple[int, int], place: int, end: int) -> Mood:
    if plain.startswith("了", end) or plain[place - 1 : place] == "了":
        return "told"
    before = plain[clause[0] : place]
    for word in words("mood", "vague"):
        at = before.rfind(word)
        if at >= 0 and not _hidden(before, at, word):
            return "vague"
    for word in words("mood", "planned"):
        at = before.rfind(word)
        if word == "将" and _takes_object(plain, before[at:], end):
            continue
        if at >= 0 and not _hidden(before, at, word):
            return "planned"
    return "told"


# Longer words that hold a word of mood without its sense.
_HIDING = re.compile(
    r"(?:按照|根据|依据)[^,。]{0,20}要求|(?:检疫|检验|卫生|技术|质量|安全|管理|标准|检测|准入|评审|"
    r"认证|认可|监管|相关|有关|法规)的?要求|约定书|已约定的|自愿|志愿|意愿|聘请|提请|供需|所需|认可|"
    r"许可|可持续|应邀|邀请|未来|来自|倡议书|未定|约定|每年|计划司|计划局|规划|愿景|将军|待遇|接待|"
    r"招待|等待|期待|若干|若[·\u4e00-\u9fff]·|需求|要求|"
    r"安排|推动者|承诺书|谈判处|申请|请问|商定|共同商定|将[^,。]{0,12}(?:签妥|延|由|把)|国家计划|"
    r"行动计划|工作计划|合作计划|可再生|可靠|待条件|可信|可穿戴"
)


def _hidden(before: str, at: int, word: str) -> bool:
    for match in _HIDING.finditer(before):
        if (
            match.start() <= at
            and at + len(word) <= match.end()
            and match[0] not in ("期待", "等待", "约定", "商定", "要求", "申请", "邀请")
        ):
            return True
        if (
            match[0] == "邀请"
            and match.start() <= at < match.end()
            and re.search(r"应[^,。]{1,40}$", before[: match.start()])
        ):
            return True
    return False


def _past(plain: str, clause: tuple[int, int], place: int) -> bool:
    before = plain[clause[0] : place]
    return any(word in before for word in words("mood", "past")) or plain.startswith("过", place + 2)
