"""How alike a foreign name sounds in Chinese characters and in Latin letters: 朱马纳扎罗夫, Jumanazarov.

Both are brought to a row of consonants of few classes, since Chinese keeps neither voicing nor l and r
apart; vowels tell little. The rows are compared by an edit distance in which what transcription often drops
or adds (a closing r, an h, a nasal) costs less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pypinyin import Style, pinyin

from extractors.person_names import PersonName

# Classes: P b p, M, F f v w, T d t, N, L l r, K g k, H h, S the hissing ones, J what is g, k, h or hissing.
_INITIALS = {
    **dict.fromkeys(("b", "p"), "P"),
    "m": "M",
    **dict.fromkeys(("f", "w"), "F"),
    **dict.fromkeys(("d", "t"), "T"),
    "n": "N",
    "l": "L",
    **dict.fromkeys(("g", "k"), "K"),
    "h": "H",
    **dict.fromkeys(("zh", "ch", "sh", "z", "c", "s"), "S"),
    **dict.fromkeys(("j", "q", "x"), "J"),
    "r": "L",
}
_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsw]")
_LATIN = (
    (re.compile(r"ch(?=[rl])"), "K"),
    (re.compile(r"tsch|tch|sch|shch|ch|sh|zh|ts|tz|cz|sz|dz|dj|ss|cs"), "S"),
    (re.compile(r"ph|[fvw]"), "F"),
    (re.compile(r"c(?=[eiy])|[szç]"), "S"),
    (re.compile(r"g(?=[eiy])|j|x"), "J"),
    (re.compile(r"kh|h"), "H"),
    (re.compile(r"ck|[gkqc]"), "K"),
    (re.compile(r"pp?|bb?"), "P"),
    (re.compile(r"th|tt?|dd?"), "T"),
    (re.compile(r"mm?"), "M"),
    (re.compile(r"ng|nn?"), "N"),
    (re.compile(r"ll?|rr?"), "L"),
)
_UNSURE = re.compile("[LNHF]")
_ONE_CLASS = str.maketrans("JS", "KK")
_DROPPING = {"H": 0.35, "L": 0.5, "N": 0.6, "F": 0.6, "J": 0.7}
_NEAR = {
    frozenset("JK"): 0.1,
    frozenset("JS"): 0.1,
    frozenset("JH"): 0.2,
    frozenset("HK"): 0.1,
    frozenset("HF"): 0.4,
    frozenset("HS"): 0.6,
    frozenset("SK"): 0.6,
    frozenset("MN"): 0.3,
    frozenset("ST"): 0.5,
    frozenset("PF"): 0.4,
    frozenset("LS"): 0.8,
}


def alike(chinese: Sequence[str], latin: Sequence[str]) -> float:
    """How alike a transliterated name (its parts) and a name in Latin letters sound, from 0 to 1.

    The order of a Latin name's words and middle names that only one side gives do not count.
    """
    told = [chinese_sounds(part) for part in chinese]
    return max((_both(told, other) for other in _orders(latin, len(chinese))), default=0.0)


def alike_in_chinese(one: Sequence[str], other: Sequence[str]) -> float:
    """The same for two transliterations of a name."""
    return _likeness(
        "".join(chinese_sounds(part) for part in one), "".join(chinese_sounds(part) for part in other)
    )


def rough_sounds(name: PersonName) -> str:
    """What spellings of one name in either script mostly have in common: the surest consonants of its parts.

    Left out are sounds that transcription adds and drops, and words of one letter or between first and last.
    """
    sounds = latin_sounds if name.kind == "latin" else chinese_sounds
    words = [part for part in name.parts if len(part) > 1] or list(name.parts)
    ends = words[:1] + words[1:][-1:]
    return " ".join(sorted(_UNSURE.sub("", sounds(word)).translate(_ONE_CLASS) for word in ends))


@lru_cache(maxsize=100_000)
def chinese_sounds(characters: str) -> str:
    """The consonants of a transliteration, a letter for each class."""
    return "".join(_syllable(item[0]) for item in pinyin(characters, style=Style.NORMAL))


@lru_cache(maxsize=100_000)
def latin_sounds(word: str) -> str:
    """The consonants of a word in plain lower case, a letter for each class."""
    return "".join(_latin_sounds(word))


def _syllable(reading: str) -> str:
    if reading == "er":
        return "L"
    initial = _INITIAL.match(reading)
    first = _INITIALS[initial[0]] if initial else ""
    return first + ("N" if reading.endswith(("n", "ng")) and len(reading) > 1 else "")


def _latin_sounds(word: str) -> Iterator[str]:
    place = 0
    while place < len(word):
        found = next(
            ((match.end(), sound) for form, sound in _LATIN if (match := form.match(word, place))), None
        )
        if found is None:
            place += 1
        else:
            place = found[0]
            yield found[1]


def _both(one: Sequence[str], other: Sequence[str]) -> float:
    """The likeness of whole names, held down by the part that is least alike: many share a given name."""
    whole = _likeness("".join(one), "".join(other))
    if len(one) != len(other):
        return whole
    return 0.6 * whole + 0.4 * min(_likeness(a, b) for a, b in zip(one, other, strict=True))


def _orders(words: Sequence[str], n_parts: int) -> Iterator[list[str]]:
    full = [word for word in words if len(word) > 1]
    if not full:
        return
    if n_parts == 1:
        yield [latin_sounds(full[-1])]
    choices = [full, [*full[1:], full[0]], [full[-1], *full[:-1]]]
    if len(full) > 2:
        choices += [[full[0], full[-1]], [full[-1], full[0]], full[:2]]
    for chosen in choices:
        yield [latin_sounds(word) for word in chosen]


@lru_cache(maxsize=200_000)
def _likeness(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    return 1.0 - _distance(one, other) / longest if longest else 0.0


def _distance(one: str, other: str) -> float:
    """Edit distance with the costs above."""
    before = [0.0]
    for sound in other:
        before.append(before[-1] + _dropped(sound))
    for mine in one:
        row = [before[0] + _dropped(mine)]
        for place, sound in enumerate(other):
            row.append(
                min(
                    before[place] + _swapped(mine, sound),
                    before[place + 1] + _dropped(mine),
                    row[place] + _dropped(sound),
                )
            )
        before = row
    return before[-1]


def _dropped(sound: str) -> float:
    return _DROPPING.get(sound, 1.0)


def _swapped(one: str, other: str) -> float:
    return 0.0 if one == other else _NEAR.get(frozenset((one, other)), 1.0)
