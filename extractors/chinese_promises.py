"""What Chinese sentences promise: `在A、B等方面开展合作`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.activity_words import Span, code_of, coordinated, rules

_CLAUSES = re.compile(r"[,;:]")


def promised(read: str, sentence: Span) -> Iterator[Span]:
    """The parts of the first promise of the sentence."""
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
    parts = coordinated(read, start, tail.start() if tail else end, "zh")
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
