"""What stands before a personal name: `the institute's director, Jane Doe`, `Minister of Commerce X`."""

from __future__ import annotations

from extractors.english.line import Line
from extractors.english.names import Name
from extractors.english.sightings import Sighting
from extractors.english.titles import Title
from extractors.geography import country_of


def read_before(line: Line, name: Name, found: Sighting) -> None:
    """Fill in the title that stands before the name, and with it the body or country."""
    first = line.start_of(name)
    if line.word(first - 1) == "," and not _closes_clause(line, first - 1):
        first -= 1
    for title in line.titles:
        if title.last == first and not (line.word(first) == "," and not _definite(line, title)):
            found.titles.append(line.mention(title.first, title.last))
            _owner_before(line, title, found)
            return
    # "Director of the National Institute X, Jane Doe" / "Minister of Commerce Jane Doe"
    for title in reversed(line.titles):
        if title.last < first and first - title.last <= 22:
            _complement_before(line, title, first, found)
            return


def _closes_clause(line: Line, comma: int) -> bool:
    """`Jane Doe, director of X, John Roe`: the comma closes an apposition and belongs to the name before."""
    return any(n.last <= comma and comma - n.last <= 1 for n in line.names)


def _definite(line: Line, title: Title) -> bool:
    """`its director general, Jane Doe`; a bare title before a comma belongs to the name before it."""
    previous = line.words[title.first - 1] if title.first else None
    if previous is None:
        return True
    return (
        previous.possessive
        or previous.lower
        in ("the", "its", "their", "his", "her", "'s", "and", "by", "with", "whose", "our", "while")
        or any(end == title.first for _, end, _ in line.bodies)
    )


def _complement_before(line: Line, title: Title, first: int, found: Sighting) -> None:
    if line.low(title.last) not in ("of", "for", "at", "to", "in", "from"):
        return
    if any(title.last < n.first and n.last < first for n in line.names):
        return
    body = line.body_at(title.last + 1)
    outer = line.body_at(body[0] + 1) if body and line.low(body[0]) == "of" else None
    if body and outer is None and line.words[body[0] - 1].possessive and (part := line.body_at(body[0])):
        body = (part[0], body[1])
    body = outer or body
    if body and (body[0] == first or line.word(body[0]) in (",", "(")):
        end = line.past_bracket(body[0])
        if end == first or (line.word(end) == "," and end + 1 == first):
            if line.low(title.last - 1) != "counterpart":
                found.titles.append(line.mention(title.first, title.last))
            found.body = body[1]
    elif not body and _plain(line, title.last + 1, first):
        found.titles.append(line.mention(title.first, _trim(line, first)))


def _trim(line: Line, last: int) -> int:
    return last - 1 if line.word(last - 1) == "," else last


def _plain(line: Line, first: int, last: int) -> bool:
    """Only words that can complete a title: no verbs, names or further titles."""
    last = _trim(line, last)
    run = line.words[first:last]
    if not run or len(run) > 9 or any(w.text in ".;:()" for w in run):
        return False
    inside = set(range(first, last))
    if any(inside & set(range(f, e)) for f, e, _ in line.bodies) or any(
        t.first in inside for t in line.titles
    ):
        return False
    if len(run) <= 3 and all(w.text.isalpha() and not w.capital for w in run):
        return line.low(first - 1) in ("for", "of") and last == first + len(run)
    return all(w.capital or w.lower in ("of", "and", "for", "the", ",", "&") for w in run)


def _owner_before(line: Line, title: Title, found: Sighting) -> None:
    at = title.first
    owner = line.body_before(at) or line.body_before(at - 1) if at else None
    if owner is None and line.word(at - 1) == ")":
        opening = next((i for i in range(at - 1, max(-1, at - 6), -1) if line.word(i) == "("), 0)
        owner = line.body_before(opening)
    if owner:
        found.body = owner
    elif at and (country := country_of(line.word(at - 1))):
        found.country = country
