"""Mentions of bodies in an English sentence: known names, names by their grammar, bracketed short forms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from extractors.bodies import registry
from extractors.english.chunks import chunk_end, names_body, starts_name
from extractors.english.headings import is_headline
from extractors.english.names import is_pinyin, known_share
from extractors.english.titles import Title
from extractors.english.words import Word, words
from extractors.geography import city, country_of
from extractors.lexicons import lines, table, word_set

_ACTS = frozenset(table("en_people")["acts"])


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A name of a body: characters, words of its sentence, and what the words around it tell.

    `short` is the form defined in brackets behind it; `owner` a country before it (`Mexico's …`).
    `sure` is False for bare capitals that only a definition elsewhere can make a body.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    short: Word | None = None
    owner: str | None = None
    sure: bool = True


@lru_cache(maxsize=1)
def _known() -> dict[str, list[tuple[str, ...]]]:
    """Word sequences of the registry's English forms by their first word, longest first."""
    known: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for form, _ in registry().forms("en"):
        sequence = tuple(w.text for w in words(form))
        if sequence and form not in word_set("en_no_organizations"):
            known[sequence[0].lower()].append(sequence)
    for sequences in known.values():
        sequences.sort(key=len, reverse=True)
    return dict(known)


def known_end(line: list[Word], at: int) -> int:
    """Where a name of the registry that begins at `at` ends; `at` if none does."""
    for sequence in _known().get(line[at].lower, ()):
        last = at + len(sequence)
        if last <= len(line) and _same(line[at:last], sequence):
            return last
    return at


def _same(written: list[Word], sequence: tuple[str, ...]) -> bool:
    """Acronyms must agree to the letter, names but for capitals (headlines, datelines)."""
    if len(sequence) == 1:
        one, other = written[0].text, sequence[0]
        return one == other or (len(one) > 4 and one[0].isupper() and one.lower() == other.lower())
    if any(w.possessive for w in written[:-1] if w.text not in ("People", "Women", "Consumers")):
        return False
    return written[0].capital and all(w.lower == s.lower() for w, s in zip(written, sequence, strict=True))


def bodies(line: list[Word], positions: list[Title]) -> list[BodyMention]:
    """The body mentions of one sentence, left to right."""
    barriers = _barriers(line, positions)
    headline = is_headline(line)
    found: list[BodyMention] = []
    at = 0
    while at < len(line):
        mention = _body_at(line, at, barriers, headline, positions) if starts_name(line, at) else None
        if mention:
            found.append(mention)
            at = mention.last
        else:
            at += 1
    return found


def _barriers(line: list[Word], positions: list[Title]) -> frozenset[int]:
    """The capitalized words of titles: no name of a body runs over them, but for `Office of the …`."""
    inside: set[int] = set()
    for title in positions:
        lead = " ".join(w.lower for w in line[max(0, title.first - 4) : title.first])
        if "office of the" not in lead and "office of" not in lead:
            inside.update(range(title.first, title.last))
    return frozenset(inside)


def _body_at(
    line: list[Word], at: int, barriers: frozenset[int], headline: bool, positions: list[Title]
) -> BodyMention | None:
    known = known_end(line, at)
    if (at in barriers and known - at < 2) or (known == at + 1 and _surname(line, at)):
        return None
    grown = chunk_end(line, at, barriers) if at not in barriers else at + 1
    named = _before_person(line, at, _named(line, at, grown), _of_title(line, at, positions))
    if known == at + 1 and line[at].acronym:
        named = known
    if headline and known == at and named > at:
        return _mention(line, at, named, sure=False) if any(not w.capital for w in line[at:named]) else None
    if (last := max(known, named)) > at:
        return _mention(line, at, last, sure=True)
    if _led(line, at, positions) and not any(w.capital for w in line[at + 1 : at + 2]):
        return _mention(line, at, at + 1, sure=True)
    if line[at].acronym and line[at].text not in word_set("en_no_organizations"):
        return _mention(line, at, at + 1, sure=False)
    return None


def _of_title(line: list[Word], at: int, positions: list[Title]) -> bool:
    """Behind `Director for`, where a field of work may stand between the title and its holder."""
    return at > 1 and line[at - 1].lower in ("for", "of") and any(t.last == at - 1 for t in positions)


def _before_person(line: list[Word], first: int, last: int, of_title: bool) -> int:
    """`International Cooperation Department Bai Guanghua`: the name of a person ends that of the body."""
    no_name = word_set("en_organization_heads") | word_set("en_topics")
    at = max((i for i in range(first, last) if line[i].text in no_name), default=last - 1)
    rest = line[at + 1 : last]
    given = rest[0].lower if rest else ""
    shaped = 2 <= len(rest) <= 3 and all(w.capital and not w.acronym for w in rest)
    people = known_share(rest) >= 0.5 and (given in lines("en_names") or is_pinyin(given))
    signs = of_title and last < len(line) and line[last].lower in _ACTS
    return at + 1 if shaped and (people or signs) else last


def _surname(line: list[Word], at: int) -> bool:
    """`PAI Yanfei`: capitals that are a family name, not an acronym."""
    following = line[at + 1] if at + 1 < len(line) else None
    if (
        following is None
        or not following.capital
        or following.acronym
        or not line[at].text.isupper()
        or line[at].possessive
    ):
        return False
    third = line[at + 2] if at + 2 < len(line) else None
    if at and line[at - 1].lower in ("of", "at", "for") and third and third.capital:
        # "Director of KEBS Paul Mwangi"
        return False
    word = following.lower
    return (
        word not in word_set("en_title_heads")
        and following.text not in word_set("en_topics")
        and (word in lines("en_names") or is_pinyin(word))
    )


def _led(line: list[Word], at: int, positions: list[Title]) -> bool:
    """A lone capital behind a position (`metrology director of Inmetro`, `a vice president at Ford`)."""
    word = line[at]
    if (
        at < 2
        or line[at - 1].lower not in ("of", "at")
        or len(word.text) < 3
        or not any(t.last == at - 1 for t in positions)
    ):
        return False
    following = line[at + 1].lower if at + 1 < len(line) else ""
    if following in word_set("en_kinds") | {"office", "branch", "region", "bureau", "station", "plant"}:
        return False
    if word.lower.endswith(("tion", "ment", "ity", "ics", "ology", "ing", "ance", "ure", "erce")):
        return False
    return (
        country_of(word.text) is None and city(word.text) is None and word.text not in word_set("en_topics")
    )


def _named(line: list[Word], at: int, end: int) -> int:
    return end if names_body(line, at, end) and not _only_place(line, at, end) else at


def _only_place(line: list[Word], first: int, last: int) -> bool:
    return last - first < 3 and line[last - 1].text in (
        "City",
        "Province",
        "State",
        "Street",
        "Avenue",
        "Hotel",
    )


def _mention(line: list[Word], first: int, last: int, *, sure: bool) -> BodyMention:
    text = _written(line, first, last)
    owner = line[first - 1].text if first and line[first - 1].possessive else None
    return BodyMention(
        line[first].start,
        line[last - 1].end,
        text,
        first,
        last,
        short=_bracketed(line, last),
        owner=country_of(owner) if owner else None,
        sure=sure,
    )


def _written(line: list[Word], first: int, last: int) -> str:
    pieces: list[str] = []
    for i in range(first, last):
        gap = i > first and line[i].start > line[i - 1].end and not line[i - 1].possessive
        pieces.append((" " if gap else "") + line[i].text)
        if line[i].possessive and i + 1 < last:
            pieces.append("'s ")
    return "".join(pieces)


def _bracketed(line: list[Word], at: int) -> Word | None:
    """The short form in `(NIST)`, or between commas (`, UkrNDNC,`) where no other body bears it."""
    if at + 2 >= len(line):
        return None
    if (
        line[at].text == ","
        and line[at + 1].acronym
        and line[at + 2].text == ","
        and " " not in line[at + 1].text
    ):
        return (
            line[at + 1] if not country_of(line[at + 1].text) and known_end(line, at + 1) == at + 1 else None
        )
    if line[at].text not in "([":
        return None
    word = line[at + 1]
    if not word.capital or line[at + 2].text not in (")", "]", ",", ";"):
        return None
    if word.text in word_set("en_no_organizations") or country_of(word.text):
        return None
    return word
