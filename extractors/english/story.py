"""The story of one news item: its sentences in order, and the events drafted from them so far."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.calendars import Anchor
from extractors.english.merging import unique
from extractors.english.passages import Passage, Reading
from extractors.english.remote import at_a_distance
from extractors.english.when import when
from extractors.english.where import where
from extractors.events import EventType, Instrument, Mention, Role
from extractors.reading import DateMention, Draft, Human, Organization

# Years between an act and the telling from which on it is told as background.
_LONG_AGO = 1


class Story:
    """Sentences are told in order; each may add a draft to `found` or something to one of them.

    A `number` of None takes all items of the page as one: the points of one record.
    """

    def __init__(
        self, reading: Reading, number: int | None, anchor: Anchor, owner: Organization | None = None
    ) -> None:
        self.reading = reading
        # The body in whose name the page speaks.
        self.owner = owner
        self.scene = [p for p in reading.passages if number is None or p.sentence.item == number]
        self.found: list[Draft] = []
        # Onlookers told before the signing itself.
        self.watching: list[Human] = []
        self._number, self._anchor = number or 0, anchor
        # Whether all numbered points of the page are told as one.
        self.whole = number is None
        # What stands before a digest's first item holds for all of them.
        self._page = [p for p in reading.passages if p.sentence.item == 0] if number else []

    def around(self, i: int, reach: int = 2, ahead: int = 1) -> list[Passage]:
        """The sentences that may name the parties when this one does not: before it, then after it."""
        here = self.scene[i].sentence.paragraph
        behind = [p for p in self.scene[i + 1 : i + 1 + ahead] if ahead == 1 or p.sentence.paragraph == here]
        return [*reversed(self.scene[max(0, i - reach) : i]), *behind]

    @property
    def numbered(self) -> bool:
        """Whether this is one of a page's news items."""
        return self._number > 0

    def latest(self) -> Draft | None:
        """The event told last."""
        return self.found[-1] if self.found else None

    def last(self, kind: EventType) -> Draft | None:
        """The event of that type told last."""
        return next((d for d in reversed(self.found) if d.type == kind), None)

    def replace(self, old: Draft, new: Draft) -> None:
        """Put `new` where `old` stands."""
        self.found[self.found.index(old)] = new

    def draft(
        self,
        kind: EventType,
        passage: Passage,
        parties: Sequence[Organization],
        people: Sequence[tuple[Human, Role]] = (),
        instruments: tuple[Instrument, ...] = (),
    ) -> Draft:
        """What `passage` tells, with the time and place that it or the sentences around it give."""
        recalled = [d.date for d in self.found if d.background and d.date]
        date = when(self.scene, passage, kind, recalled, self._page)
        virtual = at_a_distance(self.scene, passage, kind)
        background = self._is_long_ago(date)
        return Draft(
            kind,
            Mention(passage.start, passage.end, passage.text),
            tuple(parties),
            unique(people),
            instruments,
            date.date if date else None,
            where(self.scene, passage, kind, virtual, parties, self._page, background),
            item=self._number,
            virtual=virtual,
            background=background,
        )

    def lies_ahead(self, draft: Draft) -> bool:
        """An act on a day after publication is still to come."""
        day, told = self._anchor.day, draft.date.edtf if draft.date else None
        first = (told or "").split("/")[0].rstrip("~")
        return day is not None and first[:4].isdigit() and first > day.isoformat()[: len(first)]

    def _is_long_ago(self, date: DateMention | None) -> bool:
        """An act long before publication is told as background."""
        if date is None or date.date.edtf is None or self._anchor.year is None:
            return False
        year = date.date.edtf[:4]
        return year.isdigit() and self._anchor.year - int(year) > _LONG_AGO
