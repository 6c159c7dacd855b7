"""Bodies that an instrument or a meeting sets up: working groups, committees, their points of contact.

They stand in a list (`Three working groups will be created:`) or in a sentence (`agreed to set up a joint
committee`, `双方将设立联合工作组`). Words are in lexicon/activities.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.activities import Scope
from extractors.activity_words import Span, quoted, readable, rules, sentences
from extractors.events import Mention, WorkingGroup
from extractors.geography import country_of
from extractors.lexicons import table
from extractors.promise_lists import lists

_ARTICLE = re.compile(r"(?:an?|the|one|two|three)\s+", re.IGNORECASE)
_AND = {"en": re.compile(r",? and "), "zh": re.compile(r"[和与、]|以及")}
_FULL_STOP = re.compile(r"[\s.;,。；，]+$")
_COUNTRY = re.compile(r" in ((?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})$")
_MODAL = r"(?:will|shall|are to|is to|would|to) (?:also |jointly )?"


@cache
def _words(lang: str, name: str) -> str:
    listed: list[str] = table("activities")["groups"][lang][name]
    return "|".join(listed)


@cache
def _english() -> tuple[re.Pattern[str], ...]:
    """A body after the verb that founds it, and one before it."""
    noun, verb = _words("en", "nouns"), _words("en", "founding")
    subject = r"(?:on|for) (?:(?!to\b|which\b|that\b|with\b|will\b|shall\b)[\w/&'’-]+ ?){1,8}"
    words = r"(?:(?!(?:of|to|for|in|on|that|which|by|and)\b)[\w/&'’-]+ ){0,6}?"
    name = rf"(?P<name>{words}(?:{noun})(?: {subject})?)(?=\W|$)"
    return (
        re.compile(rf"\b(?:{verb}) (?:an? |the )?{name}", re.IGNORECASE),
        re.compile(rf"\b(?:an?|the) {name}\s*{_MODAL}be (?:{verb})", re.IGNORECASE),
    )


@cache
def _founded() -> re.Pattern[str]:
    """`three working groups will be created`, `will create working groups`: what leads to a list of them."""
    noun, verb = _words("en", "nouns"), _words("en", "founding")
    passive = rf"(?:{noun})s?\b[^.;:]{{0,40}}\b{_MODAL}be (?:{verb})\b"
    return re.compile(rf"{passive}|{_MODAL}(?:{verb}) [^.;:]{{0,40}}\b(?:{noun})s?\b", re.IGNORECASE)


@cache
def _entry() -> re.Pattern[str]:
    """An item of such a list begins with the body's name."""
    noun = _words("en", "nouns")
    name = rf"(?P<name>[^.;:\n]{{0,80}}?\b(?:{noun})(?:\s+(?:on|for)\s+[^,.;:(]{{2,70}}?)?)"
    end = r"(?=\s+(?:with|between|led|co-?chaired)\b|\s*[,.;:(–]|\s+and$|$)"
    return re.compile(rf"(?:(?:an?|the)\s+)?{name}{end}", re.IGNORECASE)


@cache
def _chinese() -> re.Pattern[str]:
    verbs, nouns = _words("zh", "founding"), _words("zh", "nouns")
    name = rf"(?P<name>[^,;:。!?、和与及的由了个\n]{{0,20}}?(?:{nouns}))"
    return re.compile(rf"(?:{verbs})(?!于|以来|的)了?(?:一个|一)?{name}(?![\u4e00-\u9fff]*(?:以来|后))")


@cache
def _contacts(lang: str) -> re.Pattern[str]:
    """Words for points of contact, with what links them to the names."""
    words, links = _words(lang, "contacts"), _words(lang, "contact_links")
    end = r"\b" if lang == "en" else ""
    return re.compile(rf"(?:{words}){end}[\s:：]*(?:(?:{links}){end}\s*)*", re.IGNORECASE)


def working_groups(text: str, lang: str, scope: Scope) -> tuple[WorkingGroup, ...]:
    """The bodies set up within `scope`, in the text's order: names without article, contacts as written."""
    read = readable(text, lang)
    found: list[WorkingGroup] = []
    for span in scope:
        blocks = [b for b in lists(text, span) if lang == "en" and _founded().search(text, *b.lead)]
        for block in blocks:
            found += (g for start, end in block.items if (g := _listed(text, start, end)))
        for sentence in sentences(text, lang, span):
            if not any(block.covers(sentence) for block in blocks):
                found += _told(text, read, lang, sentence)
    return tuple(sorted(found, key=lambda g: g.name))


def _listed(text: str, start: int, end: int) -> WorkingGroup | None:
    entry = _entry().match(text, start, end)
    if entry is None:
        return None
    name = quoted(text, *entry.span("name"))
    return WorkingGroup(name, _contacts_in(text, text, (entry.end(), end), "en"))


def _told(text: str, read: str, lang: str, sentence: Span) -> Iterator[WorkingGroup]:
    """Bodies that the sentence says an instrument or the sides set up."""
    for match in _matches(read, lang, sentence):
        # What sets the body up comes before it, or stands behind `will be set up under`.
        passive = match.end() > match.end("name")
        if not _promised(read[sentence[0] : sentence[1] if passive else match.start("name")], lang):
            continue
        name = _without_article(quoted(text, match.start("name"), match.end("name")), text)
        contacts = _contacts_in(text, read, (match.end("name"), sentence[1]), lang)
        yield WorkingGroup(name, contacts or _members(text, read, lang, sentence[0], match))


def _matches(read: str, lang: str, sentence: Span) -> Iterator[re.Match[str]]:
    for pattern in _english() if lang == "en" else (_chinese(),):
        yield from pattern.finditer(read, *sentence)


def _promised(said: str, lang: str) -> bool:
    promise = rules(lang).promise
    if promise["rejects"].search(said):
        return False
    return any(promise[name].search(said) for name in ("instruments", "sides")) or _decided(said, lang)


def _decided(said: str, lang: str) -> bool:
    return bool(re.search(r"\bagreed (?:to|on)\b" if lang == "en" else "同意|商定|约定", said))


def _without_article(name: Mention, text: str) -> Mention:
    article = _ARTICLE.match(name.text)
    return quoted(text, name.start + article.end(), name.end) if article else name


# -- points of contact


def _contacts_in(text: str, read: str, span: Span, lang: str) -> tuple[Mention, ...]:
    lead = _contacts(lang).search(read, *span)
    if lead is None:
        return ()
    stop = len(text[: span[1]]) - len(_closing(text[: span[1]]))
    return _both(text, read, (lead.end(), stop), lang)


def _closing(said: str) -> str:
    match = _FULL_STOP.search(said)
    return match[0] if match else ""


def _members(text: str, read: str, lang: str, start: int, match: re.Match[str]) -> tuple[Mention, ...]:
    """`由A和B组成联络小组`: those who make it up."""
    made = re.compile("由([^,;:。]+)$").search(read, start, match.start()) if lang == "zh" else None
    return _both(text, read, made.span(1), lang) if made and match[0].startswith("组成") else ()


def _both(text: str, read: str, span: Span, lang: str) -> tuple[Mention, ...]:
    """`A and B` as two, at the conjunction that parts bodies and not words of a name."""
    start, end = span
    found = _AND[lang].finditer(read, start, end)
    parts = [m for m in found if text[start : m.start()].strip() and text[m.end() : end].strip()]
    if not parts:
        return tuple(m for m in [_contact(text, start, end)] if m.text)
    middle = max(parts, key=lambda m: (_parting(text, start, m, end), -m.start()))
    return _contact(text, start, middle.start()), _contact(text, middle.end(), end)


def _parting(text: str, start: int, conjunction: re.Match[str], end: int) -> int:
    """How surely a conjunction parts two bodies: `… (NIM) in China and the Office …`."""
    left, right = text[start : conjunction.start()], text[conjunction.end() : end]
    closed = left.endswith((")", "）")) or bool(_in_country(left))
    placed = all(re.search(r" (?:at|of|in) ", side) for side in (left, right))
    return 2 * closed + 2 * right.startswith("the ") + placed


def _contact(text: str, start: int, end: int) -> Mention:
    """A body's office without article and without the country behind it."""
    said = quoted(text, start, end)
    country = _in_country(text[said.start : said.end])
    said = quoted(text, said.start, said.start + country.start()) if country else said
    return _without_article(said, text)


def _in_country(said: str) -> re.Match[str] | None:
    place = _COUNTRY.search(said)
    return place if place and country_of(place[1]) else None
