"""Bodies that a sentence names without their acting: parents, owners, sources, halls."""

from __future__ import annotations

import re

from extractors.english.passages import Passage
from extractors.english.standing import standing
from extractors.events import Mention
from extractors.lexicons import expressions, word_set
from extractors.reading import Organization

_PARENT = re.compile(expressions("en_parties", "parent"))
# `A, B's laboratory`, `A, the National Standards Body of …`: what follows the comma only explains A.
_APPOSED = re.compile(r"[\w)], (?:the |an? )?$")
_OWN_KIND = re.compile(rf"['’]s? (?:{expressions('en_parties', 'own_kind')})\b")
_GENERIC = re.compile(r"National (?:Standards|Standardi[sz]ation|Accreditation) Body")
_GATHERING = re.compile(expressions("en_parties", "gathering"))


def is_aside(passage: Passage, mention: Mention) -> bool:
    """A parent, a source, a thing's name, not somebody who acts."""
    before = passage.line.text[max(passage.start, mention.start - 60) : mention.start]
    if _owns_next(passage, mention) or _in_title(passage, mention) or _owned_unit(passage, mention):
        return True
    if _APPOSED.search(before) and _OWN_KIND.match(passage.line.text[mention.end : mention.end + 30]):
        return True
    if _GENERIC.fullmatch(mention.text) and _APPOSED.search(before):
        return True
    if before.endswith(("the ", "The ")) and _GATHERING.match(
        passage.line.text[mention.end : mention.end + 40]
    ):
        return True
    if _PARENT.search(before) or standing(passage, mention) == "aside":
        return True
    return any(s <= mention.start < e for s, e in _attributions(passage))


def _in_title(passage: Passage, mention: Mention) -> bool:
    """Words of an instrument's title that happen to look like a body."""
    titles = [i.instrument.title for i in passage.instruments if i.instrument.title]
    return any(t.start <= mention.start < t.end and "between" not in t.text for t in titles)


def _owns_next(passage: Passage, mention: Mention) -> bool:
    """`AIST's National Metrology Institute`: the parent stands only to place the body behind it."""
    after = passage.line.text[mention.end : mention.end + 4]
    owned = [o for m, o in passage.bodies if 0 < m.start - mention.end < 5]
    return after[:1] in ("'", "’") and any(not _looks_like_unit(o) for o in owned)


def _owned_unit(passage: Passage, mention: Mention) -> bool:
    """`Health Canada's Medical Devices Directorate`: a part that the whole stands before."""
    before = passage.line.text[max(passage.start, mention.start - 4) : mention.start]
    unit = next((o for m, o in passage.bodies if m == mention), None)
    owner = any(0 < mention.start - m.end < 5 for m, _ in passage.bodies)
    return bool(
        before.strip()[:1] in ("'", "’") and before.strip() and owner and unit and _looks_like_unit(unit)
    )


def _looks_like_unit(body: Organization) -> bool:
    return (
        body.body_id is None
        and bool(set(body.names[0].text.split()) & word_set("en_unit_heads"))
        and len(body.names) == 1
    )


def _attributions(passage: Passage) -> list[tuple[int, int]]:
    return [
        (m.start(), m.end())
        for m in re.finditer(r"\([^)]{30,}\)", passage.line.text[: passage.end])
        if m.start() >= passage.start
    ]
