"""In whose name a page speaks: `KATS WEEKLY`, `MSL NEWS IN BRIEF`, a signature below, `By X of NIST`.

Such a page need not name its own body again: `our Director met …`, `Administrator Jang received …`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.english.passages import Passage
from extractors.lexicons import expressions, table
from extractors.reading import Organization

_PERIODICAL = re.compile(expressions("en_story", "periodical"), re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?<![.\w])(?:I|[Ww]e|[Uu]s|[Mm]e|[Oo]ur|[Mm]y)(?![.\w])")
_AUTHOR = re.compile(r"^\W*[Bb]y:? [A-Z]|^\W*\(staff|^The author is\b")
# Bodies that report what others do.
_REPORTERS = frozenset(table("en_story")["reporters"])
# Lines at the head and at the foot of a page that can name who speaks.
_HEAD, _FOOT = 4, 3
_LONGEST_LINE = 160


def page_owner(passages: Sequence[Passage]) -> Organization | None:
    """The one body in whose name the page speaks, if its head or its foot tells."""
    head = [p for p in passages[:_HEAD] if len(p.text) < _LONGEST_LINE]
    for told in head:
        house = _PERIODICAL.search(told.text) or _AUTHOR.search(told.text)
        if house and (body := _only_body(told)) is not None:
            return body
    if not any(speaks_itself(p) for p in passages):
        return None
    foot = [p for p in passages[-_FOOT:] if len(p.text) < _LONGEST_LINE and not p.text.endswith("?")]
    for told in (*reversed(foot), *head):
        unmarked = told.text.rstrip()[-1:] not in ".!" or _AUTHOR.search(told.text)
        if unmarked and (body := _only_body(told)) is not None:
            return body
    return None


def speaks_itself(passage: Passage) -> bool:
    """Whether the sentence says `we`, `our`, `I`, outside quotation marks."""
    said = re.sub(r"[\"“][^\"”]*(?:[\"”]|$)", "", passage.text)
    return _FIRST_PERSON.search(said) is not None


def _only_body(told: Passage) -> Organization | None:
    bodies = list(dict.fromkeys(o for _, o in told.bodies))
    return bodies[0] if len(bodies) == 1 and not _REPORTERS & {n.text for n in bodies[0].names} else None


def stands_for_owner(passage: Passage, owner: Organization) -> bool:
    """Whether somebody of the page's own body acts in a sentence: `our Director`, a post without a body."""
    if owner in (o for _, o in passage.bodies):
        return True
    return speaks_itself(passage) or any(h.titles and h.acts_for in (None, owner) for _, h in passage.people)
