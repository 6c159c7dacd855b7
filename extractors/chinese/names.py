"""The shapes of personal names: Chinese, transliterated with points or without, Latin letters."""

from __future__ import annotations

import re

from extractors.chinese.view import transliteration
from extractors.chinese.words import Index, listed, values, word_at

_HAN = re.compile(r"[\u3400-\u9fff]")
_CAPITAL = r"[A-ZÀ-ÞĀ-ɎḀ-Ỿ]"
_LETTER = r"[A-Za-zÀ-ɏḀ-ỿ'’-]"
_WORD = rf"(?:{_CAPITAL}{_LETTER}*\.?|[A-Z]\.)"
_PARTICLE = r"(?:van|der|den|de|la|le|di|da|dos|von|zu|bin|binti|al|el|und|y|ter|ten)"
_LATIN = re.compile(rf"{_WORD}(?: (?:{_PARTICLE}|{_WORD}|al-{_LETTER}+)){{0,5}}")
_INITIAL = re.compile(r"[A-Z][a-z]{0,2}[.·](?=[\u3400-\u9fff])")
_AHEAD = re.compile(r"[\u3400-\u9fff]{1,6}[·-][\u3400-\u9fff]")
# Characters that bind words as often as they stand in a given name.
_BINDING = frozenset("与和同及在则就对将已也还并说等由从的")
_LEADING = frozenset("于率赴携")
_LONGEST_PART = 9
_UNPOINTED = 8


def initialled_name(plain: str, start: int) -> int:
    """The end of a name such as Ts.奥云巴特尔, a Mongolian initial and a transliteration, or `start`."""
    initial = _INITIAL.match(plain, start)
    if not initial:
        return start
    end = _last_part_end(plain, initial.end())
    return end if end - initial.end() > 1 else start


def latin_name(plain: str, start: int) -> int:
    """The end of a name in Latin letters that begins at `start`, or `start`."""
    found = _LATIN.match(plain, start)
    return found.end() if found and len(found[0]) > 2 and not found[0].isupper() else start


def pointed_name(plain: str, start: int) -> int:
    """The end of a name such as 玛丽亚·桑切斯 that begins at `start`, or `start` if none does."""
    place, parts = start, 0
    while True:
        end = _part_end(plain, place)
        if end == place:
            return start
        if not _is_point(plain, end):
            break
        place, parts = end + 1, parts + 1
    end = _last_part_end(plain, place)
    pointed = "·" in plain[start:end] or all(c in transliteration() or c == "-" for c in plain[start:end])
    return end if parts and pointed and end > place else start


def _is_point(plain: str, place: int) -> bool:
    return plain[place : place + 1] in ("·", "-") and bool(_HAN.match(plain, place + 1))


def _part_end(plain: str, place: int) -> int:
    end = place
    while end < len(plain) and end - place < _LONGEST_PART and _HAN.match(plain[end]):
        if end > place and plain[end] not in transliteration() and not _pointed_ahead(plain, end):
            break
        end += 1
    return end


def _pointed_ahead(plain: str, place: int) -> bool:
    """A point follows within this part, so that the character belongs to a name."""
    return _AHEAD.match(plain, place) is not None and plain[place] not in "与和同及在对向由将"


def _last_part_end(plain: str, place: int) -> int:
    end = place
    while end < len(plain) and end - place < _LONGEST_PART and plain[end] in transliteration():
        if end > place and _follows(plain, end, strict=True):
            break
        end += 1
    return end + _odd_end(plain, end) if end > place else end


def _odd_end(plain: str, end: int) -> int:
    """1 where a character that seldom writes sounds ends the name (高锐|出席)."""
    if not _HAN.match(plain[end : end + 1] or ",") or plain[end] in _BINDING or _follows(plain, end):
        return 0
    words = (("people", "title_heads"), ("people", "title_before"), ("people", "honorifics"))
    if any(word_at(listed(*key), plain, end) for key in words) or word_at(_breaks(), plain, end):
        return 0
    after = word_at(listed("people", "followers"), plain, end + 1)
    return int(bool(after and len(after) > 1))


def _breaks() -> Index:
    return listed("organizations", "breaks")


def _follows(plain: str, place: int, *, strict: bool = False) -> bool:
    """Something that can stand after a name begins here (strict: a word of two characters or more)."""
    if place >= len(plain) or not _HAN.match(plain[place]):
        return True
    word = word_at(listed("people", "followers"), plain, place)
    if word is None:
        return False
    return not strict or len(word) > 1 or plain[place] not in transliteration() or _digit_after(plain, place)


def _digit_after(plain: str, place: int) -> bool:
    return plain[place] == "于" and plain[place + 1 : place + 2].isdigit()


def han_name(plain: str, start: int, *, foreign: bool = False) -> int:
    """The end of a name without points that begins at `start` after a title, or `start`.

    `foreign`: the person acts for a body of another country, so any short run up to a break will do.
    """
    compound = word_at(listed("people", "compound_surnames"), plain, start)
    lengths: tuple[int, ...] = ()
    if compound:
        lengths = (len(compound) + 2, len(compound) + 1)
    elif plain[start : start + 1] in values("people", "surnames"):
        lengths = (3, 2)
    fitting = [n for n in lengths if _clean(plain, start, n) and _follows(plain, start + n)]
    if foreign and (longer := _foreign_run(plain, start)) > max(fitting, default=0):
        return start + longer
    run = _foreign_run(plain, start) if fitting else 0
    if run >= _UNPOINTED // 2 > max(fitting, default=0) and _sounds_foreign(plain[start : start + run]):
        return start + run
    if fitting:
        end = start + _chosen(plain, start, fitting)
        return end - 1 if plain[end - 1] == "等" and end - start > 2 else end
    run = _foreign_run(plain, start)
    if run and (foreign or all(c in transliteration() for c in plain[start : start + run])):
        return start + run
    return start + lengths[0] if lengths and _clean(plain, start, lengths[0]) else start


def _sounds_foreign(text: str) -> bool:
    return all(c in transliteration() for c in text)


def _clean(plain: str, start: int, length: int) -> bool:
    return (
        bool(re.fullmatch(r"[\u3400-\u9fff]+", plain[start : start + length]))
        and len(plain) >= start + length
    )


def _chosen(plain: str, start: int, fitting: list[int]) -> int:
    fitting = [n for n in fitting if not _preposition_at_end(plain, start, n)] or fitting
    firm = [n for n in fitting if _firmly(plain, start + n)]
    if firm and len(firm) < len(fitting):
        after = plain[start + firm[0] : start + firm[0] + 1]
        joined = plain[start + firm[0] - 1] in "与和同及" and after.isascii() and after.isalpha()
        return fitting[-1] if joined else firm[0]
    longest = fitting[0]
    if len(fitting) == 1 or plain[start + longest - 1] not in _BINDING:
        return longest
    after = plain[start + longest : start + longest + 1]
    if not _HAN.match(after or ","):
        return longest
    if plain[start + longest - 1] in "和同" and after in "签在于与就":
        return longest
    return fitting[-1]


def _preposition_at_end(plain: str, start: int, length: int) -> bool:
    """王勇于|10月: before a number, a Latin name or a title the last character leads to what follows."""
    end = start + length
    after = plain[end : end + 1]
    if plain[end - 1] in "与及跟在将则由从" and length > 2 and _HAN.match(after or ","):
        return True
    return plain[end - 1] in "于与和同在对就向由及" and bool(re.match(r"[\dA-Za-z《“]", after))


def _firmly(plain: str, place: int) -> bool:
    """Punctuation or a whole word follows, not only a character that could belong to the name."""
    if place >= len(plain) or not _HAN.match(plain[place]):
        return True
    return len(word_at(listed("people", "followers"), plain, place) or "") > 1


def _foreign_run(plain: str, start: int) -> int:
    """The length of a name up to the first break, at most eight characters (黑川美咲, 额尔登其木格)."""
    for length in range(2, _UNPOINTED + 1):
        if not _clean(plain, start, length):
            return 0
        end = start + length
        if plain[end : end + 1] == "和" and not _HAN.match(plain[end + 1 : end + 2] or "一"):
            continue
        if _follows(plain, end, strict=plain[end : end + 1] in transliteration()):
            return length
    return 0


def outdone(plain: str, start: int, end: int, other: int) -> bool:
    """Whether a name that grammar ends at `end` may end at `other` instead.

    A longer one where no sign or whole word closes it before, and not by one character beyond the usual
    three; a shorter one where more is cut off than a
    single character that some words begin with, or one that is a word of its own.
    """
    if other - start > _UNPOINTED:
        return False
    if other >= end:
        usual = end - start == 3 and other - end == 1
        return end == start or not (usual or _firmly(plain, end))
    after = plain[end : end + 1]
    if end - other > 1:
        return True
    if plain[other] in _BINDING | _LEADING:
        return after not in "、,。;:)"
    return bool(_HAN.match(after)) and after not in "与和同及在就"


def doubtful(plain: str, start: int, end: int) -> bool:
    """Whether a name has so little to show that it must be seen as one: two characters that are not written
    for their sound, or nothing behind it that can follow a name.
    """
    return (end - start < 3 and not _sounds_foreign(plain[start:end])) or not _follows(plain, end)


def ends_unsurely(plain: str, start: int, end: int) -> bool:
    """Whether a name without points may as well end elsewhere: what follows is no word that can, or its own
    last characters are one.
    """
    if not _follows(plain, end):
        return True
    followers = listed("people", "followers")
    return any(word_at(followers, plain, place) for place in range(max(start + 2, end - 2), end))
