"""The command `pactwire review`: what waits for a person, and a command for each decision."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline.options import ANY_PATH, common

_PLACES = ("output", "config", "corrections")


def _deciding(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every decision."""
    options = (
        click.option("--output", type=ANY_PATH, help="Where the dataset is published."),
        click.option("--corrections", type=ANY_PATH, help="File of decisions (default: by the settings)."),
        click.option("--by", default="", help="Who decides."),
        click.option("--reason", default="", help="Why."),
    )
    for option in reversed(options):
        command = option(command)
    return common(command)


@click.group(invoke_without_command=True)
@click.option("--output", type=ANY_PATH, help="Where the dataset is published.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many to list.")
@click.option("--code", help="Only issues of this code.")
@common
@click.pass_context
def review(
    context: click.Context, output: Path | None, most: int, code: str | None, config: Path | None
) -> None:
    """List what waits for a person, worst first; its commands write decisions to corrections.csv.

    The next run applies them.
    """
    if context.invoked_subcommand:
        return
    from pipeline.reviewing import Review, review_lines
    from pipeline.settings import load_settings

    items = Review(output or load_settings(config).paths.output).items()
    for line in review_lines([item for item in items if code in (None, item.code)], most):
        click.echo(line)


@review.command("accept")
@click.argument("event_id", metavar="ID")
@click.option("--code", "column", default="", help="Only issues of this code.")
@_deciding
def accept(**options: Any) -> None:
    """ID (an event, or a document) was looked at and is right: its issues go."""
    _decide("accept", options)


@review.command("drop")
@click.argument("event_id")
@_deciding
def drop(**options: Any) -> None:
    """EVENT_ID is no event."""
    _decide("drop", options)


@review.command("set")
@click.argument("event_id")
@click.argument("column", metavar="TABLE.COLUMN")
@click.argument("after", metavar="VALUE")
@click.option("--row", "row_key", default="", help="Which row: a party_id, person_id or instrument_id.")
@_deciding
def set_value(**options: Any) -> None:
    """TABLE.COLUMN of EVENT_ID is VALUE (an empty one: nothing)."""
    _decide("set", options)


@review.command("same")
@click.argument("event_id", metavar="ID")
@click.argument("other_id")
@_deciding
def same(**options: Any) -> None:
    """ID and OTHER_ID (events, persons, or an unknown party and a body) are the same."""
    _decide("same", options)


@review.command("not-same")
@click.argument("event_id", metavar="ID")
@click.argument("other_id")
@_deciding
def not_same(**options: Any) -> None:
    """ID and OTHER_ID (events; persons as p-…@e-…) are not the same."""
    _decide("not_same", options)


def _decide(action: str, options: dict[str, Any]) -> None:
    from pipeline.corrections import Correction
    from pipeline.reviewing import decide
    from pipeline.settings import CORRECTIONS, load_settings

    settings = load_settings(options["config"])
    path = options["corrections"] or settings.paths.corrections or CORRECTIONS
    values = {k: v for k, v in options.items() if k not in (*_PLACES, "event_id")}
    correction = Correction(action=action, id=options["event_id"], **values)
    written = decide(options["output"] or settings.paths.output, path, correction)
    click.echo(f"Written to {path}; the next run applies it" if written else f"{path} has it already")
