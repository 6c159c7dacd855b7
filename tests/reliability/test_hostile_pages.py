"""Pages made to break a reader cost a few seconds and themselves: a short form of `make soak`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hostile_pages import PAGES, HostilePage
from hostile_trials import MIB, SECONDS, Reader

from pipeline.isolation import Limits


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with closing(Reader(Limits(seconds=SECONDS))) as found:
        yield found


def test_there_are_many_kinds() -> None:
    assert len(PAGES) >= 60


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_hostile_page_has_one_end(reader: Reader, name: str) -> None:
    end = reader.end_of(HostilePage(name, 4_000))
    assert end.end != "internal_error"
    assert end.mib < MIB
    assert end.seconds < SECONDS * 5  # the clock of a busy machine; the limit itself is of processor time
