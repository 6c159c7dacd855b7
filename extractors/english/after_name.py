"""What stands behind a personal name: an apposition with title and body, or `who heads …`."""

from __future__ import annotations

from extractors.english.line import Line
from extractors.english.names import Name
from extractors.english.sightings import Sighting
from extractors.english.titles import Title
from extractors.geography import country_of
from extractors.lexicons import table, word_set
from extractors.reading import Organization

_LEADS = frozenset(table("en_people")["leads"])
_ASIDES = frozenset(table("en_people")["picture_asides"])
_BEFORE_TITLE = frozenset(table("en_people")["before_title"])
_NO_OPENERS = frozenset(table("en_people")["no_title_openers"])
_AFTER_FIELD = frozenset(table("en_people")["after_field_of_work"])
_OF = frozenset({"of", "at", "for", "from", "with", "in"})


def read_after(line: Line, name: Name, found: Sighting) -> None:
    """Fill in the title that stands behind the name, and with it the body or country."""
    at = _past_aside(line, name.last)
    while line.word(at) in word_set("en_degrees") or (
        line.word(at) == "," and line.word(at + 1) in word_set("en_degrees")
    ):
        at += 1
    if line.word(at) not in (",", "(", "—", "–", "-", ":"):
        _clause_after(line, at, found)
        return
    at += 1
    if line.low(at) == "who":
        _clause_after(line, at, found)
        return
    _apposition(line, at, found)


def _past_aside(line: Line, at: int) -> int:
    """Behind `(left)`, `(second from right)`: where in a picture somebody stands."""
    return line.past_bracket(at) if line.word(at) == "(" and line.low(at + 1) in _ASIDES else at


def _apposition(line: Line, at: int, found: Sighting) -> None:
    """`, the NIST director`, `, deputy director general of the Estonian … Authority`, `, President, KISA`."""
    if [line.low(at + i) for i in range(3)] == ["at", "the", "time"]:
        at += 3
    while line.low(at) in _BEFORE_TITLE:
        at += 1
    owner: Organization | None = None
    body = line.body_at(at)
    title = _title_starting(line, at)
    if body and not title:
        owner, at = body[1], line.past_bracket(body[0])
        title = _title_starting(line, at + (line.word(at) in (",", ";")))
        if title is None:
            found.body = found.body or owner
            return
    elif title is None and (country := country_of(line.word(at))):
        found.country = country
        title = _title_starting(line, at + 1)
    if title is None:
        return
    _take(line, title, owner, found)


def _title_starting(line: Line, at: int) -> Title | None:
    """A title that begins at `at`, or after an acronym or a few words that say of what."""
    for title in line.titles:
        if title.first == at:
            return title
        if _after_acronym(line, at, title) or _after_topics(line, at, title):
            return Title(at, title.last, title.strong)
    return None


def _after_acronym(line: Line, at: int, title: Title) -> bool:
    """`, TBT counsellor`."""
    return title.first == at + 1 and line.words[at].acronym and line.words[at].text.isupper()


def _after_topics(line: Line, at: int, title: Title) -> bool:
    """`, time and frequency division chief`: words in lower case or topics, none of them a body's."""
    if not 0 < title.first - at <= 4 or line.low(at) in _NO_OPENERS:
        return False
    return not any(f <= at < last for f, last, _ in line.bodies) and all(
        w.text.isalpha()
        and not w.possessive
        and (w.lower == "and" or not w.capital or w.text in word_set("en_topics"))
        for w in line.words[at : title.first]
    )


def _take(line: Line, title: Title, owner: Organization | None, found: Sighting) -> None:
    """Take the title with what completes it: a body after `of`, else its own field of work."""
    end, body = _complement(line, title, owner)
    if not found.titles:
        found.titles.append(line.mention(title.first, end))
        if end > title.last and line.word(title.last) != "(":
            found.titles.append(line.mention(title.first, title.last))
    found.body = found.body or body


def _complement(line: Line, title: Title, owner: Organization | None) -> tuple[int, Organization | None]:
    """Where the title with what belongs to it ends, and the body that is named there or owns it."""
    end = title.last
    if line.word(end) == "(" and not line.body_at(end + 1) and line.past_bracket(end) - end < 8:
        end = line.past_bracket(end)
    linking = line.low(end)
    if linking not in _OF and linking != ",":
        return end, owner
    following = line.body_at(end + 1)
    if following is None:
        return _field_of_work(line, end, owner) if linking in ("of", "for") else (end, owner)
    last, body = following
    outer = line.body_at(last + 1) if line.low(last) in ("of", "at", "in", ",") else None
    if outer and not body.body_id and not body.country:
        return (last if linking == "of" else end), owner or outer[1]
    return end, owner or body


def _field_of_work(line: Line, at: int, body: Organization | None) -> tuple[int, Organization | None]:
    """`for Laboratory Programs`, `of Industry, Trade`: up to the clause's end; a body may follow."""
    end = at + 1
    while end < len(line.words) and _continues(line, at, end):
        end += 1
    while end > at + 1 and line.low(end - 1) in ("and", "of", "the", ",", "for"):
        end -= 1
    following = line.body_at(end + 1) if line.low(end) in ("of", "at", "for", ",") else None
    return (end if end > at + 1 else at), body or (following[1] if following else None)


def _continues(line: Line, at: int, end: int) -> bool:
    """Whether the word at `end` still says of what: capitals throughout, or none."""
    word = line.words[end]
    if any(f == end for f, _, _ in line.bodies) or any(n.first == end for n in line.names) or end - at > 9:
        return False
    if word.text == ",":
        follows = line.words[end + 1 : end + 2]
        return bool(follows) and follows[0].text in word_set("en_topics") and line.words[at + 1].capital
    if not word.text[:1].isalpha():
        return False
    if line.words[at + 1].capital:
        return word.capital or word.lower in ("and", "of", "the", "&", "for")
    return not word.capital and word.lower not in _AFTER_FIELD


def _clause_after(line: Line, at: int, found: Sighting) -> None:
    """`who heads the NIST international office`, `who has been acting director of …`."""
    if line.low(at) != "who":
        return
    for i in range(at + 1, min(at + 6, len(line.words))):
        if line.low(i) in _LEADS:
            body = line.body_at(i + 1)
            found.body = body[1] if body else found.body
            return
        title = next((t for t in line.titles if t.first == i), None)
        if title:
            _take(line, title, None, found)
            return
