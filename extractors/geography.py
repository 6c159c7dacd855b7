"""Which country a name, a phrase or a city belongs to.

Countries are ISO 3166-1 alpha-2 codes (and `XK`); `INT` stands for a union, a region of the world or an
international body. The lists are lexicon/countries.csv, regions.csv (provinces and states, blocs, and
look-alikes that are no place) and cities.csv.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from opencc import OpenCC

_LEXICON = Path(__file__).parent / "lexicon"
_DIGITS_BEFORE_DAY = re.compile(r"[\d一二三四五六七八九十]$")
_OWNER_BEFORE = re.compile(r"(?:\b(?:[Oo]f|OF|de|del)|,|\()\s*(?:[Tt]he\s+|THE\s+)?$")
_ATTRIBUTIVE_AFTER = re.compile(r"\s+[A-Z][a-z]")
_HOST_BEFORE = re.compile(r"(?:\b(?:in|to|at|with)\s+(?:the\s+)?|驻)$")
_LATIN_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+")
_COMMA_BEFORE = re.compile(r",\s*$")
_AND_BETWEEN = re.compile(r"^\s*(?:and|&)\s+(?:the\s+)?$")
_SIDE = re.compile(r"^(\S{1,2})方")
_WITHIN_CHINA = frozenset({"HK", "MO", "TW"})

Language = Literal["en", "zh"]
Kind = Literal["name", "demonym", "bloc", "region", "abbreviation", "city", "not_a_place"]
_REGION_KINDS: Mapping[str, Kind] = {
    "bloc": "bloc",
    "region": "region",
    "abbreviation": "abbreviation",
    "not_a_place": "not_a_place",
}
_CITY_FORMS = ("name_en", "names_en", "name_zh", "names_zh", "names_hant")


@dataclass(frozen=True, slots=True)
class City:
    """A city under its usual English name; `ambiguous` if the form asked for is also a word or a surname."""

    name: str
    country: str
    name_zh: str = ""
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Characters `start` to `end` of a text name something in `country`."""

    start: int
    end: int
    country: str
    kind: Kind


@lru_cache(maxsize=8192)
def country_of(text: str) -> str | None:
    """The country that a name or phrase tells (an organization's, a delegation's), or None.

    A name of a country in owner's position (`… of India`, `…, China`, `… (Thailand)`) decides; else the first
    country, nationality or bloc; else a province or state; else a city. `of A and B` tells nothing, and a
    host (`… in Taiwan`, `驻华…`) only where nobody else is named.
    """
    side = _SIDE.match(simplified(text.strip()))
    if side and side[1] in sides():
        return sides()[side[1]]
    named = mentions(text)
    found = [m for m in named if not _HOST_BEFORE.search(text[: m.start])] or named
    strong = [m for m in found if m.kind in ("name", "demonym", "bloc")]
    return _owner(text, strong) if strong else _weak(found)


def _weak(found: Iterable[PlaceMention]) -> str | None:
    ranked = sorted(found, key=lambda m: m.kind == "city")
    return ranked[0].country if ranked else None


def _owner(text: str, strong: list[PlaceMention]) -> str | None:
    owners = [m for m in strong if m.kind == "name" and _is_owner(text, m)]
    if not owners:
        return strong[0].country
    last = owners[-1]
    if any(_AND_BETWEEN.match(text[last.end : m.start]) for m in strong if m.start > last.end):
        return None
    if last.country == "CN" and strong[0].country in _WITHIN_CHINA:
        return strong[0].country
    return last.country


def _is_owner(text: str, mention: PlaceMention) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    return bool(_OWNER_BEFORE.search(before)) and not _ATTRIBUTIVE_AFTER.match(after)


def mentions(text: str) -> tuple[PlaceMention, ...]:
    """Every country, nationality, bloc, province and unambiguous city named, in order, without overlap."""
    plain = simplified(text)
    return tuple(_scan(plain if len(plain) == len(text) else text))


def _scan(text: str) -> Iterator[PlaceMention]:
    index, position = _forms(), 0
    while position < len(text):
        found = _longest_at(text, position, index.get(text[position : position + 2], ()))
        if found is None:
            word = _LATIN_WORD.match(text, position)
            position = word.end() if word else position + 1
            continue
        if found.kind != "not_a_place":
            yield found
        position = found.end


def _longest_at(text: str, start: int, forms: Iterable[_Form]) -> PlaceMention | None:
    for form in forms:
        if text.startswith(form.text, start) and _is_whole(text, start, form):
            return PlaceMention(start, start + len(form.text), form.country, form.kind)
    return None


def _is_whole(text: str, start: int, form: _Form) -> bool:
    end = start + len(form.text)
    if form.text[0] > "\u2e7f":
        return not (form.text == "日本" and _DIGITS_BEFORE_DAY.search(text[:start]))
    joined = (start > 0 and _is_latin(text[start - 1])) or (end < len(text) and _is_latin(text[end]))
    if joined:
        return False
    return form.kind != "abbreviation" or bool(_COMMA_BEFORE.search(text[:start]))


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u2e7f"


def simplified(text: str) -> str:
    """The text in simplified characters (unchanged if it has no Chinese)."""
    return text if text.isascii() else str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def country_names(lang: Language) -> Mapping[str, str]:
    """Written names of countries (short, formal, former; Chinese in both scripts) and the country of each."""
    columns = ("name_en", "names_en") if lang == "en" else ("name_zh", "names_zh", "names_hant")
    rows = _rows("countries")
    return MappingProxyType({name: row["code"] for row in rows for name in _listed(row, *columns)})


@cache
def demonyms() -> Mapping[str, str]:
    """English adjectives and nouns of nationality (`Danish`, `Emirati`) and the country of each."""
    rows = _rows("countries")
    return MappingProxyType({name: row["code"] for row in rows for name in _listed(row, "demonyms_en")})


@cache
def sides() -> Mapping[str, str]:
    """Characters that stand for a country in patterns such as `X方` and `中X` only, with the country of each.

    One that several countries share (塞, 斯) has none here.
    """
    shared = Counter(row["short_zh"] for row in _rows("countries"))
    return MappingProxyType(
        {row["short_zh"]: row["code"] for row in _rows("countries") if shared[row["short_zh"]] == 1}
    )


@cache
def cities(lang: Language) -> Mapping[str, str]:
    """Written names of cities (Chinese in both scripts) and the country of the largest city of that name."""
    columns = ("name_en", "names_en") if lang == "en" else ("name_zh", "names_zh", "names_hant")
    found: dict[str, str] = {}
    for row in _rows("cities"):
        for name in _listed(row, *columns):
            found.setdefault(name, row["country"])
    return MappingProxyType(found)


@lru_cache(maxsize=8192)
def city(name: str) -> City | None:
    """The largest city of that name, in any case, script or accents, with or without 市 or "City"."""
    key = name.strip().casefold()
    for index in (_city_index(), _folded_city_index()):
        for form in (key, re.sub(r"(?:市| city)$", "", key), _folded(key), _folded(key.removesuffix("市"))):
            if form in index:
                return index[form]
    return None


def city_with_region(name: str, region: str) -> City | None:
    """The city as told apart by what is written after it: `('Albany', 'N.Y.')`, `('Cambridge', 'UK')`."""
    country, known = country_of(f", {region.strip()}"), city(name)
    if country is None or (known and known.country == country):
        return known
    return City(name.strip(), country)


@cache
def _city_index() -> Mapping[str, City]:
    index: dict[str, City] = {}
    for row in _rows("cities"):
        ambiguous = set(_listed(row, "ambiguous"))
        for name in _listed(row, *_CITY_FORMS):
            found = City(row["name_en"] or row["name_zh"], row["country"], row["name_zh"], name in ambiguous)
            index.setdefault(name.casefold(), found)
    return index


@cache
def _folded_city_index() -> Mapping[str, City]:
    index: dict[str, City] = {}
    for name, found in _city_index().items():
        index.setdefault(_folded(name), found)
    return index


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", simplified(name))
    bare = "".join(c for c in letters if not unicodedata.combining(c)).replace("ı", "i").replace("’", "'")
    return re.sub(r"\s+", " ", bare).removesuffix(".")


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    country: str
    kind: Kind


@cache
def _forms() -> Mapping[str, tuple[_Form, ...]]:
    """Every form by its first two characters, the longest first; earlier sources win over later ones."""
    seen: dict[str, _Form] = {}
    for form in _all_forms():
        seen.setdefault(form.text, form)
        if form.text.isascii() and len(form.text) > 3 and form.kind != "abbreviation":
            seen.setdefault(form.text.upper(), _Form(form.text.upper(), form.country, form.kind))
    index: dict[str, list[_Form]] = {}
    for form in sorted(seen.values(), key=lambda f: -len(f.text)):
        index.setdefault(form.text[:2], []).append(form)
    return {prefix: tuple(forms) for prefix, forms in index.items()}


def _all_forms() -> Iterator[_Form]:
    for names in (country_names("en"), country_names("zh")):
        yield from (_Form(name, code, "name") for name, code in names.items())
    yield from (_Form(name, code, "demonym") for name, code in demonyms().items())
    for row in _rows("regions"):
        yield _Form(row["name"], row["country"], _REGION_KINDS[row["kind"]])
    for row in _rows("cities"):
        ambiguous = set(_listed(row, "ambiguous"))
        for name in _listed(row, *_CITY_FORMS):
            if name not in ambiguous:
                yield _Form(name, row["country"], "city")


def _listed(row: Mapping[str, str], *columns: str) -> Iterator[str]:
    for column in columns:
        yield from (value for value in row[column].split(";") if value)


@cache
def _rows(table: str) -> tuple[dict[str, str], ...]:
    with (_LEXICON / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
