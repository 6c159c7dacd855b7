"""The closing words of a run, for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.codes import EVENT_TYPES
from pipeline.rows import Row, Rows, texts
from pipeline.run import Outcome

_NEWEST = 5
_TROUBLES = 8
_PLAIN_WIDTH = 110


def print_summary(outcome: Outcome, output: Path, console: Console | None = None) -> None:
    """Documents by agency, events by type, newest agreements, what needs a person, where the dataset lies."""
    console = console or Console(highlight=False)
    if not console.is_terminal:
        console.width = _PLAIN_WIDTH
    if outcome.fetched:
        console.print(
            f"Fetched {len(outcome.fetched.documents)} documents, {outcome.fetched.n_new} new or changed."
        )
    if outcome.rows:
        console.print(_counts("Documents", _by(outcome.rows["documents"], "agency")))
        console.print(_counts("Events", _by(outcome.rows["events"], "type", EVENT_TYPES)))
        _print_newest(outcome.rows, console)
    _print_needs(outcome, console)
    _print_end(outcome, output, console)


def _by(rows: Iterable[Row], column: str, order: tuple[str, ...] = ()) -> dict[str, int]:
    counts = Counter(str(row[column]) for row in rows)
    return {name: counts[name] for name in (order or sorted(counts))}


def _counts(what: str, counts: dict[str, int]) -> str:
    told = ", ".join(f"{escape(name)} {number}" for name, number in counts.items()) or "none"
    return f"{what}: {sum(counts.values())} ({told})"


def _print_newest(rows: Rows, console: Console) -> None:
    dated = [row for row in rows["agreements"] if row["date_start"]]
    newest = sorted(dated, key=lambda row: str(row["date_start"]), reverse=True)[:_NEWEST]
    if not newest:
        return
    table = Table("date", "kind", "parties", "title", box=None, pad_edge=False, title_justify="left")
    for row in newest:
        kind = str(row["type"] or "unknown").replace("_", " ")
        cells = (str(row["date"]), kind, " · ".join(texts(row, "parties")), str(row["title"] or ""))
        table.add_row(*(escape(cell) for cell in cells))
    console.print(f"Newest of {len(rows['agreements'])} agreements:")
    console.print(table)


def _print_needs(outcome: Outcome, console: Console) -> None:
    lines = [*outcome.needs_person, *_open_issues(outcome.rows)]
    if not lines:
        console.print("Nothing needs a person.")
        return
    console.print("Needs a person:")
    for line in lines[:_TROUBLES]:
        console.print(f"  - {escape(line)}", soft_wrap=True)
    if len(lines) > _TROUBLES:
        console.print(f"  - and {len(lines) - _TROUBLES} more: see the table issues")


def _open_issues(rows: Rows) -> Iterator[str]:
    """Warnings by code; errors are told in full before, and what only informs stays in the table."""
    counts = Counter(str(row["code"]) for row in rows.get("issues", ()) if row["severity"] == "warning")
    for code, number in sorted(counts.items()):
        yield f"{code.replace('_', ' ')}: {number}"


def _print_end(outcome: Outcome, output: Path, console: Console) -> None:
    published = outcome.published
    if published is None:
        return
    if published.changed:
        console.print(
            f"Published version {published.version}: {escape(str(output))}/agreements.csv and its tables, "
            "report.html to look at"
        )
        if published.changes:
            told = ", ".join(f"{number} {kind}" for kind, number in published.changes.items())
            console.print(f"Agreements since the version before: {told}")
    else:
        console.print(f"Nothing changed: {escape(str(output))} already holds version {published.version}")
