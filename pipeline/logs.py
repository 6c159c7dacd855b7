"""What a run says while it works: one JSON line an event, or pretty lines on a terminal.

Code logs with the standard library; whatever is passed as `extra` becomes a key of the line. Line breaks and
escape sequences of a page stay inside their JSON string, so no page can forge a line.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

Form = Literal["auto", "json", "pretty"]
Event = MutableMapping[str, Any]

_context: dict[str, str] = {}


def log_to_stderr(form: Form, level: str) -> None:
    """Sends everything logged to standard error; a run's name, once bound, is in every line."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())

    chain: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _of_this_run,
    ]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain, processors=_json() if as_json else _pretty()
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "trafilatura", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def name_run(run: str) -> None:
    """Puts the run's name into every line from now on, whichever thread logs it."""
    _context["run"] = run


def _of_this_run(_logger: object, _name: str, event: Event) -> Event:
    return {**event, **_context}


def _json() -> list[Any]:
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=True, default=str),
    ]


def _pretty() -> list[Any]:
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _printable,
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
    ]


def _printable(_logger: object, _name: str, event: Event) -> Event:
    """What a page says steers no terminal."""
    return {key: _shown(value) if isinstance(value, str) else value for key, value in event.items()}


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
