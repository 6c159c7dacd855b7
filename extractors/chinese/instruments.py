"""Documents that a text names: their kind, title and number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.chinese.view import View
from extractors.chinese.words import Index, index_of, word_at
from extractors.events import Instrument, InstrumentType, Status
from extractors.lexicons import table

_TITLED = re.compile(r"《([^《》]{2,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")
_QUOTED = re.compile(
    r"“([^“”]{4,60}(?:协议|协定|备忘录|议定书|安排|意向书|声明|计划|宣言)(?:\([^()]{1,20}\))?)”"
)
_BARE = re.compile(
    r"(?:关于|有关)[^,。;:《》\n、]{2,40}?的(?:谅解备忘录|合作备忘录|备忘录|协议|协定|议定书|安排|"
    r"意向书|合作协议|联合声明|行动计划)"
)
_YEARS = re.compile(r"\([^()]{1,20}\)$")
_CARRIED_OUT = re.compile(
    r"(?:\d{4}年?(?:[—–~至-]{1,2}\d{4}年?)?度?)?的?(?:年度)?(?:实施|执行|行动|工作|合作)(?:计划|方案)"
)
_NUMBER = re.compile(r"([一二两三四五六七八九十\d]{1,3})(?:份|项|个|件|部|分)[^,。;《》\n]{0,16}$")
_AFTER_NUMBER = re.compile(r"[^,。;《》\n]{0,6}?(?:各|共)?([一二两三四五六七八九十\d]{1,3})份")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Document:
    """A document at `start`..`end`; `title` is its span where it has one."""

    start: int
    end: int
    type: InstrumentType
    title: tuple[int, int] | None = None
    count: int | None = 1
    grounds: bool = False

    def instrument(self, view: View, status: Status) -> Instrument:
        title = view.mention(*self.title) if self.title else None
        return Instrument(self.type, view.mention(self.start, self.end), title, self.count, status)


@cache
def _kinds() -> tuple[Index, dict[str, InstrumentType]]:
    kinds = {word: kind for kind, words in table("zh_instruments")["kinds"].items() for word in words}
    return index_of(kinds), kinds


def documents_of(plain: str) -> list[Document]:
    """Every document named, in order; words that only speak of one named before are among them."""
    titled = [document for document in map(_titled, _titles(plain)) if document]
    found = [_counted(plain, document) for document in titled]
    taken = {place for m in _TITLED.finditer(plain) for place in range(*m.span())}
    taken.update(place for d in found for place in range(d.start, d.end))
    for match in _BARE.finditer(plain):
        if taken.isdisjoint(range(*match.span())):
            found.append(_counted(plain, _of(match.start(), match.end(), (match.start(), match.end()))))
            taken.update(range(*match.span()))
    found.extend(_bare(plain, taken))
    return sorted((_grounded(plain, document) for document in found), key=lambda document: document.start)


def _titles(plain: str) -> list[re.Match[str]]:
    return [*_TITLED.finditer(plain), *_QUOTED.finditer(plain)]


def _titled(match: re.Match[str]) -> Document | None:
    name = _YEARS.sub("", match[1])
    kind = kind_of(name)
    if kind is None:
        return None
    return Document(match.start(), match.end(), kind, (match.start(1), match.end(1)))


def kind_of(name: str) -> InstrumentType | None:
    """The kind of document that a title names by its end."""
    _, kinds = _kinds()
    for length in range(6, 1, -1):
        if name[-length:] in kinds:
            return kinds[name[-length:]]
    if name.endswith("计划"):
        return "plan"
    return None


def _of(start: int, end: int, title: tuple[int, int] | None) -> Document:
    return Document(start, end, "agreement", title)


def _counted(plain: str, document: Document) -> Document:
    kind = kind_of(_YEARS.sub("", plain[slice(*document.title)])) if document.title else document.type
    count: int | None = 1
    before = plain[max(0, document.start - 24) : document.start]
    before = re.split(r"[,。;:》\n]", before)[-1]
    number = _NUMBER.search(before)
    if number and not document.title:
        count = _count(number[1])
    elif not document.title and any(word in before for word in values_of("several")):
        count = None
    elif not document.title and (after := _AFTER_NUMBER.match(plain, document.end)):
        count = 1 if "式" in after[0] else _count(after[1])
    return Document(document.start, document.end, kind or document.type, document.title, count)


def _count(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _DIGITS.get(text, 1) if len(text) == 1 else 10 + _DIGITS.get(text[-1], 0)


@cache
def values_of(key: str) -> tuple[str, ...]:
    """A list of words about documents."""
    return tuple(table("zh_instruments")["words"][key])


def _bare(plain: str, taken: set[int]) -> list[Document]:
    index, kinds = _kinds()
    found: list[Document] = []
    place = 0
    while place < len(plain):
        word = word_at(index, plain, place)
        if word is None or not taken.isdisjoint(range(place, place + len(word))):
            place += 1
            continue
        end, kind = place + len(word), kinds[word]
        if carried_out := _CARRIED_OUT.match(plain, end):
            # 备忘录2023—2025年实施计划 is a plan.
            end, kind = carried_out.end(), "plan"
        found.append(_counted(plain, Document(place, end, kind)))
        place = end
    return found


def _grounded(plain: str, document: Document) -> Document:
    """Mark what the text only appeals to (根据《…》, 《…》项下)."""
    before = re.split(r"[,。;:\n]", plain[max(0, document.start - 12) : document.start])[-1]
    after = plain[document.end : document.end + 4]
    grounds = any(word in before for word in values_of("grounds")) or after.startswith(
        ("项下", "框架下", "第", "下")
    )
    if not grounds:
        return document
    return Document(document.start, document.end, document.type, document.title, document.count, True)
