"""Capitalized phrases of English: the names of bodies, by their grammar alone.

`Ministry of Industry, Trade and Supply`, `Saudi Standards, Metrology and Quality Organization`,
`Standards Malaysia`. Which body a phrase means is decided in `organizations`.
"""

from __future__ import annotations

from extractors.english.words import Word
from extractors.geography import country_of, demonyms
from extractors.lexicons import word_set

_OWNERS = frozenset({"People", "Women", "Children", "Lloyd", "Consumers", "Men", "Customs", "Workers"})
_ORGANS = frozenset(
    {"Executive", "Management", "Managing", "Governing", "Advisory", "Steering", "Supervisory", "Standing"}
)
_PARTS = frozenset({"Department", "Division", "Section", "Unit", "Branch", "Bureau", "Secretariat"})
_SMALL = frozenset(
    {"of", "for", "on", "in", "de", "des", "du", "la", "del", "für", "und", "da", "do", "et", "y"}
)

# More words than any body has in its name: what is longer is a list without signs.
_LONGEST = 40


def starts_name(line: list[Word], at: int) -> bool:
    """Whether a name may begin at this word."""
    word = line[at]
    if word.text.endswith(("-run", "-based", "-owned", "-led", "-backed")):
        return False
    return word.capital and (
        word.text not in word_set("en_common_capitals") or (word.acronym and len(word.text) > 2)
    )


def chunk_end(line: list[Word], first: int, barriers: frozenset[int]) -> int:
    """Where the capitalized phrase that begins at `first` ends (exclusive)."""
    end = first + 1
    while end - first < _LONGEST and (longer := _step(line, first, end, barriers)) > end:
        end = longer
    return end


def _step(line: list[Word], first: int, end: int, barriers: frozenset[int]) -> int:
    if end >= len(line) or end in barriers:
        return end
    previous, word = line[end - 1], line[end]
    if previous.possessive and previous.text not in _OWNERS:
        return end
    if word.capital:
        return end + 1
    if word.text in ("and", "&"):
        return _after_and(line, first, end, barriers)
    if word.lower in _SMALL:
        return _after_small(line, first, end, barriers)
    if word.text == ",":
        return _after_comma(line, first, end, barriers)
    return end


def _capital_run(line: list[Word], at: int, barriers: frozenset[int]) -> int:
    end = at
    while end < min(len(line), at + _LONGEST) and end not in barriers and line[end].capital:
        end += 1
        if line[end - 1].possessive and line[end - 1].text not in _OWNERS:
            break
    return end


def has_head(line: list[Word], first: int, last: int, *, strong: bool = True) -> bool:
    """Whether a noun that makes a name of a body stands in these words."""
    weak = word_set("en_weak_heads") if strong else frozenset()
    heads = word_set("en_organization_heads")
    return any(_cased(w) in heads and _cased(w) not in weak for w in line[first:last])


def _cased(word: Word) -> str:
    return word.text.capitalize() if word.text.isupper() and len(word.text) > 4 else word.text


def _topical(word: Word) -> bool:
    return _cased(word) in word_set("en_topics")


def _after_small(line: list[Word], first: int, end: int, barriers: frozenset[int]) -> int:
    at = end + 1
    while at < len(line) and line[at].lower in ("the", "its"):
        at += 1
    if at >= len(line) or at in barriers or not line[at].capital:
        return end
    if line[end].lower in ("in", "on") and not (_topical(line[at]) and country_of(line[at].text) is None):
        return end
    if line[end].lower == "on" and not has_head(line, end - 1, end, strong=False):
        return end
    if line[at].possessive and country_of(line[at].text):
        return end
    if line[at].acronym and line[at].text.isupper() and has_head(line, first, end):
        return end
    if _part_of_another(line, first, end, at, barriers):
        return end
    state = any(w.text in word_set("en_state_words") for w in line[first:end])
    if has_head(line, first, end) or state:
        return at + 1
    weak = has_head(line, first, end, strong=False)
    return at + 1 if weak and not has_head(line, at, _capital_run(line, at, barriers)) else end


def _part_of_another(line: list[Word], first: int, end: int, at: int, barriers: frozenset[int]) -> bool:
    """`Consumer Department of the Competition Authority`: a part and, behind `of the`, the whole."""
    if line[end].lower != "of" or at != end + 2:
        return False
    unit = any(
        w.text in _PARTS for w in line[first:end]
    )
    board = line[end - 1].text in ("Board", "Committee") and (end - first == 1 or line[first].text in _ORGANS)
    whole = chunk_end(line, at, barriers) if unit or board else at
    return whole - at > 1 and has_head(line, at, whole)


def _after_and(line: list[Word], first: int, end: int, barriers: frozenset[int]) -> int:
    if (
        end + 2 < len(line)
        and line[end + 1].text == "the"
        and _topical(line[end + 2])
        and _in_complement(line, first, end)
    ):
        run = _capital_run(line, end + 2, barriers)
        return end if has_head(line, end + 2, run) else run
    right = _capital_run(line, end + 1, barriers)
    if right == end + 1 or line[end + 1].text in word_set("en_common_capitals"):
        return end
    headed = has_head(line, end + 1, right)
    if line[end - 1].acronym or line[end + 1].acronym or line[end + 1].possessive:
        return end
    if not headed:
        return (
            right
            if _in_complement(line, first, end) or (_topical(line[end - 1]) and _topical(line[end + 1]))
            else end
        )
    adjective = (
        _topical(line[end - 1])
        or line[end - 1].lower.endswith(("ic", "al"))
        or line[first].text in demonyms()
    )
    open_left = not has_head(line, first, end) and adjective
    return right if open_left and (_topical(line[end + 1]) or line[end - 1].text == "Trinidad") else end


def _in_complement(line: list[Word], first: int, end: int) -> bool:
    """Behind `Department of …`, where topics are joined; a place there ends the name."""
    small = [i for i in range(first, end) if line[i].lower in ("of", "for", "on", "in")]
    if not small or not has_head(line, first, small[0], strong=False):
        return False
    return country_of(" ".join(w.text for w in line[small[-1] + 1 : end])) is None


def _after_comma(line: list[Word], first: int, end: int, barriers: frozenset[int]) -> int:
    """`, Metrology and Quality Organization`: a list of topics inside the name, up to its `and`."""
    if end + 1 < len(line) and line[end + 1].text in ("Ltd.", "Ltd", "Inc.", "Inc", "LLC", "L.L.C."):
        return end + 2
    if not (_topical(line[end - 1]) and (has_head(line, first, end, strong=False))):
        return end
    at = end
    while at < len(line) and line[at].text == ",":
        lead = at + 1 + (at + 1 < len(line) and line[at + 1].text == "the")
        item = _capital_run(line, lead, barriers)
        if item == lead:
            break
        if not _topical(line[lead]):
            return end
        at = item
    if at == end or at >= len(line):
        return end
    if line[at].text == "," and at + 1 < len(line) and line[at + 1].text == "and":
        at += 1
    if line[at].text not in ("and", "&"):
        return end
    right = _capital_run(line, at + 1, barriers)
    if right == at + 1 or not _topical(line[at + 1]):
        return end
    if has_head(line, first, end) and has_head(line, at + 1, right):
        return end
    return right


def names_body(line: list[Word], first: int, last: int) -> bool:
    """Whether the phrase by its own words is the name of a body."""
    if has_head(line, first, last):
        return last - first > 1 and line[last - 1].text not in word_set("en_no_heads")
    if last - first > 1 and line[last - 1].text in word_set("en_company_endings"):
        return True
    if last - first < 2 or line[last - 1].text in word_set("en_no_heads"):
        return False
    text = " ".join(w.text for w in line[first:last])
    weak = has_head(line, first, last, strong=False) or any(_topical(w) for w in line[first:last])
    outer = country_of(line[first].text) or country_of(line[last - 1].text)
    return bool(weak and outer and len(text.split()) <= 4)
