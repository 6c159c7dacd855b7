"""Written dates to EDTF, against the time of writing alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.calendars import Anchor, edtf, infer_year, month_of, recent, shifted, span, weekday

_FRIDAY = Anchor.of("2021-06-18")
_YEAR = Anchor.of("2021")
_NOTHING = Anchor.of(None)


@pytest.mark.parametrize(
    ("published", "url", "head", "expected"),
    [
        ("2021-06-18", None, "", Anchor(date(2021, 6, 18), 2021)),
        ("2021-06-18", "https://a.example/2019/news", "", Anchor(date(2021, 6, 18), 2021)),
        ("2021-06", None, "", Anchor(None, 2021)),
        ("2021", None, "", Anchor(None, 2021)),
        (None, "https://a.example/2019/news", "Accra, 3 May 2018", Anchor(None, 2019)),
        (None, "https://a.example/news-2019", "", Anchor()),
        (None, "https://a.example/12019/3000/", "", Anchor()),
        (None, None, "Accra, May 3, 2018", Anchor(None, 2018)),
        (None, None, "2018年5月3日", Anchor(None, 2018)),
        (None, None, "A kilogram of 2018 grains", Anchor()),
        ("unknown", None, "", Anchor()),
        (None, None, "", Anchor()),
    ],
)
def test_what_is_known_of_the_time_of_writing(
    published: str | None, url: str | None, head: str, expected: Anchor
) -> None:
    assert Anchor.of(published, url, head) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((2021, 6, 8), "2021-06-08"),
        ((2021, 6), "2021-06"),
        ((2021,), "2021"),
        ((None, 6, 8), "XXXX-06-08"),
        ((None, 6), "XXXX-06"),
        ((None,), None),
        ((2020, 2, 29), "2020-02-29"),
        ((None, 2, 29), "XXXX-02-29"),
        ((2021, 2, 29), None),
        ((2021, 13), None),
        ((2021, 0, 1), None),
        ((2021, 6, 31), None),
        ((895, 6), "0895-06"),
    ],
)
def test_what_is_known_is_written_and_no_day_made_up(parts: tuple[int | None, ...], expected: str) -> None:
    year, month, day = (*parts, None, None, None)[:3]
    assert edtf(year, month, day) == expected


@pytest.mark.parametrize(
    ("month", "day", "planned", "year"),
    [
        (6, 18, False, 2021),
        (6, 17, False, 2021),
        (6, 20, False, 2021),
        (6, 21, False, 2020),
        (12, 31, False, 2020),
        (6, None, False, 2021),
        (7, None, False, 2020),
        (6, 18, True, 2021),
        (7, 1, True, 2021),
        (6, 17, True, 2022),
        (5, None, True, 2022),
        (6, None, True, 2021),
    ],
)
def test_the_year_that_is_not_written(month: int, day: int | None, planned: bool, year: int) -> None:
    assert infer_year(_FRIDAY, month, day, planned=planned) == year
    assert infer_year(_YEAR, month, day, planned=planned) == 2021
    assert infer_year(_NOTHING, month, day, planned=planned) is None


def test_a_page_dated_before_its_text_at_the_turn_of_the_year() -> None:
    assert infer_year(Anchor.of("2021-12-31"), 12, 30) == 2021
    assert infer_year(Anchor.of("2022-01-01"), 12, 31) == 2021


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.integers(0, 360), st.booleans())
def test_the_inferred_year_is_the_nearest_on_its_side(published: date, days: int, planned: bool) -> None:
    told = published + timedelta(days=days if planned else -days)
    if (told.month, told.day) == (2, 29):
        return
    assert infer_year(Anchor(published, published.year), told.month, told.day, planned=planned) == told.year


@pytest.mark.parametrize(
    ("day", "weeks", "planned", "expected"),
    [
        (4, 0, False, "2021-06-18"),
        (0, 0, False, "2021-06-14"),
        (5, 0, False, "2021-06-12"),
        (4, -1, False, "2021-06-11"),
        (6, -1, False, "2021-06-13"),
        (0, 1, True, "2021-06-21"),
        (0, 0, True, "2021-06-21"),
        (4, 0, True, "2021-06-18"),
    ],
)
def test_weekdays(day: int, weeks: int, planned: bool, expected: str) -> None:
    assert weekday(_FRIDAY, day, weeks=weeks, planned=planned) == expected
    assert weekday(_YEAR, day, weeks=weeks, planned=planned) is None


def test_days_counted_from_publication() -> None:
    assert [shifted(_FRIDAY, days) for days in (0, -1, 13)] == ["2021-06-18", "2021-06-17", "2021-07-01"]
    assert shifted(_YEAR, -1) is None


@pytest.mark.parametrize(
    ("published", "months", "expected"),
    [
        ("2021-06-18", 0, "2021-06"),
        ("2021-06-18", -1, "2021-05"),
        ("2021-01-31", -1, "2020-12"),
        ("2021-12-31", 1, "2022-01"),
        ("2021", -1, "2021"),
        (None, 0, None),
    ],
)
def test_months_counted_from_publication(published: str | None, months: int, expected: str | None) -> None:
    assert month_of(Anchor.of(published), months) == expected


def test_recently_is_about_the_time_of_writing() -> None:
    assert [recent(anchor) for anchor in (_FRIDAY, _YEAR, _NOTHING)] == ["2021-06~", "2021~", None]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2019-03-04", "2019-03-06", "2019-03-04/2019-03-06"),
        ("2019-03-04", "2019-03-04", "2019-03-04"),
        (None, "2019-03-06", "2019-03-06"),
        ("2019-03-04", None, "2019-03-04"),
        (None, None, None),
    ],
)
def test_spans(start: str | None, end: str | None, expected: str | None) -> None:
    assert span(start, end) == expected
