"""Figures of the latest run as OpenMetrics text, for whoever scrapes the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.openmetrics.exposition import generate_latest

from pipeline.durable import write_atomically
from pipeline.records import ended_runs, latest

METRICS = "metrics.txt"
_GOOD = ("done", "needs_person")


def write_metrics(state: Path, path: Path, rows: Mapping[str, int]) -> None:
    """Writes the file anew; `rows` are the dataset's by table."""
    write_atomically(path, openmetrics(latest(state) or {}, ended_runs(state), rows))


def openmetrics(
    record: Mapping[str, Any], runs: Iterable[Mapping[str, Any]], rows: Mapping[str, int]
) -> bytes:
    """The text, closed by `# EOF`. Times are Unix seconds."""
    registry = CollectorRegistry()
    good = [run for run in runs if run.get("end") in _GOOD and run.get("ended")]
    _one(registry, "exit_code", "Exit code of the latest run", record.get("exit_code"))
    _one(registry, "started_timestamp_seconds", "Start of the latest run", _instant(record.get("started")))
    _one(registry, "ended_timestamp_seconds", "End of the latest run", _instant(record.get("ended")))
    last_good = _instant(good[-1]["ended"]) if good else None
    _one(registry, "success_timestamp_seconds", "End of the latest run that published", last_good)
    waiting = record.get("needs_person", ())
    _one(registry, "needs_person", "Things of the latest run that wait for a person", len(waiting))
    _many(registry, "stage_seconds", "Duration of the stages", ("stage",), record.get("seconds", {}))
    pages = {(agency, end): n for agency, ends in record.get("pages", {}).items() for end, n in ends.items()}
    _many(registry, "pages", "Pages of the latest run by end", ("agency", "end"), pages)
    reasons = {
        (agency, why): n for agency, told in record.get("reasons", {}).items() for why, n in told.items()
    }
    _many(registry, "page_reasons", "Pages of the latest run by reason", ("agency", "reason"), reasons)
    held = dict.fromkeys(record.get("held", ()), 1)
    _many(registry, "held", "Agencies held back by their gate", ("agency",), held)
    _many(registry, "rows", "Rows of the dataset", ("table",), rows)
    text: bytes = generate_latest(registry)  # type: ignore[no-untyped-call]
    return text


def _one(registry: CollectorRegistry, name: str, what: str, value: float | None) -> None:
    if value is not None:
        Gauge(f"pactwire_{name}", what, registry=registry).set(value)


def _many(
    registry: CollectorRegistry, name: str, what: str, labels: tuple[str, ...], values: Mapping[Any, float]
) -> None:
    gauge = Gauge(f"pactwire_{name}", what, labels, registry=registry)
    for key, value in sorted(values.items()):
        gauge.labels(*(key if isinstance(key, tuple) else (key,))).set(value)


def _instant(text: str | None) -> float | None:
    return datetime.fromisoformat(text).timestamp() if text else None
