"""Titles of instruments in English text: in quotation marks, or capitalized with their subject."""

from __future__ import annotations

import re

from extractors.english.words import Word, words
from extractors.events import InstrumentType, Mention
from extractors.geography import city
from extractors.lexicons import expressions, table, word_set

# Where the kind of an instrument is said (`Memorandum of Understanding`), and which kind it is.
Span = tuple[int, int, InstrumentType]
_QUOTED = re.compile(r"[“\"”‘]([A-Z][^“”\"]{8,220})[”\"’]")
_TITLE_LINK = frozenset(table("en_instruments")["title_links"])
_SUBJECT_LINK = frozenset(table("en_instruments")["subject_links"])
_OPENS_SUBJECT = frozenset(table("en_instruments")["subject_openers"])
_BEFORE_TITLE = frozenset(table("en_instruments")["title_modifiers"])
_NOT_A_TITLE = re.compile(rf"^(?:{'|'.join([*table('en_dates')['months'], *table('en')['weekdays']])})\b")
_SPEECH = re.compile(rf"[\s,]*(?:he |she |they )?(?:{expressions('en_instruments', 'speech_behind')})\b")
# Modifiers that say what kind of text it is, not what it is about.
_BARE = frozenset(table("en_instruments")["bare_modifiers"])


_BESIDE = re.compile(
    r"[\s,(]*(?:to (?:this|that) effect|(?:en)?titled|called|named|known as|on|(?:under|with|bearing) the "
    r"(?:title|name)(?: of)?)?[\s,:]*"
)


def quoted_title(text: str, start: int, end: int, span: Span) -> Mention | None:
    """A title in quotation marks around the kind, or right behind it."""
    for match in _QUOTED.finditer(text, max(0, start - 2), min(len(text), end + 2)):
        inside = match.start() <= span[0] and span[1] <= match.end()
        beside = 0 <= match.start() - span[1] <= 40 and _BESIDE.fullmatch(text[span[1] : match.start()])
        if (inside and (text[span[0]].isupper() or not _is_speech(text, match))) or (
            beside and not _is_speech(text, match)
        ):
            return Mention(match.start(1), match.end(1), " ".join(match[1].rstrip(",.").split()))
    return None


def _is_speech(text: str, quote: re.Match[str]) -> bool:
    """A sentence that somebody says, not a title."""
    return quote[1].rstrip()[-1:] in ",?!." or bool(_SPEECH.match(text, quote.end()))


def capitalized_title(text: str, before: list[Word], span: Span, end: int) -> Mention | None:
    """A capitalized kind with its capitalized subject: `Protocol … on Cooperation in Metrology`."""
    if not text[span[0]].isupper():
        return None
    lead = _modifiers(text, before, span[0])
    own = [
        w
        for w in (*lead, *words(text, span[0], span[1])[:-1])
        if w.capital and w.text not in _BARE and w.text != "of"
    ]
    last = _subject_end(words(text, span[1], end), span[2])
    if last is None and (
        len(own) < 2 or span[2] not in ("agreement", "arrangement", "plan", "declaration", "protocol")
    ):
        return None
    start = lead[0].start if lead else span[0]
    if last is not None and not any(w.text[:1].isalpha() for w in before if w.start < start):
        last = _line_end(text, last, end)
    return Mention(start, last or span[1], " ".join(text[start : last or span[1]].split()))


def _line_end(text: str, last: int, end: int) -> int:
    """A line of a list that is all title keeps its parties: `• MoU on Metrology between A and B`."""
    rest = words(text, last, end)
    parties = bool(rest) and rest[0].lower in ("between", "with")
    plain = all(w.capital or w.lower in _TITLE_LINK or w.text in ("(", ")", "'", "’", ".") for w in rest)
    return next(w.end for w in reversed(rest) if w.text != ".") if parties and plain else last


def _modifiers(text: str, before: list[Word], at: int) -> list[Word]:
    """The capitalized words right before the kind: `Information Sharing` (Arrangement)."""
    found: list[Word] = []
    for word in reversed(before):
        plain = word.text in _BEFORE_TITLE or not (
            word.acronym
            or word.text in word_set("en_common_capitals")
            or word.text in word_set("en_organization_heads")
        )
        if not (
            word.capital
            and plain
            and not word.possessive
            and not word.text.endswith(".")
            and text[word.end : at].strip() == ""
        ):
            break
        found.insert(0, word)
        at = word.start
    return found


_YEAR = re.compile(r"(?:19|20)\d\d$")


def _subject_end(after: list[Word], kind: InstrumentType) -> int | None:
    """The end of `on X in Y`, `between A and B on X`, `for 2022-2024`; small words need a capital behind."""
    at = _past_acronym(after)
    if len(after) > at and _YEAR.match(after[at].text):
        return _years_end(after, at)
    if not after or after[0].lower not in _OPENS_SUBJECT or (kind == "minutes" and after[0].lower == "of"):
        return None
    last: int | None = None
    subject = False
    linking = after[at].lower if at < len(after) else ""
    for i in range(at, len(after)):
        word = after[i]
        if _YEAR.match(word.text) and (linking == "for" or (subject and _ranged(after, i))):
            return _years_end(after, i)
        if word.capital or (word.text[:1].isdigit() and last and linking not in ("on", "in")):
            if _is_time_or_place(word, linking):
                break
            last, subject = word.end, subject or linking in _SUBJECT_LINK
        elif word.lower in _TITLE_LINK and not _new_phrase(after, i, subject):
            linking = _linking(linking, word.lower)
        elif not last or not _is_inside_bracket(after, i):
            break
    return last if subject else None


def _is_time_or_place(word: Word, linking: str) -> bool:
    """`on Monday`, `in Vienna`: when and where it was signed, not what it is about."""
    if linking not in ("on", "in", "from"):
        return False
    return bool(_NOT_A_TITLE.match(word.text)) or (linking != "from" and city(word.text) is not None)


def _is_inside_bracket(after: list[Word], at: int) -> bool:
    """A sign that the title runs on over: an opening bracket that does not end it, a closing one."""
    text = after[at].text
    return _bracket_goes_on(after, at) if text == "(" else text in ")'’s"


def _linking(now: str, word: str) -> str:
    """The small word that counts from here on; behind `between` only `on` and the like begin a subject."""
    if now in ("between", "with"):
        return word if word in ("on", "concerning", "regarding", "about") else now
    return word if word in _SUBJECT_LINK or word in ("between", "with") else now


def _new_phrase(after: list[Word], at: int, subject: bool) -> bool:
    """Whether the title is over: parties behind the subject, a second text, a list that does not go on."""
    word = after[at]
    if word.text == ",":
        return not _list_goes_on(after, at)
    if word.lower in ("between", "with", "by"):
        return subject
    return (
        word.lower == "and"
        and at + 1 < len(after)
        and after[at + 1].lower in ("a", "an", "the")
        and subject
        and not _party_follows(after, at)
    )


def _party_follows(after: list[Word], at: int) -> bool:
    """`between the A and the B on …`: the second party, not a second text."""
    return any(w.lower == "between" for w in after[:at])


def _years_end(after: list[Word], at: int) -> int:
    """`2022-2024`, `2017/2018`: the end of the years that begin at word `at`."""
    return after[at + 2].end if _ranged(after, at) else after[at].end


def _ranged(after: list[Word], at: int) -> bool:
    """Whether years `2022-2024` begin at word `at`."""
    return at + 2 < len(after) and after[at + 1].text in ("-", "–", "/", "—") and after[at + 2].text.isdigit()


def _past_acronym(after: list[Word]) -> int:
    return 3 if len(after) > 3 and after[0].text == "(" and after[2].text == ")" else 0


def _bracket_goes_on(after: list[Word], opening: int) -> bool:
    """`between SAMR (Standardization Administration) and …`: the title runs on behind the bracket."""
    closing = next((i for i in range(opening, min(opening + 10, len(after))) if after[i].text == ")"), None)
    return (
        closing is not None
        and closing + 1 < len(after)
        and after[closing + 1].lower in ("and", "on", "in", "for", "of")
    )


def _list_goes_on(after: list[Word], comma: int) -> bool:
    """`Metrology, Standards and Conformity Assessment`: the comma joins topics of the title."""
    follows = after[comma + 1 : comma + 2]
    return bool(follows) and follows[0].text in word_set("en_topics")
