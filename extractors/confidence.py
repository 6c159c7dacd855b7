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
from extractors.lexicons import table

MODEL = Path(__file__).parent / "models" / "confidence.json"

_YEAR = re.compile(r"\d{4}")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z]+")
_NUMBER = re.compile(r"\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_JOINED = re.compile(r"[A-Z][\w-]+ (?:of|for)(?: the)? $|[A-Z][\w-]+ $")
_MANY, _FAR = 4, 30.0


class ModelError(RuntimeError):
    """The trained weights are missing or damaged."""


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

    def odds(self, features: Mapping[str, float]) -> float:
        """The log odds before calibration."""
        return self.base + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance that the event with these features is right, strictly between 0 and 1."""
        odds = self.calibration.slope * self.odds(features) + self.calibration.shift
        return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, odds))))


def with_confidence(
    events: Sequence[Event], text: str, *, lang: str, published: str | None = None
) -> tuple[Event, ...]:
    """All events of a text, each with its chance of being right; `lang` is `en` or `zh`."""
    model, setting = models()[lang], Setting(text, published, events)
    return tuple(replace(event, confidence=model.chance(features(event, setting))) for event in events)


@cache
def models() -> Mapping[str, Model]:
    """The model of each language, read once. Raises `ModelError`."""
    try:
        told = json.loads(MODEL.read_text(encoding="utf-8"))["languages"]
        return {lang: _model(form) for lang, form in told.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        advice = "reinstall pactwire, or run `make train`"
        raise ModelError(f"{MODEL.name} cannot be read ({error!r}): {advice}") from error


def _model(form: Mapping[str, Any]) -> Model:
    return Model(form["base"], form["weights"], Calibration(**form["calibration"]))


def features(event: Event, setting: Setting) -> dict[str, float]:
    """What the chance is told from: values of about 0 to 1; one that is not named is 0."""
    found = (
        *_kind(event),
        *_parties(event, setting),
        *_date(event, setting),
        *_people(event),
        *_passage(event, setting),
        *_neighbours(event, setting),
    )
    return {name: float(value) for name, value in found if value}


_Told = Iterator[tuple[str, float]]


def _kind(event: Event) -> _Told:
    yield f"type {event.type}", 1
    yield "instrument planned", any(i.status == "planned" for i in event.instruments)
    yield "fields told", bool(event.fields)
    yield "item of a digest", event.item is not None


def _parties(event: Event, setting: Setting) -> _Told:
    parties, countries = event.parties, [p.country for p in event.parties if p.country]
    yield f"parties {min(len(parties), _MANY)}{'+' * (len(parties) >= _MANY)}", 1
    yield "parties in registry", _share(_known(p.names[0].text) for p in parties)
    yield "parties without country", _share(p.country is None for p in parties)
    yield "parties share a country", len(set(countries)) < len(countries)
    yield "parties told in sentence", _share(_stands_in(p, event.sentence) for p in parties)
    yield "parties named in headline", _share(_named_in(p, setting.headline) for p in parties)
    yield "parties with acronym after name", _share(_bracketed(p, setting.text) for p in parties)
    yield "party named by acronym only", any(_is_acronym(p) for p in parties)
    yield "party with a short name", any(_is_short(p) for p in parties)
    yield "party not called by its fullest name", any(_is_outdone(p) for p in parties)
    yield "party's name may be cut", any(_may_be_cut(p, setting.text) for p in parties)


def _date(event: Event, setting: Setting) -> _Told:
    date, published = event.date.edtf or "", setting.published or ""
    yield f"date {event.date.basis}", 1
    yield "date of a year", bool(date) and "-" not in date
    yield "date approximate", "~" in date
    yield (
        "date told elsewhere",
        event.date.mention is not None and not _within(event.date.mention, event.sentence),
    )
    told, known = _YEAR.match(date), _YEAR.match(published)
    if told and known:
        yield "year before publication", int(told[0]) == int(known[0]) - 1
        yield "years before publication", int(told[0]) < int(known[0]) - 1
        yield "day after publication", date > published


def _people(event: Event) -> _Told:
    people, forms = event.people, {name.text for party in event.parties for name in party.names}
    bodies = [person.organizations[0].text for person in people if person.organizations]
    yield "nobody named", not people
    yield "people", min(len(people), _MANY) / _MANY
    yield "people with body and title", _share(p.titles and p.organizations for p in people)
    yield "people of other bodies", sum(body not in forms for body in bodies) / max(1, len(people))
    yield (
        "people of other countries",
        bool({p.country for p in people if p.country} - {p.country for p in event.parties}),
    )
    yield "parties someone acts for", _share(_has_person(p, event) for p in event.parties)
    yield "signatories as many as parties", sum(p.role == "signatory" for p in people) == len(event.parties)


def _passage(event: Event, setting: Setting) -> _Told:
    sentence = event.sentence
    told = event.date.mention.text if event.date.mention else ""
    rest = sentence.text.replace(told, "", 1) if told else sentence.text
    yield "length of text", min(len(setting.text) / 4000, 1)
    yield "depth in text", sentence.start / max(1, len(setting.text))
    yield "numbers in sentence", min(len(_NUMBER.findall(sentence.text)), 6) / 6
    yield "other dates in sentence", min(len(_pattern("times").findall(rest)), 3) / 3
    for cue in ("planned", "recalled", "reported", "several"):
        yield f"{cue} words in sentence", bool(_pattern(cue).search(sentence.text))


def _neighbours(event: Event, setting: Setting) -> _Told:
    others = [other for other in setting.events if other is not event]
    own = _first_names(event)
    sharing = [other for other in others if own & _first_names(other)]
    same = [other for other in sharing if other.type == event.type]
    yield "further events", min(len(others), 6) / 6
    yield "events before", min(sum(e.sentence.start < event.sentence.start for e in others), 5) / 5
    yield "same type with same party", min(len(same), 3) / 3
    yield "same type and date with same party", any(e.date.edtf == event.date.edtf for e in same)
    yield "other type with same parties", any(own == _first_names(e) for e in sharing if e.type != event.type)


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


def _is_outdone(party: Party) -> bool:
    first, *others = (name.text for name in party.names)
    return any(first in other for other in others)


def _bracketed(party: Party, text: str) -> bool:
    return text[party.names[0].end :][:2].lstrip()[:1] in ("(", "（")


def _may_be_cut(party: Party, text: str) -> bool:
    """Whether what stands right before the name seems to belong to it: `Institute of |Metrology Research`."""
    name = party.names[0]
    before = text[max(0, name.start - 40) : name.start]
    if _HAN.match(name.text):
        return bool(_HAN.match(before[-1:])) and not before.endswith(_before_names())
    return bool(_JOINED.search(before))


def _first_names(event: Event) -> frozenset[str]:
    return frozenset(party.names[0].text for party in event.parties)


@lru_cache(maxsize=10_000)
def _known(name: str) -> bool:
    return bool(registry().candidates(name))


@cache
def _before_names() -> tuple[str, ...]:
    return tuple(table("confidence")["before_names"])


@cache
def _pattern(cue: str) -> re.Pattern[str]:
    """A word list of lexicon/confidence.toml as one expression; `times` also finds numbered days."""
    words = table("confidence")[cue]
    english = "|".join(word.replace("*", r"\w*") for word in words if word.isascii())
    chinese = "|".join(word for word in words if not word.isascii())
    numbered = r"|\b(?:19|20)\d\d\b|\d\s*[年月日]" if cue == "times" else ""
    return re.compile(rf"\b(?:{english})\b|{chinese}{numbered}")
