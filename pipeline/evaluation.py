"""Precision, recall and F1 of predicted events against gold, facet by facet.

Gold and predictions are documents `{"doc_id", "lang"?, "events"}` in the shape of the guidelines. In gold
every form of a name counts as right; of a prediction only the first, fullest form is looked at. Events
are aligned one to one if they have one type and share a party (or, where gold names no party, the date);
an event without a partner charges everything in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FACETS = (
    "events",
    "dates",
    "parties",
    "countries",
    "people",
    "signatories",
    "titles",
    "affiliations",
    "instruments",
    "instr_titles",
    "fields",
    "places",
)

# A signing is right as a whole if all of these are.
_EXACT = ("dates", "parties", "signatories", "instruments", "fields")

_READING = re.compile(r"(?<=[\u4e00-\u9fff])\([a-z\u00e0-\u01dc]{1,7}\)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NO_WORD = re.compile(r"\bthe\b|[^\w\s]")

Item = Mapping[str, Any]
Same = Callable[[Item, Item], bool]


@dataclass(frozen=True, slots=True)
class Count:
    """How many are right, how many there are in gold, how many were predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.gold + other.gold, self.predicted + other.predicted)

    @property
    def perfect(self) -> bool:
        return self.right == self.gold == self.predicted

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A pair of events (one of them empty where it has no partner) and the facets that are wrong."""

    doc_id: str
    wrong: tuple[str, ...]
    gold: Item
    predicted: Item


@dataclass(slots=True)
class Score:
    """The figures of a set of documents."""

    facets: dict[str, Count] = field(default_factory=lambda: dict.fromkeys(FACETS, Count()))
    documents: int = 0
    signings: int = 0
    exact: int = 0
    without_events: int = 0
    false_alarms: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def overall(self) -> float:
        """The mean F1 of the facets, as rounded to four places each."""
        return sum(round(count.f1, 4) for count in self.facets.values()) / len(self.facets)

    def add(self, gold: Item, predicted: Sequence[Item]) -> None:
        """Counts one document."""
        events = gold.get("events") or []
        self.documents += 1
        if not events:
            self.without_events += 1
            self.false_alarms += bool(predicted)
        for pair in aligned(events, predicted):
            self._add_pair(str(gold["doc_id"]), *pair)

    def _add_pair(self, doc_id: str, gold: Item, predicted: Item) -> None:
        counts = compare(gold, predicted)
        for facet, count in counts.items():
            self.facets[facet] += count
        wrong = tuple(facet for facet in FACETS if not counts[facet].perfect)
        if wrong:
            self.mistakes.append(Mistake(doc_id, wrong, gold, predicted))
        if gold.get("type") == "signing":
            self.signings += 1
            self.exact += bool(predicted) and all(counts[facet].perfect for facet in _EXACT)


def score(gold: Iterable[Item], predicted: Mapping[str, Sequence[Item]]) -> Score:
    """Figures over all gold documents; one that `predicted` (events by doc_id) lacks counts as empty."""
    total = Score()
    for document in gold:
        total.add(document, predicted.get(str(document["doc_id"]), []))
    return total


def compare(gold: Item, predicted: Item) -> dict[str, Count]:
    """The facets of two aligned events; either may be empty."""
    both = int(bool(gold) and bool(predicted))
    same_date = both and int(gold.get("date") == predicted.get("date"))
    parties = _matched(_list(gold, "parties"), _list(predicted, "parties"), _same_name)
    n_parties = len(_list(gold, "parties")), len(_list(predicted, "parties"))
    return {
        "events": Count(both, int(bool(gold)), int(bool(predicted))),
        "dates": Count(same_date, int(bool(gold)), int(bool(predicted))),
        "parties": Count(len(parties), *n_parties),
        "countries": Count(sum(a.get("country") == b.get("country") for a, b in parties), *n_parties),
        **_people(_list(gold, "people"), _list(predicted, "people")),
        **_instruments(gold, predicted),
        "fields": _fields(gold, predicted),
        "places": _places(gold, predicted),
    }


def _people(gold: Sequence[Item], predicted: Sequence[Item]) -> dict[str, Count]:
    pairs = _matched(gold, predicted, _same_name)
    signers = [person for person in gold if person.get("role") == "signatory"]
    guessed = [person for person in predicted if person.get("role") == "signatory"]
    return {
        "people": Count(sum(a.get("role") == b.get("role") for a, b in pairs), len(gold), len(predicted)),
        "signatories": Count(len(_matched(signers, guessed, _same_name)), len(signers), len(guessed)),
        "titles": _detail("titles", gold, predicted, pairs),
        "affiliations": _detail("organizations", gold, predicted, pairs),
    }


def _detail(
    key: str, gold: Sequence[Item], predicted: Sequence[Item], pairs: list[tuple[Item, Item]]
) -> Count:
    """Titles or organizations of people; those of a person for whom gold has none are not charged."""
    right = sum(_overlapping(a, b, key) for a, b in pairs)
    unasked = sum(bool(_forms(b, key)) for a, b in pairs if not _forms(a, key))
    told = sum(bool(_forms(person, key)) for person in predicted)
    return Count(right, sum(bool(_forms(person, key)) for person in gold), told - unasked)


def _instruments(gold: Item, predicted: Item) -> dict[str, Count]:
    ours, theirs = _list(gold, "instruments"), _list(predicted, "instruments")
    titled = [item for item in ours if _folded(item.get("title"))]
    guessed = [item for item in theirs if _folded(item.get("title"))]
    # In an event that gold knows without any title, predicted titles are not charged.
    charged = len(guessed) if titled or not gold else 0
    return {
        "instruments": Count(len(_matched(ours, theirs, _same_kind)), len(ours), len(theirs)),
        "instr_titles": Count(len(_matched(titled, guessed, _same_heading)), len(titled), charged),
    }


def _fields(gold: Item, predicted: Item) -> Count:
    ours, theirs = set(_list(gold, "fields")), set(_list(predicted, "fields"))
    return Count(len(ours & theirs), len(ours), len(theirs))


def _places(gold: Item, predicted: Item) -> Count:
    ours, theirs = _city(gold), _city(predicted)
    return Count(int(bool(ours) and ours == theirs), int(bool(ours)), int(bool(theirs)))


def aligned(gold: Sequence[Item], predicted: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Aligned events, best overlap first and earlier ones on a tie, then those without a partner."""
    overlaps = ((_overlap(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for amount, i, j in sorted(overlaps, reverse=True):
        if amount > 0 and -i not in partner and -j not in taken:
            partner[-i] = -j
            taken.add(-j)
    aligned = [(gold[i], predicted[j]) for i, j in partner.items()]
    missed: list[tuple[Item, Item]] = [(event, {}) for i, event in enumerate(gold) if i not in partner]
    return aligned + missed + [({}, event) for j, event in enumerate(predicted) if j not in taken]


def _overlap(gold: Item, predicted: Item) -> float:
    """How well two events fit; 0 if they cannot be the same."""
    if gold["type"] != predicted.get("type"):
        return 0.0
    ours, theirs = _list(gold, "parties"), _list(predicted, "parties")
    shared = len(_matched(ours, theirs, _same_name))
    same_date = gold.get("date") == predicted.get("date")
    if not shared and (ours or not same_date):
        return 0.0
    named = {(i.get("type"), _folded(i.get("title"))) for i in _list(gold, "instruments")}
    guessed = {(i.get("type"), _folded(i.get("title"))) for i in _list(predicted, "instruments")}
    people = _matched(_list(gold, "people"), _list(predicted, "people"), _same_name)
    fit = 1 + 2 * shared / max(1, len(ours) + len(theirs)) + 0.5 * same_date
    return fit + 0.5 * bool(named & guessed) + 0.25 * bool(people)


def _matched(gold: Sequence[Item], predicted: Sequence[Item], same: Same) -> list[tuple[Item, Item]]:
    """Each gold item with the first predicted one that is the same and not yet taken."""
    left = list(predicted)
    pairs = []
    for item in gold:
        index = next((i for i, other in enumerate(left) if same(item, other)), None)
        if index is not None:
            pairs.append((item, left.pop(index)))
    return pairs


def _same_name(gold: Item, predicted: Item) -> bool:
    first = _forms(predicted, "names")[:1]
    return bool(first) and first[0] in _forms(gold, "names")


def _overlapping(gold: Item, predicted: Item, key: str) -> bool:
    first = _forms(predicted, key)[:1]
    return bool(first) and any(_near(first[0], form, 0.8) for form in _forms(gold, key))


def _same_kind(gold: Item, predicted: Item) -> bool:
    """No status means signed; "several" (a count of null) counts as one."""
    return _kind(gold) == _kind(predicted)


def _kind(instrument: Item) -> tuple[Any, Any, Any]:
    return instrument.get("type"), instrument.get("status") or "signed", instrument.get("count") or 1


def _same_heading(gold: Item, predicted: Item) -> bool:
    return _near(_folded(gold["title"]), _folded(predicted["title"]), 0.85)


def _near(a: str, b: str, least: float) -> bool:
    """Dice's overlap of words, in Chinese of characters."""
    if a == b:
        return True
    x, y = _words(a), _words(b)
    return bool(x and y) and 2 * len(x & y) / (len(x) + len(y)) >= least


def _words(text: str) -> set[str]:
    return set(text) if _CHINESE.search(text) else set(text.split())


def _city(event: Item) -> str:
    """京 stands for 北京."""
    return _folded((event.get("place") or {}).get("city")).replace("北京", "京")


def _forms(item: Item, key: str) -> list[str]:
    value = item.get(key) or []
    folded = (_folded(form) for form in ([value] if isinstance(value, str) else value))
    return [form for form in folded if form]


def _list(item: Item, key: str) -> Sequence[Any]:
    return item.get(key) or []


def _folded(text: str | None) -> str:
    """Case, width, accents, punctuation, articles, spacing and romanised readings in brackets taken out."""
    lower = _READING.sub("", unicodedata.normalize("NFKC", text or "").casefold())
    bare = "".join(char for char in unicodedata.normalize("NFD", lower) if not unicodedata.combining(char))
    return " ".join(_NO_WORD.sub(" ", bare).split())
