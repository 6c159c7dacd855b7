"""Sentences that tell several acts, cut where the next one begins."""

from __future__ import annotations

import itertools
import re

from extractors.chinese.builders import root
from extractors.chinese.sentences import Span, clauses_of
from extractors.chinese.story import Facts, Reading, facts_of
from extractors.chinese.triggers import Trigger

_ATTENDS = re.compile(r"(?:参加|出席|列席|陪同|见证)")
_TURNS = re.compile(r"与|同|和|会见|会晤|拜会|拜访|走访|到访")


def facts_by_act(reading: Reading, span: Span) -> list[Facts]:
    """The facts of a sentence, one for each act that it tells of other people."""
    whole = facts_of(reading, span)
    cuts = [cut for cut in _cuts(reading, span, whole) if cut > span.start]
    if not cuts:
        return [whole]
    bounds = [span.start, *cuts, span.end]
    return [
        facts_of(reading, Span(a, b, span.paragraph, span.item, span.heading))
        for a, b in itertools.pairwise(bounds)
    ]


def _cuts(reading: Reading, span: Span, whole: Facts) -> list[int]:
    """Where a clause begins an act of its own: a telling word, and somebody new on the other side."""
    acts = [
        t for t in whole.triggers if t.mood == "told" and t.kind in ("sign", "meet") and _strong(reading, t)
    ]
    if len(acts) < 2:
        return []
    cuts: list[int] = []
    seen: set[int] = set()
    acted = False
    waiting: int | None = None
    for start, end in clauses_of(reading.view.plain, span.start, span.end):
        here = _sides(whole, start, end)
        tells = any(start <= t.start < end for t in acts)
        text = reading.view.plain[start:end]
        new = here - seen if len(seen) < 3 else here
        if acted and tells and _dated(whole, start, end) and not _ATTENDS.search(text):
            cuts.append(start)
            seen, waiting = set(), None
        elif acted and new and not _ATTENDS.search(text):
            if tells and len(seen) >= 2 and _TURNS.search(text):
                cuts.append(start if waiting is None else waiting)
                seen, waiting = set(), None
            elif not tells and waiting is None:
                waiting = start
        elif tells:
            waiting = None
        acted = acted or tells
        seen |= here
    return cuts


def _dated(facts: Facts, start: int, end: int) -> bool:
    """The clause has a date and a titled document of its own: 2006年签署《…》,2008年签署《…》."""
    times = any(start <= t.start < end for t in facts.times)
    titled = any(start <= d.start < end and d.title for d in facts.documents)
    before = any(d.end <= start and d.title for d in facts.documents)
    return times and titled and before


def _strong(reading: Reading, trigger: Trigger) -> bool:
    return not trigger.weak or reading.view.plain[trigger.start : trigger.end] in (
        "走访",
        "访问",
        "到访",
        "拜访",
    )


def _sides(facts: Facts, start: int, end: int) -> set[int]:
    figures: set[int] = {id(root(f.body)) for at, f in facts.figures if start <= at < end and f.body}
    figures |= {id(f) for at, f in facts.figures if start <= at < end and f.region and not f.body}
    bodies = {id(root(b)) for at, b in facts.bodies if start <= at < end and not b.is_part}
    return figures | bodies
