"""How a body stands in its sentence: as one of the sides, as the place where they are, or only named.

The word that governs its noun phrase tells: a subject, an object and `with`, `between`, `by`, `for` make a
side; `at` and `to` a host; `in`, `under`, `within`, and `of` behind a thing, only name it.
"""

from __future__ import annotations

from typing import Literal

from extractors.english.line import Line
from extractors.english.organizations import is_unit
from extractors.english.passages import Passage
from extractors.events import Mention
from extractors.geography import country_of, demonyms
from extractors.lexicons import table, word_set

Standing = Literal["side", "host", "aside"]

_WORDS = {name: frozenset(listed) for name, listed in table("en_standing").items()}
_STANDINGS: tuple[tuple[str, Standing], ...] = (
    ("to_side", "side"),
    ("to_host", "host"),
    ("to_aside", "aside"),
)
# How many coordinated names a governing word reaches over.
_LONGEST_LIST = 24


def standing(passage: Passage, mention: Mention) -> Standing:
    """Whether the body acts, is where the act is, or is only named."""
    line = passage.line
    first, last = _span(line, mention)
    if first is None:
        return "side"
    if _names_thing(line, last):
        return "aside"
    at, closed = _before_phrase(line, first), False
    for _ in range(_LONGEST_LIST):
        previous = _conjunct(line, at)
        if previous is None:
            break
        closed = closed or (line.word(at - 2), line.low(at - 1)) == (",", "and")
        at = _before_phrase(line, previous)
    found = _governed(line, at - 1)
    # `A, an agency under B, and C`: the comma closes what was said of A.
    return "side" if closed and found == "aside" else found


def _span(line: Line, mention: Mention) -> tuple[int | None, int]:
    first = next((i for i, w in enumerate(line.words) if w.start == mention.start), None)
    last = next((i for i, w in enumerate(line.words) if w.end >= mention.end), len(line.words) - 1)
    return first, last + 1


def _names_thing(line: Line, after: int) -> bool:
    """`the GCC workshop`, `the CCC scheme`: the name only tells which thing is meant."""
    at = line.past_bracket(after)
    if line.words[after - 1].possessive:
        return False
    if line.word(at) in ("/", "-") and (beside := line.body_at(at + 1)):
        at = beside[0]
    if line.word(at)[:1].isdigit():
        return True
    for reach in range(3):
        low = line.low(at + reach)
        if low in _WORDS["things"]:
            return True
        if low not in _WORDS["thing_modifiers"]:
            return False
    return False


def _before_phrase(line: Line, at: int) -> int:
    """The first word of the noun phrase whose name begins at `at`: articles, owners, kinds and numbers."""
    while at and _leads_up(line, at - 1):
        at -= 1
    return at


def _leads_up(line: Line, at: int) -> bool:
    word = line.words[at]
    if word.lower in _WORDS["determiners"] or word.text in demonyms() or word.text in ("'", "’"):
        return True
    if word.possessive:
        return True
    if word.capital and country_of(word.text) is not None:
        return line.low(at - 1) not in _WORDS["of_places"]
    return not word.capital and (word.lower in word_set("en_kinds") or word.lower in _WORDS["adjectives"])


def _conjunct(line: Line, at: int) -> int | None:
    """Where the name joined to this one begins: `A, B and C` are governed by what governs A."""
    end = at
    while end and line.low(end - 1) in ("and", ",", "&", "or", "both"):
        end -= 1
    if end == at or end == 0:
        return None
    end = _past_bracket_left(line, end)
    body = next((f for f, last, _ in line.bodies if last == end), None)
    return body if body is not None and body < at else None


def _past_bracket_left(line: Line, end: int) -> int:
    """Before `(NIST)` when `end` is behind the closing bracket."""
    if line.word(end - 1) not in (")", "]"):
        return end
    reach = range(end - 2, max(-1, end - 9), -1)
    return next((i for i in reach if line.word(i) in ("(", "[")), end)


def _governed(line: Line, at: int) -> Standing:
    """What the word before the noun phrase makes of it."""
    low = line.low(at)
    if at < 0 or low == "":
        return "side"
    if low == "of":
        return _of(line, at - 1)
    if low == "on" and line.low(at - 1) in ("call", "called", "calls", "calling"):
        return "host"
    if low == "at" and _is_post(line, at):
        return "side"
    if low == "by" and line.low(at - 1) in _WORDS["by_hosts"]:
        return "host"
    if low == "by" and line.low(at - 1) in _WORDS["by_others"]:
        return "aside"
    if low in ("from", "for") and line.low(at - 1) in _WORDS["things"] | _WORDS["by_others"]:
        return "aside"
    if low in ("in", "within", "at") and _is_part(line, at):
        return "side"
    return next((stands for name, stands in _STANDINGS if low in _WORDS[name]), "side")


def _of(line: Line, at: int) -> Standing:
    """`a delegation of A` is A; `the headquarters of A` is where A is; `a member of A` is not A."""
    head = line.low(at)
    if head in _WORDS["places_of"]:
        return "side" if _is_post(line, at + 1) else "host"
    if head == "part" and line.low(at - 1) in ("the", "its", "their"):
        return "side"
    return "aside" if head in _WORDS["parts_of"] else "side"


def _is_post(line: Line, at: int) -> bool:
    """`Vice-Minister at the Ministry`, `Head of Measurement at SP`: a position, not a visit."""
    title = next((t for t in reversed(line.titles) if t.last <= at), None)
    return title is not None and at - title.last < 8 and not line.verb_between(title.last, at)


def _is_part(line: Line, at: int) -> bool:
    """`the Consumer Department in the Ministry`: the whole of a part that was named before."""
    part = line.body_before(at)
    return part is not None and is_unit(part)
