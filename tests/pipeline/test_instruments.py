"""What was signed, each instrument once, by however many names its sources call it."""

from __future__ import annotations

import pytest

from pipeline.differences import differences
from pipeline.instruments import agreements_of
from pipeline.rows import Row
from pipeline.sources import Source

_MOU, _AGREEMENT, _VAGUE = "memorandum_of_understanding", "agreement", "cooperation_document"


def _instrument(kind: str, title: str | None = None, count: int | None = 1) -> Row:
    return {"type": kind, "title": title, "count": count, "status": "signed"}


def _source(*instruments: Row, lang: str = "en") -> Source:
    event: Row = {"event_id": "e-1", "type": "signing", "country": None, "date": None}
    return Source(event, {"doc_id": "d-1", "lang": lang, "published": None}, instruments=list(instruments))


@pytest.mark.parametrize(
    ("sources", "kinds"),
    [
        ([_source(_instrument(_MOU)), _source(_instrument(_MOU), lang="zh-Hans")], [_MOU]),
        ([_source(_instrument(_MOU)), _source(_instrument(_AGREEMENT))], [_MOU]),
        ([_source(_instrument(_VAGUE)), _source(_instrument(_MOU))], [_MOU]),
        (
            [_source(_instrument(_VAGUE, count=2)), _source(_instrument(_MOU), _instrument("plan"))],
            [_MOU, "plan"],
        ),
        ([_source(_instrument(_MOU), _instrument("plan")), _source(_instrument("plan"))], [_MOU, "plan"]),
        (
            [_source(_instrument(_MOU, "MoU on Lifts")), _source(_instrument(_MOU, "MoU on Wine"))],
            [_MOU, _MOU],
        ),
        ([_source(_instrument(_MOU, "MoU on Lifts")), _source(_instrument(_MOU, "电梯备忘录"))], [_MOU]),
        ([_source(_instrument(_MOU), _instrument(_MOU))], [_MOU, _MOU]),
        ([_source()], [None]),
    ],
)
def test_each_once(sources: list[Source], kinds: list[str | None]) -> None:
    assert [agreement.kind for agreement in agreements_of(sources)] == kinds


def test_two_kinds_for_one_instrument_are_for_a_person() -> None:
    sources = [_source(_instrument(_MOU)), _source(_instrument(_AGREEMENT))]
    (issue,) = differences(sources, agreements_of(sources))
    assert issue["code"] == "sources_differ"
    assert str(issue["message"]).endswith("differ in type: agreement, memorandum_of_understanding")
