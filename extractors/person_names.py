"""A person's name taken apart: what script it is in, its parts, and how a Chinese name is read.

Chinese names are read by pypinyin with the readings that characters have as surnames (曾 Zeng, 单 Shan,
尉迟 Yuchi; lexicon/zh_surname_readings.toml).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from typing import Literal

from pypinyin import Style, pinyin

from extractors.geography import simplified
from extractors.lexicons import table

Kind = Literal["chinese", "transliterated", "latin"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_DOTS = re.compile(r"[?.•‧∙・·]+")
_SPACE_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_HYPHENS = re.compile(r"(?<=\w)[-‐‑'’ʼ`](?=\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST = 4
_MOST_READINGS = 24


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's kind and parts.

    `chinese`: (surname, given name) in simplified characters; `transliterated`: the parts between the dots;
    `latin`: the words, folded to plain lower case, in the order written.
    """

    kind: Kind
    parts: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.parts)


@lru_cache(maxsize=200_000)
def parsed(name: str) -> PersonName:
    """The name's kind and parts; a name of mixed scripts counts by its Chinese characters."""
    plain = _SPACE_BETWEEN.sub("", simplified(unicodedata.normalize("NFKC", name)).strip())
    if not _HAN.search(plain):
        return PersonName("latin", _words(plain))
    runs = tuple(run for part in _DOTS.split(plain) for run in _HAN_RUN.findall(part))
    if len(runs) > 1 or _reads_as_foreign(runs[0]):
        return PersonName("transliterated", runs)
    surname = _surname(runs[0])
    return PersonName("chinese", (surname, runs[0][len(surname) :]))


@lru_cache(maxsize=100_000)
def readings(name: PersonName) -> tuple[tuple[str, str], ...]:
    """The ways to spell a Chinese name in Latin letters: (surname, given name), the usual one first."""
    surname, given = name.parts
    firsts = [_surname_reading(surname), *table("zh_surname_readings")["also"].get(surname, ())]
    return tuple(product(dict.fromkeys(_folded_reading(f) for f in firsts), _given_readings(given)))


@lru_cache(maxsize=100_000)
def romanized(name: PersonName) -> str:
    """A Chinese name as it is usually spelt: `Zhang Zhaohua`, `Ouyang Xiu`."""
    surname, given = name.parts
    spelt = (_surname_reading(surname), "".join(item[0] for item in pinyin(given, style=Style.NORMAL)))
    return " ".join(part.replace("v", "ü").capitalize() for part in spelt if part)


def surname_readings(surname: str, country: str) -> tuple[str, ...]:
    """How the surname, written in Chinese characters, is spelt in its own country (KR, JP, VN)."""
    return tuple(table("zh_surname_readings").get(country, {}).get(surname, ()))


def _words(plain: str) -> tuple[str, ...]:
    joined = _HYPHENS.sub("", plain).casefold().replace("ı", "i").replace("ø", "o").replace("ł", "l")
    folded = unicodedata.normalize("NFKD", joined)
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return tuple(_NOT_WORD.sub(" ", bare).split())


def _reads_as_foreign(run: str) -> bool:
    """Characters used for foreign sounds, more than a Chinese or Japanese name has."""
    return len(run) > _LONGEST or (len(run) == _LONGEST and run[:2] not in _double_surnames())


def _surname(run: str) -> str:
    return run[:2] if len(run) > 2 and run[:2] in _double_surnames() else run[:1]


@cache
def _double_surnames() -> frozenset[str]:
    lists = table("zh_surname_readings")
    known = (*lists["mandarin"], *lists["JP"], *table("zh_people")["compound_surnames"])
    return frozenset(surname for surname in known if len(surname) == 2)


def _surname_reading(surname: str) -> str:
    special = table("zh_surname_readings")["mandarin"].get(surname)
    return special or "".join(item[0] for item in pinyin(surname, style=Style.NORMAL))


def _given_readings(given: str) -> tuple[str, ...]:
    usual = "".join(item[0] for item in pinyin(given, style=Style.NORMAL))
    each = pinyin(given, style=Style.NORMAL, heteronym=True)
    others = ("".join(chosen) for chosen in islice(product(*each), _MOST_READINGS))
    return tuple(dict.fromkeys(_folded_reading(reading) for reading in (usual, *others)))


def _folded_reading(reading: str) -> str:
    """ü is written u, v or yu: 吕 is Lu, Lv, Lyu."""
    return re.sub(r"(?<=[ln])(?:yu|v|ü)", "u", reading)
