"""Every saved page of every agency of the registry is read as expected, field by field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from saved_pages import ARTICLES, FIXTURES, Article, Json, expected, read, rewrite_expectations

from extractors.cleaning import clean
from extractors.json_form import to_json
from fetchers.agencies import AGENCIES

_DOCUMENT = {
    "title": ("title",),
    "published": ("published",),
    "lang": ("lang",),
    "source": ("source",),
    "blocks": ("n_blocks", "first_block", "last_block"),
}

_RECORDS: dict[str, Callable[[Json], Any]] = {
    "types": lambda record: record["type"],
    "dates": lambda record: (record["date"], record["date_basis"]),
    "places": lambda record: record["place"],
    "parties": lambda record: _each(record, "parties", "names"),
    "countries": lambda record: (_each(record, "parties", "country"), _each(record, "people", "country")),
    "people": lambda record: list(
        zip(_each(record, "people", "names"), _each(record, "people", "role"), strict=True)
    ),
    "titles": lambda record: _each(record, "people", "titles"),
    "affiliations": lambda record: _each(record, "people", "organizations"),
    "instruments": lambda record: record["instruments"],
    "fields": lambda record: record["fields"],
    "activities": lambda record: record.get("activities"),
    "working_groups": lambda record: record.get("working_groups"),
    "items": lambda record: (record.get("item"), record.get("source_url")),
}

# What the fields above look at; anything else in a record would change unseen.
_EVENT_KEYS = {"type", "date", "date_basis", "place", "parties", "people", "instruments", "fields"}
_DETAIL_KEYS = {"activities", "working_groups", "item", "source_url"}
_PARTY_KEYS = {"names", "country"}
_PERSON_KEYS = {"names", "titles", "organizations", "country", "role"}

# Values that are codes or normalized: the evidence's own text holds the words that say them.
_CODED = re.compile(r"/type|/date|/fields/\d+|/instruments/\d+/type")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+")

_every_article = pytest.mark.parametrize("article", ARTICLES, ids=str)


@pytest.fixture(scope="module", autouse=True)
def _update(rewritten: list[Path] | None) -> None:
    if rewritten is not None:
        rewritten += rewrite_expectations()


def _each(record: Json, key: str, part: str) -> list[Any]:
    return [one[part] for one in record[key]]


@pytest.mark.parametrize("agency", AGENCIES)
def test_an_agency_has_saved_pages(agency: str) -> None:
    assert [article for article in ARTICLES if article.agency == agency] != []


def test_all_saved_pages_belong_to_an_agency() -> None:
    assert {path.parent.name for path in FIXTURES.glob("*/manifest.json")} == set(AGENCIES)


def test_all_expectations_belong_to_a_page() -> None:
    assert set(FIXTURES.glob("*/*.expected.json")) == {article.expectations for article in ARTICLES}


@_every_article
@pytest.mark.parametrize("key", ["document", "events", "records"])
def test_a_page_has_expectations(article: Article, key: str) -> None:
    assert expected(article, key) is not None


@_every_article
@pytest.mark.parametrize("field", _DOCUMENT)
def test_document(article: Article, field: str) -> None:
    found, told = read(article).document_form(), expected(article, "document")
    assert {key: found[key] for key in _DOCUMENT[field]} == {key: told[key] for key in _DOCUMENT[field]}


@_every_article
@pytest.mark.parametrize("field", _RECORDS)
def test_records(article: Article, field: str) -> None:
    look = _RECORDS[field]
    found, told = read(article).records(), expected(article, "records")
    assert _plain([look(record) for record in found]) == _plain([look(record) for record in told])


def _plain(value: Any) -> Any:
    """Tuples as lists, as JSON has them."""
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


@_every_article
def test_no_part_of_a_record_goes_unlooked_at(article: Article) -> None:
    for record in read(article).records():
        assert _EVENT_KEYS <= set(record) <= _EVENT_KEYS | _DETAIL_KEYS
        assert all(set(party) == _PARTY_KEYS for party in record["parties"])
        assert all(set(person) == _PERSON_KEYS for person in record["people"])


@_every_article
def test_evidence_holds_the_words_of_its_value(article: Article) -> None:
    reading = read(article)
    for form in map(to_json, reading.events):
        for evidence in form["evidence"]:
            pointer, slice_ = evidence["value"], reading.document.text[evidence["start"] : evidence["end"]]
            value = evidence["text"] if _CODED.fullmatch(pointer) else _pointed_at(form, pointer)
            assert isinstance(value, str), f"{pointer} does not point at a text"
            assert _words(value), f"{pointer} has no words: {value!r}"
            assert _within(_words(value), _words(slice_)), f"{pointer}: {value!r} is not in {slice_!r}"


@_every_article
def test_every_value_has_evidence(article: Article) -> None:
    for form in map(to_json, read(article).events):
        assert _to_be_shown(form) <= {evidence["value"] for evidence in form["evidence"]}
        assert (form["date"] is None) == (form["date_basis"] == "none")


def _to_be_shown(form: Json) -> set[str]:
    """Pointers to the values that are read from somewhere; what follows from others (a country) is not."""
    pointers = {"/type"} | ({"/place/city"} if form["place"] else set())
    pointers |= {"/date"} if form["date"] else set()
    pointers |= {f"/instruments/{i}/type" for i in range(len(form["instruments"]))}
    pointers |= {f"/instruments/{i}/title" for i, one in enumerate(form["instruments"]) if one["title"]}
    pointers |= {f"/fields/{i}" for i in range(len(form["fields"]))}
    pointers |= {f"/activities/{i}/text" for i in range(len(form.get("activities", [])))}
    pointers |= {f"/working_groups/{i}/name" for i in range(len(form.get("working_groups", [])))}
    lists = (("parties", "names"), ("people", "names"), ("people", "titles"), ("people", "organizations"))
    return pointers | {
        f"/{key}/{i}/{part}/{j}"
        for key, part in lists
        for i, one in enumerate(form[key])
        for j in range(len(one[part]))
    }


def _pointed_at(form: Json, pointer: str) -> Any:
    """The value at an RFC 6901 pointer (the keys here need no escapes)."""
    steps = pointer.removeprefix("/").split("/")
    return reduce(lambda value, step: value[int(step) if isinstance(value, list) else step], steps, form)


def _words(text: str) -> list[str]:
    """Words, in Chinese characters, with the noise of layout and reposters taken out."""
    return _WORD.findall(unicodedata.normalize("NFKC", clean(text).text).casefold())


def _within(part: list[str], whole: list[str]) -> bool:
    """Whether `part` stands in `whole` without a gap."""
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
