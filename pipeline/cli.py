"""The command `pactwire`. Heavy imports wait for the command that needs them, so that help is quick."""

from __future__ import annotations

import io
import logging
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from pipeline.errors import PactwireError
from pipeline.options import ANY_PATH, archives, check_source, choices, common, exclude, places, saving, whom
from pipeline.review_command import review

DONE, FAILED, WRONG_USAGE, NEEDS_PERSON = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and exits with its code; errors are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # JSON lines are UTF-8 whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run_command(list(sys.argv[1:] if arguments is None else arguments)))


def run_command(arguments: list[str]) -> int:
    """The exit code of a command line; with `--debug` in it, errors come with their traceback."""
    debug = "--debug" in arguments
    _log_to_stderr(debug)
    try:
        code = cli.main(arguments, prog_name="pactwire", standalone_mode=False)
    except click.ClickException as error:
        return _failed(error.format_message(), WRONG_USAGE, debug)
    except PactwireError as error:
        return _failed(str(error), error.exit_code, debug)
    except (click.Abort, KeyboardInterrupt):
        return _failed("interrupted; what was published before stays", FAILED, debug)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output went away: there is nobody to tell
        return FAILED
    except Exception as error:  # noqa: BLE001 - the outermost boundary: a person reads one line
        where = f"{type(error).__name__}: {error}"
        return _failed(f"internal error ({where}); run again with --debug to see where", FAILED, debug)
    return code if isinstance(code, int) else DONE


def _failed(message: str, code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    click.echo(f"pactwire: {' '.join(message.split())}", err=True)
    return code


def _log_to_stderr(debug: bool) -> None:
    """Warnings for a person, one line each; with `debug` everything, with tracebacks."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("pactwire: %(message)s") if debug else _OneLine())
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, handlers=[handler], force=True)


class _OneLine(logging.Formatter):
    """The message without traceback; line breaks and escape sequences of a page stay visible as such."""

    def format(self, record: logging.LogRecord) -> str:
        message = "".join(c if c.isprintable() else repr(c)[1:-1] for c in record.getMessage())
        return f"pactwire: {record.levelname.lower()}: {message}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(package_name="pactwire")
def cli() -> None:
    """Turns agencies' press releases into a dataset of who agreed what with whom."""


@cli.command()
@choices
@archives
def run(**options: Any) -> int:
    """Fetch what is new, extract, and publish the dataset.

    With --from-archive: publish what WARC files hold (by default those of earlier runs), asking no site.
    """
    return _stages(("fetch", "extract", "build"), options)


@cli.command()
@choices
@archives
@click.option("--history", is_flag=True, help="Ask the Wayback Machine for what is gone from the sites.")
def fetch(**options: Any) -> int:
    """Only fetch what is new.

    With --from-archive: add what WARC files hold to what is known.
    """
    return _stages(("fetch",), options)


@cli.command()
@whom
@click.option("--history", is_flag=True, help="Examine the Wayback Machine's answers instead.")
def doctor(**options: Any) -> int:
    """Ask each site a few questions and print whether it is still as declared."""
    from pipeline.examining import answers

    exclude(options, "history", "saved")
    wrong = 0
    for line, ok in answers(_settings(options), options["saved"], history=options["history"]):
        wrong += not ok
        click.echo(line)
    click.echo(f"{wrong} answers need a look" if wrong else "Every answer is as declared")
    return NEEDS_PERSON if wrong else DONE


@cli.command()
@places
@click.argument("files", nargs=-1)
@click.option("--lang", help="Language of texts that do not tell (en, zh).")
@click.option("--published", help="Publication date of texts that do not tell (2024-01-31).")
def extract(files: tuple[str, ...], lang: str | None, published: str | None, **options: Any) -> int:
    """Events of FILES (.html, .txt, .jsonl; - is standard input) as JSON lines.

    Without FILES: extract from what was fetched and not read yet.
    """
    if not files:
        return _stages(("extract",), options)
    from pipeline.extract_files import extract_files
    from pipeline.models import use

    settings = _settings(options)
    use(settings.models)
    lines_done, problems = 0, 0
    for result in extract_files(files, lang, published, settings):
        if isinstance(result, PactwireError):
            problems += 1
            click.echo(f"pactwire: {' '.join(str(result).split())}", err=True)
        else:
            lines_done += 1
            click.echo(result)
    if problems:
        return NEEDS_PERSON if lines_done else FAILED
    return DONE


@cli.command()
@places
def build(**options: Any) -> int:
    """Only build and publish the dataset from what was extracted."""
    return _stages(("build",), options)


@cli.command()
@common
@click.argument("gold", type=ANY_PATH)
@click.option("--predicted", type=ANY_PATH, help="Predictions to score (default: extract from GOLD's texts).")
@click.option("--lang", help="Only documents of this language.")
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, help="Also show so many of the worst events."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--linking", is_flag=True, help="Instead: pairs of events linked; GOLD's events name clusters.")
@click.option("--parties", is_flag=True, help="Instead: parties that the registry of bodies knows.")
def evaluate(
    gold: Path,
    predicted: Path | None,
    lang: str | None,
    errors: int,
    as_json: bool,
    linking: bool,
    parties: bool,
    config: Path | None,
) -> int:
    """Precision, recall and F1 against GOLD (JSON lines)."""
    from pipeline.evaluating import evaluate_file, evaluate_linking, evaluate_parties
    from pipeline.models import use
    from pipeline.settings import load_settings

    use(load_settings(config).models)
    if linking or parties:
        for line in evaluate_linking(gold) if linking else evaluate_parties(gold):
            click.echo(line)
        return DONE
    figures, mistakes, problems = evaluate_file(gold, predicted, lang, errors, as_json=as_json)
    click.echo(figures)
    for line in [*mistakes, *problems]:
        click.echo(line, err=True)
    return NEEDS_PERSON if problems else DONE


@cli.command()
@common
@click.option("--output", type=ANY_PATH, help="Where the dataset is published.")
@click.option("--to", type=ANY_PATH, default=Path("report.html"), show_default=True, help="File to write.")
def report(output: Path | None, to: Path, config: Path | None) -> int:
    """Write the published dataset as one HTML page."""
    from pipeline.durable import write_atomically
    from pipeline.errors import DatasetError
    from pipeline.report import published_report
    from pipeline.settings import load_settings

    folder = output or load_settings(config).paths.output
    try:
        write_atomically(to, published_report(folder))
    except OSError as error:
        raise DatasetError(f"cannot write {to}: {error.strerror}") from error
    click.echo(f"Wrote {to}")
    return DONE


@cli.command()
@common
@click.option("--output", type=ANY_PATH, help="Where the dataset is published.")
@click.option("--since", help="Version to compare with (default: the one before).")
@click.option("--until", help="Version to compare (default: the current one).")
def changes(output: Path | None, since: str | None, until: str | None, config: Path | None) -> int:
    """Tell which agreements were added, modified or removed between two versions."""
    from pipeline.comparing import change_lines
    from pipeline.settings import load_settings

    for line in change_lines(output or load_settings(config).paths.output, since, until):
        click.echo(line)
    return DONE


@cli.command()
@places
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(**options: Any) -> int:
    """What is known, what failed, what waits for a person."""
    from pipeline.status import status_json, status_lines

    settings = _settings(options)
    if options["as_json"]:
        click.echo(status_json(settings, options["saved"]))
        return DONE
    for line in status_lines(settings, options["saved"]):
        click.echo(line)
    return DONE


cli.add_command(review)


@cli.command()
@click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")
@click.option("--to", type=ANY_PATH, default=Path("pactwire.toml"), show_default=True, help="File to write.")
@click.option("--stdout", is_flag=True, help="Print it instead.")
def init(to: Path, stdout: bool) -> int:
    """Write a settings file with every default."""
    from pipeline.errors import UsageError
    from pipeline.settings import Settings
    from pipeline.settings_file import settings_toml

    content = settings_toml(Settings())
    if stdout:
        click.echo(content, nl=False)
        return DONE
    try:
        with to.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(f"{to} exists: move it away, or name another file with --to") from None
    except OSError as error:
        raise UsageError(f"cannot write {to}: {error.strerror}") from error
    click.echo(f"Wrote {to}")
    return DONE


@cli.command()
@saving
@click.argument("url")
def snapshot(url: str, **options: Any) -> int:
    """Save the article at URL for the tests, with what is read from it now."""
    from pipeline.snapshot import Site, take_snapshot

    for line in take_snapshot(url, options["fixtures"], Site(_settings(options), options["saved"])):
        click.echo(line)
    return NEEDS_PERSON


@cli.command("new-agency")
@saving
@click.argument("name")
@click.argument("url")
@click.option(
    "--declarations",
    type=ANY_PATH,
    default=Path("fetchers/agencies"),
    show_default=True,
    help="Folder of the agencies' files.",
)
@click.option(
    "--articles", type=click.IntRange(min=1), default=5, show_default=True, help="How many articles to save."
)
def declare(name: str, url: str, declarations: Path, articles: int, **options: Any) -> int:
    """Describe the site that lists its news at URL as the agency NAME, and save its pages for the tests."""
    from pipeline.snapshot import Site, new_agency

    site = Site(_settings(options), options["saved"])
    for line in new_agency(name, url, (declarations, options["fixtures"]), site, articles):
        click.echo(line)
    return NEEDS_PERSON


def _stages(stages: tuple[str, ...], options: dict[str, Any]) -> int:
    from pipeline.logs import log_to_stderr
    from pipeline.run import Source, run_stages
    from pipeline.summary import print_summary

    check_source(options)
    archives = tuple(options["warcs"]) if options.get("from_archive") else None
    source = Source(options["saved"], bool(options.get("history")), archives)
    settings = _settings(options)
    if not logging.getLogger().isEnabledFor(logging.DEBUG):  # --debug tells everything in its own form
        log_to_stderr(settings.log.format, settings.log.level)
    outcome = run_stages(settings, stages, source)
    print_summary(outcome, settings.paths.output)
    return NEEDS_PERSON if outcome.needs_person else DONE


def _settings(options: dict[str, Any]) -> Any:
    """The settings with what the command line says instead."""
    from pipeline.settings import load_settings, with_overrides

    overrides = {
        "paths": {"output": options.get("output"), "state": options.get("state")},
        "run": {
            "agencies": list(options.get("agencies") or ()) or None,
            "since": options.get("since"),
            "limit": options.get("limit"),
        },
    }
    return with_overrides(load_settings(options["config"]), overrides)


if __name__ == "__main__":
    main()
