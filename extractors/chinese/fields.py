"""The words of a Chinese text that name a field; names of bodies say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.chinese.body_forms import Body
from extractors.chinese.organizations import Bodies
from extractors.chinese.words import Index, index_of, word_at
from extractors.fields import GRADES, Cue
from extractors.lexicons import table

_SILENT = "silent"
# How many words further on the main word of a list may stand: 医药、能源等领域的标准互认.
_NEIGHBOURS = 4
_GENERIC = ("委员会", "工作组", "分委会", "联委会", "实验室", "机构", "组")
_ASSEMBLIES = ("论坛", "大会", "会议", "研讨会", "年会")


class Fields:
    """The cues of a text outside the names of bodies, left to right."""

    def __init__(self, plain: str, bodies: Bodies) -> None:
        covered = {at for span, body in bodies.at.items() if not _joint(body) for at in range(*span)}
        free = [c for c in _cues(plain) if covered.isdisjoint(range(c.start, c.end))]
        self.cues = _main(plain, free)


def named_fields(name: str) -> set[str]:
    """The codes that the name of a body speaks of."""
    return {cue.code for cue in _main(name, list(_cues(name, silent=False))) if cue.weight > GRADES["weak"]}


@cache
def _words(*, silent: bool) -> tuple[Index, dict[str, tuple[str, float]]]:
    graded = {
        word: (code, GRADES[grade])
        for code, listed in table("zh_fields").items()
        for grade in GRADES
        if code not in ("compounds", _SILENT)
        for word in listed.get(grade, ())
    }
    hidden = table("zh_fields")[_SILENT]["words"] if silent else ()
    graded |= dict.fromkeys(hidden, (_SILENT, 0.0))
    return index_of(graded), graded


def _cues(plain: str, *, silent: bool = True) -> Iterator[Cue]:
    """The longest words of the lexicon, one after the other; `silent` lets its empty phrases hide words."""
    index, graded = _words(silent=silent)
    place = 0
    while place < len(plain):
        word = word_at(index, plain, place)
        if word is None:
            place += 1
            continue
        code, weight = graded[word]
        if code != _SILENT:
            yield Cue(code, place, place + len(word), weight)
        place += len(word)


def _joint(body: Body) -> bool:
    """A committee or group set up for the subject: its name tells the subject."""
    if body.name.endswith(_ASSEMBLIES):
        return True
    return body.is_part and body.name.endswith(_GENERIC)


def _main(plain: str, cues: list[Cue]) -> list[Cue]:
    """Without the cues that only belong to the one beside them: 能效标准, 计量科技合作."""
    lost: set[int] = set()
    for at, one in enumerate(cues):
        for later, other in enumerate(cues[at + 1 : at + 1 + _NEIGHBOURS], at + 1):
            between = plain[one.end : other.start]
            if _falls(between, one, other, "first_falls") and plain[one.start : one.end] not in _whole():
                lost.add(at)
            elif at not in lost and _falls(between, one, other, "second_falls"):
                lost.add(later)
    return [cue for at, cue in enumerate(cues) if at not in lost]


def _falls(between: str, one: Cue, other: Cue, which: str) -> bool:
    return any(
        one.code in rule["first"] and other.code in rule["second"] and re.fullmatch(rule["gap"], between)
        for rule in table("zh_fields")["compounds"][which]
    )


@cache
def _whole() -> frozenset[str]:
    return frozenset(table("zh_fields")["compounds"]["whole"])
