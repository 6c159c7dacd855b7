"""The page around a release: links to other releases, menus, lists of related news."""

from __future__ import annotations

import re

from extractors.lexicons import expressions
from extractors.reading import Sentence

_LINK_LINE = re.compile(
    rf"\s*(?:[•·*>»-]\s*)?(?:\W*(?:{expressions('en_page', 'link_openers')})\b)", re.IGNORECASE
)
_DATED_LINK = re.compile(r"^\s*[•·*>-].{10,110}\((?:\d{1,4}[-/.]){1,2}\d{2,4}\)\s*$")
_LINK_LIST = re.compile(
    rf"^\W*(?:{expressions('en_page', 'list_headings')})\b[^.\n]{{0,30}}$", re.IGNORECASE | re.MULTILINE
)


def around_the_text(text: str, sentence: Sentence) -> bool:
    """Links to other releases and the page's own furniture are no part of the release."""
    line_start = text.rfind("\n", 0, sentence.start) + 1
    line_end = text.find("\n", sentence.start)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if _LINK_LINE.match(line) and len(line) < 400 and not line.rstrip().endswith("."):
        return True
    if _DATED_LINK.search(line):
        return True
    heading = next(iter(_LINK_LIST.finditer(text, 0, sentence.start)), None)
    return heading is not None and len(line) < 120 and not line.rstrip().endswith(".")
