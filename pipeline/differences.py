"""Where sources of one event contradict each other: what the merge rules decided is still for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from extractors.name_likeness import Likeness, name_likeness
from pipeline import edtf, merging
from pipeline.instruments import Agreement, kinds_told
from pipeline.rows import Row, Value, issue, text
from pipeline.sources import Source


def differences(sources: Sequence[Source], agreements: Iterable[Agreement]) -> Iterator[Row]:
    """An issue for each column in which sources of one event differ."""
    first = sources[0]
    for column, told in _differing(sources, agreements):
        message = f"sources of one {first.event['type']} differ in {column}: {', '.join(told)}"
        doc_id, event_id = text(first.document, "doc_id"), text(first.event, "event_id")
        yield issue("warning", "sources_differ", message, doc_id, event_id)


def _differing(sources: Sequence[Source], agreements: Iterable[Agreement]) -> Iterator[tuple[str, list[str]]]:
    yield from _if_several("country", (_optional(source.event["country"]) for source in sources))
    yield from _if_several("date", _days(sources))
    for agreement in agreements:
        yield from _if_several("type", kinds_told(agreement))
        yield from _if_several("status", (text(row, "status") for row, _ in agreement.told))
    signers = [source for source in sources if source.signers]
    for one, other in combinations(signers, 2):
        if one.lang == other.lang and not _have_common(one, other):
            yield "signatories", [*one.signers, *other.signers]


def _if_several(column: str, values: Iterable[str | None]) -> Iterator[tuple[str, list[str]]]:
    told = list(values)
    if merging.differ(told):
        yield column, sorted({value for value in told if value})


def _days(sources: Iterable[Source]) -> Iterator[str]:
    """Dates contradict each other only where both name a day."""
    dates = (_optional(source.event["date"]) for source in sources)
    return (value for value in dates if value and edtf.parse(value).precision == "day")


def _have_common(one: Source, other: Source) -> bool:
    return any(name_likeness(a, b) > Likeness.DIFFERENT for a in one.signers for b in other.signers)


def _optional(value: Value) -> str | None:
    return value if isinstance(value, str) else None
