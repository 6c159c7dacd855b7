"""Dates as English texts write them, and which of them an act has."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.calendars import Anchor
from extractors.english.dates import dates
from extractors.english.pointing import pointing, with_years

_MET = "Kenya's Kenya Bureau of Standards (KEBS) and the Uganda National Bureau of Standards (UNBS)"


def _read(text: str, published: str | None = "2021-06-18") -> list[str | None]:
    return [d.date.edtf for d in pointing(text, with_years(dates(text, Anchor.of(published))))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 3 May.", "2021-05-03"),
        ("They met on the 3rd day of October 2018.", "2018-10-03"),
        ("They met on December 20.", "2020-12-20"),
        ("They met last Friday.", "2021-06-11"),
        ("They met on the 15th in Accra.", "2021-06-15"),
        ("On the 25th our doors were opened to guests.", "2021-05-25"),
        ("Time: 2018. 3. 27.", "2018-03-27"),
        ("DECEMBER. By mail, the text was signed.", "2020-12"),
        ("The two spoke last month.", "2021-05"),
        ("The two spoke on World Metrology Day.", "2021-05-20"),
        ("Recently, a delegation came.", "2021-06~"),
        ("From 9 to 11 March the group met.", "2021-03-09/2021-03-11"),
        ("From Monday until yesterday the group met.", "2021-06-14/2021-06-17"),
    ],
)
def test_a_written_date_is_read(text: str, expected: str) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "On the 25th anniversary they met.",
        "Ms. Tran, today head of the institute, was a student then.",
        "It weighs 12.5 kg.",
    ],
)
def test_what_is_no_date_is_left(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The arrangement comes into effect on 1 January.", "2022-01-01"),
        ("Two signatures are due by the end of March.", "2022-03"),
        ("WHEN: July 3, 10 a.m.", "2021-07-03"),
        ("It was due, but it had been signed on 4 August.", "2020-08-04"),
    ],
)
def test_what_is_to_come_lies_after_publication(text: str, expected: str) -> None:
    assert _read(text) == [expected]


def test_the_year_of_a_chronicles_line_holds_for_its_days() -> None:
    assert _read("2010 – On 8 December, an agreement is signed.", None) == ["2010", "2010-12-08"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("On June 1 and 2, 2021 they met. On the second day they signed.", "2021-06-02"),
        ("On June 1-3, 2021 they met. On the closing day they signed.", "2021-06-03"),
        ("On June 1, 2021 they met. The next morning they signed.", "2021-06-02"),
        ("On June 1, 2021 they met. On the same day they signed.", "2021-06-01"),
        ("On June 1, 2021 they met. Two weeks later they signed.", "2021-06-15"),
    ],
)
def test_a_day_that_points_back_is_worked_out(text: str, last: str) -> None:
    assert _read(text)[-1] == last


def _signing(text: str, published: str = "2021-06-18") -> str | None:
    found = [e for e in extract(text, lang="en", published=published) if e.type == "signing"]
    assert len(found) == 1
    return found[0].date.edtf


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{_MET} signed a memorandum of understanding in Nairobi on 2 June, valid until 30 May 2024.",
            "2021-06-02",
        ),
        (f"{_MET} have signed a memorandum of understanding.", None),
        (f"Last month something ripened. {_MET} signed a memorandum of understanding.", "2021-05"),
        (f"{_MET} signed a memorandum of understanding. The ceremony took place on 1 June.", "2021-06-01"),
        (f"By an exchange of letters of 10 and 14 June {_MET} concluded an agreement.", "2021-06-14"),
        (f"NAIROBI, June 11 — {_MET} signed a memorandum of understanding today.", "2021-06-11"),
    ],
)
def test_an_act_has_its_own_date(text: str, expected: str | None) -> None:
    assert _signing(text) == expected
