"""Whom a sentence points at without a name: `he`, `they`, `the two ministers`, `the two sides`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractors.english.line import Line
from extractors.english.passages import Passage, is_generic
from extractors.english.roles import is_witness
from extractors.english.story import Story
from extractors.english.titles import Title
from extractors.events import Role
from extractors.geography import country_names
from extractors.lexicons import expressions
from extractors.reading import Draft, Human, Organization

HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_ONE = re.compile(expressions("en_story", "one_signer"))
_SEVERAL = re.compile(expressions("en_story", "several_signers"))
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
# How many sentences back `they` reaches.
_REACH = 4


def pointed_at(story: Story, i: int) -> list[tuple[Human, Role]]:
    """The signers that stand in the sentences before: `they signed`, `the two ministers`, `he and …`."""
    passage = story.scene[i]
    if not passage.cues["sign"]:
        return []
    return [(h, "signatory") for h in _by_title(story, i) or _by_pronoun(story, i)]


def _by_pronoun(story: Story, i: int) -> list[Human]:
    passage = story.scene[i]
    here = {h for _, h in passage.people}
    if _ONE.search(passage.text):
        subject = subject_before(story, i)
        return [subject] if subject and subject not in here else []
    if not _SEVERAL.search(passage.text):
        return []
    found = _from_encounter(story.latest(), here)
    if len(found) < 2:
        found = _from_sentences(story, i, found, here)
    return found[: _how_many(passage.text)]


def _how_many(text: str) -> int:
    """`the five heads`: five; `they`, `the two`: two."""
    return next((n for word, n in _NUMBERS.items() if f"he {word} " in text or f"All {word} " in text), 2)


def _from_encounter(met: Draft | None, here: Collection[Human]) -> list[Human]:
    """Who led each side of the meeting told just before."""
    if met is None or met.type != "meeting":
        return []
    leading = [next((h for h, _ in met.people if h.acts_for is p), None) for p in met.parties]
    return [h for h in leading if h and h not in here]


def _from_sentences(story: Story, i: int, found: Sequence[Human], here: Collection[Human]) -> list[Human]:
    """The people named last before the sentence, as many as it says, onlookers left out."""
    known, wanted = list(found), _how_many(story.scene[i].text)
    for earlier in reversed(story.scene[max(0, i - _REACH) : i]):
        named = [h for m, h in reversed(earlier.people) if h not in here and not is_witness(earlier, m)]
        known += [h for h in named if h not in known]
        if len(known) >= wanted:
            break
    return known


def subject_before(story: Story, i: int) -> Human | None:
    """Whom `he` or `she` stands for: the first person of the last sentence that names its subject."""
    for earlier in reversed(story.scene[:i]):
        pronoun = HE_OR_SHE.search(earlier.text)
        if not earlier.people:
            continue
        mention, person = earlier.people[0]
        if pronoun is None or earlier.start + pronoun.start() >= mention.start:
            return person
    return None


def _by_title(story: Story, i: int) -> list[Human]:
    """`the Chairman and the Executive President signed`: who bore these titles before."""
    line = story.scene[i].line
    known = [h for p in story.scene[:i] for _, h in p.people]
    found: list[Human] = []
    for title in line.titles:
        if _stands_alone(line, title):
            said = " ".join(w.lower for w in line.words[title.first : title.last])
            bearers = (h for h in reversed(known) if any(t.text.lower() == said for t in h.titles))
            found += list(bearers)[:1]
    return found


def _stands_alone(line: Line, title: Title) -> bool:
    """`the Chairman` without a name beside it."""
    beside = any(
        title.last <= n.first <= title.last + 1 or 0 <= title.first - n.last <= 8 for n in line.names
    )
    return not beside and line.low(title.first - 1) == "the"


def sides_pointed_at(
    story: Story, passage: Passage, people: Sequence[tuple[Human, Role]]
) -> list[Organization]:
    """`the two sides then signed …`, `they signed …`: the parties of the event told last."""
    last = story.latest()
    if last is None or len(last.parties) < 2:
        return []
    own = {o for _, o in passage.bodies}
    if not own and any(f.definite for f in passage.instruments):
        return list(last.parties)
    homes = {p.country for p in last.parties}
    if _are_states(last.parties) and {o.country for o in own} <= homes and _resumes(passage):
        return list(last.parties)
    if not own <= set(last.parties):
        return []
    signing = [h for h, role in people if role == "signatory"]
    met = {h for h, _ in last.people}
    signers = {h.acts_for for h in signing if h.acts_for}
    both_sign = len(signers & set(last.parties)) > 1 or (len(signing) > 1 and set(signing) <= met)
    return list(last.parties) if is_generic(passage) or _SEVERAL.search(passage.text) or both_sign else []


def _are_states(parties: Sequence[Organization]) -> bool:
    """States or their governments: who signs for them is no party of their own."""
    return all(
        p.names[0].text.startswith("Government of") or p.names[0].text in country_names("en") for p in parties
    )


def _resumes(passage: Passage) -> bool:
    return any(f.definite for f in passage.instruments) or passage.text.startswith(("It ", "This "))
