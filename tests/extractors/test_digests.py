"""Pages of several news items: where each begins, and where its original is."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.digests import Item, item_at, items

_ONE = "On 2 June KEBS and UNBS met in Nairobi and discussed the training of inspectors."
_TWO = "On 4 June KRISS and NMISA signed an agreement on mass and length in Pretoria."


def _told(text: str) -> list[tuple[int | None, str]]:
    return [(item.number, text[item.start : item.end].strip()) for item in items(text)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. ", "2. "),
        ("1. ", "1. "),
        ("1) ", "2) "),
        ("(1) ", "(2) "),
        ("[1] ", "[2] "),
        ("01 | ", "02 | "),
        ("一、", "二、"),
        ("（一）", "（二）"),
        ("1、", "2、"),
        ("➤ ", "➤ "),
        ("  1. ", "  2. "),
    ],
)
def test_numbered_paragraphs_are_items(first: str, second: str) -> None:
    text = f"{first}{_ONE}\n\n{second}{_TWO}"
    assert _told(text) == [(1, f"{first}{_ONE}".strip()), (2, f"{second}{_TWO}".strip())]


def test_paragraphs_of_an_item_stay_together() -> None:
    text = f"1. {_ONE}\n\nThe talks went on.\n\n2. {_TWO}"
    assert _told(text)[0] == (1, f"1. {_ONE}\n\nThe talks went on.")


def test_a_short_numbered_line_is_no_item() -> None:
    assert [number for number, _ in _told(f"1. {_ONE}\n2. {_TWO}\n3. Printed on paper.")] == [1, 2]


def test_what_stands_before_the_items_is_one_without_a_number() -> None:
    text = f"News of June\n\n1. {_ONE}\n2. {_TWO}"
    assert [number for number, _ in _told(text)] == [None, 1, 2]
    assert _told(text)[0] == (None, "News of June")


@pytest.mark.parametrize(
    "text",
    [
        _ONE,
        f"1. {_ONE}",
        f"{_ONE}\n1. Metrology\n2. Standards\n3. Training\n",
        f"The two sides will set up:\n1. {_ONE}\n2. {_TWO}",
        "1. A working group on mass and on length and on time, with contacts at KEBS;\n"
        "2. A working group on training and on the exchange of staff, with contacts at UNBS; and\n"
        "3. A working group on the planning of the meetings of the other groups\n",
        f"{_ONE} It weighs\n12.5 kg and more than that, as everybody could see on the scales.\n"
        "13.5 kg is what it weighed before, as nobody could see.",
        "",
    ],
)
def test_a_page_that_is_no_digest_is_one_item(text: str) -> None:
    assert items(text) == (Item(0, len(text)),)


@pytest.mark.parametrize(
    "closing",
    [
        "Links to the original articles:\n1. https://a.example/1\n2. https://a.example/2",
        "Original articles\nhttps://a.example/1\nhttps://a.example/2 https://a.example/3",
        "Sources:\n2) https://a.example/2\n1) https://a.example/1",
        "原文链接：\n1、https://a.example/1\n2、https://a.example/2",
    ],
)
def test_a_closing_list_of_links_gives_the_items_their_addresses(closing: str) -> None:
    text = f"1. {_ONE}\n\n1. {_TWO}\n\n{closing}"
    found = items(text)
    assert [(item.number, item.url) for item in found] == [
        (1, "https://a.example/1"),
        (2, "https://a.example/2"),
    ]
    assert text[: found[-1].end].rstrip().endswith(_TWO)


def test_an_address_inside_an_item_is_its_own() -> None:
    text = f"1. {_ONE} https://a.example/one\n2. {_TWO}"
    assert [item.url for item in items(text)] == ["https://a.example/one", None]


def test_the_item_of_a_character() -> None:
    text = f"1. {_ONE}\n2. {_TWO}"
    found = items(text)
    assert item_at(found, 0) == 0
    assert item_at(found, text.index("KRISS")) == 1
    assert item_at(found, len(text) + 5) == 1


def test_events_know_their_item_and_its_original() -> None:
    text = f"1. {_ONE}\n\n2. {_TWO}\n\nOriginal articles:\n1. https://a.example/1\n2. https://a.example/2"
    found = extract(text, lang="en", published="2021-06-18")
    assert [(event.item, event.type, event.source_url) for event in found] == [
        (1, "meeting", "https://a.example/1"),
        (2, "signing", "https://a.example/2"),
    ]


def test_items_do_not_lend_each_other_parties_dates_or_places() -> None:
    text = f"1. {_ONE}\n\n2. KRISS and NMISA signed an agreement on mass and length at their yearly session."
    _, signing = extract(text, lang="en", published="2021-06-18")
    assert (signing.date.edtf, signing.place) == (None, None)
    assert {party.names[0].text for party in signing.parties} == {"KRISS", "NMISA"}
