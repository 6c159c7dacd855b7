"""What a reader's remark on a page means, in words for the person who looks at it."""

from __future__ import annotations

from pipeline.plain_text import plain

_MEANINGS = {
    "bad_date": "its date of publication is no date",
    "body_by_density": "its text was found where text is dense, not where the agency's layout has it: "
    "see that all of it was read, and nothing else",
    "generic_reader": "no declared layout fits it: see that its text was read whole",
    "implausible_date": "its date of publication lies in the future and was left out",
    "mojibake": "its characters look garbled: another encoding than the declared one",
    "no_date": "no date of publication was found",
    "no_title": "no title was found",
    "text_cut": "its text is longer than what is read, and was cut",
    "undecodable_bytes": "some of its bytes are no characters",
}


def meaning(remark: str) -> tuple[str, str]:
    """The code of a remark, which is `code` or `code:detail`, and what it says."""
    code, _, detail = plain(remark).partition(":")
    said = _MEANINGS.get(code, code.replace("_", " "))
    return code, f"{said} ({detail})" if detail else said
