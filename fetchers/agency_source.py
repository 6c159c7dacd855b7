"""An agency's declaration written as the text of its file in `fetchers/agencies/`."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from fetchers.declaration import Agency, Layout
from fetchers.readers import layouts

_INDENT = "    "
_KNOWN = {one.name: name for name, one in vars(layouts).items() if isinstance(one, Layout)}
_PLAIN = ("name", "title", "home", "hosts", "lang")


def source_of(agency: Agency) -> str:
    """The file's text: what is known is imported, what is the site's own stands in it."""
    own = [layout for layout in agency.layouts if layout.name not in _KNOWN]
    parts = [f'"""{agency.title}."""\n', _imports(agency, bool(own)), ""]
    parts += [f"_LAYOUT = {_call(layout)}\n" for layout in own]
    return "\n".join([*parts, f"{agency.name.upper()} = {_declaration(agency)}", ""])


def _imports(agency: Agency, own: bool) -> str:
    kinds = sorted({type(listing).__name__ for listing in agency.listings})
    known = sorted(_KNOWN[layout.name] for layout in agency.layouts if layout.name in _KNOWN)
    lines = [f"from fetchers.declaration import Agency{', Layout' if own else ''}"]
    lines += [f"from fetchers.listings import {', '.join(kinds)}"]
    return "\n".join(lines + ([f"from fetchers.readers.layouts import {', '.join(known)}"] if known else []))


def _declaration(agency: Agency) -> str:
    listings = "".join(f"\n{_INDENT * 2}{_call(one, 2)}," for one in agency.listings)
    names = [_KNOWN.get(layout.name, "_LAYOUT") for layout in agency.layouts]
    lines = [
        *(f"{key}={_literal(getattr(agency, key))}" for key in _PLAIN),
        f"# To be looked at: a moment in UTC is told as a day of this zone.\n{_INDENT}"
        f"time_zone={_literal(agency.time_zone)}",
        f"listings=({listings}\n{_INDENT})",
        f'articles=r"{agency.articles}"',
        f"layouts=({', '.join(names)}{',' if len(names) == 1 else ''})",
    ]
    return "Agency(\n" + "".join(f"{_INDENT}{line},\n" for line in lines) + ")"


def _call(thing: Any, level: int = 0) -> str:
    """The constructor's call, with the fields that are not at their defaults."""
    given = {
        field.name: getattr(thing, field.name) for field in fields(thing) if not _is_default(thing, field)
    }
    pad = _INDENT * (level + 1)
    inner = "".join(f"{pad}{key}={_literal(value)},\n" for key, value in given.items())
    return f"{type(thing).__name__}(\n{inner}{_INDENT * level})"


def _is_default(thing: Any, field: Any) -> bool:
    default = field.default_factory() if field.default_factory is not MISSING else field.default
    return bool(getattr(thing, field.name) == default)


def _literal(value: object) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
