"""Whatever a page says, its rows fit the schema and come back from the files as they went in."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline_samples import document, known_bodies

from extractors.events import Coded, Event, EventDate, Instrument, Mention, Party, Person, Place, WorkingGroup
from pipeline.arrow_form import arrow_table
from pipeline.checks import check
from pipeline.files import csv_bytes, read_csv, read_parquet, write_parquet
from pipeline.past import Past
from pipeline.report import report_html
from pipeline.schema import TABLES
from pipeline.tables import Extracted, build_rows

_PIECES = [
    "=1+1",
    "NA",
    "null",
    '"',
    "\r",
    "\n",
    "\x00",
    "\u202e",
    "\ud800",
    "<script>",
    "،",
    "𠮷",
    "\ufeff",
    "{{x}}",
    "協",
]
_TEXT = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=5)), max_size=5).map("".join)
_MENTION = st.builds(lambda start, text: Mention(start, start + len(text), text), st.integers(0, 99), _TEXT)
_FORMS = st.lists(_MENTION, min_size=1, max_size=3).map(tuple)
_EVENT = st.builds(
    Event,
    type=st.sampled_from(["signing", "meeting", "announcement"]),
    sentence=_MENTION,
    parties=st.lists(st.builds(Party, _FORMS, st.sampled_from([None, "CN", "INT"])), max_size=4).map(tuple),
    date=st.sampled_from(
        [EventDate(), EventDate("2025-04~", "relative"), EventDate("XXXX-03-11", "written")]
    ),
    place=st.one_of(st.none(), st.builds(Place, _MENTION, st.just("CN"))),
    people=st.lists(st.builds(Person, _FORMS, st.just("signatory"), _FORMS, _FORMS), max_size=3).map(tuple),
    instruments=st.lists(st.builds(Instrument, st.just("plan"), _MENTION, _MENTION), max_size=3).map(tuple),
    fields=st.lists(st.builds(Coded, st.sampled_from(["trade", "health"]), _MENTION), max_size=3).map(tuple),
    activities=st.lists(st.builds(Coded, st.just("workshops"), _MENTION), max_size=3).map(tuple),
    working_groups=st.lists(st.builds(WorkingGroup, _MENTION, _FORMS), max_size=2).map(tuple),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_EVENT, max_size=4), _TEXT, _TEXT)
def test_any_text_survives(events: list[Event], title: str, warning: str) -> None:
    when = datetime(2025, 5, 1, tzinfo=UTC)
    made = [
        document(title=title, name=str(n), retrieved=when, warnings=(f"odd:{warning}",)) for n in range(2)
    ]
    rows = build_rows([Extracted(one, tuple(events)) for one in made], known_bodies(), [])
    tables = {table.name: arrow_table(table, rows[table.name]) for table in TABLES}
    check(tables)
    assert report_html(rows, {}, Past()).count(b"<script") == 1
    with tempfile.TemporaryDirectory() as folder:
        for table in TABLES:
            path = Path(folder, table.name)
            path.write_bytes(csv_bytes(table, tables[table.name]))
            assert read_csv(table, path).equals(tables[table.name])
            write_parquet(tables[table.name], path)
            assert read_parquet(table, path).equals(tables[table.name])


def test_titles_that_differ_in_punctuation_alone_have_ids_of_their_own() -> None:
    def plan(title: str) -> Instrument:
        return Instrument("plan", Mention(0, 4, "plan"), Mention(0, len(title), title))

    event = Event("signing", Mention(0, 4, "plan"), (), instruments=(plan("Work Plan"), plan("“Work Plan”")))
    rows = build_rows([Extracted(document(), (event,))], known_bodies(), [])
    assert len({row["instrument_id"] for row in rows["instruments"]}) == 2
