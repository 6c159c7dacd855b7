"""What tables say about each other must agree before anything is published."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.arrow_form import arrow_table
from pipeline.checks import check
from pipeline.errors import ContractError
from pipeline.rows import Rows
from pipeline.schema import TABLES


def _check(rows: Rows) -> None:
    check({table.name: arrow_table(table, rows[table.name]) for table in TABLES})


def test_sound_rows_agree(rows: Rows) -> None:
    _check(rows)


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("documents", "n_events", 7, "documents.n_events: 1"),
        ("agreements", "n_sources", 3, "agreements.n_sources: 1"),
        ("agreements", "party_ids", ["cn-cnas"], "not one id for each party"),
        ("agreements", "party_ids", ["cn-cnas", "x-0"], "x-0 is no party"),
        ("agreements", "cluster_id", "c-0", "c-0 is on no event"),
        ("agreements", "date_end", date(2020, 1, 1), "agreements: date_start is after date_end in 1"),
        ("evidence", "row_key", "e-0", "has no row e-0"),
        ("evidence", "column", "colour", "there is no"),
        ("evidence", "table", "documents", "there is no documents."),
        ("evidence", "mark_end", 10_000, "mark no part"),
        ("evidence", "mark_end", 0, "mark no part"),
        ("signatories", "party_id", "x-0", "signatories.event_id, party_id"),
        ("agreements", "parties", ["one\nline", "b"], "agreements.parties: list"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    rows: Rows, table: str, column: str, value: object, said: str
) -> None:
    rows[table][0][column] = value  # type: ignore[assignment]
    with pytest.raises(ContractError, match=said):
        _check(rows)
