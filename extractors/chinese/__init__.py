"""Reads cooperation events from Chinese text by rules and word lists.

Each subject is a component of one spaCy pipeline (`chinese_bodies`, `chinese_dates` …) that leaves what it
found on the document; `read` puts it together and returns plain drafts.
"""

from __future__ import annotations

from extractors.chinese.components import pipeline
from extractors.chinese.drafts import drafts_of
from extractors.chinese.view import view_of
from extractors.reading import Context, Draft


def read(text: str, context: Context) -> tuple[Draft, ...]:
    """The events of a cleaned Chinese text, in either script; offsets count its characters."""
    view = view_of(text)
    if not view.plain.strip():
        return ()
    return tuple(drafts_of(pipeline().run(view, context)))
