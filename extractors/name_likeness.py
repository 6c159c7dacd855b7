"""Whether two written names can be one person's name, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache

from extractors.name_sounds import alike, alike_in_chinese, chinese_sounds
from extractors.person_names import PersonName, parsed, readings, surname_readings

_CLOSE_SOUND = 0.84
_POSSIBLE_SOUND = 0.72
_FEWEST_SOUNDS = 4
# Where characters in a name have readings of the country's own.
_OWN_READINGS = ("KR", "KP", "JP", "VN")


class Likeness(IntEnum):
    """How sure it is that two names are the same name; what is only `POSSIBLE` needs other evidence."""

    DIFFERENT = 0
    POSSIBLE = 1
    CLOSE = 2
    SAME = 3


@lru_cache(maxsize=100_000)
def name_likeness(one: str, other: str, country: str | None = None) -> Likeness:
    """How alike two names are; `country` (where the person acts) decides how characters are read."""
    a, b = parsed(one), parsed(other)
    if not a.parts or not b.parts:
        return Likeness.DIFFERENT
    if (a.kind == "latin") == (b.kind == "latin"):
        return _latin(a.parts, b.parts) if a.kind == "latin" else _characters(a, b)
    characters, latin = (b, a) if a.kind == "latin" else (a, b)
    if characters.kind == "chinese":
        return _chinese_in_latin(characters, latin.parts, country)
    return _sound(alike(characters.parts, latin.parts), characters)


@lru_cache(maxsize=100_000)
def spelling_keys(name: PersonName) -> frozenset[str]:
    """Keys that two spellings of a Chinese name, in characters or in Latin letters, have in common."""
    if name.kind == "chinese":
        return frozenset(_key(surname, given) for surname, given in readings(name) if given)
    if name.kind == "latin":
        return frozenset(_key(surname, given) for surname, given in _splits(name.parts))
    return frozenset()


def _key(surname: str, given: str) -> str:
    return " ".join(sorted((surname, given)))


def _splits(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Surname first or last, the rest one given name however it is divided."""
    if len(words) > 1:
        yield words[0], "".join(words[1:])
        yield words[-1], "".join(words[:-1])


def _characters(a: PersonName, b: PersonName) -> Likeness:
    if a.letters == b.letters:
        return Likeness.SAME
    if a.kind == b.kind == "chinese":
        return Likeness.DIFFERENT
    if a.parts[-1] == b.parts[-1] and min(len(a.parts), len(b.parts)) == 1:
        return Likeness.CLOSE  # 朱马纳扎罗夫, given in full elsewhere
    return _sound(alike_in_chinese(a.parts, b.parts), a)


def _sound(score: float, name: PersonName) -> Likeness:
    n_sounds = sum(len(chinese_sounds(part)) for part in name.parts)
    if score >= _CLOSE_SOUND and n_sounds >= _FEWEST_SOUNDS:
        return Likeness.CLOSE
    return Likeness.POSSIBLE if score >= _POSSIBLE_SOUND else Likeness.DIFFERENT


def _chinese_in_latin(name: PersonName, words: Sequence[str], country: str | None) -> Likeness:
    spelt = set(readings(name))
    if any(split in spelt for split in _splits(_umlauts_folded(words))):
        return Likeness.SAME
    if country in _OWN_READINGS:
        surnames = surname_readings(name.parts[0], country)
        return Likeness.POSSIBLE if {words[0], words[-1]} & set(surnames) else Likeness.DIFFERENT
    if country in ("CN", "HK", "MO", "TW", "SG"):
        return _initials_of_chinese(spelt, words)
    return _sound(alike((name.letters,), words), name)


def _umlauts_folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple({"lyu": "lu", "lv": "lu", "nyu": "nu", "nv": "nu"}.get(word, word) for word in words)


def _initials_of_chinese(spelt: Iterable[tuple[str, str]], words: Sequence[str]) -> Likeness:
    """`Z. Zhang`: the surname with an initial."""
    if len(words) < 2:
        return Likeness.DIFFERENT
    surnames = {surname for surname, _ in spelt}
    fits = len(words[0]) == 1 and words[-1] in surnames
    return Likeness.POSSIBLE if fits else Likeness.DIFFERENT


def _latin(a: Sequence[str], b: Sequence[str]) -> Likeness:
    if sorted(a) == sorted(b) or "".join(a) == "".join(b):
        return Likeness.SAME
    if {_key(*split) for split in _splits(a)} & {_key(*split) for split in _splits(b)}:
        return Likeness.SAME
    full_a, full_b = _without_initials(a), _without_initials(b)
    if len(full_a) > 1 and len(full_b) > 1 and sorted(full_a) == sorted(full_b):
        return Likeness.SAME
    if a[-1] != b[-1] or len(a) < 2 or len(b) < 2:
        return _swapped_short(full_a, full_b)
    return _given_names(a[0], b[0])


def _swapped_short(a: Sequence[str], b: Sequence[str]) -> Likeness:
    """One gives a middle name or a second surname that the other leaves out, or only the surname."""
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) > 1 and set(shorter) <= set(longer):
        return Likeness.CLOSE
    if len(shorter) == 1 and shorter[0] in (longer[-1:] or [""]):
        return Likeness.POSSIBLE
    return Likeness.DIFFERENT


def _given_names(one: str, other: str) -> Likeness:
    """The surname is the same: Patrick and Pat, or an initial, can be one person."""
    if one == other:
        return Likeness.CLOSE
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter):
        return Likeness.CLOSE if len(shorter) >= 3 else Likeness.POSSIBLE
    return Likeness.DIFFERENT


def _without_initials(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) > 1)
