"""Marked sentences of the Chinese domain corpus, in the even form that the reader reads (`view`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractors.chinese.components import pipeline
from extractors.chinese.story import Reading
from extractors.chinese.view import view_of
from extractors.cleaning import clean
from extractors.geography import country_of
from extractors.reading import Context
from extractors.training.spans.marked import Marked, Marker

_KIND = re.compile(
    r"(?:合作)?谅解备忘录|(?:合作)?备忘录|(?:合作)?协议书?|(?:合作)?协定|议定书|意向书|会议纪要|联合声明|合同|行动计划|合作文件"
)
_DATE = re.compile(
    r"(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?(?:至\d{1,2}日)?|\d{4}年|\d{1,2}日|[近今昨明]日|日前|[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
)


def marked(documents: Sequence[Mapping[str, Any]], others: Mapping[str, Any]) -> Iterator[list[Marked]]:
    """The sentences of each document; `others` names people that gold does not tell of."""
    for document in documents:
        yield _document(document, others.get(document["doc_id"], {}))


def _document(document: Mapping[str, Any], others: Mapping[str, Sequence[str]]) -> list[Marked]:
    view = view_of(clean(document["text"]).text)
    reading = pipeline().run(view, Context(document.get("published"), document.get("url")))
    marker = Marker(view.plain)
    _from_gold(marker, document["events"], others.get("people", ()))
    _from_grammar(marker, reading)
    wrong = [plain(name) for name in others.get("others", ())]
    marker.leave_open(span for span in reading.people.at if view.plain[slice(*span)] not in wrong)
    return [marker.within(s.start, s.end) for s in reading.sentences]


def plain(form: str) -> str:
    """A form of the gold as it stands in the even text."""
    return view_of(form).plain


def _from_gold(marker: Marker, events: Iterable[Mapping[str, Any]], bystanders: Iterable[str]) -> None:
    people = [person for event in events for person in event["people"]]
    titles = [plain(i["title"]) for event in events for i in event["instruments"] if i["title"]]
    marker.mark_all(titles, "INSTRUMENT", whole=False)
    names = [plain(name) for name in (*(n for person in people for n in person["names"]), *bystanders)]
    marker.mark_all((name for name in names if len(name) > 1), "PERSON", whole=False)
    bodies = [plain(name) for event in events for party in event["parties"] for name in party["names"]]
    bodies += [plain(name) for person in people for name in person["organizations"]]
    marker.mark_all(
        (body for body in bodies if len(body) > 2 and not (country_of(body) and len(body) < 5)),
        "ORG", whole=False,
    )  # fmt: skip
    parts = [part for name in names if "·" in name for part in name.split("·") if len(part) > 1]
    marker.mark_all(parts, "PERSON", whole=False)
    marker.mark_all((plain(t) for person in people for t in person["titles"]), "TITLE", whole=False)


def _from_grammar(marker: Marker, reading: Reading) -> None:
    for (start, end), body in sorted(reading.bodies.at.items(), key=lambda pair: pair[0]):
        if body.is_part:
            marker.leave_open([(start, end)])
        else:
            marker.mark(start, end, "ORG")
    for title in reading.people.titles:
        if title.held:
            marker.mark(title.start, title.end, "TITLE")
    for found in _KIND.finditer(marker.text):
        marker.mark(*found.span(), "INSTRUMENT")
    for found in _DATE.finditer(marker.text):
        marker.mark(*found.span(), "DATE")
    for spot in reading.bodies.geo.values():
        if spot.kind in ("name", "city", "region") and spot.end - spot.start > 1:
            marker.mark(spot.start, spot.end, "LOC")
