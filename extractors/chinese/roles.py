"""Who does what in a sentence: subject and counterparts, signers and witnesses, bodies that are parties."""

from __future__ import annotations

import re

from extractors.chinese.affiliations import Figure
from extractors.chinese.body_forms import Body
from extractors.chinese.instruments import Document
from extractors.chinese.story import Facts, Reading
from extractors.chinese.triggers import Trigger, words
from extractors.geography import sides

_NOT_PARTY_AFTER = re.compile(
    r"(?:联合|共同)?(?:主办|承办|协办|成立|官网|网站|官微|供稿|消息|讯|新闻|报道|秘书处|所在地|的档案)|"
    r"项下|管理的|质量|合作(?:框架|机制)|自由贸易|(?:直属|下属|所属|辖下|旗下|转辖|获悉|处获悉|"
    r"有关(?:人士|负责人|人员)(?!参加|出席|与会|举行|会谈|座谈|签|共同|就|在)|新闻发言人|发言人|官微|提示|提醒|年会|期间|网站|标准(?![委化局院协])|提案|/|"
    r"TC|第[^,。]{1,5}届|大会|互认|成员|会员)"
)
_NOT_PARTY_BEFORE = re.compile(
    r"(?:位于|参观|来自|据|依托|经|主持人|设在|坐落|走访了|旗下|推荐|成员单位|获|除|包括|“|取得|合建|"
    r"共建|参与|加入|采用)$|在$|在位于"
)
_LOOKED_ON = re.compile(r"[^,。;]{0,60}(?:见证|注视|陪同)下")
# 某某表示,…: bodies of which somebody speaks.
_SAID = re.compile(r"(?:表示|说|指出|认为|强调|坦言|称|希望)[,:]")
_STATE = re.compile(
    r"受(?:各自|两国|本国|双方|各|中[^,。]{0,3})?政府[^,。]{0,6}委托|代表(?:各自|两国|本国|双方)政府|"
    r"政府授权|(?:两国|双方|各自)政府[^,。]{0,12}签|代表(?:[^,。省市县州区]{1,10})政府"
)


# 续签了两院2008年签订的协议: whose the old document was, not who signs now.
_OF_THEN = re.compile(r"(?:双方|两[\u4e00-\u9fff])(?:于|在)?\d{4}年[^,。]{0,16}?[签订立署]的")
_LOCAL = re.compile(r"[省市县州区]")


def principals(facts: Facts) -> list[Figure]:
    """Those whose bodies are the sides of a meeting: not the ones that only come along."""
    supporting: list[Figure] = list(facts.witnesses)
    found = [figure for _, figure in facts.figures if figure not in supporting]
    return found or [figure for _, figure in facts.figures]


def argument_bodies(
    reading: Reading, facts: Facts, *, spoken: bool = False, until: int | None = None
) -> list[Body]:
    """The bodies of a sentence that can be parties: no hosts, no sources, none named in a person's title.

    `spoken`: also those of which somebody only speaks; `until`: only those that stand before this place.
    """
    plain = reading.view.plain
    found: list[Body] = []
    for start, body in facts.bodies:
        end = next((b for (a, b), owner in reading.bodies.at.items() if a == start and owner is body), start)
        if (body.is_part and not _named_person(reading, body)) or (until is not None and start >= until):
            continue
        if _NOT_PARTY_AFTER.match(plain, end) or _NOT_PARTY_BEFORE.search(plain[max(0, start - 6) : start]):
            continue
        if _is_joint(plain, start, body):
            continue
        if _LOOKED_ON.match(plain, end):
            continue
        if not spoken and _SAID.search(plain[facts.span.start : start]):
            continue
        if _in_title(reading, start) or _in_quotes(plain, start):
            continue
        if plain[start - 1 : start] == "(" and plain[end : end + 1] == ")":
            continue
        found.append(body)
    return list(dict.fromkeys(found))


_JOINT = re.compile(r"(?:委员会|分委会|联委会|工作组|联合组|混委会|对话|论坛|会议)$")


def _is_joint(plain: str, start: int, body: Body) -> bool:
    """中德标准化合作委员会: what two countries have set up is no party of its sessions."""
    pair = plain[max(0, start - 2) : start]
    return bool(
        len(pair) == 2
        and "中" in pair
        and set(pair) - {"中"} <= set(sides()) | set("欧俄蒙非")
        and _JOINT.search(body.name)
    )


def _in_title(reading: Reading, start: int) -> bool:
    """The body is named in somebody's title: it comes with the person."""
    return any(title.lead <= start < title.end for title in reading.people.titles if title.held)


def titled_bodies(facts: Facts) -> list[Body]:
    """The parties that a document's own title names: 《甲和乙关于…的协定》."""
    for document in facts.documents:
        if len(named := bodies_in_title(facts.reading, document)) > 1:
            return named
    return []


def bodies_in_title(reading: Reading, document: Document) -> list[Body]:
    """The bodies that a document's title names before it turns to its subject."""
    if document.title is None:
        return []
    start, end = document.title
    stop = reading.view.plain.find("关于", start, end)
    at = sorted(reading.bodies.at.items(), key=lambda pair: pair[0])
    return list(dict.fromkeys(b for (a, e), b in at if start <= a and e <= (stop if stop > 0 else end)))


def titled_pairs(facts: Facts) -> list[tuple[Document, list[Body]]]:
    """Documents whose own titles name two parties, and not all the same two."""
    named = [(d, bodies_in_title(facts.reading, d)) for d in facts.documents]
    found = [(d, own) for d, own in named if len(own) == 2]
    return found if len({frozenset(map(id, own)) for _, own in found}) > 1 else []


def _in_quotes(plain: str, start: int) -> bool:
    line = max(plain.rfind("\n", 0, start), plain.rfind("。", 0, start))
    return (
        plain.rfind("“", line + 1, start) > plain.rfind("”", line + 1, start)
        and plain.rfind("“", line + 1, start) >= 0
    )


def _named_person(reading: Reading, body: Body) -> bool:
    return any(figure.body is body for figure in reading.people.all) or body.parent is not None


def signers_of(
    facts: Facts, signs: list[Trigger], earlier: list[Figure]
) -> tuple[list[Figure], list[Figure]]:
    """Who signs in a sentence that tells a signing, and who looks on."""
    clause = facts.reading.view.plain[slice(*signs[0].clause)]
    inside = any(signs[0].clause[0] <= start < signs[0].clause[1] for start, _ in facts.figures)
    met = [t for t in facts.told("meet") if t.clause[1] <= signs[0].clause[0] and not t.weak]
    clause = _OF_THEN.sub("", clause)
    pointed = any(word in clause for word in words("roles", "pronouns"))
    if met and not inside and not pointed and any(word in clause for word in words("roles", "both")):
        return [], [figure for figure in facts.witnesses if not own_envoy(figure)]
    if any(t.past for t in signs) and not inside:
        return [], []
    signers = [figure for _, figure in facts.figures if figure not in facts.witnesses and not figure.leader]
    signers = list(dict.fromkeys(signers))
    witnesses = list(facts.witnesses)
    witnesses.extend(figure for _, figure in facts.figures if figure.leader and figure not in witnesses)
    witnesses = [figure for figure in witnesses if not own_envoy(figure)]
    if any(word in facts.text for word in words("roles", "pronouns")):
        named = [
            figure
            for figure in dict.fromkeys(earlier)
            if figure not in signers and figure not in witnesses and not figure.leader
        ]
        signers = _one_a_side(named + signers)
    return signers, witnesses


def own_envoy(figure: Figure) -> bool:
    """China's ambassador who looks on takes no part."""
    return figure.envoy and (figure.region is None or figure.region.country == "CN")


def _one_a_side(figures: list[Figure]) -> list[Figure]:
    seen: dict[int, Figure] = {}
    for figure in figures:
        seen.setdefault(id(figure.body.parent or figure.body) if figure.body else id(figure), figure)
    return list(seen.values())


def governments_of(reading: Reading, facts: Facts, parties: list[Body]) -> list[Body]:
    """The governments on whose behalf the parties sign."""
    if not _STATE.search(facts.text):
        return []
    countries = {body.country for body in parties}
    rulers = [
        body
        for body in reading.bodies.all
        if body.name.endswith("政府") and body.country in countries and not _LOCAL.search(body.name)
    ]
    return [body for body in rulers if body not in parties or len(parties) > 2]
