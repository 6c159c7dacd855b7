"""The scheduled job and its stages: fetch, extract, build."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.corrections import read_corrections
from pipeline.engine import run_engine
from pipeline.errors import PactwireError
from pipeline.extraction import extract_with_rules, extractor_version
from pipeline.fetching import Fetched, fetch, fetch_past, from_archive
from pipeline.locking import only_run
from pipeline.models import reading_with, use
from pipeline.publishing import Published, publish, require_writable
from pipeline.report import report_html
from pipeline.resolving import registry_resolver
from pipeline.rows import Rows, text
from pipeline.settings import CORRECTIONS, Settings
from pipeline.store import Store
from pipeline.tables import build_rows

STORE = "extracted.sqlite"
RUNS = "runs.jsonl"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a run takes its pages from: the sites, `saved` pages in their place, the Wayback Machine
    (`history`), or WARC files (`archives`; empty: those of the state directory)."""

    saved: Path | None = None
    history: bool = False
    archives: tuple[Path, ...] | None = None


LIVE = Source()


@dataclass(slots=True)
class Outcome:
    """What a run did; stages that did not run leave their part empty."""

    fetched: Fetched | None = None
    n_extracted: int = 0
    failed: list[str] = field(default_factory=list)
    rows: Rows = field(default_factory=dict)
    published: Published | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def needs_person(self) -> list[str]:
        """Why the command should end with 3."""
        issues = [row for row in self.rows.get("issues", ()) if row["severity"] == "error"]
        lost = [text(row, "message") for row in issues if row["code"] == "correction_not_applied"]
        failed = [text(row, "message") for row in issues if row["code"] != "correction_not_applied"]
        failed = failed or self.failed
        lines = [f"{len(failed)} documents could not be read, first {failed[0]}"] if failed else []
        return [*(self.fetched.troubles if self.fetched else ()), *lines, *lost]


def run_stages(settings: Settings, stages: Sequence[str], source: Source = LIVE) -> Outcome:
    """Runs some of `fetch`, `extract`, `build` in order, under the lock, and leaves a record in the state.

    Raises PactwireError if nothing could be published; the record is left then too.
    """
    outcome, started = Outcome(), datetime.now(UTC)
    apart = source.archives is not None and "build" in stages
    state = settings.paths.state / "from-archive" if apart else state_folder(settings, source.saved)
    work: dict[str, Callable[[Store], None]] = {
        "fetch": lambda store: _fetch(settings, source, store, outcome),
        "extract": lambda store: _extract(settings, store, outcome),
        "build": lambda store: _build(settings, store, outcome, started),
    }
    if "build" in stages:
        require_writable(settings.paths.output)
    with only_run(state):
        problem: str | None = "stopped"
        try:
            if apart:  # what archives say must not depend on what any other run knew
                for left in state.glob(f"{STORE}*"):
                    left.unlink()
            with Store(state / STORE) as store:
                for stage in stages:
                    with _timed(stage, outcome):
                        work[stage](store)
            problem = None
        except PactwireError as error:
            problem = str(error)
            raise
        finally:
            _record(state / RUNS, started, stages, outcome, problem)
    return outcome


def state_folder(settings: Settings, saved: Path | None) -> Path:
    """Saved pages have a state of their own: they must never pass for what the live sites said."""
    return settings.paths.state / "saved" if saved else settings.paths.state


def _fetch(settings: Settings, source: Source, store: Store, outcome: Outcome) -> None:
    state = state_folder(settings, source.saved)
    if source.archives is not None:
        found = from_archive(settings, source.archives or [state / "archive"])
    elif source.history:
        found = fetch_past(settings, state)
    else:
        found = fetch(settings, state, source.saved)
    outcome.fetched = found
    # What the sites say now counts more than what an archive kept of them earlier.
    earlier = source.history or source.archives is not None
    with store.transaction():
        put = [store.put_document(document, unless_younger=earlier) for document in found.documents]
        found.n_new = sum(put)


def _extract(settings: Settings, store: Store, outcome: Outcome) -> None:
    extractor = _extractor(settings)
    waiting = store.waiting(extractor)
    work = partial(reading_with, settings.models.model_dump(), extract_with_rules)
    for extracted in run_engine(settings.run.engine, settings.run.workers, work, waiting):
        store.put_extraction(extractor, extracted)
        outcome.n_extracted += 1
        if extracted.problem is not None:
            outcome.failed.append(f"{extracted.document.url}: {extracted.problem}")


def _extractor(settings: Settings) -> str:
    """The version of the readers, and of the models that were chosen for them."""
    return "+".join((extractor_version(), *use(settings.models)))


def _build(settings: Settings, store: Store, outcome: Outcome, started: datetime) -> None:
    from extractors.bodies import registry
    from pipeline.bodies_table import body_rows

    bodies = registry()
    identities = store.identities()
    outcome.rows = build_rows(
        store.extracted(),
        registry_resolver(bodies),
        body_rows(bodies.by_id.values()),
        identities,
        read_corrections(settings.paths.corrections or CORRECTIONS),
    )
    outcome.published = publish(
        outcome.rows,
        settings.paths.output,
        _manifest(settings, outcome, started),
        {"report.html": report_html(outcome.rows)},
        settings.publish.keep_versions,
    )
    store.put_identities(identities)


def _manifest(settings: Settings, outcome: Outcome, started: datetime) -> dict[str, Any]:
    """What run.json tells beside counts and checksums: whatever may differ between two equal datasets."""
    return {
        "pactwire": version("pactwire"),
        "extractor": _extractor(settings),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in ("pandas", "pyarrow", "spacy")},
        "started": started.isoformat(timespec="seconds"),
        "seconds": outcome.seconds,
        "agencies": outcome.fetched.by_agency if outcome.fetched else {},
        "settings": settings.model_dump(mode="json"),
    }


@contextmanager
def _timed(stage: str, outcome: Outcome) -> Iterator[None]:
    before = time.monotonic()
    yield
    outcome.seconds[stage] = round(time.monotonic() - before, 2)


def _record(
    path: Path, started: datetime, stages: Sequence[str], outcome: Outcome, problem: str | None
) -> None:
    published = outcome.published
    record = {
        "started": started.isoformat(timespec="seconds"),
        "seconds": outcome.seconds,
        "stages": list(stages),
        "problem": problem,
        "needs_person": outcome.needs_person,
        "version": published.version if published else None,
        "changed": published.changed if published else None,
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
