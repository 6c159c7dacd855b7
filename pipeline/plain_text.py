"""Text as it may stand in a cell: one line, no invisible or broken characters."""

from __future__ import annotations

import re

_NOT_SPACING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f"  # controls that are not spacing
    "\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # soft hyphen, directions, byte order mark
    "\ud800-\udfff\ufffe\uffff]"  # half characters and what is no character at all
)
_SPACING = re.compile(r"[\s\u200b\u2028\u2029\x1c-\x1f\x85]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """`text` with half characters, which no file can hold, replaced one for one: offsets stay true."""
    return _SURROGATE.sub("\ufffd", text)


def plain(text: str) -> str:
    """`text` with controls, direction marks and surrogates taken out and every run of spacing one space."""
    return _SPACING.sub(" ", _NOT_SPACING.sub("", text)).strip()


def plain_or_none(text: str | None) -> str | None:
    return plain(text) or None if text is not None else None
