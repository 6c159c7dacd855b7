"""How likely an event's record is right: a logistic model over plain features of the event and its text.

Right means that there was such an event, that its parties are those and no others, and that the date is
the one told. The weights are models/confidence.json; docs/confidence.md says how far to trust the figure.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extractors.bodies import registry
from extractors.events import Event, Mention, Party

MODEL = Path(__file__).parent / "models" / "confidence.json"

_YEAR = re.compile(r"\d{4}")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z]+")
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r"[?？“”\"]")
_MANY = 4
_OLD = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around an event: the text, its publication date (EDTF), and all the text's events."""

    text: str
    published: str | None
    events: Sequence[Event]

    @property
    def headline(self) -> str:
        return self.text.lstrip().partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The straight line that makes the model's log odds those of events it was not fitted to."""

    slope: float = 1.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of one language; a feature without a weight counts nothing."""

    base: float
    weights: Mapping[str, float]
    calibration: Calibration = Calibration()

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance that the event with these features is right, strictly between 0 and 1."""
        raw = self.base + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        odds = self.calibration.slope * raw + self.calibration.shift
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def with_confidence(
    events: Sequence[Event], text: str, *, lang: str, published: str | None = None
) -> tuple[Event, ...]:
    """All events of a text, each with its chance of being right; `lang` is `en` or `zh`."""
    model, setting = models()[lang], Setting(text, published, events)
    return tuple(replace(event, confidence=model.chance(features(event, setting))) for event in events)


@cache
def models() -> Mapping[str, Model]:
    """The model of each language, read once."""
    told = json.loads(MODEL.read_text(encoding="utf-8"))["languages"]
    return {lang: _model(form) for lang, form in told.items()}


def _model(form: Mapping[str, Any]) -> Model:
    return Model(form["base"], form["weights"], Calibration(**form["calibration"]))


def features(event: Event, setting: Setting) -> dict[str, float]:
    """What the chance is told from: values of about 0 to 1; one that is not named is 0."""
    found = (
        *_kind(event),
        *_parties(event),
        *_date(event),
        *_year(event, setting),
        *_details(event),
        *_position(event, setting),
        *_neighbours(event, setting),
    )
    return {name: float(value) for name, value in found if value}


_Told = Iterator[tuple[str, float]]


def _kind(event: Event) -> _Told:
    yield f"type {event.type}", 1
    for status in {instrument.status for instrument in event.instruments} - {"signed"}:
        yield f"instrument {status}", 1


def _parties(event: Event) -> _Told:
    parties, sentence = event.parties, event.sentence
    countries = {party.country for party in parties} - {None}
    yield f"parties {min(len(parties), _MANY)}{'+' * (len(parties) >= _MANY)}", 1
    yield "parties in registry", _share(_known(p.names[0].text) for p in parties)
    yield "parties without country", _share(p.country is None for p in parties)
    yield "parties neither known nor placed", any(p.country is None and not _known(p.names[0].text) for p in parties)
    yield "parties told in sentence", _share(_stands_in(p, sentence) for p in parties)
    yield "parties told in several forms", _share(len(p.names) > 1 for p in parties)
    yield "parties named by acronym only", _share(_is_acronym(p) for p in parties)
    yield "parties with a short name", any(_is_short(p) for p in parties)
    yield "parties share a country", len(countries) < len([p for p in parties if p.country])
    yield "parties of one country", len(countries) == 1 and all(p.country for p in parties)
    yield "international party", "INT" in countries
    yield "parties someone acts for", _share(_has_person(p, event) for p in parties)
    yield "further acronyms in sentence", min(len(_foreign_acronyms(event)), 3) / 3


def _date(event: Event) -> _Told:
    date = event.date
    yield f"date {date.basis}", 1
    if date.edtf is None:
        return
    yield "date without year", date.edtf.startswith("X")
    yield "date of a span", "/" in date.edtf
    yield "date approximate", "~" in date.edtf
    yield "date of a month", date.edtf.count("-") == 1 and "~" not in date.edtf
    yield "date of a year", "-" not in date.edtf
    if date.mention:
        yield "date told elsewhere", not _within(date.mention, event.sentence)
        yield "date told after", date.mention.start > event.sentence.end
        yield "distance to date", min(abs(date.mention.start - event.sentence.start) / 1000, 1)


def _year(event: Event, setting: Setting) -> _Told:
    told, known = _YEAR.match(event.date.edtf or ""), _YEAR.match(setting.published or "")
    yield "publication unknown", known is None
    if told and known:
        distance = int(told[0]) - int(known[0])
        yield "year before publication", distance == -1
        yield "years before publication", min(max(-distance, 0), _OLD) / _OLD if distance < -1 else 0
        yield "day after publication", (event.date.edtf or "") > (setting.published or "")


def _details(event: Event) -> _Told:
    people = event.people
    yield "place told", event.place is not None
    yield "place told in sentence", event.place is not None and _within(event.place.city, event.sentence)
    yield "nobody named", not people
    yield "people", min(len(people), _MANY) / _MANY
    yield "people with body and title", _share(bool(p.titles and p.organizations) for p in people)
    yield "people without body", _share(not p.organizations for p in people)
    yield "signatories match parties", sum(p.role == "signatory" for p in people) == len(event.parties)
    yield "instruments", min(len(event.instruments), 3) / 3
    yield "instrument titled", any(i.title for i in event.instruments)
    yield "fields told", bool(event.fields)
    yield "no instrument", not event.instruments


def _position(event: Event, setting: Setting) -> _Told:
    start, sentence = event.sentence.start, event.sentence.text
    yield "length of text", min(len(setting.text) / 4000, 1)
    yield "depth in text", start / max(1, len(setting.text))
    yield "sentence in headline", start <= len(setting.headline)
    yield "headline names parties", _share(_named_in(p, setting.headline) for p in event.parties)
    yield "length of sentence", min(len(sentence.encode()) / 600, 1)
    yield "numbers in sentence", min(len(_NUMBER.findall(sentence)), 6) / 6
    yield "quoted or asked", bool(_QUOTED.search(sentence))
    yield "item of a digest", event.item is not None


def _neighbours(event: Event, setting: Setting) -> _Told:
    others = [e for e in setting.events if e is not event]
    own = _first_names([event])
    sharing = [e for e in others if own & _first_names([e])]
    same = [e for e in sharing if e.type == event.type]
    yield "further events", min(len(others), 6) / 6
    yield "only event", not others
    yield "same type with same party", min(len(same), 3) / 3
    yield "same type and parties", any(own == _first_names([e]) for e in same)
    yield "same type and date with same party", any(e.date.edtf == event.date.edtf for e in same)
    yield "other type with same parties", any(own == _first_names([e]) for e in sharing if e.type != event.type)
    yield "parties differ in what shares date", any(
        own != _first_names([e]) and e.date.edtf == event.date.edtf for e in sharing if e.type != event.type
    )


def _share(told: Iterable[object]) -> float:
    answers = [bool(answer) for answer in told]
    return sum(answers) / len(answers) if answers else 0.0


def _within(mention: Mention, frame: Mention) -> bool:
    return frame.start <= mention.start and mention.end <= frame.end


def _stands_in(party: Party, sentence: Mention) -> bool:
    return any(_within(name, sentence) or name.text in sentence.text for name in party.names)


def _named_in(party: Party, text: str) -> bool:
    return any(name.text in text for name in party.names)


def _is_acronym(party: Party) -> bool:
    return all(_ACRONYM.fullmatch(name.text) for name in party.names)


def _is_short(party: Party) -> bool:
    """A single word, or up to four Chinese characters, that is no acronym: often a piece of a name."""
    name = party.names[0].text
    return not _ACRONYM.fullmatch(name) and (" " not in name if name.isascii() else len(name) <= _MANY)


def _has_person(party: Party, event: Event) -> bool:
    forms = {name.text for name in party.names}
    return any(forms & {body.text for body in person.organizations} for person in event.people)


def _foreign_acronyms(event: Event) -> set[str]:
    """Acronyms of the sentence that no party or person's body explains: perhaps parties left out."""
    bodies = [*event.parties, *event.people]
    told = " ".join(name.text for body in bodies for name in body.names)
    told += " ".join(body.text for person in event.people for body in person.organizations)
    return {word for word in _ACRONYM.findall(event.sentence.text) if word not in told}


def _first_names(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(party.names[0].text for event in events for party in event.parties)


@lru_cache(maxsize=10_000)
def _known(name: str) -> bool:
    return bool(registry().candidates(name))
