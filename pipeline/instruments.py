"""What was signed, each instrument once, however many sources tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.reports import title_of, titles_agree
from pipeline.rows import Row
from pipeline.sources import Source

UNSPECIFIED = "cooperation_document"
_SAME_TITLE = 0.7


@dataclass(slots=True)
class Agreement:
    """One instrument as its sources tell it: an instrument row each, with the language it is in."""

    kind: str | None
    told: list[tuple[Row, str]] = field(default_factory=list)

    def titles_fit(self, instrument: Row) -> bool:
        """Whether no source gives it a title that contradicts the instrument's."""
        return all(_titles_agree(other, instrument) for other, _ in self.told)


def agreements_of(sources: Sequence[Source]) -> list[Agreement]:
    """The instruments of one event; where no source names any there is one without a kind.

    A source that names one instrument only means the one that the others name, even by another kind;
    "cooperation documents" that another source specifies are no further instrument.
    """
    found: list[Agreement] = []
    for source in sorted(sources, key=_unspecific):
        taken: list[Agreement] = []
        for instrument in source.instruments:
            agreement = _place(instrument, source, found, taken)
            agreement.told.append((instrument, source.lang))
            taken.append(agreement)
    return found or [Agreement(None)]


def _place(instrument: Row, source: Source, found: list[Agreement], taken: list[Agreement]) -> Agreement:
    """The agreement that the instrument is, a new one if none fits."""
    free = [a for a in found if not any(a is other for other in taken)]
    agreement = next(
        (a for a in free if a.kind == instrument["type"] and a.titles_fit(instrument)), None
    )
    if agreement is None and free and instrument["type"] == UNSPECIFIED:
        agreement = free[0]
    alone = len(found) == 1 and len(source.instruments) == 1 and instrument["count"] == 1
    if agreement is None and alone and free and free[0].titles_fit(instrument):
        agreement = free[0]
    if agreement is None:
        kind = instrument["type"]
        agreement = Agreement(kind if isinstance(kind, str) else None)
        found.append(agreement)
    return agreement


def _unspecific(source: Source) -> bool:
    """Sources that name the kinds come first, whenever they were published."""
    return all(instrument["type"] == UNSPECIFIED for instrument in source.instruments)


def _titles_agree(a: Row, b: Row) -> bool:
    """Titles in different languages cannot be compared, and one without a title fits any."""
    if a["title"] is None or b["title"] is None:
        return True
    return titles_agree(title_of(str(a["title"])), title_of(str(b["title"])), _SAME_TITLE) is not False


def kinds_told(agreement: Agreement) -> Iterator[str]:
    """The kinds that sources give the instrument, without "cooperation document"."""
    return (str(row["type"]) for row, _ in agreement.told if row["type"] != UNSPECIFIED)
