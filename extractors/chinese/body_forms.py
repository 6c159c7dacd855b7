"""How a body is called: its forms, abbreviations of them, and which of them comes first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.bodies import registry
from extractors.chinese.words import listed, values, word_at
from extractors.geography import mentions


@dataclass(slots=True, eq=False)
class Body:
    """A body while the text is read: where it is named, what it is part of."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    forms: dict[str, tuple[int, int]] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    country: str | None = None
    parent: Body | None = None
    is_part: bool = False

    @property
    def name(self) -> str:
        """The longest form in Chinese characters, else the longest."""
        return max(self.forms, key=lambda form: (bool(re.search(r"[\u4e00-\u9fff]", form)), len(form)))

    @property
    def first(self) -> int:
        """Where the body is first named."""
        return min(start for start, _ in (*self.spans, *self.forms.values()))

    def add(self, text: str, start: int, end: int) -> None:
        self.spans.append((start, end))
        self.forms.setdefault(text, (start, end))


def abbreviates(short: str, full: str) -> bool:
    """Whether a short name is made of a long one's characters in order, ending alike."""
    if not 2 < len(short) < len(full) or not re.match(r"[\u4e00-\u9fff]", short):
        return False
    if short.replace("总", "") == full.replace("总", "") or short[:1] == "原" or full[:1] == "原":
        return False
    if short[-1] != full[-1] and not full.endswith(("委员会", "公司")):
        return False
    at = -1
    for character in short:
        at = full.find(character, at + 1)
        if at < 0:
            return False
    return short[0] == full[0] or short in full or full.find(short[0]) <= 4


def ends_of(full: str) -> str:
    """The first and last character of a name without its country."""
    bare = _without_land(full)
    return bare[:1] + bare[-1:]


@lru_cache(maxsize=4096)
def _without_land(full: str) -> str:
    return full[max((m.end for m in mentions(full) if m.start == 0), default=0) :]


def shortens(short: str, full: str) -> bool:
    """Whether a short name takes one character from each word of a long one (企发局, 企业发展局)."""
    bare = _without_land(full)
    words, place = [], 0
    inside = listed("organizations", "inside")
    while place < len(bare):
        word = word_at(inside, bare, place) or bare[place]
        words.append(word)
        place += len(word)
    at = 0
    for character in short:
        while at < len(words) and character not in (words[at][0], words[at][-1]):
            at += 1
        if at == len(words):
            return False
        at += len(words[at]) > 1 or words[at] == character
    return len(short) > 2 and bare[:1] == short[0] and bare[-1:] == short[-1]


def same_place(one: str, other: str) -> bool:
    """Not of two different provinces, cities or countries."""
    first = {
        m.country + one[m.start : m.start + 2]
        for m in mentions(one)
        if m.country not in ("CN",) or m.start == 0
    }
    second = {
        m.country + other[m.start : m.start + 2]
        for m in mentions(other)
        if m.country not in ("CN",) or m.start == 0
    }
    if {p[:2] for p in first | second} == {"CN"}:
        first, second = first - {"CN中国", "CN中华"}, second - {"CN中国", "CN中华"}
    return not first or not second or bool(first & second)


def acts_itself(body: Body) -> bool:
    """Whether a department is the party rather than the body it belongs to."""
    assert body.parent is not None
    whole, parent = body.name, body.parent.name
    rest = whole[len(parent) :] if whole.startswith(parent) else whole
    minor = any(rest.endswith(ending) for ending in values("organizations", "minor_endings"))
    seated = any(m.start == 0 for m in mentions(rest))
    if seated and rest.endswith(("局", "区", "办事处", "代表处")):
        return False
    if seated and rest.endswith("处") and body.country in ("HK", "MO"):
        return True
    return (
        not minor
        or rest.endswith(("总司", "总局"))
        or parent.endswith(tuple(values("organizations", "major_parents")))
    )


def is_office(body: Body) -> bool:
    """A bureau named without what it belongs to: it is known by its own name."""
    own = body.parent is None or body.parent.country in ("HK", "MO", "TW")
    return body.is_part and own and body.name.endswith(("局", "署", "厅", "委员会"))


def fullest_first(body: Body) -> list[tuple[int, int]]:
    han = re.compile(r"[\u4e00-\u9fff]")
    ordered = sorted(body.forms, key=lambda form: (not han.search(form), -len(form)))
    return [body.forms[form] for form in ordered]


def ids_of(text: str) -> frozenset[str]:
    return frozenset(body.body_id for body in registry().candidates(text.removeprefix("原")))


def is_former(body: Body) -> bool:
    return body.name.startswith("原")
