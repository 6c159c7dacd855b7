"""Who plays which part in an English sentence: signer, witness, participant, mere voice."""

from __future__ import annotations

import re

from extractors.english.names import is_chinese
from extractors.english.passages import Passage
from extractors.events import Mention, Role
from extractors.lexicons import table
from extractors.reading import Human

_TELLS = "|".join(table("en_people")["tells"])
_TOLD_BEHIND = re.compile(rf"[\s,]*(?:has |have |also |then |later )?(?:{_TELLS})\b")
_TOLD_BEFORE = re.compile(rf"(?:\b(?:{_TELLS}|according to)[\s,]*(?:by )?(?:the |its |their )?)$")
_TELLING = re.compile(rf"\b(?:{_TELLS})\b")
# "said after signing", "joked as she signed": who speaks there also signs.
_BESIDE_SIGNING = re.compile(r"\b(?:after|before|upon|on|while|when|as (?:he|she|they))\b[^,;]*$")
_AS_THEY = re.compile(r"\b(?:as|while|when) (?:he|she|they)\b")
# A new clause with a subject of its own.
_NEW_CLAUSE = re.compile(r";|, with\b|\b(?:while|whereas)\b|,? as (?=[A-Z]|the\b|both\b|its\b)")
_JOINED = re.compile(r",? and\b")
_LETTERS = re.compile(r"exchange of (?:letters|notes)")
_BEFOREHAND = re.compile(r"\bsigned (?:beforehand|earlier|before|already|previously|separately|in advance)\b")
_ANOTHERS = re.compile(rf"['’]s? (?:\w+ )?(?:{'|'.join(table('en_people')['others'])})\b")
_STOOD_FOR = re.compile(r"\b(?:[Oo]n behalf|[Ii]n the name|[Ii]n place) of (?:the )?(?:[A-Z]\w+\.? ){0,5}$")
_HEAD_IN_BRACKETS = re.compile(r"\((?:[\w-]+ ){0,4}[\w-]+: ?$|\(Deputy $")
# Characters between somebody and the word that tells of looking on.
_WATCHING_REACH = 220
# Characters behind a name in which a signing word belongs to that person.
_SIGNING_REACH = 60
_CHINESE_ENVOY = re.compile(r"(?i)\b(?:ambassador|council?lor|counsell?or|consul|attach|charg|embassy)")


def signing_roles(passage: Passage) -> list[tuple[Human, Role]]:
    """The people of a sentence that tells a signing, each with their part in it."""
    found: dict[Human, Role] = {}
    handed = _handed_over(passage)
    for mention, person in passage.people:
        if is_only_named(passage, mention):
            continue
        role = _signing_role(passage, mention)
        if role == "witness" and is_chinese_envoy(person):
            continue
        if role:
            found.setdefault(person, "participant" if handed and role == "signatory" else role)
    return list(found.items())


def is_only_named(passage: Passage, mention: Mention) -> bool:
    """`Mr. X's deputy`, `on behalf of Mr. X`, `the Ministry (Minister: X)`: somebody else acts."""
    text = passage.line.text
    return bool(
        _ANOTHERS.match(text, mention.end)
        or _STOOD_FOR.search(text, passage.start, mention.start)
        or _HEAD_IN_BRACKETS.search(text, passage.start, mention.start)
    )


def _handed_over(passage: Passage) -> bool:
    """Exchange of signed copies: who exchanges takes part, but need not have signed."""
    text = passage.line.text
    told = [
        (s, e)
        for s, e in passage.cues["sign"]
        if not text[:s].endswith(("had ", "had been ", "had already ")) and not _BEFOREHAND.match(text, s)
    ]
    return bool(told) and all(_handing(text[s:e].lower()) for s, e in told)


def _handing(said: str) -> bool:
    return said.startswith(("changed hands", "exchange", "handed over")) and not _LETTERS.match(said)


def _signing_role(passage: Passage, mention: Mention) -> Role | None:
    if is_witness(passage, mention):
        return "witness"
    if _quoted(passage, mention) or not passage.cues["sign"]:
        return None
    return "signatory"


def is_chinese_envoy(person: Human) -> bool:
    """China's diplomats abroad look on as hosts; they are not counted among those who were there."""
    title = person.titles[0].text if person.titles else ""
    body = person.organizations[0].text if person.organizations else ""
    chinese = person.country == "CN" or "Chinese" in body or is_chinese(person.names[0].text)
    return chinese and bool(_CHINESE_ENVOY.search(f"{title} {body}"))


def is_witness(passage: Passage, mention: Mention) -> bool:
    """Behind `in the presence of`, or before `looked on` in the same clause."""
    return _behind_cue(passage, mention) or _before_cue(passage, mention)


def _behind_cue(passage: Passage, mention: Mention) -> bool:
    before = [e for s, e in passage.cues["witness_before"] if e <= mention.start]
    if not before:
        return False
    latest = max(before)
    signs = [s for s, _ in passage.cues["sign"]]
    return not any(latest < s < mention.start for s in signs) and not _new_subject(passage, latest, mention)


def _before_cue(passage: Passage, mention: Mention) -> bool:
    after = [s for s, _ in passage.cues["witness_after"] if s >= mention.end]
    if not after:
        return False
    nearest = min(after)
    signs = [s for s, _ in passage.cues["sign"]]
    if any(mention.end <= s < nearest for s in signs) or nearest - mention.end > _WATCHING_REACH:
        return False
    return mention.start >= _subject_start(passage, nearest)


def _subject_start(passage: Passage, cue: int) -> int:
    """Where the subject of `looked on` may begin: behind the signing told before it in the sentence."""
    text = passage.line.text
    signs = [e for _, e in passage.cues["sign"] if e <= cue]
    start = max(signs, default=passage.start)
    clauses = [m.end() for m in _NEW_CLAUSE.finditer(text, start, cue)]
    if clauses:
        return clauses[-1]
    # "signed by A, and B looked on", "signed by A, and four guests looked on"
    joined = [m.end() for m in _JOINED.finditer(text, start, cue)] if signs else []
    return joined[-1] if joined else start


def _new_subject(passage: Passage, cue: int, mention: Mention) -> bool:
    """`In the presence of the minister, A and B signed`: who signs behind the comma is a signer."""
    signs = [s for s, _ in passage.cues["sign"] if s >= mention.end]
    if not signs:
        return False
    first = next((m for m, _ in passage.people if m.start >= cue), mention)
    if "," in passage.line.text[cue : first.start]:
        return True
    return first.start != mention.start and _comma_group(passage, cue, mention.start) > 0


def _comma_group(passage: Passage, start: int, end: int) -> int:
    """Commas between cue and person that no apposition explains: more commas than titles between them."""
    commas = passage.line.text.count(",", start, end)
    people_between = sum(start <= m.start < end for m, _ in passage.people)
    titled = sum(start <= passage.line.words[t.first].start < end for t in passage.line.titles)
    return commas - max(0, 2 * titled - 1) if people_between else commas


def _quoted(passage: Passage, mention: Mention) -> bool:
    """`Jane Doe said …` tells a voice, unless she also signs in that clause."""
    text = passage.line.text
    signs = [s for s, _ in passage.cues["sign"] if s >= mention.end]
    if _TOLD_BEHIND.match(text, mention.end) or _TOLD_BEFORE.search(text, passage.start, mention.start):
        if not signs:
            return True
        between = text[mention.end : signs[0]]
        near = len(between) < _SIGNING_REACH and " that " not in between
        return not near and not _AS_THEY.search(between)
    if not signs:
        return False
    between = text[mention.end : signs[0]]
    verb = _TELLING.search(between)
    others = any(mention.end <= m.start < signs[0] for m, _ in passage.people)
    return verb is not None and not others and not _BESIDE_SIGNING.search(between, verb.end())
