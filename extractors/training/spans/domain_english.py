"""Marked sentences of the English domain corpus: from its gold, else from what the readers' grammar shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractors.cleaning import clean
from extractors.english import pipeline
from extractors.english.words import Word, words
from extractors.geography import city, country_names, country_of
from extractors.reading import Context
from extractors.training.spans.marked import Marked, Marker

# A word that so many documents write small is an ordinary one, capitals or not.
_ORDINARY = 3
_KIND = re.compile(
    r"\b(?:[Mm]emorand(?:um|a) of (?:[Uu]nderstanding|[Cc]ooperation|[Aa]greement)|[Ll]etters? of [Ii]ntent"
    r"|MoUs?|MOUs?|[Jj]oint (?:[Ss]tatement|[Dd]eclaration)|[Aa]ction [Pp]lan"
    r"|(?:(?:[Cc]ooperation|[Ff]ramework|[Mm]utual [Rr]ecognition) )?"
    r"(?:[Aa]greement|[Pp]rotocol|[Aa]rrangement)"
    r"|[Cc]ooperation (?:[Dd]ocuments?|[Aa]ccord))\b"
)


def marked(documents: Sequence[Mapping[str, Any]], others: Mapping[str, Any]) -> Iterator[list[Marked]]:
    """The sentences of each document; `others` names people (and no people) that gold does not tell of."""
    ordinary = _ordinary(documents)
    for document in documents:
        yield _document(document, others.get(document["doc_id"], {}), ordinary)


def _ordinary(documents: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for document in documents:
        seen.update({w.text for w in words(document["text"]) if not w.capital})
    return frozenset(word for word, count in seen.items() if count >= _ORDINARY)


def _document(
    document: Mapping[str, Any], others: Mapping[str, Sequence[str]], ordinary: frozenset[str]
) -> list[Marked]:
    text = clean(document["text"]).text
    doc = pipeline().make_doc(text)
    doc._.english_context = Context(document.get("published"), document.get("url"))
    pipeline()(doc)
    marker = Marker(text)
    _from_gold(marker, document["events"], others.get("people", ()))
    _from_grammar(marker, doc)
    _places(marker, doc)
    known = frozenset(word for name in others.get("others", ()) for word in name.split())
    marker.leave_open(_undecided(marker, doc, ordinary | known))
    return [marker.within(s.start, s.end) for s in doc._.english_sentences]


def _from_gold(marker: Marker, events: Iterable[Mapping[str, Any]], bystanders: Iterable[str]) -> None:
    people = [person for event in events for person in event["people"]]
    titles = [i["title"] for event in events for i in event["instruments"] if i["title"]]
    marker.mark_all(titles, "INSTRUMENT", whole=True)
    names = [*(name for person in people for name in person["names"]), *bystanders]
    marker.mark_all(names, "PERSON", whole=True)
    bodies = [name for event in events for party in event["parties"] for name in party["names"]]
    bodies += [name for person in people for name in person["organizations"]]
    lands = [body for body in bodies if country_of(body) and len(body.split()) == 1]
    marker.mark_all((body for body in bodies if body not in lands and body[:1].isupper()), "ORG", whole=True)
    surnames = [name.split()[-1] for name in names if len(name.split()) > 1]
    marker.mark_all((s for s in surnames if len(s) > 2 and s[:1].isupper()), "PERSON", whole=True)
    marker.mark_all((t for person in people for t in person["titles"]), "TITLE", whole=True)


def _from_grammar(marker: Marker, doc: Any) -> None:
    for mention, _ in doc._.english_bodies.mentions:
        marker.mark(mention.start, mention.end, "ORG")
    for found in _KIND.finditer(marker.text):
        marker.mark(*found.span(), "INSTRUMENT")
    for line in doc._.english_lines:
        for title in line.titles:
            marker.mark(line.words[title.first].start, line.words[title.last - 1].end, "TITLE")
    for date in doc._.english_dates:
        marker.mark(date.start, date.end - marker.text.endswith(".", date.start, date.end), "DATE")


def _places(marker: Marker, doc: Any) -> None:
    for line in doc._.english_lines:
        for first, last in _runs(line.words):
            text = marker.text[line.words[first].start : line.words[last - 1].end]
            if city(text) or text in country_names("en"):
                marker.mark(line.words[first].start, line.words[last - 1].end, "LOC")


def _undecided(marker: Marker, doc: Any, ordinary: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Capitals that nothing tells of; runs of ordinary words are no names."""
    for line in doc._.english_lines:
        for first, last in _runs(line.words):
            run = line.words[first:last]
            if not all(w.lower in ordinary or w.text in ordinary for w in run):
                yield from ((w.start, w.end) for w in run if marker.free(w.start, w.end))


def _runs(line: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(line):
        last = first
        while last < len(line) and line[last].capital:
            last += 1
        if last > first:
            yield first, last
        first = max(last, first + 1)
