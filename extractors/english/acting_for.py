"""Which body a person acts for where no title tells it: `For NITE: …`, `X of KATS`, `X signed for …`."""

from __future__ import annotations

from extractors.english.line import Line
from extractors.english.names import Name
from extractors.english.sightings import Sighting
from extractors.geography import country_of


def read_body(line: Line, name: Name, found: Sighting) -> None:
    """Fill in the body, or at least the country, that the words around the name give."""
    if _for_before(line, name, found) or _signs_for(line, name, found):
        return
    at = name.last
    if line.low(at) in ("of", "from", "for", "at") or line.word(at) in ("(", ",", "with"):
        _named_behind(line, at, found)
    elif line.word(name.first - 1) and line.words[name.first - 1].possessive:
        found.body = line.body_before(name.first)


def _named_behind(line: Line, at: int, found: Sighting) -> None:
    """`, of KATS`, `(NIST)`, `with the Agency`; a country alone says no more than whose person it is."""
    body = line.body_at(at + 1)
    if body is None and line.word(at) == "," and line.low(at + 1) in ("of", "for", "from"):
        body = line.body_at(at + 2)
    if body:
        found.body = body[1]
    elif country := country_of(line.word(at + 1)):
        found.country = found.country or country


def _signs_for(line: Line, name: Name, found: Sighting) -> bool:
    """`signed for the university`, `, on behalf of Gosstandart`: up to the next person."""
    stop = min([n.first for n in line.names if n.first > name.last] + [name.last + 22, len(line.words)])
    for i in range(name.last, stop):
        behalf = line.low(i) == "of" and line.low(i - 1) == "behalf"
        if line.low(i) in ("for", "representing") or behalf:
            body = line.body_at(i + 1)
            if body:
                found.body = body[1]
                return True
    return False


def _for_before(line: Line, name: Name, found: Sighting) -> bool:
    """`For NITE: Mr. Tokunaga`, `on behalf of LATMC, its chairwoman, Inga Ozola`."""
    title = next((t for t in line.titles if 0 <= name.first - t.last <= 2), None)
    at = title.first if title else line.start_of(name)
    while line.low(at - 1) in ("its", "the", "by"):
        at -= 1
    if line.word(at - 1) not in (",", ":"):
        return False
    body = next(((f, o) for f, last, o in line.bodies if last == at - 1), None)
    if body is None:
        return False
    first = body[0] - (line.low(body[0] - 1) == "the")
    behalf = line.low(first - 1) == "of" and line.low(first - 2) == "behalf"
    if line.low(first - 1) != "for" and not behalf:
        return False
    found.body = body[1]
    return True
