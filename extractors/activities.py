"""Promised activities: what an instrument, or the two sides, say will be done, with the kind of each.

Promises stand in lists (`is expected to include:`, `合作内容包括：`) and in sentences (`will engage in
A, B and C`, `在A、B等方面开展合作`). Codes, their meaning and all words are in lexicon/activities.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.cleaning import simplified
from extractors.events import Coded, Mention
from extractors.lexicons import table

Span = tuple[int, int]
Scope = tuple[Span, ...]
OTHER = "other"

_MARK = re.compile(
    r"\s*(?:[•·▪●○◦■◆➤►*–-]|[(（]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)）、](?!\d)"
    r"|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[①-⑳])\s*"
)
_ARTICLE = re.compile(r"(?:in |on |to |through |for |by |of |with )?(?:the |an? )?", re.IGNORECASE)
_CLOSING = re.compile(r"(?:[\s.;,:。；，、]|[,;]? and$|,? as well as$)+$")
_TITLE = re.compile(r"《[^》\n]*》")
_FOLDED = str.maketrans("，；：（）！？", ",;:()!?")
_ENDS = {
    "en": re.compile(
        r"(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bNo)[.!?][\"”’)]*(?=\s)|\n|;(?= (?!(?:and )?\())"
    ),
    "zh": re.compile(r"[。!?\n]"),
}
_PARTS = {
    "en": re.compile(
        r"[:;,]? ?(?:and )?\((?:\d{1,2}|[a-z]|[ivx]{1,4})\) |,? and (?:also |then )?|,? as well as |, "
    ),
    "zh": re.compile(r"(?:、|以及|[和与及]|扩[展大][到至])(?![^“”\n]{0,60}”)"),
}
_LONGEST = 1500
_CLAUSES = re.compile(r"[,;:]")
# An unfinished noun (`exchange and provision of information`) goes with what follows it.
_UNFINISHED = re.compile(r"(?:the )?(?:exchange|provision|sharing|organi[sz]ation|holding|conduct)s?")
_LED = re.compile(r"(?:in|on|to|through|for|by) ")
_OPEN = re.compile(
    r"\b(?:of|in|on|for|between|to|with|concerning|regarding|including|about|such as|from|at)\b"
)
# An instrument named behind what it promises: `will exchange data under an agreement`.
_UNDER = re.compile(r"\bunder (?:an?|the|this|their) (?:[\w-]+ ){0,3}$")


@dataclass(frozen=True, slots=True)
class Rules:
    """The expressions of one language."""

    codes: tuple[tuple[str, re.Pattern[str], bool], ...]
    promise: dict[str, re.Pattern[str]]


@cache
def rules(lang: str) -> Rules:
    """What lexicon/activities.toml says for `en` or `zh`."""
    data: dict[str, Any] = table("activities")
    codes = tuple(
        (code, _either(entry[lang], lang), bool(entry.get("overrides")))
        for code, entry in data["codes"].items()
        if entry[lang]
    )
    return Rules(codes, {name: _either(listed, lang) for name, listed in data["promise"][lang].items()})


def _either(listed: Sequence[str], lang: str) -> re.Pattern[str]:
    """Any of the expressions; English ones begin and end with whole words where they do with letters."""
    if lang == "zh":
        return re.compile("|".join(f"(?:{one})" for one in listed))
    return re.compile("|".join(map(_whole_words, listed)))


def _whole_words(expression: str) -> str:
    before = r"(?<!\w)" if expression[0].isalpha() or expression.startswith("(?:") else ""
    return f"{before}(?:{expression})" + ("" if expression.endswith(("$", "]")) else r"(?!\w)")


def readable(text: str, lang: str) -> str:
    """The text as expressions read it, of the same length; titles in 《》 promise nothing."""
    if lang == "en":
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    folded = simplified(text).translate(_FOLDED)
    return _TITLE.sub(lambda title: "|" * len(title[0]), folded)


def sentences(text: str, lang: str, span: Span) -> Iterator[Span]:
    """The sentences within a span, each on one line; what runs on without end is no sentence."""
    begin = span[0]
    for end in [*(m.end() for m in _ENDS[lang].finditer(text, *span)), span[1]]:
        if end - begin < _LONGEST and text[begin:end].strip():
            yield begin, end
        begin = end


def activities(text: str, lang: str, scope: Scope) -> tuple[Coded, ...]:
    """The activities promised within `scope`, in the order of the text.

    A list of promises gives one for each item, coded `other` where nothing fits better; a sentence gives one
    for each coordinated part that names an activity.
    """
    read = readable(text, lang)
    found: list[Coded] = []
    for span in scope:
        listed = [block for block in lists(text, span) if _promises_list(read[slice(*block.lead)], lang)]
        for block in listed:
            found += _items(text, read, lang, block)
        for sentence in sentences(text, lang, span):
            if not any(block.covers(sentence) for block in listed):
                found += _told(text, read, lang, sentence)
    return tuple(sorted(found, key=lambda c: c.mention))


# -- lists


@dataclass(frozen=True, slots=True)
class Block:
    """A list: the sentence that leads to it and its items, marks left out."""

    lead: Span
    items: tuple[Span, ...]

    def covers(self, span: Span) -> bool:
        return self.lead[0] <= span[0] < self.items[-1][1]


def lists(text: str, span: Span) -> Iterator[Block]:
    """Lines behind one that ends in a colon or semicolon: marked ones, or ones that close with semicolons."""
    rows = _rows(text, span)
    for i, (start, end) in enumerate(rows):
        if text[end - 1] not in ":;：；" or _is_marked(text, rows[i]):
            continue
        items = tuple(_listed(text, rows[i + 1 :]))
        if len(items) > 1:
            yield Block((_lead(text, start, end), end), items)


def _rows(text: str, span: Span) -> list[Span]:
    found = (m.span() for m in re.finditer(r"[^\n]+", text[: span[1]]) if m.end() > span[0] and m[0].strip())
    return [(max(a, span[0]), len(text[:b].rstrip())) for a, b in found]


def _is_marked(text: str, row: Span) -> bool:
    return bool(_MARK.match(text, *row))


def _lead(text: str, start: int, end: int) -> int:
    """Where the last sentence of the leading line begins."""
    stops = re.finditer(r"[.。](?=\s|[\u4e00-\u9fff])", text[start:end])
    return start + max((m.end() for m in stops), default=0)


def _listed(text: str, rows: list[Span]) -> Iterator[Span]:
    marked = bool(rows) and _is_marked(text, rows[0])
    for row in rows:
        mark = _MARK.match(text, *row)
        if marked != bool(mark):
            return
        yield (mark.end() if mark else row[0]), row[1]
        if not marked and not re.search(r"[;；]$|[;,]? and$", text[slice(*row)]):
            return


def _promises_list(lead: str, lang: str) -> bool:
    promise = rules(lang).promise
    if promise["no_lists"].search(lead) or promise["rejects"].search(lead):
        return False
    named = promise["instruments"].search(lead) or promise["sides"].search(lead)
    return bool(named and promise["lists"].search(lead))


def _items(text: str, read: str, lang: str, block: Block) -> list[Coded]:
    """Every item, provided that half of them name an activity: a list of subjects promises none."""
    codes = [code_of(read[start:end].lstrip(), lang) for start, end in block.items]
    if sum(code is not None for code in codes) * 2 < len(codes):
        return []
    pairs = zip(codes, block.items, strict=True)
    return [Coded(code or OTHER, quoted(text, *item)) for code, item in pairs]


# -- sentences


def _told(text: str, read: str, lang: str, sentence: Span) -> list[Coded]:
    found: list[Coded] = []
    for start, end in _english(read, sentence) if lang == "en" else _chinese(read, sentence):
        code = code_of(read[start:end], lang)
        if code:
            found.append(Coded(code, quoted(text, start, end)))
    return found


def _english(read: str, sentence: Span) -> Iterator[Span]:
    """The parts of the first promise of the sentence that names an activity."""
    promise = rules("en").promise
    for name in ("modals", "terms"):
        for match in promise[name].finditer(read, *sentence):
            said = read[sentence[0] : match.end()]
            if promise["rejects"].search(said) or not _anchored(read, sentence, match, name):
                continue
            end = _cut(read, match, sentence[1])
            parts = _english_parts(read, match.end(), end, needs_verb=name == "modals")
            if parts:
                yield from parts
                return


def _cut(read: str, match: re.Match[str], end: int) -> int:
    """Where the promise ends; what stands behind `, to` is its purpose, unless it names purposes itself."""
    names = ("cuts",) if match[0].endswith(" is to") else ("cuts", "purposes")
    stops = (rules("en").promise[name].search(read, match.end(), end) for name in names)
    return min((stop.start() for stop in stops if stop), default=end)


def _anchored(read: str, sentence: Span, match: re.Match[str], name: str) -> bool:
    """Whether an instrument or the sides are what promises; `it provides for` points back to one."""
    promise = rules("en").promise
    before = read[sentence[0] : match.end()]
    if promise["instruments"].search(before):
        return True
    if name == "terms":
        return bool(re.search(r"\bit (?:also |further )?\w+ ?\w* ?$", before))
    later = promise["instruments"].finditer(read, match.end(), sentence[1])
    return bool(promise["sides"].search(before)) or any(_UNDER.search(read[: m.start()]) for m in later)


def _english_parts(read: str, start: int, end: int, *, needs_verb: bool) -> list[Span]:
    start = _after(read, start, end, "adverbs")
    cooperating = _after(read, start, end, "cooperating")
    verb = rules("en").promise["verbs"].match(read, start, end)
    if needs_verb and cooperating == start and not verb:
        return []
    parts = [(_begin(read, a, b), b) for a, b in _joined(read, cooperating, end)]
    return [(a, b) for a, b in parts if code_of(read[a:b], "en")]


def _after(read: str, start: int, end: int, *names: str) -> int:
    """Where the text goes on behind words of these lists that stand at `start`."""
    promise = rules("en").promise
    at = start
    while True:
        at += len(read[at:end]) - len(read[at:end].lstrip(" ,:"))
        match = next((m for name in names if (m := promise[name].match(read, at, end))), None)
        if match is None:
            return at
        at = match.end()


def _begin(read: str, start: int, end: int) -> int:
    """Without the modal, preposition and article that lead to a part."""
    at = _after(read, start, end, "modals", "terms", "adverbs")
    at = _after(read, at, end, "cooperating")
    article = _ARTICLE.match(read, at, end)
    return article.end() if article else at


def _joined(read: str, start: int, end: int) -> list[Span]:
    """Coordinated parts; what names no activity of its own belongs to an open phrase before it."""
    parts: list[Span] = []
    for a, b in _split(read, start, end, "en"):
        previous = read[slice(*parts[-1])].strip() if parts else ""
        fresh = code_of(read[_begin(read, a, b) : b], "en") is not None
        if parts and _UNFINISHED.fullmatch(previous):
            parts[-1] = (parts[-1][0], b)
        elif fresh or not parts:
            parts.append((a, b))
        elif not _LED.match(read, a) and (_OPEN.search(previous) or read[parts[-1][1] : a].strip() == "and"):
            parts[-1] = (parts[-1][0], b)
        else:
            parts.append((a, b))
    return parts


def _split(read: str, start: int, end: int, lang: str) -> list[Span]:
    found: list[Span] = []
    begin = start
    for stop in _PARTS[lang].finditer(read, start, end):
        if stop.start() > begin:
            found.append((begin, stop.start()))
        begin = stop.end()
    return [*found, (begin, end)] if begin < end else found


def _chinese(read: str, sentence: Span) -> Iterator[Span]:
    promise = rules("zh").promise
    for modal in promise["modals"].finditer(read, *sentence):
        before = read[sentence[0] : modal.end()]
        if promise["rejects"].search(before):
            return
        if promise["instruments"].search(before) or promise["sides"].search(before):
            for clause in _clauses(read, modal.end(), sentence[1]):
                yield from _chinese_parts(read, *clause)
            return


def _clauses(read: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for stop in [*(m.start() for m in _CLAUSES.finditer(read, start, end)), end]:
        if stop > begin and not rules("zh").promise["clause_rejects"].search(read, begin, stop):
            yield begin, stop
        begin = stop + 1


def _chinese_parts(read: str, start: int, end: int) -> list[Span]:
    """`在A、B等方面开展合作` promises A and B; elsewhere a part stands alone beside another."""
    end = start + len(read[start:end].rstrip("。!? \n"))
    tail = re.compile(f"{rules('zh').promise['cooperation'].pattern}$").search(read, start, end)
    parts = _split(read, start, tail.start() if tail else end, "zh")
    coded = [(a, b) for a, b in parts if code_of(read[a:b], "zh")]
    whole = [] if tail or not code_of(read[start:end], "zh") else [(start, end)]
    chosen = coded if tail or len(coded) > 1 else whole
    return [(_opened(read, a, b, listed=len(chosen) > 1 or bool(tail)), b) for a, b in chosen]


def _opened(read: str, start: int, end: int, *, listed: bool) -> int:
    """Without the words that lead to a part; a whole clause keeps its own preposition and verb."""
    openers = rules("zh").promise["openers"]
    kept = "" if listed else "在|就|围绕|通过|对|开展|加强|进行|推动|推进|深化"
    while (
        (match := openers.match(read, start, end)) and match[0] not in kept.split("|") and match.end() < end
    ):
        start = match.end()
    return start


# -- codes and quotations


def code_of(said: str, lang: str) -> str | None:
    """The code that readable words say first (English) or last (Chinese), or one that overrides others."""
    hits = [
        (not overrides, *((m.start(), -m.end()) if lang == "en" else (-m.end(), m.start())), code)
        for code, expression, overrides in rules(lang).codes
        for m in expression.finditer(said)
    ]
    return min(hits)[3] if hits else None


def quoted(text: str, start: int, end: int) -> Mention:
    """The words between two places without layout, mark and closing punctuation."""
    closing = _CLOSING.search(text, start, end)
    end = closing.start() if closing and closing.start() > start else end
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Mention(start, end, re.sub(r"\s+", " ", text[start:end]))
