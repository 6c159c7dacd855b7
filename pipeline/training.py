"""Trains the confidence of events: `python -m pipeline.training GOLD.jsonl... [--check]`.

Without `--check` the weights of extractors/models/confidence.json are fitted anew to the events read from
the texts, compared with the gold. The reliability tables printed, and put into docs/confidence.md, are of
the hardest file of each language, each document's events told by weights fitted without it. With `--check`
nothing is fitted: the tables tell how reliable the present weights prove on all events of the files given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.confidence import MODEL, Setting, features, models
from extractors.extraction import language_of, read
from extractors.json_form import to_json
from extractors.training.confidence import FOLDS, SEED, Example, as_json, cross_validated, hardest, trained
from extractors.training.reliability import Reliability, as_markdown, reliability
from pipeline.evaluation import score
from pipeline.inputs import read_documents

PAGE = Path(__file__).parents[1] / "docs" / "confidence.md"
_BEGIN, _END = "<!-- reliability: written by make train -->\n", "<!-- end of reliability -->"

_Told = tuple[Example, float]


def right(document: Mapping[str, Any], predicted: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Which predicted events are right: what confidence is the chance of.

    Right is an event that the evaluation aligns with a gold event (one type, a party in common), whose
    parties are all of the gold's and no others, by any name the gold accepts, and whose date is the
    gold's. Countries, people, instruments, fields and place are not asked about.
    """
    mistakes = score([document], {str(document["doc_id"]): predicted}).mistakes
    wrong = {id(m.predicted) for m in mistakes if not m.gold or {"parties", "dates"} & set(m.wrong)}
    return [id(event) not in wrong for event in predicted]


def examples(file: Path) -> list[Example]:
    """Every event that is read from the texts of a file, with its features and whether it is right."""
    return [example for document in read_documents(file) for example in _examples(_source(file), document)]


def _examples(source: str, document: Mapping[str, Any]) -> list[Example]:
    text, published = document["text"], document.get("published")
    tag = document.get("lang") or language_of(text)
    events = read(text, lang=tag, published=published, url=document.get("url"))
    setting = Setting(text, published, events)
    answers = right(document, [to_json(event) for event in events])
    name, lang = str(document["doc_id"]), tag.split("-")[0].lower()
    return [
        Example(source, name, lang, features(event, setting), answer)
        for event, answer in zip(events, answers, strict=True)
    ]


def model_form(found: Sequence[Example], told: Sequence[_Told], files: Sequence[Path]) -> dict[str, Any]:
    """The content of extractors/models/confidence.json; `told` are the events its figures are of."""
    return {
        "chance_of": "parties and date equal to gold's",
        "seed": SEED,
        "folds": FOLDS,
        "trained_on": {
            "files": sorted(map(_source, files)),
            "sha256": digest(files),
            "documents": len({(e.source, e.document) for e in found}),
            "events": len(found),
            "right": sum(e.right for e in found),
        },
        "calibrated_on": hardest(found),
        "languages": {lang: as_json(model) for lang, model in trained(found).items()},
        "held_out": {name: table.as_json() for name, table in _tables(told).items()},
    }


def digest(files: Iterable[Path]) -> str:
    """One SHA-256 over the files' contents, in the order of their names."""
    sums = [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(files, key=_source)]
    return hashlib.sha256("".join(sums).encode()).hexdigest()


def _source(file: Path) -> str:
    """What a file is called in the model: its folder and name, wherever the project lies."""
    return f"{file.resolve().parent.name}/{file.name}"


def _left_out(found: Sequence[Example]) -> list[_Told]:
    """The events of the hardest files, with their chances by weights fitted without their documents."""
    files = hardest(found)
    told = zip(found, cross_validated(found), strict=True)
    return [(example, chance) for example, chance in told if files[example.lang] == example.source]


def _tables(told: Sequence[_Told]) -> dict[str, Reliability]:
    """Reliability of each language, then of all."""
    languages = sorted({example.lang for example, _ in told})
    groups = {lang: [(e, c) for e, c in told if e.lang == lang] for lang in languages} | {"all": told}
    return {
        name: reliability([chance for _, chance in group], [example.right for example, _ in group])
        for name, group in groups.items()
    }


def page_with(page: str, report: str) -> str:
    """The page with its reliability section replaced by `report`."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{report}\n\n{_END}{after}"


def _report(told: Sequence[_Told]) -> str:
    return "\n\n".join(f"### {name}\n\n{as_markdown(table)}" for name, table in _tables(told).items())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m pipeline.training", description="Trains the confidence.")
    parser.add_argument("gold", nargs="+", type=Path, help="JSON Lines: documents with text and events")
    parser.add_argument("--check", action="store_true", help="only tell how reliable the present weights are")
    return parser.parse_args()


def main() -> None:
    arguments = _arguments()
    found = [example for file in arguments.gold for example in examples(file)]
    if arguments.check:
        print(_report([(e, models()[e.lang].chance(e.features)) for e in found]))
        return
    told = _left_out(found)
    form, report = model_form(found, told, arguments.gold), _report(told)
    MODEL.write_text(json.dumps(form, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), report), encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
