"""The spaCy components of the Chinese reader and the pipeline that they form."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.chinese.dates import Dates
from extractors.chinese.fields import Fields
from extractors.chinese.instruments import documents_of
from extractors.chinese.organizations import Bodies
from extractors.chinese.people import People
from extractors.chinese.places import Places
from extractors.chinese.sentences import sentences_of
from extractors.chinese.story import Reading
from extractors.chinese.triggers import masked, speech_of, triggers_of
from extractors.chinese.view import View
from extractors.reading import Context
from extractors.witness import Witness

_NAMES = ("sentences", "witness", "bodies", "people", "dates", "places", "instruments", "fields", "triggers")


def _sentences(found: dict[str, Any], view: View, context: Context) -> None:
    found["sentences"] = sentences_of(view.plain)
    found["speech"] = speech_of(view.plain)


def _witness(found: dict[str, Any], view: View, context: Context) -> None:
    found["witness"] = Witness("zh", view.plain, found["sentences"])


def _bodies(found: dict[str, Any], view: View, context: Context) -> None:
    found["bodies"] = Bodies(view)


def _people(found: dict[str, Any], view: View, context: Context) -> None:
    found["people"] = People(view.plain, found["bodies"], found["witness"])


def _dates(found: dict[str, Any], view: View, context: Context) -> None:
    found["dates"] = Dates(view, context)


def _places(found: dict[str, Any], view: View, context: Context) -> None:
    found["places"] = Places(view.plain, found["bodies"], tuple(found["people"].at))


def _instruments(found: dict[str, Any], view: View, context: Context) -> None:
    found["instruments"] = documents_of(view.plain)


def _fields(found: dict[str, Any], view: View, context: Context) -> None:
    found["fields"] = Fields(view.plain, found["bodies"])


def _triggers(found: dict[str, Any], view: View, context: Context) -> None:
    speech, plain = found["speech"], masked(view.plain, _names_in(found))
    found["triggers"] = [t for s in found["sentences"] for t in triggers_of(plain, s, speech)]


def _names_in(found: dict[str, Any]) -> list[tuple[int, int]]:
    """What is called by a name: words inside it tell nothing."""
    titles = [document.title for document in found["instruments"] if document.title]
    bodies = [span for span, body in found["bodies"].at.items() if not body.is_part]
    lands = [(m.start, m.end) for m in found["bodies"].geo.values()]
    return [*found["people"].at, *bodies, *titles, *lands]


_EXTRACTORS: tuple[Callable[[dict[str, Any], View, Context], None], ...] = (
    _sentences, _witness, _bodies, _people, _dates, _places, _instruments, _fields, _triggers,
)  # fmt: skip


def _component(extract: Callable[[dict[str, Any], View, Context], None]) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        extract(doc._.chinese, doc._.view, doc._.context)
        return doc

    return component


def _register() -> None:
    for extension in ("view", "context", "chinese"):
        if not Doc.has_extension(extension):
            Doc.set_extension(extension, default=None)
    for name, extract in zip(_NAMES, _EXTRACTORS, strict=True):
        Language.component(f"chinese_{name}", func=_component(extract))


class Pipeline:
    """A blank Chinese pipeline (characters as tokens) with every extractor as a component."""

    def __init__(self) -> None:
        _register()
        self.nlp = spacy.blank("zh")
        for name in _NAMES:
            self.nlp.add_pipe(f"chinese_{name}")

    def run(self, view: View, context: Context) -> Reading:
        """Everything that the extractors find in a text."""
        doc = self.nlp.make_doc(view.plain)
        doc._.view, doc._.context, doc._.chinese = view, context, {}
        found = self.nlp(doc)._.chinese
        return Reading(
            view=view,
            sentences=found["sentences"],
            speech=found["speech"],
            bodies=found["bodies"],
            people=found["people"],
            dates=found["dates"],
            places=found["places"],
            documents=found["instruments"],
            fields=found["fields"],
            triggers=found["triggers"],
        )


@cache
def pipeline() -> Pipeline:
    """The pipeline, built once."""
    return Pipeline()
