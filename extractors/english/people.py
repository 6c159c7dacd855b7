"""Who is who in an English text: names with the positions they hold and the bodies they act for."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.english.acting_for import read_body
from extractors.english.after_name import read_after
from extractors.english.before_name import read_before
from extractors.english.headings import is_headline
from extractors.english.humans import humans, with_later_titles
from extractors.english.line import Line
from extractors.english.names import Name
from extractors.english.offices import settle_offices
from extractors.english.organizations import Bodies
from extractors.english.sightings import Sighting
from extractors.events import Mention
from extractors.reading import Human, Organization


def people(lines: Sequence[Line], known: Bodies) -> tuple[list[Human], list[tuple[Mention, Human]]]:
    """The people of a text, and where each is mentioned by full name."""
    found = _everybody(lines)
    settle_offices(found, known)
    return with_later_titles(*humans(found), lines)


def _everybody(lines: Sequence[Line]) -> list[Sighting]:
    """The people of all sentences; `its director` belongs to the body named last."""
    found: list[Sighting] = []
    latest: Organization | None = None
    for number, line in enumerate(lines):
        if number or not is_headline(line.words):
            found += [_sighting(line, name, latest) for name in line.names]
        latest = line.bodies[-1][2] if line.bodies else latest
    return found


def _sighting(line: Line, name: Name, latest: Organization | None) -> Sighting:
    found = Sighting(line.mention(name.first, name.last))
    read_before(line, name, found)
    if found.titles and found.body is None:
        found.body = _by_pronoun(line, name, latest)
    if not found.titles or found.body is None:
        read_after(line, name, found)
    if found.body is None:
        read_body(line, name, found)
    return found


def _by_pronoun(line: Line, name: Name, latest: Organization | None) -> Organization | None:
    """`its general director`, `whose President`: the body named last before it."""
    title = next((t for t in reversed(line.titles) if t.last <= name.first), None)
    if title is None or line.low(title.first - 1) not in ("its", "their", "whose"):
        return None
    before = [o for _, last, o in line.bodies if last <= title.first]
    return before[-1] if before else latest
