"""What English sentences promise: `will engage in A, B and C`, `provides for A under the protocol`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.activity_words import Span, code_of, coordinated, rules

_ARTICLE = re.compile(r"(?:in |on |to |through |for |by |of |with )?(?:the |an? )?", re.IGNORECASE)
# An unfinished noun (`exchange and provision of information`) goes with what follows it.
_UNFINISHED = re.compile(r"(?:the )?(?:exchange|provision|sharing|organi[sz]ation|holding|conduct)s?")
_LED = re.compile(r"(?:in|on|to|through|for|by) ")
_OPEN = re.compile(
    r"\b(?:of|in|on|for|between|to|with|concerning|regarding|including|about|such as|from|at)\b"
)
# An instrument named behind what it promises: `will exchange data under an agreement`.
_UNDER = re.compile(r"\bunder (?:an?|the|this|their) (?:[\w-]+ ){0,3}$")


def promised(read: str, sentence: Span) -> Iterator[Span]:
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
    for a, b in coordinated(read, start, end, "en"):
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
