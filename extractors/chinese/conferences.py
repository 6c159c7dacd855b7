"""Assemblies of many bodies that are news in themselves, and sessions of what two sides have set up."""

from __future__ import annotations

import re

from extractors.chinese.body_forms import Body
from extractors.chinese.builders import Builder, kin, root
from extractors.chinese.roles import argument_bodies
from extractors.chinese.story import Facts, Reading, side_bodies
from extractors.chinese.triggers import Trigger, words

_CALLED_BY = re.compile(r"由(?P<a>[^,。]{2,60}?)(?:主办|承办|共同|联合|合办|召集|发起)")
_PUBLIC = re.compile(r"论坛|大会|研讨会|研修班|培训班|主办|承办|年会|峰会|全会|推介会|开班")
_REPRESENTED = re.compile(
    r"派代表|派出代表|派出学员|选派|派员|代表与会|代表参加|代表到会|到会|与会|同行|学员|代表"
)


_BILATERAL = re.compile(r"中(?!国|心|央|小|医|药|华|方|旬|午)[\u4e00-\u9fff][^,。]{0,20}会")


def is_conference(facts: Facts, builders: list[Builder]) -> bool:
    """The sentence tells that a conference or a joint session was held."""
    if any(b.type == "conference" for b in builders):
        return False
    text = facts.text
    held = [verb for verb in words("conference", "verbs") if _told(verb, text)]
    if not held or any(word in text for word in ("拟于", "定于", "将于", "下一届", "下届", "下次")):
        return False
    signs = facts.told("sign")
    if signs:
        text = text[: max(0, signs[0].clause[0] - facts.span.start)]
        held = [verb for verb in held if _told(verb, text)]
        if not held:
            return False
    at = min(text.find(verb) for verb in held)
    window = text[max(0, at - 40) : at + 24]
    return any(_names(noun, window) for noun in words("conference", "nouns"))


def _told(verb: str, text: str) -> bool:
    """The verb tells that it was held; 在某地举行的…上 only refers to it."""
    return re.search(rf"{verb}(?!的)(?!了?[^,。]{{0,6}}(?:会谈|会见|会晤|磋商|座谈))", text) is not None


def _names(noun: str, window: str) -> bool:
    """The noun is what was held, not when or where something else was: 论坛期间, 大会上."""
    return re.search(rf"{noun}(?!期间|间隙|之际|前夕|框架|上[,与同举]|秘书处|成员)", window) is not None


def conference_of(reading: Reading, facts: Facts, story: list[Facts]) -> Builder | None:
    """The conference that a sentence tells, with those who called it, spoke there or sent people."""
    index = story.index(facts)
    joint = any(session in facts.text for session in words("conference", "sessions"))
    joint = joint or any("共同主持" in near.text for near in story[index : index + 2])
    builder = Builder("conference", (facts.span.start, facts.span.end), facts.span.item)
    bilateral = joint or bool(_BILATERAL.search(facts.text))
    for near in story[index : index + 4]:
        if near is not facts and (
            (near.told("sign") and (not bilateral or builder.sides() > 1))
            or any(_goes_elsewhere(near, t) for t in near.told("meet"))
        ):
            break
        _add(reading, builder, near, own=near is facts)
    if builder.sides() < 2:
        for body in side_bodies(reading, facts.text, facts.span.start):
            builder.add_party(body)
    speakers = list(
        {id(root(f.body)): f.body for f, _ in builder.people.values() if f.body and not f.leader}.values()
    )
    if (
        (joint or re.search(r"视频|线上|双边", facts.text))
        and 2 <= len(speakers) <= 3
        and len({b.country for b in speakers}) > 1
        and not _PUBLIC.search(facts.text)
    ):
        builder.parties = [body for body in speakers if body]
        builder.type = "meeting"
    countries = {body.country for body in builder.parties}
    if len(countries) < 2:
        return None
    if not joint and not _PUBLIC.search(facts.text) and len(countries) < 3 and not _held_with(facts.text):
        return None
    if joint and not _PUBLIC.search(facts.text):
        builder.type = "meeting"
    if _two_sides(builder.parties) and (
        joint
        or not _PUBLIC.search(facts.text)
        or bilateral
        or re.search(r"研讨会|座谈|会晤|分享会|恳谈|交流会|圆桌|会议", facts.text)
    ):
        builder.type = "meeting"
    builder.scope.append((facts.span.start, facts.span.end))
    return builder


def _held_with(text: str) -> bool:
    """甲与乙召开年度联络会议: two sides held it together."""
    return bool(re.search(r"[与同和](?!会)[^,。]{2,40}?(?:召开|举行|举办|开展)[^,。]{0,24}会", text))


def _two_sides(parties: list[Body]) -> bool:
    """Two parties, bodies of one house counted once."""
    houses: list[Body] = []
    for body in parties:
        if not any(root(body) is root(known) or kin(body, known) for known in houses):
            houses.append(body)
    return len(houses) == 2


def _goes_elsewhere(facts: Facts, trigger: Trigger) -> bool:
    """The sentence turns to talks of two apart from the conference."""
    word = facts.reading.view.plain[trigger.start : trigger.end]
    return not trigger.weak and not word.endswith(("会", "会议", "对话")) and "主持" not in facts.text


def _add(reading: Reading, builder: Builder, facts: Facts, *, own: bool) -> None:
    for _, figure in facts.figures:
        builder.join(figure, "participant")
        if figure.body and not figure.leader:
            builder.add_party(figure.body)
        elif figure.region and not figure.leader and not figure.envoy:
            builder.add_party(reading.bodies.state(figure.region))
    plain = reading.view.plain
    for start, body in facts.bodies:
        clause = plain[max(facts.span.start, start - 4) : facts.span.end]
        if body.is_part or (body.name.endswith(("论坛", "会议", "联席会议")) and not own):
            continue
        if (own and re.search(r"主办|承办|合办|召集|举办|发起|做东|主持|来自|派", facts.text)) or (
            _REPRESENTED.search(clause) and body in argument_bodies(reading, facts)
        ):
            builder.add_party(body)
    if own and not builder.parties:
        for body in argument_bodies(reading, facts):
            builder.add_party(body)
