"""The openly licensed sets as marked sentences; what a set does not mark is left open.

A set is a file NAME.jsonl of `{"text", "spans": [[start, end, label]], "split"}`; docs/models.md names
sources and licences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.english.titles import titles
from extractors.english.words import words
from extractors.lexicons import alternatives, table
from extractors.training.spans.marked import Marked, Reach, Span


class MissingDataError(RuntimeError):
    """The folder of training data is not there, or lacks a set."""


@dataclass(frozen=True, slots=True)
class OpenSet:
    """Which splits of a set are trained on, and whether it marks dates and positions."""

    name: str
    splits: tuple[str, ...]
    dates: bool = False
    titles: bool = False


TRAINED: Mapping[str, tuple[OpenSet, ...]] = {
    "en": (
        OpenSet("uner_en_ewt", ("train", "dev")),
        OpenSet("redocred", ("train", "dev"), dates=True),
        OpenSet("gum_open", ("train", "dev"), dates=True, titles=True),
        OpenSet("re3d_clean", ("train", "dev"), dates=True),
        OpenSet("wikigold", ("train", "dev")),
        OpenSet("crossner", ("train", "dev")),
    ),
    "zh": (OpenSet("uner_zh_gsdsimp", ("train", "dev")), OpenSet("aishell_ner", ("train", "dev"))),
}
TESTED: Mapping[str, tuple[OpenSet, ...]] = {
    "en": (OpenSet("uner_en_pud", ("test",)), OpenSet("redocred", ("test",), dates=True)),
    "zh": (OpenSet("uner_zh_pud_simp", ("test",)), OpenSet("uner_zh_gsdsimp", ("test",))),
}

_INSTRUMENTS = {
    "en": re.compile(r"\b(?:memorand|agreement|protocol|treaty|contract|declaration|arrangement)\w*", re.I),
    "zh": re.compile(r"《[^》]{2,60}》|备忘录|协议|协定|议定书|合同|声明|宣言"),
}
_DATES = {
    "en": re.compile(rf"\b(?:{alternatives('en_months')}|{alternatives('en_weekdays')})\b\.?|\d+\w*"),
    "zh": re.compile(r"[\d〇零一二三四五六七八九十两]+[年月日号]|[今昨明前去当][天日年晚]"),
}
_CHINESE_HEADS: list[str] = table("zh_people")["title_heads"]
_CHINESE_TITLES = re.compile("|".join(sorted(map(re.escape, _CHINESE_HEADS), reverse=True)))


def sentences(folder: Path, lang: str, wanted: OpenSet) -> Iterator[Marked]:
    """The sentences of one set. Raises `MissingDataError`."""
    file = folder / f"{wanted.name}.jsonl"
    if not file.is_file():
        raise MissingDataError(f"{file} is not there: name the folder of the training data (docs/models.md)")
    with file.open(encoding="utf-8") as told:
        for row in map(json.loads, told):
            if row["split"] in wanted.splits:
                spans = tuple((a, b, "LOC" if label == "GPE" else label) for a, b, label in row["spans"])
                yield Marked(row["text"], spans, tuple(_open(row["text"], lang, wanted, spans)))


def _open(text: str, lang: str, wanted: OpenSet, spans: tuple[Span, ...]) -> Iterator[Reach]:
    reaches = [found.span() for found in _INSTRUMENTS[lang].finditer(text)]
    if not wanted.dates:
        reaches += [found.span() for found in _DATES[lang].finditer(text)]
    if not wanted.titles:
        reaches += _titles(text, lang)
    for start, end in reaches:
        if not any(a < end and start < b for a, b, _ in spans):
            yield start, end


def _titles(text: str, lang: str) -> list[Reach]:
    if lang == "zh":
        return [(max(0, found.start() - 2), found.end()) for found in _CHINESE_TITLES.finditer(text)]
    line = words(text)
    return [(line[t.first].start, line[t.last - 1].end) for t in titles(line)]
