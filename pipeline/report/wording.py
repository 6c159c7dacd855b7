"""Codes in words."""

from __future__ import annotations

from functools import cache

from extractors.geography import country_names


def spoken(code: str) -> str:
    """`memorandum_of_understanding` as people say it."""
    return code.replace("_", " ")


def country_name(code: str) -> str:
    """The English name of an ISO 3166-1 code, the code itself if it has none."""
    return "international" if code == "INT" else _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, code in country_names("en").items():
        names.setdefault(code, name)
    return names
