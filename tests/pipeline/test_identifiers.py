"""Ids are the same everywhere and depend on nothing but what they name."""

from __future__ import annotations

import pytest

from pipeline.identifiers import (
    canonical_person,
    canonical_url,
    document_id,
    event_id,
    normalized_name,
    person_id,
    stable_id,
)


def test_ids_never_move() -> None:
    """Ids of published datasets: a change here breaks every reader's references."""
    assert document_id("nist", "https://www.nist.gov/news/1") == "d-a35c1b1756d4a16e"
    assert event_id("d-1", "signing", "2025-04-11", ["NIST", "AQSIQ"], 0) == "e-a307930c70904055"
    assert person_id("Li Lei", "CN", "cn-samr") == "p-3a8b285657402edc"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.nist.gov/news/1",
        "https://WWW.NIST.gov:443/news/1/",
        "https://www.nist.gov/news/1#top",
        "https://www.nist.gov/news/1?utm_source=x",
    ],
)
def test_one_document_has_one_id(url: str) -> None:
    assert document_id("nist", url) == document_id("nist", "https://www.nist.gov/news/1")


def test_queries_tell_documents_apart_whatever_their_order() -> None:
    assert canonical_url("https://a.org/x?b=2&a=1") == canonical_url("https://a.org/x?a=1&b=2")
    assert document_id("a", "https://a.org/x?id=1") != document_id("a", "https://a.org/x?id=2")
    assert document_id("a", "https://a.org/x") != document_id("b", "https://a.org/x")


def test_order_of_parties_does_not_matter_but_the_ordinal_does() -> None:
    one = event_id("d-1", "signing", "2025", ["NIST", "AQSIQ"], 0)
    assert one == event_id("d-1", "signing", "2025", ["A.Q.S.I.Q.".replace(".", ""), "nist"], 0)
    assert one != event_id("d-1", "signing", "2025", ["NIST", "AQSIQ"], 1)


def test_parts_are_kept_apart() -> None:
    assert stable_id("x", "ab", "c") != stable_id("x", "a", "bc")
    assert stable_id("x", None) != stable_id("x", "")
    assert stable_id("x", "\ud800")  # half a character in a hostile text is no reason to fail


def test_names_compare_without_dress() -> None:
    assert normalized_name("The  Ministry of Économie") == normalized_name("ministry of economie")
    assert normalized_name("ＣＮＡＳ") == "cnas"


@pytest.mark.parametrize("written", ["艾莱妮?帕帕斯", "艾莱妮•帕帕斯", "艾莱妮・帕帕斯", "艾莱妮 · 帕帕斯"])
def test_a_person_has_one_canonical_name_whatever_became_of_the_dot(written: str) -> None:
    assert canonical_person(written) == "艾莱妮·帕帕斯"
    assert person_id(written, "GR", None) == person_id("艾莱妮·帕帕斯", "GR", None)


def test_the_points_of_a_latin_name_stay() -> None:
    assert canonical_person("Patrick D.  Gallagher") == "Patrick D. Gallagher"
