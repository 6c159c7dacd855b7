"""Which bodies of a sentence belong to a person of it: `Li Wei, Director of A and Vice Chair of B`."""

from __future__ import annotations

from extractors.english.line import Line
from extractors.english.names import Name
from extractors.english.passages import Passage
from extractors.english.titles import Title
from extractors.events import Mention
from extractors.lexicons import table, word_set
from extractors.reading import Human

# What goes on from a person to the bodies that the person stands for.
_ON = frozenset(table("en_standing")["within_post"])


def owners(passage: Passage) -> dict[int, Human]:
    """The person whose body it is, by the character at which the body's mention begins."""
    line, found = passage.line, dict[int, Human]()
    starts = {w.start: i for i, w in enumerate(line.words)}
    for mention, person in passage.people:
        if mention.start not in starts:
            continue
        first, last = starts[mention.start], _after(line, mention)
        for begin, end in (_ahead(line, first), (last, _behind(line, last))):
            for at, _, _ in line.bodies:
                if begin <= at < end:
                    found.setdefault(line.words[at].start, person)
    return found


def _after(line: Line, mention: Mention) -> int:
    return next((i for i, w in enumerate(line.words) if w.start >= mention.end), len(line.words))


def _ahead(line: Line, first: int) -> tuple[int, int]:
    """From the title before the name to the name: `Director of A, Li Wei`."""
    while first and line.word(first - 1) in word_set("en_honorifics"):
        first -= 1
    begin = first
    for title in reversed(line.titles):
        if title.last <= first and _only_post(line, title.last, first):
            begin = title.first
            break
    before = begin - 1 if begin < first else first - 1
    body = next((f for f, last, _ in line.bodies if begin < first and last == before + 1), None)
    return (body if body is not None else begin, first)


def _only_post(line: Line, first: int, last: int) -> bool:
    taken, final = line.covered(), line.low(last - 1)
    if final == "and" and last > first:
        return False
    inner = range(first, last - 1) if final == "," else range(first, last)
    return all(i in taken or (_goes_on(line, i) and line.word(i) != ",") for i in inner)


def _behind(line: Line, at: int) -> int:
    """Where what is said of a person's posts ends: at a verb, another person, or a joined body."""
    taken = line.covered()
    names = {n.first: n for n in line.names}
    while at < len(line.words):
        if at in names or _leads_to_name(line, at):
            return at
        if line.low(at) in ("and", "&", ",", "(", ";", "–", "—") and not _another_post(line, at):
            return at
        if at not in taken and not _goes_on(line, at):
            return at
        at += 1
    return at


def _goes_on(line: Line, at: int) -> bool:
    word = line.words[at]
    return word.capital or word.lower in _ON or any(t.first <= at < t.last for t in line.titles)


def _leads_to_name(line: Line, at: int) -> bool:
    """A position right before another name: `… and Director Maria Keller`."""
    title = _title_at(line, at)
    return title is not None and any(0 <= n.first - title.last <= 2 for n in _names_behind(line, title))


def _names_behind(line: Line, title: Title) -> list[Name]:
    return [n for n in line.names if n.first >= title.last]


def _title_at(line: Line, at: int) -> Title | None:
    return next((t for t in line.titles if t.first <= at < t.last), None)


def _another_post(line: Line, at: int) -> bool:
    """Behind a comma or `and`: a further position of the same person, a short form, a place of the post."""
    following = (
        at
        + 1
        + (line.low(at + 1) in ("the", "also", "concurrently", "and", "then", "of", "for", "from", "at"))
    )
    title = _title_at(line, following)
    if title is not None:
        return not any(
            0 <= n.first - title.last <= 12 and not line.verb_between(title.last, n.first)
            for n in _names_behind(line, title)
        )
    if line.low(at) == "(":
        return True
    # `Director General, OIML`; behind anything but a post a comma ends what is said of the person.
    post = any(t.last == at for t in line.titles)
    named = any(f == following for f, _, _ in line.bodies) or line.word(following)[:1].isupper()
    return line.low(at) == "," and post and named and not _leads_to_name(line, following)
