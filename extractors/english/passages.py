"""A sentence of English with everything found in it: what drafts of events are made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.digests import Item, item_at
from extractors.english.bodies import bodies, is_headline
from extractors.english.instruments import InstrumentMention, instruments
from extractors.english.names import Name, names
from extractors.english.organizations import Bodies, resolve, short_forms
from extractors.english.people import (
    Found,
    Line,
    humans,
    read_people,
    settle_offices,
    surname_mentions,
    with_later_titles,
)
from extractors.english.places import places
from extractors.english.titles import Title, titles
from extractors.english.words import Word, sentences, words
from extractors.events import Mention, Place
from extractors.lexicons import table, word_set
from extractors.reading import DateMention, Human, Organization, Sentence

_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence: its words, bodies, people, instruments, times, places, and the cues it gives."""

    sentence: Sentence
    line: Line
    bodies: tuple[tuple[Mention, Organization], ...]
    people: tuple[tuple[Mention, Human], ...]
    instruments: tuple[InstrumentMention, ...]
    dates: tuple[DateMention, ...]
    places: tuple[tuple[int, Place], ...]
    cues: dict[str, _Spans]
    text: str

    def has(self, *cues: str) -> bool:
        return any(self.cues[c] for c in cues)

    def first(self, cue: str) -> int | None:
        return self.cues[cue][0][0] if self.cues[cue] else None

    @property
    def start(self) -> int:
        return self.sentence.start

    @property
    def end(self) -> int:
        return self.sentence.end


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(listed), re.IGNORECASE) for name, listed in table("en_triggers").items()
    }


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> _Spans:
    return tuple((m.start(), m.end()) for m in pattern.finditer(text, start, end))


def future(text: str) -> _Spans:
    """Stretches behind a word that tells what is to come, up to the sentence's end or a told past."""
    cues = _cues()
    found: list[tuple[int, int]] = []
    for sentence in sentences(text):
        for name in ("planned", "ahead"):
            for match in cues[name].finditer(text, sentence.start, sentence.end):
                past = _PAST.search(text, match.end(), sentence.end)
                found.append((match.start(), past.start() if past else sentence.end))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole text read: passages in order, all bodies, all people."""

    text: str
    passages: tuple[Passage, ...]
    bodies: Bodies
    people: tuple[Human, ...]


def read(text: str, items: tuple[Item, ...], found_dates: tuple[DateMention, ...]) -> Reading:
    """Find bodies and people in the whole text first, then lay out each sentence."""
    parts = [
        Sentence(s.start, s.end, s.paragraph, item_at(items, s.start))
        for s in sentences(text)
        if s.start < items[-1].end
    ]
    parts = [s for s in parts if not _around_the_text(text, s)]
    lines = [words(text, s.start, s.end) for s in parts]
    positions = [titles(line) for line in lines]
    mentions = [bodies(line, found) for line, found in zip(lines, positions, strict=True)]
    known = resolve([m for line in mentions for m in line])
    full = [_line(text, *row, known) for row in zip(lines, positions, strict=True)]
    found = _everybody(full)
    settle_offices(found, known)
    people, placed = with_later_titles(*humans(found), full)
    passages = [
        _passage(text, s, line, known, people, placed, found_dates)
        for s, line in zip(parts, full, strict=True)
    ]
    return Reading(text, tuple(passages), known, tuple(people))


_PAST = re.compile(r"\b(?:had been|was|were|signed) (?:signed|concluded|held)?")
_LINK_LINE = re.compile(
    r"\s*(?:[•·*>»-]\s*)?(?:\W*(?:related|also read|read also|read more|read next|you may also like|see also|previous|next|more news|recommended|further reading|share|tags?|keywords?|most read|more from|follow us|subscribe|download)\b)",
    re.IGNORECASE,
)
_DATED_LINK = re.compile(r"^\s*[•·*>-].{10,110}\((?:\d{1,4}[-/.]){1,2}\d{2,4}\)\s*$")
_LINK_LIST = re.compile(
    r"^\W*(?:related|also read|you may also like|see also|recommended|more news|latest news|other news|news archive|most read|further reading|quick links)\b[^.\n]{0,30}$",
    re.IGNORECASE | re.MULTILINE,
)


def _around_the_text(text: str, sentence: Sentence) -> bool:
    """Links to other releases and the page's own furniture are no part of the release."""
    line_start = text.rfind("\n", 0, sentence.start) + 1
    line_end = text.find("\n", sentence.start)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if _LINK_LINE.match(line) and len(line) < 400 and not line.rstrip().endswith("."):
        return True
    if _DATED_LINK.search(line):
        return True
    heading = next(iter(_LINK_LIST.finditer(text, 0, sentence.start)), None)
    return heading is not None and len(line) < 120 and not line.rstrip().endswith(".")


def _everybody(full: list[Line]) -> list[Found]:
    """The people of all sentences; `its director` belongs to the body named last."""
    found: list[Found] = []
    latest: Organization | None = None
    for number, line in enumerate(full):
        if number or not is_headline(line.words):
            found += read_people(line, latest)
        latest = line.bodies[-1][2] if line.bodies else latest
    return found


def _line(text: str, line: list[Word], positions: list[Title], known: Bodies) -> Line:
    placed = _placed(
        line, [*known.within(line[0].start, line[-1].end), *short_forms(line, known)] if line else []
    )
    taken = {i for first, last, _ in placed for i in range(first, last)}
    free = [t for t in positions if not taken & set(range(t.first, t.last))]
    capital_titles = {i for t in free for i in range(t.first, t.last)}
    found: list[Name] = names(line, taken | capital_titles, free)
    kept = [t for t in free if t.strong or _supported(line, t, found, placed)]
    return Line(text, line, kept, placed, found)


def _supported(
    line: list[Word], title: Title, found: list[Name], placed: list[tuple[int, int, Organization]]
) -> bool:
    """`head`, `chief`, `chair` are positions beside a name or before `of the Agency`."""
    beside = any(
        title.last == n.first or n.last <= title.first <= n.last + 8 or 0 < n.first - title.last <= 22
        for n in found
    )
    return beside or any(0 < first - title.last <= 2 for first, _, _ in placed)


def _placed(
    line: list[Word], found: list[tuple[Mention, Organization]]
) -> list[tuple[int, int, Organization]]:
    starts = {w.start: i for i, w in enumerate(line)}
    placed: list[tuple[int, int, Organization]] = []
    for mention, owner in sorted(found, key=lambda pair: pair[0].start):
        first = starts.get(mention.start)
        if first is None:
            continue
        last = next((i for i in range(first, len(line)) if line[i].end >= mention.end), len(line) - 1)
        placed.append((first, last + 1, owner))
    return placed


def _passage(
    text: str,
    sentence: Sentence,
    line: Line,
    known: Bodies,
    people: list[Human],
    placed: list[tuple[Mention, Human]],
    found_dates: tuple[DateMention, ...],
) -> Passage:
    start, end = sentence.start, sentence.end
    short = [(m, o) for m, o in short_forms(line.words, known)]
    own = [(m, o) for m, o in known.within(start, end)] + short
    named = [(m, h) for m, h in placed if start <= m.start < end] + surname_mentions(line, people)
    taken = {i for first, last, _ in line.bodies for i in range(first, last)}
    found = tuple(instruments(text, start, end))
    inside_title = [(i.start, i.end) for i in found if i.instrument.title]
    when = tuple(
        d
        for d in found_dates
        if start <= d.start < end and not any(s <= d.start < e for s, e in inside_title)
    )
    cues = {name: _spans(pattern, text, start, end) for name, pattern in _cues().items()}
    return Passage(
        sentence,
        line,
        tuple(sorted(own, key=lambda pair: pair[0].start)),
        tuple(sorted(_outside(named, inside_title), key=lambda pair: pair[0].start)),
        found,
        when,
        tuple(places(line.words, taken)),
        cues,
        text[start:end],
    )


def _outside(
    named: list[tuple[Mention, Human]], titles: list[tuple[int, int]]
) -> list[tuple[Mention, Human]]:
    """Capitals of an instrument's title are nobody's name."""
    return [(m, h) for m, h in named if not any(s <= m.start < e for s, e in titles)]


def is_generic(passage: Passage) -> bool:
    """Whether the passage speaks of `the two sides` instead of naming them."""
    low = passage.text.lower()
    return any(phrase in low for phrase in word_set("en_generic_parties"))
