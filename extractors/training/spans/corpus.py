"""The domain corpus of one language as marked sentences, and copies of it with the names exchanged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from extractors.training.spans import domain_chinese, domain_english, invented_chinese, invented_english
from extractors.training.spans.exchange import Invent, exchanged
from extractors.training.spans.marked import Marked

# How many of a copy's names are exchanged; some stay, for the registry's own bodies are real.
_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class Corpus:
    """Marked sentences and what their names can be exchanged for."""

    sentences: tuple[Marked, ...]
    invented: Mapping[str, Invent]

    def copy(self, draw: Random) -> list[Marked]:
        """All sentences with other names."""
        return [exchanged(s, self.invented, _SHARE, draw) for s in self.sentences]


def corpus(files: Sequence[Path], others: Path, lang: str, folder: Path) -> Corpus:
    """The corpus of the files (JSON lines with gold); `others` names people whom gold leaves out."""
    documents = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    known = json.loads(others.read_text(encoding="utf-8"))
    titles = _titles(documents)
    if lang == "zh":
        found = domain_chinese.marked(documents, known)
        invented = invented_chinese.invented([domain_chinese.plain(title) for title in titles], folder)
    else:
        found, invented = domain_english.marked(documents, known), invented_english.invented(titles)
    return Corpus(tuple(s for sentences in found for s in sentences), invented)


def _titles(documents: Sequence[Mapping[str, Any]]) -> list[str]:
    people = [person for d in documents for event in d["events"] for person in event["people"]]
    return sorted({title for person in people for title in person["titles"]})
