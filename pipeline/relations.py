"""What an agreement has to do with another: it renews it, or is the same one, planned or in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pipeline.families import Families
from pipeline.reports import title_of, titles_agree
from pipeline.rows import Row, Rows, texts

_SAME_TITLE = 0.6
# Plans are carried out within a few years, or become others.
_LONGEST_WAIT_DAYS = 3 * 366


def add_relations(rows: Rows, families: Families) -> None:
    """Fills `relation` and `related_id` of the agreements."""
    by_parties: dict[frozenset[str], list[Row]] = defaultdict(list)
    for row in rows["agreements"]:
        by_parties[frozenset(families.line(key) for key in texts(row, "party_ids"))].append(row)
    for agreements in by_parties.values():
        ordered = sorted(agreements, key=lambda row: (_when(row) or date.max, str(row["agreement_id"])))
        for row in ordered:
            _relate(row, ordered)


def _relate(row: Row, others: Sequence[Row]) -> None:
    found = next(iter(_related(row, others)), None)
    if found is not None:
        row["relation"], row["related_id"] = found[0], found[1]["agreement_id"]


def _related(row: Row, others: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """The nearest agreement that it can hang on, by what became of it."""
    earlier = [other for other in reversed(others) if other is not row and _is_before(other, row)]
    made = [other for other in earlier if other["status"] in ("signed", "renewed")]
    if row["status"] == "renewed":
        yield from (("renews", other) for other in _alike(row, made))
    elif row["status"] in ("in_force", "ended"):
        relation = "brings_into_force" if row["status"] == "in_force" else "ends"
        yield from ((relation, other) for other in _alike(row, made))
    elif row["status"] == "planned":
        later = [other for other in others if _is_before(row, other) and _is_soon(row, other)]
        signed = [other for other in later if other["status"] in ("signed", "renewed")]
        yield from (("plans", other) for other in _alike(row, signed))


def _alike(row: Row, others: Iterable[Row]) -> list[Row]:
    """The agreements that may be of the same text: best those of the same kind with a title in common."""
    fitting = [other for other in others if _fits(row, other)]
    return sorted(fitting, key=lambda other: other["type"] != row["type"])


def _fits(row: Row, other: Row) -> bool:
    titled = [
        titles_agree(title_of(str(row[column])), title_of(str(other[column])), _SAME_TITLE)
        for column in ("title", "title_en")
        if row[column] and other[column]
    ]
    if True in titled:
        return True
    if False in titled:
        return False
    mine, its = set(texts(row, "fields")), set(texts(other, "fields"))
    same_kind = row["type"] is None or other["type"] is None or row["type"] == other["type"]
    return same_kind and bool(not mine or not its or mine & its)


def _is_before(one: Row, other: Row) -> bool:
    first, second = _when(one), _when(other)
    return first is not None and second is not None and first < second


def _is_soon(one: Row, other: Row) -> bool:
    first, second = _when(one), _when(other)
    return first is not None and second is not None and (second - first).days <= _LONGEST_WAIT_DAYS


def _when(row: Row) -> date | None:
    """When it was signed; of what is only planned or undated, when it was first told."""
    day = row["date_start"]
    if row["status"] == "planned" or not isinstance(day, date):
        told = str(row["first_published"] or "")
        return date.fromisoformat(told) if len(told) == 10 and told[4] == "-" else None
    return day

