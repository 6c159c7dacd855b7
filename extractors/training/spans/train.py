"""Trains a model of names: `python -m extractors.training.spans.train LANG --data FOLDER [--all]`.

The model is a small spaCy pipeline (`ner` over a convolutional `tok2vec`, no vectors, no pretrained part). It
learns from the openly licensed sets in FOLDER and from the domain corpus with names exchanged by program, and
replaces the one in extractors/models. The file LANG-1.jsonl of the corpus is left out, so that figures can be
had of texts like ours that the model has not seen; `--all` takes it in and does without those.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

import extractors.chinese.marks  # noqa: F401 - registers a component of the Chinese pipeline
from extractors.training.spans.corpus import corpus
from extractors.training.spans.marked import LABELS, Marked
from extractors.training.spans.open_data import TESTED, TRAINED, MissingDataError, sentences
from extractors.training.spans.scores import scores
from extractors.witness import NONE, choose

SEED = 20
MODELS = Path(__file__).parents[2] / "models"
OTHERS = Path(__file__).parents[3] / "fixtures" / "corpus" / "bystanders.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """Width and reach of the network; passes, and in each the corpus copies and the open sets' share."""

    width: int
    window: int
    depth: int
    passes: int
    copies: int
    share: float


PLANS = {"en": Plan(96, 1, 4, 3, 3, 1.0), "zh": Plan(64, 1, 5, 5, 6, 0.5)}
_ROWS = {"en": [5000, 1000, 2000, 2000], "zh": [4000, 8000, 500]}
_ATTRIBUTES = {"en": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "zh": ["ORTH", "LEMMA", "TAG"]}
_BATCH_WORDS, _DROP, _RATE = 1200, 0.15, 0.001


def blank(lang: str, plan: Plan) -> Language:
    """The untrained pipeline."""
    nlp = spacy.blank(lang)
    if lang == "zh":
        nlp.add_pipe("chinese_marks")
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": plan.width, "attrs": _ATTRIBUTES[lang],
             "rows": _ROWS[lang], "include_static_vectors": False}  # fmt: skip
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": plan.width,
              "window_size": plan.window, "maxout_pieces": 3, "depth": plan.depth}  # fmt: skip
    tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner",
             "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
             "tok2vec": tok2vec}  # fmt: skip
    ner: Any = nlp.add_pipe("ner", config={"model": model})
    for label in LABELS:
        ner.add_label(label)
    return nlp


def example(nlp: Language, sentence: Marked) -> Example:
    """The sentence as spaCy learns from it: what is open counts neither for nor against."""
    told = nlp.make_doc(sentence.text)
    spans = [told.char_span(a, b, label, alignment_mode="contract") for a, b, label in sentence.spans]
    lost = [r[:2] for r, span in zip(sentence.spans, spans, strict=True) if span is None]
    open_ = [told.char_span(a, b, alignment_mode="expand") for a, b in (*sentence.unknown, *lost) if a < b]
    kept = [span for span in spans if span is not None]
    taken = {i for span in kept for i in range(span.start, span.end)}
    free = [told[i : i + 1] for i in sorted({t.i for span in open_ if span for t in span} - taken)]
    told.set_ents(kept, missing=free, default="outside")
    read = nlp.make_doc(sentence.text)
    for name, component in nlp.pipeline:
        read = component(read) if name != "ner" else read
    return Example(read, told)


def train(lang: str, files: Sequence[Path], folder: Path, log: Any) -> Language:
    """The pipeline trained on the open sets of `folder` and on the corpus `files`, always from one seed."""
    choose({lang: NONE})  # what the corpus is marked by must not be the model itself
    fix_random_seed(SEED)
    plan, draw = PLANS[lang], Random(SEED)
    nlp = blank(lang, plan)
    domain = corpus(files, OTHERS, lang, folder)
    general = [s for part in TRAINED[lang] for s in sentences(folder, lang, part)]
    optimizer = nlp.initialize(lambda: [example(nlp, s) for s in domain.sentences[:200]])
    optimizer.learn_rate = _RATE
    steps, begun = 0, time.monotonic()
    for number in range(plan.passes):
        rows = [s for s in general if draw.random() < plan.share]
        rows += [*domain.sentences, *(s for _ in range(plan.copies) for s in domain.copy(draw))]
        draw.shuffle(rows)
        losses: dict[str, float] = {}
        for batch in _batches(nlp, rows):
            nlp.update(batch, sgd=optimizer, drop=_DROP, losses=losses)
            steps += 1
        optimizer.learn_rate = _RATE * (plan.passes - number - 1) / plan.passes + _RATE / 10
        seconds = time.monotonic() - begun
        print(f"{lang} pass {number + 1}: {steps} steps, {losses}, {seconds:.0f} s", file=log)
    with nlp.use_params(optimizer.averages):
        return _fresh(nlp, lang, plan)


def _fresh(nlp: Language, lang: str, plan: Plan) -> Language:
    """The trained weights in a fresh pipeline: no word of the training data stays in its vocabulary."""
    fresh = blank(lang, plan)
    fresh.initialize(lambda: [example(fresh, Marked("A", ()))])
    learnt: Any = nlp.get_pipe("ner")
    taking: Any = fresh.get_pipe("ner")
    taking.from_bytes(learnt.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    return fresh


def _batches(nlp: Language, rows: Sequence[Marked]) -> Iterator[list[Example]]:
    made = (example(nlp, row) for row in rows if row.text.strip())
    batch: list[Example] = []
    size = 0
    for one in made:
        batch.append(one)
        size += len(one.reference)
        if size >= _BATCH_WORDS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def evaluate(nlp: Language, lang: str, folder: Path, held_out: Sequence[Path]) -> dict[str, Any]:
    """Precision, recall and F1 a label, on each open test set and on the documents held out."""
    told = {part.name: list(sentences(folder, lang, part)) for part in TESTED[lang]}
    for file in held_out:
        told[file.name] = list(corpus([file], OTHERS, lang, folder).sentences)
    return {name: scores(nlp, rows) for name, rows in told.items()}


def described(nlp: Language, lang: str, files: Sequence[Path], performance: dict[str, Any]) -> None:
    """What meta.json says of a model: what it is, what it was trained on, how right it is."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in (*sorted(files), OTHERS))).hexdigest()
    nlp.meta |= {
        "name": "names", "version": "1", "spacy_version": ">=3.8,<3.9", "author": "pactwire",
        "license": "CC BY-SA 4.0",
        "description": f"Names in press releases; seed {SEED}; corpus sha256 {digest}",
        "sources": [{"name": part.name, "splits": part.splits} for part in TRAINED[lang]],
        "performance": performance,
    }  # fmt: skip


def main(arguments: Iterable[str] | None = None) -> int:
    """Train, save, and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang", choices=sorted(PLANS))
    parser.add_argument("--data", type=Path, required=True, help="folder of the openly licensed sets")
    parser.add_argument("--all", action="store_true", help="train on the whole corpus")
    options = parser.parse_args(arguments if arguments is None else list(arguments))
    held_out = [] if options.all else [OTHERS.parent / f"{options.lang}-1.jsonl"]
    files = [file for file in sorted(OTHERS.parent.glob(f"{options.lang}-*.jsonl")) if file not in held_out]
    try:
        nlp = train(options.lang, files, options.data, sys.stderr)
    except MissingDataError as error:
        parser.exit(1, f"{error}\n")
    performance = evaluate(nlp, options.lang, options.data, held_out)
    described(nlp, options.lang, files, performance)
    nlp.to_disk(MODELS / f"{options.lang}_names")
    json.dump(performance, sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
