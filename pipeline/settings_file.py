"""The settings file with every default and what it means, as `pactwire init` writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pipeline.settings import DERIVED_FETCH, Settings

_HEAD = """\
# Settings of pactwire. Every value here is the default; delete what you do not change.
# PACTWIRE_<SECTION>_<NAME> overrides a value, for example PACTWIRE_PATHS_OUTPUT=/data/pactwire.
"""


def settings_toml(settings: Settings) -> str:
    """All settings as TOML, each with a comment; those without a value are commented out."""
    sections = ((name, getattr(settings, name)) for name in Settings.model_fields)
    return "\n".join([_HEAD, *(line for name, section in sections for line in _section(name, section))])


def _section(name: str, section: BaseModel) -> Iterator[str]:
    yield f"[{name}]"
    for key, field in type(section).model_fields.items():
        if name == "fetch" and key in DERIVED_FETCH:
            continue
        if field.description:
            yield f"# {field.description}"
        value = getattr(section, key)
        yield f"# {key} =" if value is None else f"{key} = {_toml(value)}"
    yield ""


def _toml(value: Any) -> str:
    """JSON's texts, numbers, truth values and lists are TOML's too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)
