"""A sentence of English with everything found in it: what drafts of events are made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.english.cues import Spans, cues
from extractors.english.humans import surname_mentions
from extractors.english.instruments import InstrumentMention
from extractors.english.line import Line
from extractors.english.organizations import Bodies
from extractors.english.short_forms import short_forms
from extractors.events import Mention, Place
from extractors.lexicons import word_set
from extractors.reading import DateMention, Human, Organization, Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence: its words, bodies, people, instruments, times, places, and the cues it gives.

    `places` come with the index of their first word in `line`.
    """

    sentence: Sentence
    line: Line
    bodies: tuple[tuple[Mention, Organization], ...]
    people: tuple[tuple[Mention, Human], ...]
    instruments: tuple[InstrumentMention, ...]
    dates: tuple[DateMention, ...]
    places: tuple[tuple[int, Place], ...]
    cues: dict[str, Spans]
    text: str

    def has(self, *cues: str) -> bool:
        """Whether it gives one of the cues."""
        return any(self.cues[c] for c in cues)

    @property
    def start(self) -> int:
        return self.sentence.start

    @property
    def end(self) -> int:
        return self.sentence.end


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole text read: passages in order, and all bodies."""

    text: str
    passages: tuple[Passage, ...]
    bodies: Bodies


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the whole text when its sentences are laid out: bodies, people, times."""

    bodies: Bodies
    people: Sequence[Human]
    named: Sequence[tuple[Mention, Human]]
    dates: Sequence[DateMention]


def passage(
    sentence: Sentence,
    line: Line,
    instruments: Sequence[InstrumentMention],
    places: Sequence[tuple[int, Place]],
    told: Told,
) -> Passage:
    """Lay out one sentence; what an instrument's title says is neither anybody's name nor a time."""
    start, end = sentence.start, sentence.end
    titles = [(i.start, i.end) for i in instruments if i.instrument.title]
    bodies = [*told.bodies.within(start, end), *short_forms(line.words, told.bodies)]
    named = [(m, h) for m, h in told.named if start <= m.start < end] + surname_mentions(line, told.people)
    people = [(m, h) for m, h in named if not _LED_FROM_AFAR.search(line.text, start, m.start)]
    return Passage(
        sentence,
        line,
        tuple(sorted(bodies, key=lambda pair: pair[0].start)),
        tuple(sorted((p for p in people if not _inside(p[0].start, titles)), key=lambda pair: pair[0].start)),
        tuple(instruments),
        tuple(d for d in told.dates if start <= d.start < end and not _inside(d.start, titles)),
        tuple(places),
        cues(line.text, start, end),
        line.text[start:end],
    )


# "under the guidance of President A and President B": leaders who are referred to, not there.
_LED_FROM_AFAR = re.compile(
    r"\bunder the (?:\w+ )?(?:guidance|leadership|vision|direction) of (?:the )?"
    r"(?:[A-Z][\w.’'-]* ?|and ){1,9}$"
)


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def is_generic(passage: Passage) -> bool:
    """Whether the passage speaks of `the two sides` instead of naming them."""
    low = passage.text.lower()
    return any(phrase in low for phrase in word_set("en_generic_parties"))
