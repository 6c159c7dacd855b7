"""Documents and events made by hand, as fetching and extraction would hand them on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from extractors.events import Coded, Event, EventDate, Instrument, Mention, Party, Person, Place, WorkingGroup
from fetchers.documents import Document
from pipeline.identifiers import normalized_name, unknown_body_id
from pipeline.resolving import Resolved, Resolver

SIGNING = (
    "On April 11, 2025, CNAS and the Uzbek Center for Accreditation (O'ZAKK) signed a Memorandum of "
    "Understanding on Enhancing Cooperation in Accreditation in Beijing. Zhang Zhaohua, Director of CNAS, "
    "and Akmal Jumanazarov signed it. They set up a Working Group on Training (contact: Li Lei) and will "
    "organize workshops."
)
SIGNING_ZH = "2025年4月11日，中国合格评定国家认可委员会与乌兹别克斯坦认可中心在京签署认可合作谅解备忘录。"

_BODIES = {
    "cnas": ("cn-cnas", "China National Accreditation Service for Conformity Assessment", "CN"),
    "中国合格评定国家认可委员会": (
        "cn-cnas",
        "China National Accreditation Service for Conformity Assessment",
        "CN",
    ),
    "uzbek center for accreditation": ("uz-uzakk", "Center for Accreditation", "UZ"),
    "乌兹别克斯坦认可中心": ("uz-uzakk", "Center for Accreditation", "UZ"),
}


def at(text: str, words: str) -> Mention:
    """The first place of the words in the text."""
    start = text.index(words)
    return Mention(start, start + len(words), words)


def known_bodies() -> Resolver:
    """Knows two bodies by their names in two languages."""

    def resolve(names, country, near):  # type: ignore[no-untyped-def]
        for name in names:
            if found := _BODIES.get(normalized_name(name)):
                return Resolved(*found, "exact")
        return Resolved(unknown_body_id(names[0], country), names[0], country, "none")

    return resolve


def document(text: str = SIGNING, name: str = "uz", **changes: object) -> Document:
    made = Document(
        url=f"https://www.example.org/news/{name}.html",
        agency="cnas",
        lang="en",
        title=f"News {name}",
        published="2025-04-14",
        blocks=(text,),
        retrieved=datetime(2025, 5, 1, 12, 0, 1, tzinfo=UTC),
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        reader="generic",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def signing(text: str) -> Event:
    """The event of `SIGNING`, wherever it stands in the text."""
    return Event(
        type="signing",
        sentence=at(text, "signed a Memorandum"),
        parties=(
            Party((at(text, "CNAS"),), "CN"),
            Party((at(text, "Uzbek Center for Accreditation"), at(text, "O'ZAKK")), "UZ"),
        ),
        date=EventDate("2025-04-11", "written", at(text, "April 11, 2025")),
        place=Place(at(text, "Beijing"), "CN"),
        people=(
            Person(
                (at(text, "Zhang Zhaohua"),), "signatory", (at(text, "Director"),), (at(text, "CNAS"),), "CN"
            ),
            Person((at(text, "Akmal Jumanazarov"),), "signatory"),
        ),
        instruments=(
            Instrument(
                "memorandum_of_understanding",
                at(text, "Memorandum of Understanding"),
                at(text, "Memorandum of Understanding on Enhancing Cooperation in Accreditation"),
            ),
        ),
        fields=(Coded("accreditation", at(text, "Accreditation in Beijing")),),
        activities=(Coded("workshops", at(text, "organize workshops")),),
        working_groups=(WorkingGroup(at(text, "Working Group on Training"), (at(text, "Li Lei"),)),),
        confidence=0.9,
    )


def signing_zh(text: str) -> Event:
    """The event of `SIGNING_ZH`: the same signing, told in Chinese."""
    return Event(
        type="signing",
        sentence=at(text, "签署"),
        parties=(
            Party((at(text, "中国合格评定国家认可委员会"),), "CN"),
            Party((at(text, "乌兹别克斯坦认可中心"),), "UZ"),
        ),
        date=EventDate("2025-04-11", "written", at(text, "2025年4月11日")),
        place=Place(at(text, "京"), "CN"),
        instruments=(Instrument("memorandum_of_understanding", at(text, "谅解备忘录")),),
        fields=(Coded("accreditation", at(text, "认可合作")),),
    )
