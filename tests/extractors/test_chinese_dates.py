from __future__ import annotations

import pytest

from extractors.chinese.dates import Dates
from extractors.chinese.view import view_of
from extractors.reading import Context


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("2019年3月4日", None, "2019-03-04"),
        ("二〇二二年十一月二十一日", None, "2022-11-21"),
        ("民国104年5月6日", None, "2015-05-06"),
        ("11月30日", "2020-01-04", "2019-11-30"),
        ("11月30日", None, "XXXX-11-30"),
        ("6月28日至7月2日", "2021-07-09", "2021-06-28/2021-07-02"),
        ("本月3日、4日", "2024-10-20", "2024-10-03/2024-10-04"),
        ("今天", "2023-05-06", "2023-05-06"),
        ("昨日", "2023-05-06", "2023-05-05"),
        ("上周五", "2024-05-15", "2024-05-10"),
        ("近日", "2022-08-09", "2022-08~"),
        ("上月", "2022-01-09", "2021-12"),
        ("今年秋天", "2018-12-01", "2018"),
        ("去年9月", "2018-12-01", "2017-09"),
        ("将于2月3日", "2018-12-01", "2019-02-03"),
    ],
)
def test_one_time(text: str, published: str | None, expected: str) -> None:
    found = Dates(view_of(text), Context(published)).found
    assert [time.date.edtf for time in found] == [expected]


def test_words_that_point_to_a_day_named_before() -> None:
    found = Dates(view_of("5月8日会谈,次日签字,12日返回,同日公布。"), Context("2017-05-20")).found
    assert [time.date.edtf for time in found] == ["2017-05-08", "2017-05-09", "2017-05-12", "2017-05-12"]


def test_today_is_the_day_of_the_dateline() -> None:
    found = Dates(view_of("新华社河内7月3日电 两国部长今天会谈。"), Context("2017-07-05")).found
    assert found[-1].date.edtf == "2017-07-03"
