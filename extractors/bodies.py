"""The registry of bodies: who stands behind a name, an acronym or a former name.

The rows are lexicon/bodies.csv. An acronym shared by several bodies is decided by country and by what else
the document names, or not at all.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from extractors.body_likeness import ALIKE, CLEARLY, likeness, may_be, pieces_of
from extractors.body_spelling import CHINESE, normalized, without_country
from extractors.geography import Language, country_names, country_of
from extractors.lexicons import table

_TABLE = Path(__file__).parent / "lexicon" / "bodies.csv"
_CHINESE_SPEAKING = frozenset({"CN", "HK", "MO", "TW"})
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_SHORT_ACRONYM = 2
_GENERIC_IN_COUNTRIES = 3
# The agencies read name the bodies of their own country, and the world's, without saying whose they are.
_HOME = frozenset({"CN", "US", "INT"})
_STRICT_CASE_LENGTH = 5

MatchedBy = Literal["exact", "alias", "acronym", "translation", "fuzzy"]
Confidence = Literal["high", "medium", "low"]
_RANKS: tuple[MatchedBy, ...] = ("exact", "translation", "alias", "acronym")


@dataclass(frozen=True, slots=True)
class Body:
    """One body of the registry; dates are EDTF years or days, empty when unknown or open."""

    body_id: str
    name_en: str
    name_zh: str
    acronyms: tuple[str, ...]
    former_names: tuple[str, ...]
    aliases: tuple[str, ...]
    country: str
    kind: str
    parent_id: str
    valid_from: str
    valid_to: str
    successor_id: str
    website: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Match:
    """A body and how a name led to it; `translation` is a Chinese rendering of a body from elsewhere."""

    body: Body
    matched_by: MatchedBy


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    body: Body
    matched_by: MatchedBy


class Registry:
    """Every known body, found by any of its names; make it with `registry()`."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.by_id: Mapping[str, Body] = MappingProxyType({body.body_id: body for body in bodies})
        self._forms = tuple(form for body in self.by_id.values() for form in _forms_of(body))
        keyed = [(normalized(form.text), form) for form in self._forms]
        self._exact = _index(keyed)
        self._bare = _index((bare, form) for form in self._forms if (bare := _bare_form(form)))
        self._generic = _generic_words(keyed)
        self._pieces: dict[str, list[tuple[_Form, frozenset[str]]]] = {}

    def candidates(self, name: str) -> tuple[Body, ...]:
        """The bodies that bear this name in any form, with or without their country in it; often several."""
        exact, bare = self._found(name)
        return tuple(dict.fromkeys(form.body for form in (*exact, *bare)))

    def resolve(self, name: str, *, country: str | None = None, near: Iterable[str] = ()) -> Match | None:
        """The one body meant, or None if none or several fit.

        `country` is what the text tells of the party; `near` are other forms and words of the document.
        """
        told, words = country or country_of(name), tuple(near)
        exact, bare = self._found(name)
        if not exact and not bare:
            return self._government(name) or self._by_role(name, told) or self._fuzzy(name, told)
        everyone = [*exact, *bare]
        fitting = [f for f in everyone if f.body.country == told] if told else exact or bare
        bodies = _bodies(fitting)
        if len(bodies) > 1 or (told is None and not self._tells(name, fitting)):
            bodies = _nearest(bodies if told else _bodies(everyone), words)
        return _match(bodies[0], everyone) if len(bodies) == 1 else None

    def forms(self, lang: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every written form of a language with the ids of its bodies.

        Acronyms count as English; those of two letters are left out, since so many words look like them.
        """
        ids: dict[str, dict[str, None]] = {}
        for form in self._forms:
            for text in _written(form):
                if bool(CHINESE.search(text)) == (lang == "zh") and not _is_short_acronym(form):
                    ids.setdefault(text, {})[form.body.body_id] = None
        return tuple((text, tuple(found)) for text, found in ids.items())

    def _found(self, name: str) -> tuple[list[_Form], list[_Form]]:
        """The forms written just so, and those that differ by the country in one of the two only."""
        exact = [form for form in self._exact.get(normalized(name), ()) if _case_allows(form, name)]
        stripped, country = without_country(name)
        if country is None:
            return exact, list(self._bare.get(normalized(name), ()))
        key = normalized(stripped)
        pool = (*self._exact.get(key, ()), *self._bare.get(key, ()))
        return exact, [f for f in pool if f.body.country == country and _case_allows(f, stripped)]

    def _tells(self, name: str, forms: list[_Form]) -> bool:
        """Whether a name without a country still says whose it is: not `Ministry of Energy`, not `EA`."""
        if any(_is_short_acronym(form) for form in forms):
            return False
        if CHINESE.search(name) or any(f.matched_by == "acronym" or f.body.country in _HOME for f in forms):
            return not normalized(name).startswith("ministry of")
        return not self._generic.issuperset(normalized(name).split())

    def _government(self, name: str) -> Match | None:
        """A country's bare name as a party is its government."""
        code = country_names("zh").get(name) or country_names("en").get(name.strip().removeprefix("the "))
        body = self.by_id.get(f"{code.lower()}-government") if code else None
        return Match(body, "alias") if body else None

    def _by_role(self, name: str, country: str | None) -> Match | None:
        """The one body of its kind in a country, named by it: `Ghana's national standards body`."""
        kind = _kinds_by_role().get(normalized(without_country(name)[0]))
        if kind is None or country is None:
            return None
        found = [b for b in self.by_id.values() if (b.kind, b.country, b.valid_to) == (kind, country, "")]
        return Match(found[0], "alias") if len(found) == 1 else None

    def _fuzzy(self, name: str, country: str | None) -> Match | None:
        """The body of a long name that differs in little, if it is clearly the nearest of its country."""
        wanted = pieces_of(name)
        if country is None or len(wanted) < (7 if CHINESE.search(name) else 4):
            return None
        scores: dict[Body, float] = {}
        for form, pieces in self._comparable(country):
            score = likeness(wanted, pieces)
            if score > scores.get(form.body, ALIKE - CLEARLY) and may_be(name, form.text):
                scores[form.body] = score
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0].body_id))[:2]
        if not best or best[0][1] < ALIKE or (len(best) > 1 and best[0][1] - best[1][1] < CLEARLY):
            return None
        return Match(best[0][0], "fuzzy")

    def _comparable(self, country: str) -> list[tuple[_Form, frozenset[str]]]:
        if country not in self._pieces:
            forms = (f for f in self._forms if f.body.country == country and f.matched_by != "acronym")
            self._pieces[country] = [(form, pieces_of(form.text)) for form in forms]
        return self._pieces[country]


@cache
def registry() -> Registry:
    """The registry of lexicon/bodies.csv, read once."""
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return Registry(_body(row) for row in csv.DictReader(stream))


@cache
def _kinds_by_role() -> Mapping[str, str]:
    return {normalized(role): kind for kind, roles in table("body_roles").items() for role in roles}


def _body(row: Mapping[str, str]) -> Body:
    sure: dict[str, Confidence] = {"high": "high", "medium": "medium", "low": "low"}
    return Body(
        body_id=row["body_id"],
        name_en=row["name_en"],
        name_zh=row["name_zh"],
        acronyms=_values(row["acronyms"]),
        former_names=_values(row["former_names"]),
        aliases=_values(row["aliases"]),
        country=row["country"],
        kind=row["kind"],
        parent_id=row["parent_id"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        successor_id=row["successor_id"],
        website=row["website"],
        confidence=sure[row["sure"]],
    )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in cell.split(";") if value.strip())


def _forms_of(body: Body) -> Iterator[_Form]:
    yield _Form(body.name_en, body, "exact")
    for text in (body.name_zh, *body.aliases, *body.former_names):
        if text:
            yield _Form(text, body, _kind_of_form(text, body))
    for text in body.acronyms:
        yield _Form(text, body, "acronym")


def _kind_of_form(text: str, body: Body) -> MatchedBy:
    if CHINESE.search(text) and body.country not in _CHINESE_SPEAKING:
        return "translation"
    if _CAPITALS.fullmatch(text):
        return "acronym"
    return "exact" if text == body.name_zh else "alias"


def _index(pairs: Iterable[tuple[str, _Form]]) -> dict[str, tuple[_Form, ...]]:
    index: dict[str, dict[_Form, None]] = {}
    for key, form in pairs:
        index.setdefault(key, {})[form] = None
    return {key: tuple(forms) for key, forms in index.items()}


def _bare_form(form: _Form) -> str:
    """The key of a form without its own country's name; "" where nothing that tells would be left."""
    if form.matched_by == "acronym":
        return ""
    bare, country = without_country(form.text)
    key = normalized(bare) if country == form.body.country else ""
    return key if len(key) >= 4 and len(key.split()) >= (1 if CHINESE.search(key) else 2) else ""


def _written(form: _Form) -> tuple[str, ...]:
    bare = without_country(form.text)[0].strip(" ,()") if _bare_form(form) else ""
    return (form.text, bare) if bare and len(bare) >= 6 else (form.text,)


def _case_allows(form: _Form, name: str) -> bool:
    """Whether `name` is written as an acronym may be: `DIN`, not `din`; `NMi` as listed."""
    if form.matched_by != "acronym" or name == form.text:
        return True
    return name.isupper() if len(form.text) < _STRICT_CASE_LENGTH else name[:1].isupper()


def _is_short_acronym(form: _Form) -> bool:
    return form.matched_by == "acronym" and len(form.text) <= _SHORT_ACRONYM


def _generic_words(keyed: Iterable[tuple[str, _Form]]) -> frozenset[str]:
    """Words in the names of several countries' bodies."""
    countries: dict[str, set[str]] = {}
    for key, form in keyed:
        for word in key.split():
            countries.setdefault(word, set()).add(form.body.country)
    return frozenset(word for word, found in countries.items() if len(found) >= _GENERIC_IN_COUNTRIES)


def _bodies(forms: Iterable[_Form]) -> list[Body]:
    """The bodies of forms, without those whose successor goes by the same name."""
    bodies = list(dict.fromkeys(form.body for form in forms))
    ids = {body.body_id for body in bodies}
    return [body for body in bodies if body.successor_id not in ids]


def _match(body: Body, forms: list[_Form]) -> Match:
    return Match(body, min((form.matched_by for form in forms if form.body == body), key=_RANKS.index))


def _nearest(bodies: list[Body], near: tuple[str, ...]) -> list[Body]:
    """The bodies that the neighbouring words speak for most; none if they speak for none."""
    keys = {normalized(word) for word in near}
    countries = Counter(code for word in near if (code := country_of(word)))
    scores = {body: _votes(body, keys, countries) for body in bodies}
    best = max(scores.values(), default=0)
    return [body for body in bodies if scores[body] == best] if best > 0 else []


def _votes(body: Body, keys: set[str], countries: Counter[str]) -> int:
    names = {normalized(form.text) for form in _forms_of(body)}
    return 100 * len(names & keys) + countries[body.country]
