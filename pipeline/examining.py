"""The answers of the sites, a line each, as `pactwire doctor` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fetchers.doctor import Check
from pipeline.fetching import examine
from pipeline.settings import Settings


def answers(settings: Settings, saved: Path | None, *, history: bool) -> Iterator[tuple[str, bool]]:
    """Each answer as soon as it is there, and whether it is as declared."""
    before = None
    for check in examine(settings, saved, history=history):
        if check.agency != before:
            before = check.agency
            yield check.agency or "this machine", True
        yield _line(check), check.ok


def _line(check: Check) -> str:
    told = f"  {'ok  ' if check.ok else 'LOOK'}  {check.question} {check.answer or 'nothing'}"
    # What a site says is printed as it is, but steers no terminal.
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in told)
