"""A short form of benchmarks/linking.py: time and memory grow with the number of events, not faster."""

from __future__ import annotations

from benchmarks.linking import made_up_rows, measure

# Of the whole: 100,000 events in 60 seconds.
_SECONDS_AN_EVENT = 60 / 100_000
_SMALL, _LARGE = 1_500, 6_000


def test_time() -> None:
    measure(200)  # lists and the registry are read
    found = measure(_LARGE)
    assert found.events == _LARGE
    assert _LARGE / 4 < found.clusters < _LARGE
    assert found.seconds < _LARGE * _SECONDS_AN_EVENT


def test_memory_is_linear() -> None:
    measure(200)
    small, large = (measure(size, memory=True).mebibytes for size in (_SMALL, _LARGE))
    assert large < small * _LARGE / _SMALL * 1.25


def test_the_made_up_events_are_the_same_every_time() -> None:
    assert made_up_rows(50) == made_up_rows(50)
