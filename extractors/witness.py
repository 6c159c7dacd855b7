"""A second opinion on names: what a trained spaCy pipeline takes for a person, a body or a place.

The readers ask it only where their grammar is unsure. The weights are read when first asked for: our own from
`models/` (docs/models.md), or an installed package that `choose` names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import spacy
from spacy.language import Language

from extractors.reading import Sentence

MODELS = Path(__file__).parent / "models"

Label = Literal["PERSON", "ORG", "TITLE", "LOC", "DATE", "INSTRUMENT"]
# The labels of OntoNotes, which spaCy's own packages use.
_LABELS: Mapping[str, Label] = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "TITLE": "TITLE", "LOC": "LOC", "GPE": "LOC",
    "FAC": "LOC", "DATE": "DATE", "TIME": "DATE", "INSTRUMENT": "INSTRUMENT", "LAW": "INSTRUMENT",
}  # fmt: skip
# Longer ones are lists that nobody wrote as a sentence; so many of a text are asked about at most.
_LONGEST, _MOST = 600, 40
OWN, NONE = "own", "none"
_chosen: dict[str, str] = {}


class WitnessError(RuntimeError):
    """The trained weights cannot be read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model takes the characters `start` to `end` of a sentence for."""

    start: int
    end: int
    label: Label


def choose(models: Mapping[str, str]) -> tuple[str, ...]:
    """Who is asked from now on, by language: our `own` model, `none`, or an installed package or folder.

    Returns name and version of those that are not our own. Raises `WitnessError`.
    """
    _chosen.update(models)
    others = [(lang, name) for lang, name in sorted(models.items()) if name != OWN]
    metas = [(lang, _pipeline(lang, name).meta if name != NONE else {}) for lang, name in others]
    return tuple(f"{lang}:{meta.get('name', NONE)}-{meta.get('version', 0)}" for lang, meta in metas)


class Witness:
    """Answers about places of one text; a sentence is given to the model when it is first asked about."""

    def __init__(self, lang: str, text: str, sentences: Sequence[Sentence]) -> None:
        self._lang, self._text, self._sentences = lang, text, sentences
        self._starts = [sentence.start for sentence in sentences]
        self._answers: dict[int, tuple[Seen, ...]] = {}

    def starting(self, place: int) -> Seen | None:
        """What begins at a character of the text; None if nothing does, or nobody can be asked."""
        return next((s for s in self._around(place) if s.start == place), None)

    def covering(self, start: int, end: int) -> Seen | None:
        """What holds all these characters."""
        return next((s for s in self._around(start) if s.start <= start and end <= s.end), None)

    def ending(self, start: int, end: int) -> Seen | None:
        """What ends at `end` and begins at `start` or later."""
        return next((s for s in self._around(start) if start <= s.start and s.end == end), None)

    def silent(self, place: int) -> bool:
        """Whether nothing at all is seen in the sentence around a character, or nobody was asked."""
        return not self._around(place)

    def _around(self, place: int) -> tuple[Seen, ...]:
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return ()
        if number not in self._answers:
            sentence = self._sentences[number]
            known = _chosen.get(self._lang) != NONE
            fits = known and len(self._answers) < _MOST and sentence.end - sentence.start <= _LONGEST
            self._answers[number] = self._asked(sentence) if fits else ()
        return self._answers[number]

    def _asked(self, sentence: Sentence) -> tuple[Seen, ...]:
        at = sentence.start
        told = seen(self._lang, self._text[at : sentence.end])
        return tuple(Seen(at + s.start, at + s.end, s.label) for s in told)


def seen(lang: str, sentence: str) -> tuple[Seen, ...]:
    """What the model of `lang` sees in a sentence, left to right. Raises `WitnessError`."""
    nlp = _pipeline(lang, _chosen.get(lang, OWN))
    with nlp.memory_zone():
        return tuple(
            Seen(entity.start_char, entity.end_char, _LABELS[entity.label_])
            for entity in nlp(sentence).ents
            if entity.label_ in _LABELS
        )


@cache
def _pipeline(lang: str, name: str) -> Language:
    if lang == "zh":
        import extractors.chinese.marks  # noqa: F401 - makes spaCy know a component of our model
    try:
        return spacy.load(MODELS / f"{lang}_names" if name == OWN else name)
    except (OSError, ValueError) as error:
        advice = "reinstall pactwire, or run `make models`" if name == OWN else f"install the package {name}"
        raise WitnessError(f"the model for {lang} cannot be read ({error}): {advice}") from error
