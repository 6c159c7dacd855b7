"""The registry of bodies as rows."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.bodies import Body
from pipeline.plain_text import plain, plain_or_none
from pipeline.rows import Row


def body_rows(bodies: Iterable[Body]) -> list[Row]:
    """A row for each body; what the registry leaves empty is null."""
    return [_row(body) for body in bodies]


def _row(body: Body) -> Row:
    return {
        "body_id": body.body_id,
        "name_en": plain_or_none(body.name_en),
        "name_zh": plain_or_none(body.name_zh),
        "acronyms": [plain(name) for name in body.acronyms],
        "former_names": [plain(name) for name in body.former_names],
        "country": plain_or_none(body.country),
        "kind": plain_or_none(body.kind),
        "parent_id": plain_or_none(body.parent_id),
        "valid_from": plain_or_none(body.valid_from),
        "valid_to": plain_or_none(body.valid_to),
        "successor_id": plain_or_none(body.successor_id),
        "website": plain_or_none(body.website),
        "sure": body.confidence,
    }
