"""The report's figures: agreements by year, partners, fields, and what each agency's pages gave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.report.records import Record
from pipeline.report.wording import spoken
from pipeline.rows import Rows, text

_BARS = 15
# The axis of years stays readable on a phone: what is older stands in one column.
_YEARS = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A count; `share` is its part of the greatest, from 0 to 100."""

    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one agency's pages gave; `years` counts its documents by year of publication."""

    agency: str
    documents: int
    without_events: int
    events: int
    agreements: int
    first: str
    last: str
    years: tuple[Bar, ...]


def timeline(records: Sequence[Record]) -> list[Bar]:
    """Agreements by year, without gaps; those of years before the axis are one bar."""
    years = Counter(int(record.sort_date[:4]) for record in records if record.sort_date)
    if not years:
        return []
    last = max(years)
    first = max(min(years), last - _YEARS + 1)
    counts = [(str(year), years[year]) for year in range(first, last + 1)]
    if earlier := sum(number for year, number in years.items() if year < first):
        counts.insert(0, (f"before {first}", earlier))
    return _bars(counts)


def most(values: Iterable[str]) -> list[Bar]:
    """The most frequent values with their counts."""
    counts = sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
    return _bars(counts[:_BARS])


def coverage(rows: Rows, records: Sequence[Record]) -> list[Coverage]:
    """One line an agency; the years are the same for all."""
    documents: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows["documents"]:
        documents[text(row, "agency")].append(row)
    published = [str(row["published"])[:4] for row in rows["documents"] if row["published"]]
    years = sorted({year for year in published if year.isdigit()})[-_YEARS:]
    span = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)] if years else []
    agreements = Counter(agency for record in records for agency in record.agencies)
    return [_coverage(agency, documents[agency], span, agreements[agency]) for agency in sorted(documents)]


def rates(filled: Mapping[str, Mapping[str, float | None]]) -> list[tuple[str, Bar]]:
    """Fill rates in percent, by table."""
    return [
        (table, Bar(spoken(column), round(100 * rate), round(100 * rate, 1)))
        for table, columns in filled.items()
        for column, rate in columns.items()
        if rate is not None
    ]


def _coverage(
    agency: str, documents: Sequence[Mapping[str, Any]], span: Sequence[str], agreements: int
) -> Coverage:
    dates = sorted(str(row["published"]) for row in documents if row["published"])
    by_year = Counter(date[:4] for date in dates)
    return Coverage(
        agency=agency,
        documents=len(documents),
        without_events=sum(not row["n_events"] for row in documents),
        events=sum(row["n_events"] for row in documents),
        agreements=agreements,
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        years=tuple(_bars([(year, by_year[year]) for year in span])),
    )


def _bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    greatest = max((number for _, number in counts), default=0) or 1
    return [Bar(label, number, round(100 * number / greatest, 1)) for label, number in counts]
