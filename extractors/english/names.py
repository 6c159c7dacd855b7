"""Personal names in English text: runs of capitals that something around them shows to be a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.english.headings import is_headline
from extractors.english.titles import Title
from extractors.english.words import Word
from extractors.geography import city, country_names, country_of, demonyms, mentions
from extractors.lexicons import lines, table, word_set
from extractors.witness import Witness

# What a run of capitals needs to count as a name, and how near to it the trained model is asked; what its
# answers weigh: a person, something else, nothing while it sees other names in the sentence.
_ENOUGH, _UNSURE = 1.2, 0.8
_SEEN, _SEEN_OTHERWISE, _UNSEEN = 0.6, -0.7, -0.1
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Þ]")
_GENERATIONS = frozenset({"Jr.", "Jr", "Sr", "Sr.", "II", "III"})
_ACTS = frozenset(table("en_people")["acts"])
# As in `His Excellency Prof. Dr. Dr. h.c.`.
_MOST_HONORIFICS = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name: words `first` to `last` (exclusive); its honorifics begin at `start`."""

    first: int
    last: int
    start: int

    @property
    def honorific(self) -> bool:
        return self.start < self.first


def names(
    line: list[Word], taken: set[int], positions: Sequence[Title], witness: Witness
) -> list[Name]:
    """The personal names of a sentence; `taken` are words of bodies and titles.

    `witness` is asked where the grammar is unsure.
    """
    found: list[Name] = []
    at = 0
    while at < len(line):
        name = _name_at(line, at, taken, witness)
        if name and _shown(line, name, positions, taken, witness):
            found.append(name)
            at = name.last
        else:
            at += 1
    return found


def _name_at(line: list[Word], at: int, taken: set[int], witness: Witness) -> Name | None:
    first, honorific = at, False
    last_honorific = min(len(line), at + _MOST_HONORIFICS)
    while first < last_honorific and _is_honorific(line, first, honorific):
        honorific, first = True, first + 1
    last = _run(line, first, taken)
    if not honorific:
        first = at = _begin(line, first, last, witness)
    while (
        last > first
        and line[last - 1].text in word_set("en_degrees")
        and line[last - 1].text not in _GENERATIONS
    ):
        last -= 1
    if last == first or (last - first == 1 and not honorific and not _lone(line, first)):
        return None
    if not honorific and not _plausible(line, first, last):
        return None
    return Name(first, last, at)


def _is_honorific(line: list[Word], at: int, behind_another: bool) -> bool:
    """`Dr.`, `Major General`, and the `U` of Burmese men before two names."""
    word = line[at].text
    if word in word_set("en_honorifics"):
        return True
    if behind_another:
        return word in ("General", "Colonel", "Admiral") and line[at - 1].text not in ("Mr.", "Mr", "Dr.")
    names = line[at + 1 : at + 3]
    return word == "U" and len(names) > 1 and all(w.capital and not w.acronym for w in names)


def _lone(line: list[Word], at: int) -> bool:
    """A name of one word, as `Zakirov, Director of …`: known as a name and followed by an apposition."""
    after = line[at + 1].text if at + 1 < len(line) else ""
    word = line[at].text
    if (
        after != ","
        or len(word) < 4
        or at == 0
        or country_of(word)
        or city(word)
        or word in word_set("en_topics")
    ):
        return False
    return known_share(line[at : at + 1]) == 1.0 or line[at - 1].lower in ("and", "by", "with")


def _run(line: list[Word], first: int, taken: set[int]) -> int:
    last = first
    while last < len(line) and last not in taken and last - first < 6:
        word = line[last]
        if (_name_word(word) or _month_in_name(line, first, last)) and not (
            last == first
            and len(word.text) > 1
            and {word.text, word.text.capitalize()} & word_set("en_common_capitals")
        ):
            last += 1
            if word.possessive:
                break
        elif last > first and _particle(line, last, taken):
            last += 1
        else:
            break
    while last > first and not line[last - 1].capital:
        last -= 1
    if last > first + 1 and last < len(line) and line[last].text in word_set("en_patronymics"):
        last += 1
    return last


def _begin(line: list[Word], first: int, last: int, witness: Witness) -> int:
    """`Call Jane Doe`, `Registrar of Companies Jane Doe`: where the name in a run of capitals begins."""
    opening = line[first]
    if last - first < 3 or known_share(line[first : first + 1]) == 1.0:
        return first
    if opening.lower in word_set("en_particles") or opening.text.endswith("."):
        # "El Hadji Moustapha", "Ma. Corazon"
        return first
    sight = witness.ending(line[first].start, line[last - 1].end)
    if sight is None or sight.label != "PERSON":
        return first
    begin = first
    while line[begin].start < sight.start and known_share(line[begin : begin + 1]) < 1.0:
        begin += 1
    return begin if last - begin > 1 else first


def _name_word(word: Word) -> bool:
    return (
        word.capital
        and not word.text.endswith("-")
        and word.text not in word_set("en_months") | word_set("en_weekdays")
    )


def _month_in_name(line: list[Word], first: int, at: int) -> bool:
    """`Willie May`, `XIE Jun`: a family or given name that is a month too; no day stands beside it."""
    if at == first or line[at].text in word_set("en_weekdays") or not line[at].capital:
        return False
    following = line[at + 1].text if at + 1 < len(line) else ""
    before = line[at - 1]
    known = before.lower in lines("en_names") or _PINYIN.fullmatch(before.lower) or len(before.text) == 2
    dated = following[:1].isdigit() or line[at].text.endswith(".")
    return bool(known) and len(line[at].text) < 6 and not dated


def _particle(line: list[Word], at: int, taken: set[int]) -> bool:
    if line[at].text not in word_set("en_particles") or at + 1 >= len(line):
        return False
    following = at + 1
    if line[following].text in word_set("en_particles") and following + 1 < len(line):
        following += 1
    return following not in taken and line[following].capital


def _plausible(line: list[Word], first: int, last: int) -> bool:
    """No topic, place or common word in it, and not all of it a known place."""
    run = line[first:last]
    if any(w.text in word_set("en_topics") or w.text in word_set("en_organization_heads") for w in run):
        return False
    no_ending = word_set("en_no_heads") | word_set("en_no_surnames")
    if any(w.text in word_set("en_no_organizations") for w in run) or run[-1].text in no_ending:
        return False
    if any(w.lower.removesuffix("s") in word_set("en_title_heads") and w.lower.endswith("s") for w in run):
        return False
    capitals = [w.text for w in run if len(w.text) > 2 and w.text.isupper() and w.text.isalpha()]
    if any(not _VOWEL.search(text) for text in capitals):
        return False
    text = " ".join(w.text for w in run)
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if {text, plain, plain.replace(" ", "")} & (country_names("en").keys() | demonyms().keys()):
        return False
    if len(run) > 1 and (city(text) or any(m.end - m.start == len(text) for m in mentions(text))):
        return False
    place = city(text) or (country_of(run[0].text) and country_of(text))
    return not place or known_share(run) == 1.0


_SYLLABLE = (
    r"(?:[bpm](?:a|ai|an|ang|ao|ei|en|eng|i|ian|iao|ie|in|ing|o|u)|f(?:a|an|ang|ei|en|eng|ou|u)"
    r"|[dt](?:a|ai|an|ang|ao|e|ei|eng|i|ian|iao|ie|ing|iu|ong|ou|u|uan|ui|un|uo)"
    r"|[nl](?:a|ai|an|ang|ao|e|ei|en|eng|i|ian|iang|iao|ie|in|ing|iu|ong|ou|u|uan|un|uo|v|ü)"
    r"|[gkh](?:a|ai|an|ang|ao|e|ei|en|eng|ong|ou|u|ua|uai|uan|uang|ui|un|uo)"
    r"|[jqx](?:i|ia|ian|iang|iao|ie|in|ing|iong|iu|u|uan|ue|un)"
    r"|(?:[zcs]h?|r)(?:a|ai|an|ang|ao|e|ei|en|eng|i|ong|ou|u|ua|uai|uan|uang|ui|un|uo)"
    r"|y(?:a|an|ang|ao|e|i|in|ing|o|ong|ou|u|uan|ue|un)"
    r"|w(?:a|ai|an|ang|ei|en|eng|o|u)|ai|an|ang|ao|e|en|er|ou)"
)
_PINYIN = re.compile(rf"{_SYLLABLE}{{1,2}}")


def is_pinyin(word: str) -> bool:
    """Whether a word in lower case is one or two syllables of romanized Chinese, as given names are."""
    return len(word) > 3 and _PINYIN.fullmatch(word) is not None


def is_chinese(name: str) -> bool:
    """Whether a whole name sounds like romanized Chinese: `Peng Zhaoyang`, `XIE Jun`."""
    words = name.lower().split()
    return 1 < len(words) < 4 and all(_PINYIN.fullmatch(w) for w in words)


def known_share(run: Sequence[Word]) -> float:
    """The share of words that are parts of personal names somewhere."""
    parts = [p for w in run for p in w.lower.replace("’", "-").replace("'", "-").split("-") if len(p) > 2]
    return sum(p in lines("en_names") or is_pinyin(p) for p in parts) / len(parts) if parts else 0.0


def _shown(
    line: list[Word], name: Name, positions: Sequence[Title], taken: set[int], witness: Witness
) -> bool:
    if name.honorific:
        return True
    if name.first and line[name.first - 1].lower in ("in", "at", "near"):
        return False
    if name.last - name.first == 1 and not any(1 <= t.first - name.last <= 4 for t in positions):
        return False
    known = known_share(line[name.first : name.last])
    titled = _titled(line, name, positions) or _owned(line, name)
    initials = re.fullmatch(r"(?:[A-Z]\w?\.)+", line[name.first].text) is not None
    if not (known or titled or initials or _doing(line, name) or _of_body(line, name, taken)):
        return False
    score = 1.5 * known + 2.0 * titled + 0.8 * initials
    score += 1.0 * _acting(line, name)
    score += 0.5 * (name.last - name.first in (2, 3))
    score += 0.8 * _set_off(line, name)
    score -= 1.5 * is_headline(line)
    if abs(score - _ENOUGH) < _UNSURE and not is_headline(line):
        score += _testified(line, name, witness)
    return score >= _ENOUGH


def _testified(line: list[Word], name: Name, witness: Witness) -> float:
    """What the trained model says to a run of capitals: a person, something else, or nothing."""
    sight = witness.covering(line[name.first].start, line[name.last - 1].end)
    if sight is None:
        return 0.0 if witness.silent(line[name.first].start) else _UNSEEN
    return _SEEN if sight.label == "PERSON" else _SEEN_OTHERWISE


def _titled(line: list[Word], name: Name, positions: Sequence[Title]) -> bool:
    """A title right before the name, or after it behind a comma or bracket."""
    for title in positions:
        gap = name.first - title.last
        if gap == 0 or (gap == 1 and line[title.last].text == ","):
            return True
        if 2 < gap < 8 and line[title.last].text == "(" and line[name.first - 1].text == ")":
            return True
        if (
            0 < gap <= 16
            and line[title.last].lower in ("of", "for", "at", "to")
            and _unbroken(line, title.last, name.first)
        ):
            return True
        if 0 < title.first - name.last <= 8 and line[name.last].text in (",", "(", "—", "–", "-"):
            return True
    return False


def _owned(line: list[Word], name: Name) -> bool:
    """`NPL's Arabella Mutasa`: a body's own, where more than one word makes the name."""
    owner = line[name.first - 1] if name.first else None
    return owner is not None and owner.possessive and owner.acronym and name.last - name.first > 1


def _unbroken(line: list[Word], first: int, last: int) -> bool:
    """`Chairman of Gosstandart of Russia V. N. Krutogolov`: only the title's own complement in between."""
    run = line[first : last - (line[last - 1].text == ",")]
    return all(
        w.capital or w.lower in ("of", "for", "the", "and", "at", "in", "on", "to", "(", ")", "&", ",")
        for w in run
    )


def _set_off(line: list[Word], name: Name) -> bool:
    """Between commas, or behind one: an apposition."""
    before = line[name.first - 1].text if name.first else ""
    after = line[name.last].text if name.last < len(line) else ""
    return before in (",", ":", ";") or (after in (",", "(") and name.last - name.first > 1)


def _acting(line: list[Word], name: Name) -> bool:
    after = line[name.last].lower if name.last < len(line) else ""
    return _doing(line, name) or after in ("of", "for", "from")


def _of_body(line: list[Word], name: Name, taken: set[int]) -> bool:
    """`X of the Institute`."""
    behind = [w.lower for w in line[name.last : name.last + 2]]
    if not behind or behind[0] not in ("of", "from"):
        return False
    return name.last + 1 + (behind[1:] == ["the"]) in taken


def _doing(line: list[Word], name: Name) -> bool:
    """`X signed`, `by X`, `X, who`: something that people do, or have done to them."""
    behind = [w.lower for w in line[name.last : name.last + 2]]
    before = line[name.first - 1].lower if name.first else ""
    who = "who" in behind[:1] or behind == [",", "who"]
    return (
        who
        or (bool(behind) and behind[0] in _ACTS)
        or before in ("by", "between", "with", "said", "says", "added", "under", "late")
    )
