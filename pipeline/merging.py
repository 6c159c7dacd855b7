"""The named rules by which several sources' values become one.

Every rule takes the values in order of their sources' publication, nulls included, and none looks at
anything else: what wins can be told from the values alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from pipeline import edtf
from pipeline.codes import FIELDS


def first_told(values: Iterable[str | None]) -> str | None:
    """The first source that says anything."""
    return next((value for value in values if value is not None), None)


def most_told(values: Sequence[str]) -> str:
    """What most sources say; the first of them on a tie."""
    counts = Counter(values)
    return max(values, key=lambda value: (counts[value], -values.index(value)))


def most_precise(dates: Sequence[str | None]) -> str | None:
    """The date that allows the fewest days; certain before approximate, then the first told."""
    return min(dates, key=_vagueness, default=None)


def each_once(lists: Iterable[Iterable[str]]) -> list[str]:
    """Everything that any source names, in the order of first mention."""
    return list(dict.fromkeys(value for values in lists for value in values))


def each_field(lists: Iterable[Iterable[str]]) -> list[str]:
    """Every field that any source names, in the order of the code list."""
    return sorted(each_once(lists), key=FIELDS.index)


def longest(lists: Sequence[list[str]]) -> list[str]:
    """The longest list, the first on a tie: for entries that cannot be compared across languages."""
    return max(lists, key=len, default=[])


def differ(values: Iterable[str | None]) -> bool:
    """Whether sources contradict each other."""
    return len({value for value in values if value is not None}) > 1


def _vagueness(value: str | None) -> tuple[int, bool]:
    when = edtf.parse(value)
    if when.start is None and when.end is None:
        return (date.max - date.min).days + (value is None), False
    days = (when.end - when.start).days if when.start and when.end else (date.max - date.min).days - 1
    return days, not (value or "")[-1:].isdigit()
