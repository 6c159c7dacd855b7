"""The options that several commands share, and which of them go together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline.errors import UsageError

ANY_PATH = click.Path(path_type=Path)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command."""
    options = (
        click.option(
            "--config", type=ANY_PATH, help="Settings file (default: PACTWIRE_CONFIG, ./pactwire.toml)."
        ),
        click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def places(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the dataset and the state lie."""
    options = (
        click.option("--output", type=ANY_PATH, help="Where the dataset is published."),
        click.option("--state", type=ANY_PATH, help="Where runs remember what they did."),
        click.option(
            "--saved", type=_FOLDER, help="Serve saved pages of this folder in place of the live sites."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return common(command)


def choices(command: Callable[..., Any]) -> Callable[..., Any]:
    """What to fetch."""
    options = (
        click.option("--since", help="Ignore what was published before this day (2024-01-31)."),
        click.option("--limit", type=click.IntRange(min=1), help="At most so many pages of an agency."),
    )
    for option in reversed(options):
        command = option(command)
    return whom(command)


def whom(command: Callable[..., Any]) -> Callable[..., Any]:
    """Whom to ask."""
    option = click.option(
        "--agency", "agencies", multiple=True, help="Only this agency; can be given several times."
    )
    return places(option(command))


def archives(command: Callable[..., Any]) -> Callable[..., Any]:
    """WARC files in place of the sites."""
    flag = click.option("--from-archive", is_flag=True, help="Read WARC files in place of the live sites.")
    return flag(click.argument("warcs", nargs=-1, type=ANY_PATH, metavar="[WARC]...")(command))


def saving(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where pages are saved for the tests."""
    options = (
        click.option(
            "--fixtures",
            type=ANY_PATH,
            default=Path("fixtures"),
            show_default=True,
            help="Folder of the saved pages.",
        ),
        click.option(
            "--saved", type=_FOLDER, help="Ask saved pages of this folder in place of the live sites."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return common(command)


def check_source(options: dict[str, Any]) -> None:
    if options.get("warcs") and not options["from_archive"]:
        raise UsageError(f"{options['warcs'][0]} is read only with --from-archive")
    exclude(options, "from_archive", "history", "saved", "since", "limit")
    exclude(options, "history", "saved", "since")


def exclude(options: dict[str, Any], name: str, *others: str) -> None:
    """Raises UsageError when an option is given with one that makes no sense beside it."""
    given = [other for other in others if options.get(name) and options.get(other)]
    if given:
        first, second = (f"--{option.replace('_', '-')}" for option in (name, given[0]))
        raise UsageError(f"{first} and {second} cannot be combined: leave one out")
