"""Which body a person acts for where no title tells it: `For NITE: …`, `X signed for …`, `led by X`."""

from __future__ import annotations

from extractors.english.descriptions import Descriptions
from extractors.english.line import Line
from extractors.english.organizations import is_unit
from extractors.geography import country_of
from extractors.lexicons import table, word_set
from extractors.reading import Organization

# How many words behind a name `signed for the university` may stand, and a body before `was headed by`.
_REACH = 22
_LED_REACH = 16
_LED = frozenset(table("en_people")["led_by"])
_SIDES = frozenset(table("en_people")["sides"])
_CLAUSE_ENDS = frozenset({".", ";"})


def read_bodies(line: Line, found: Descriptions) -> None:
    """Fill in the body, or at least the country, of each person whom no description gives one."""
    signed_for: Organization | None = None
    team: Organization | None = None
    for i, seen in enumerate(found.seen):
        behind = _for_behind(line, found, i)
        before = _for_before(line, found, i)
        if before is signed_for and line.word(line.names[i].start - 1) == ",":
            # "signed for KEBS, Sarah Nakato for UNBS": KEBS is the body of who stands before it.
            before = None
        signed_for = behind
        if seen.body is not None:
            continue
        team = _led_by(line, found, i) or (team if _joined(line, found, i) else None)
        told = before or behind or team
        if told is None and seen.country is None:
            seen.country = _side(line, found, i)
        seen.body = told


def _start(line: Line, found: Descriptions, i: int) -> int:
    """The first word of the phrase that names the person, the title before the name included."""
    name = line.names[i]
    start = name.start
    if line.word(start - 1) == ",":
        start -= 1
    spans = [t.start for t in found.seen[i].titles if t.start < found.seen[i].name.start]
    first = next((k for k, w in enumerate(line.words) if spans and w.start == min(spans)), start)
    while line.low(first - 1) in ("the", "its", "his", "her", "their", "by", "a", "an", "was", "is"):
        first -= 1
    return first


def _for_before(line: Line, found: Descriptions, i: int) -> Organization | None:
    """`For NITE: Mr. Tokunaga`, `on behalf of LATMC, its chairwoman`, `for KEBS by X`, `KEBS's Mr. X`."""
    at = _start(line, found, i)
    if at and line.words[at - 1].possessive and (owner := line.body_before(at)):
        return owner
    sign = line.word(at - 1)
    end = at - 1 if sign in (",", ":", "–", "-", "—") else at
    body = _body_ending(line, end)
    if body is None:
        return None
    first = body[0] - (line.low(body[0] - 1) == "the")
    behalf = line.low(first - 1) == "of" and line.low(first - 2) in ("behalf", "part")
    led = line.low(first - 1) in ("for", "representing") or behalf
    label = sign == ":" and first <= 1
    return body[1] if led or label else None


def _body_ending(line: Line, end: int) -> tuple[int, Organization] | None:
    """The body that ends right before word `end`, its short form in brackets included."""
    found = next(((f, o) for f, last, o in line.bodies if last == end), None)
    if found or line.word(end - 1) != ")":
        return found
    opening = next((k for k in range(end - 2, max(-1, end - 7), -1) if line.word(k) == "("), -1)
    return next(((f, o) for f, last, o in line.bodies if last == opening), None)


def _for_behind(line: Line, found: Descriptions, i: int) -> Organization | None:
    """`signed for the university`, `, on behalf of Gosstandart`, `Dupe A., director, for the CPC`."""
    end = found.ends[i]
    nexts = [n.start for n in line.names[i + 1 : i + 2]]
    for at in range(end, min([*nexts, end + _REACH, len(line.words)])):
        if line.word(at) in _CLAUSE_ENDS:
            return None
        behalf = line.low(at) == "of" and line.low(at - 1) in ("behalf", "part")
        if line.low(at) in ("for", "representing") or behalf:
            body = line.body_at(at + 1)
            if body and not _starts_next(line, found, i, body[0]):
                return body[1]
    return None


def _starts_next(line: Line, found: Descriptions, i: int, end: int) -> bool:
    """`…, for KEBS by the next person`: the body is that of whom `by` names."""
    return line.low(end) == "by" and i + 1 < len(line.names)


def _led_by(line: Line, found: Descriptions, i: int) -> Organization | None:
    """`a delegation of KEBS led by X`, `KEBS was represented by X`, `Headed by X, a delegation of KEBS`."""
    at = _start(line, found, i)
    lead = {line.low(at - 1), line.low(at)}
    told = {line.low(k) for k in range(max(0, at - 3), at + 1)}
    if "by" not in lead and not told & {"composed", "comprising", "including"}:
        return None
    if not told & _LED:
        return None
    if at <= 1:
        return _delegation_behind(line, found.ends[i])
    bodies = [(f, o) for f, last, o in line.bodies if at - _LED_REACH <= last <= at and not is_unit(o)]
    named = [n for n in line.names[:i] if bodies and n.first > bodies[-1][0]]
    return bodies[-1][1] if bodies and not named else None


def _joined(line: Line, found: Descriptions, i: int) -> bool:
    """Right behind the person before: `composed of director A and specialist B`."""
    between = line.words[found.ends[i - 1] : _start(line, found, i)] if i else []
    return bool(between) and all(w.lower in (",", "and", "&", ";") for w in between)


def _delegation_behind(line: Line, at: int) -> Organization | None:
    """`Headed by X, a delegation of KEBS visited …`."""
    for k in range(at, min(at + 6, len(line.words))):
        if line.low(k) in ("delegation", "team", "group", "mission") and line.low(k + 1) in ("of", "from"):
            body = line.body_at(k + 2)
            return body[1] if body else None
    return None


def _side(line: Line, found: Descriptions, i: int) -> str | None:
    """`for the Turkish side`, `on the Kenyan side`, `will sign for Mongolia`: the country alone."""
    at = _start(line, found, i)
    for k in range(max(0, at - 6), at):
        if line.low(k) in ("for", "from", "on") and (country := _country(line, k + 1)):
            return country
    nexts = [n.start for n in line.names[i + 1 : i + 2]]
    end = found.ends[i]
    for at in range(end, min([*nexts, end + 12, len(line.words)])):
        if line.word(at) in _CLAUSE_ENDS:
            break
        if line.low(at) in ("for", "on", "from") and (country := _country(line, at + 1)):
            return country
    return None


def _country(line: Line, at: int) -> str | None:
    while line.low(at) in ("the", "behalf", "of", "part"):
        at += 1
    word = line.word(at)
    if not word[:1].isupper() or word in word_set("en_months"):
        return None
    country = country_of(word)
    return country if line.low(at + 1) in _SIDES else None
