"""Positions as whole phrases: whose they are before the title, of what and of which body behind it.

`NIST deputy director`, `Uganda's Minister of Trade`, `the head of the Metrology Department of KEBS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.english.line import Line
from extractors.english.organizations import is_unit
from extractors.english.titles import Title
from extractors.geography import country_names, country_of, demonyms
from extractors.lexicons import table, word_set
from extractors.reading import Organization

_LINKS = frozenset({"of", "at", "for", "from", "in", "with", "to", "under", "on"})
_PRONOUNS = frozenset({"its", "their", "his", "her", "whose", "our"})
_ARTICLES = frozenset({"the", "a", "an", *_PRONOUNS})
_AFTER_FIELD = frozenset(table("en_people")["after_field_of_work"])
_PARTS = frozenset(table("en_people")["parts"])
_SMALL = frozenset({"and", "of", "the", "&", "for", "with", "in", "on"})
# Words that a field of work may have, the topics of a ministry of many included.
_LONGEST_FIELD = 14


@dataclass(frozen=True, slots=True)
class Office:
    """A position, words `first` to `last` (exclusive), its owner before it and complement behind included.

    `spans` are the forms of the title alone, fullest first; `unit` is a part of a body that the text
    names without it; `owner` tells what stands before: a body or country (`named`), `its` (`pronoun`),
    an article (`the`), or nothing.
    """

    first: int
    last: int
    title: Title
    spans: tuple[tuple[int, int], ...]
    body: Organization | None = None
    unit: Organization | None = None
    country: str | None = None
    owner: str = ""
    bodies: tuple[Organization, ...] = ()


def offices(line: Line) -> list[Office]:
    """Every position of a sentence as a phrase, in order."""
    return [office_at(line, title) for title in line.titles]


def office_at(line: Line, title: Title) -> Office:
    """The phrase around one title."""
    itself = next((o for first, last, o in line.bodies if (first, last) == (title.first, title.last)), None)
    if itself:
        return Office(title.first, title.last, title, ((title.first, title.last),), itself)
    return _with_owner(line, _complement(line, title))


def _with_owner(line: Line, office: Office) -> Office:
    """What stands before: `KEBS's`, `Kenya Bureau of Standards (KEBS)`, `Italian`, `its`, `the`."""
    at = office.first
    if not at:
        return office
    word = line.low(at - 1)
    if word in _PRONOUNS:
        return replace(office, first=at - 1, owner="pronoun")
    if found := _body_before(line, at):
        first, owner = found
        return replace(office, first=first, body=office.body or owner, owner="named")
    if line.words[at - 1].possessive and line.word(at - 1) in word_set("en_kinds"):
        # "the institute's director", "the Armenian body's director"
        whose = country_of(line.word(at - 2)) if at > 1 else None
        return replace(office, first=at - 1 - (whose is not None), country=whose, owner="pronoun")
    for width in (2, 1):
        lead = line.words[max(0, at - width) : at]
        said = " ".join(w.text for w in lead)
        if len(lead) == width and all(w.capital for w in lead) and (country := country_of(said)):
            return replace(office, first=at - width, country=office.country or country, owner="named")
    if word in ("the", "a", "an"):
        return replace(office, first=at - 1, owner="the")
    return office


def _body_before(line: Line, at: int) -> tuple[int, Organization] | None:
    """The body whose mention, with or without its short form in brackets, ends right before `at`."""
    found = next(((f, o) for f, last, o in line.bodies if last == at), None)
    if found or line.word(at - 1) not in (")", "]"):
        return found
    opening = next((i for i in range(at - 2, max(-1, at - 7), -1) if line.word(i) in ("(", "[")), -1)
    return next(((f, o) for f, last, o in line.bodies if last == opening), None)


def _complement(line: Line, title: Title) -> Office:
    """The title with what belongs to it behind: a bracket, a field of work, a part of a body, the body."""
    office = Office(title.first, title.last, title, ((title.first, title.last),))
    if line.word(title.last) == "(":
        office = _bracketed(line, office)
    elif behind := next(((end, o) for first, end, o in line.bodies if first == title.last), None):
        # "Director General PSQCA"
        end, body = behind
        return replace(office, last=end, body=body) if end == title.last + 1 else office
    for _ in range(4):
        longer = _step(line, office)
        if longer is None:
            return office
        office = longer
        if office.body:
            return _further_bodies(line, office)
    return office


def _bracketed(line: Line, office: Office) -> Office:
    """`Deputy Director General (Hallmarking)`; behind `Director (KEBS)` stands the body."""
    at = office.last
    end = line.past_bracket(at)
    inside = line.body_at(at + 1)
    if inside and inside[0] == end - 1:
        return replace(office, last=end, body=inside[1])
    if end - at < 8 and not any(at < n.first < end for n in line.names):
        return replace(office, last=end, spans=((office.title.first, end), *office.spans))
    return office


def _step(line: Line, office: Office) -> Office | None:
    """One more complement, or None where the phrase ends."""
    link, at = line.low(office.last), office.last + 1
    if [link, line.low(at), line.low(at + 1)] == ["in", "charge", "of"]:
        link, at = "of", at + 2
    if link == "," and (office.unit or office.body is None):
        return _behind_comma(line, office)
    if link not in _LINKS:
        return None
    found = line.body_at(at) or _behind_owner(line, at)
    if found:
        return _of_body(line, office, link, *found)
    bare = at
    while line.low(at) in _ARTICLES:
        at += 1
    if (end := _country_end(line, at)) > at:
        country = country_of(_said(line, at, end))
        while line.low(end) in word_set("en_kinds"):
            end += 1
        if link == "to":
            return replace(office, last=end, spans=((office.title.first, end), *office.spans))
        return replace(office, last=end, country=country)
    if at > bare and not line.word(at)[:1].isupper():
        end = next((k for k in range(at, at + 4) if line.word(k) in (",", ":", ".")), 0)
        # "the rectors of the two universities, A and B"
        return replace(office, last=end) if end and plural(line, office.title) else None
    if link in ("of", "for", "on", "in") and (end := _field_end(line, at)) > at:
        return replace(office, last=end, spans=((office.title.first, end), *office.spans))
    return None


def _behind_owner(line: Line, at: int) -> tuple[int, Organization] | None:
    """The body behind `the Republic of Korea's`."""
    at += line.low(at) == "the"
    for end in range(at + 1, min(at + 6, len(line.words))):
        if line.words[end - 1].possessive:
            return line.body_at(end) if country_of(_said(line, at, end)) else None
    return None


def _of_body(line: Line, office: Office, link: str, end: int, body: Organization) -> Office:
    """A part of a body belongs to the title (`Head of the Metrology Department`), a body does not."""
    last = line.past_bracket(end)
    if not is_part(body) or office.unit:
        return replace(office, last=last, body=body)
    spans = ((office.title.first, end), *office.spans) if link in ("of", "for") else office.spans
    return replace(office, last=last, spans=spans, unit=body)


def is_part(body: Organization) -> bool:
    """`Metrology Department`, `Executive Board`: by its own name a part of something."""
    return is_unit(body) and bool(set(body.names[0].text.split()) & _PARTS)


def _behind_comma(line: Line, office: Office) -> Office | None:
    """`Director General, KEBS`; no further person or title behind the comma."""
    at = office.last + 1
    found = line.body_at(at)
    if found is None or any(t.first == found[0] for t in line.titles) or line.words[found[0] - 1].possessive:
        return None
    if line.low(found[0]) in ("and", "signed", "which") and line.low(at) == "the":
        return None
    if is_part(found[1]) and not office.unit:
        return replace(office, last=line.past_bracket(found[0]), unit=found[1])
    return replace(office, last=line.past_bracket(found[0]), body=found[1])


def _further_bodies(line: Line, office: Office) -> Office:
    """`of KEBS and UNBS`, `of X and of Y`: what the holders of one title are each of."""
    if not (office.body and plural(line, office.title)):
        return office
    bodies, at, end = [office.body], office.last, office.last
    while line.low(at) in ("and", ",", "&"):
        at += 1 + (line.low(at + 1) == "and")
        at += line.low(at) == "of"
        found = line.body_at(at)
        if found is None or found[1] in bodies:
            break
        bodies.append(found[1])
        at = end = line.past_bracket(found[0])
    return replace(office, last=end, bodies=tuple(bodies))


def _country_end(line: Line, at: int) -> int:
    """The end of a country's name (`Uganda`, `the Kyrgyz Republic`, `the United Kingdom`) at word `at`."""
    for width in (5, 4, 3, 2, 1):
        end = at + width
        if end > len(line.words) or not line.word(at)[:1].isupper() or line.words[end - 1].possessive:
            continue
        words = line.words[at:end]
        if _names_country(_said(line, at, end), [w.text for w in words]):
            follows = line.words[end].capital if end < len(line.words) else False
            return at if follows and any(t.first > end for t in line.titles if t.first < end + 2) else end
    return at


def _names_country(said: str, words: Sequence[str]) -> bool:
    """`Uganda`, `Kyrgyz Republic`, `Hashemite Kingdom of Jordan`: the words name a country and no more."""
    if len(words) == 1 or said in country_names("en"):
        return country_of(said) is not None
    return words[0] in demonyms() and words[-1] in word_set("en_state_words")


def _said(line: Line, first: int, last: int) -> str:
    return " ".join(w.text for w in line.words[first:last])


def _field_end(line: Line, at: int) -> int:
    """`Industry, Trade and Supply`, `thermophysics`: up to where the clause goes on or a name begins."""
    end = at
    while end < len(line.words) and end - at < _LONGEST_FIELD and _continues(line, at, end):
        end += 1
    while end > at and (line.low(end - 1) in _SMALL or line.word(end - 1) == ","):
        end -= 1
    return end


def _continues(line: Line, at: int, end: int) -> bool:
    """Whether the word at `end` still says of what: capitals throughout, or none."""
    word = line.words[end]
    starts = {n.first for n in line.names} | {f for f, _, _ in line.bodies} | {t.first for t in line.titles}
    if end in starts or word.text in word_set("en_honorifics"):
        return False
    if word.text == ",":
        return _goes_on_behind_comma(line, at, end, starts)
    if not word.text[:1].isalpha() or (word.capital and country_of(word.text) and end > at):
        return False
    if line.words[at].capital and (word.capital or word.text not in word_set("en_kinds")):
        small = word.lower in _SMALL and end + 1 not in starts and line.word(end + 1)[:1].isupper()
        return word.capital or small or (word.lower in ("and", "&") and line.low(end + 1) == "the")
    if line.words[at].capital:
        # "chief of Pyeongtaek office"
        return line.low(end + 1) == "of"
    if word.lower == "and":
        # "chief of international and academic affairs"
        following = line.words[end + 1 : end + 3]
        plain = all(w.text.islower() and w.lower not in _AFTER_FIELD for w in following)
        return len(following) == 2 and plain
    return not word.capital and word.lower not in _AFTER_FIELD


def _goes_on_behind_comma(line: Line, at: int, end: int, starts: set[int]) -> bool:
    """`of Industry, Trade and Supply`: topics in a row that an `and` closes."""
    following = line.words[end + 1 : end + 4]
    if not following or end + 1 in starts or not line.words[at].capital:
        return False
    if following[0].lower == "and":
        return len(following) > 1 and following[1].text in word_set("en_topics")
    topics = following[0].text in word_set("en_topics")
    return topics and any(w.lower in ("and", "&", ",") for w in following[1:])


def plural(line: Line, title: Title) -> bool:
    """`the heads of X and Y`: a title in the plural."""
    return line.low(title.last - 1) not in word_set("en_title_heads")


def fullest(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The forms of a title, each once, longest first."""
    return sorted(dict.fromkeys(spans), key=lambda span: span[0] - span[1])
