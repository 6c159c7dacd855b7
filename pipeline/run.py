"""The scheduled job and its stages: fetch, extract, build."""

from __future__ import annotations

import logging
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fetchers.deadlines import Deadline
from fetchers.errors import FetchersError
from fetchers.retention import prune
from pipeline import records
from pipeline.corrections import read_corrections
from pipeline.engine import in_turn, over_workers
from pipeline.errors import PactwireError
from pipeline.extraction import extract_with_rules, extractor_version
from pipeline.fetching import Fetched, fetch, fetch_past, fetch_settings, from_archive
from pipeline.gates import check_gates, held
from pipeline.locking import only_run
from pipeline.logs import name_run
from pipeline.metrics import METRICS, write_metrics
from pipeline.models import use
from pipeline.publishing import Published, current, manifest_of, publish, require_writable
from pipeline.quality import quality
from pipeline.records import RunRecord
from pipeline.report import report_html
from pipeline.resolving import registry_resolver
from pipeline.rows import Rows, text
from pipeline.settings import CORRECTIONS, Settings
from pipeline.stopping import StoppedError, stoppable
from pipeline.store import Store
from pipeline.tables import build_rows

STORE = "extracted.sqlite"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a run takes its pages from: the sites, `saved` pages in their place, the Wayback Machine
    (`history`), or WARC files (`archives`; empty: those of the state directory)."""

    saved: Path | None = None
    history: bool = False
    archives: tuple[Path, ...] | None = None

    @property
    def name(self) -> str:
        if self.archives is not None:
            return "archives"
        return "saved" if self.saved else "sites"


LIVE = Source()


@dataclass(slots=True)
class Outcome:
    """What a run did; stages that did not run leave their part empty."""

    fetched: Fetched | None = None
    n_extracted: int = 0
    n_waiting: int = 0
    failed: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    rows: Rows = field(default_factory=dict)
    quality: dict[str, Any] = field(default_factory=dict)
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
        late = [f"{self.n_waiting} documents wait for the next run: time was over"] if self.n_waiting else []
        waiting = [
            f"{agency}: its documents of this run wait, what was known stays ({reason})"
            for agency, reason in sorted(self.held.items())
        ]
        troubles = self.fetched.troubles if self.fetched else ()
        return [*troubles, *waiting, *lines, *late, *lost, *self.doubts]


def run_stages(settings: Settings, stages: Sequence[str], source: Source = LIVE) -> Outcome:
    """Runs some of `fetch`, `extract`, `build` in order, under the lock, and leaves a record in the state.

    Raises PactwireError if nothing could be published; the record is left then too.
    """
    apart = source.archives is not None and "build" in stages
    state = settings.paths.state / "from-archive" if apart else state_folder(settings, source.saved)
    if "build" in stages:
        require_writable(settings.paths.output)
    with only_run(state):
        job = _Job(settings, source, state)
        with job.recorded(stages):
            if apart:  # what archives say must not depend on what any other run knew
                for left in state.glob(f"{STORE}*"):
                    left.unlink()
            with Store(state / STORE) as store:
                job.run(stages, store)
        return job.outcome


def state_folder(settings: Settings, saved: Path | None) -> Path:
    """Saved pages have a state of their own: they must never pass for what the live sites said."""
    return settings.paths.state / "saved" if saved else settings.paths.state


class _Job:
    def __init__(self, settings: Settings, source: Source, state: Path) -> None:
        self.settings, self.source, self.state = settings, source, state
        self.outcome, self.started = Outcome(), datetime.now(UTC)
        self.until = Deadline.after(settings.run.seconds)

    @contextmanager
    def recorded(self, stages: Sequence[str]) -> Iterator[None]:
        """Leaves the run's record however it ends, short of a kill: then the record says `running`."""
        started = self.started.isoformat(timespec="seconds")
        record = RunRecord(f"{self.started:%Y%m%dT%H%M%S.%fZ}", started, list(stages))
        name_run(record.run)
        try:
            records.begin(self.state, record)
        except OSError as refused:
            problem = f"cannot write to {self.state}: {refused.strerror}; nothing was done"
            raise PactwireError(problem) from refused
        error: BaseException | None = None
        try:
            with stoppable(lambda stopped: self._finish(record, stopped)):
                yield
        except BaseException as raised:
            error = raised
            raise
        finally:
            self._finish(record, error)

    def run(self, stages: Sequence[str], store: Store) -> None:
        work: dict[str, Callable[[Store], None]] = {
            "fetch": self._fetch,
            "extract": self._extract,
            "build": self._build,
        }
        for stage in stages:
            before = time.monotonic()
            _log.info("stage begins", extra={"stage": stage})
            work[stage](store)
            self.outcome.seconds[stage] = round(time.monotonic() - before, 2)
        if "build" in stages:
            self._tidy(store)

    def _fetch(self, store: Store) -> None:
        source, settings = self.source, self.settings
        if source.archives is not None:
            own = state_folder(settings, source.saved) / "archive"
            found = from_archive(settings, source.archives or [own])
        elif source.history:
            found = fetch_past(settings, self.state)
        else:
            found = fetch(settings, self.state, source.saved, self.until)
        self.outcome.fetched = found
        if source.archives is None:
            self.outcome.held = held(found.findings, settings.gates.accept)
        taken = [document for document in found.documents if document.agency not in self.outcome.held]
        if found.documents and not taken:
            told = ", ".join(f"{name} ({why})" for name, why in self.outcome.held.items())
            raise PactwireError(
                f"no agency passed its gate, nothing was published: {told}. Look at the sites; to take what "
                "they show all the same, name the agencies in gates.accept"
            )
        # What the sites say now counts more than what an archive kept of them earlier.
        earlier = source.history or source.archives is not None
        with store.transaction():
            put = [store.put_document(document, unless_younger=earlier) for document in taken]
            found.n_new = sum(put)

    def _extract(self, store: Store) -> None:
        run, extractor = self.settings.run, self._extractor()
        waiting = store.waiting(extractor)
        if run.engine == "serial":
            results = in_turn(extract_with_rules, waiting, self.until)
        else:
            models = self.settings.models.model_dump()
            results = over_workers(run.workers, run.limits(), waiting, self.until, models)
        for extracted in results:
            store.put_extraction(extractor, extracted)
            self.outcome.n_extracted += 1
            if extracted.problem is not None:
                url = extracted.document.url
                self.outcome.failed.append(f"{url}: {extracted.problem}")
                _log.warning("extraction failed", extra={"url": url, "problem": extracted.problem})
        self.outcome.n_waiting = len(waiting) - self.outcome.n_extracted

    def _extractor(self) -> str:
        """The version of the readers, and of the models that were chosen for them."""
        return "+".join((extractor_version(), *use(self.settings.models)))

    def _build(self, store: Store) -> None:
        from extractors.bodies import registry
        from pipeline.bodies_table import body_rows

        bodies, output = registry(), self.settings.paths.output
        identities = store.identities()
        rows = build_rows(
            store.extracted(),
            registry_resolver(bodies),
            body_rows(bodies.by_id.values()),
            identities,
            read_corrections(self.settings.paths.corrections or CORRECTIONS),
        )
        self.outcome.rows = rows
        if self.source.archives is None:
            self.outcome.doubts = check_gates(rows, self._last_version(), self.settings.gates)
        self.outcome.quality = quality(rows, self.outcome.fetched.dropped if self.outcome.fetched else {})
        self.outcome.published = publish(
            rows,
            output,
            self._manifest(),
            lambda manifest, past: {"report.html": report_html(rows, manifest, past)},
            self.settings.publish.keep_versions,
        )
        store.put_identities(identities)

    def _last_version(self) -> Path | None:
        """The version that readers see, if it was made of pages from the same place."""
        present = current(self.settings.paths.output)
        return present if present and manifest_of(present).get("source") == self.source.name else None

    def _tidy(self, store: Store) -> None:
        """After publishing: old archives go, the figures are written. Neither can undo what is published."""
        before = datetime.now(UTC) - timedelta(days=self.settings.retention.archive_days)
        given = fetch_settings(self.settings, self.state, None)
        try:
            if given.state_path.exists():
                gone = prune(given.archive_dir, given.state_path, store.archive_files(), before)
                for file in gone:
                    _log.info("archive removed", extra={"file": str(file)})
        except (OSError, FetchersError) as error:
            _log.warning("archives not tidied", extra={"problem": str(error)})

    def _manifest(self) -> dict[str, Any]:
        """What run.json tells beside counts and checksums: whatever may differ between two equal datasets."""
        fetched = self.outcome.fetched
        return {
            "pactwire": version("pactwire"),
            "extractor": self._extractor(),
            "python": platform.python_version(),
            "libraries": {name: version(name) for name in ("pandas", "pyarrow", "spacy")},
            "source": self.source.name,
            "started": self.started.isoformat(timespec="seconds"),
            "seconds": self.outcome.seconds,
            "agencies": fetched.by_agency if fetched else {},
            "quality": self.outcome.quality,
            "settings": self.settings.model_dump(mode="json"),
        }

    def _finish(self, record: RunRecord, error: BaseException | None) -> None:
        outcome = self.outcome
        record.ended = datetime.now(UTC).isoformat(timespec="seconds")
        record.seconds, record.needs_person = outcome.seconds, outcome.needs_person
        record.held, record.quality = sorted(outcome.held), outcome.quality
        if outcome.fetched:
            record.pages, record.reasons = outcome.fetched.by_agency, outcome.fetched.reasons
        if outcome.published:
            record.version, record.changed = outcome.published.version, outcome.published.changed
        if error is not None:
            record.problem = (
                str(error) if isinstance(error, PactwireError) else f"{type(error).__name__}: {error}"
            )
            record.exit_code = getattr(error, "exit_code", 1)
            record.end = "stopped" if isinstance(error, StoppedError) else "failed"
        else:
            record.exit_code = 3 if record.needs_person else 0
            record.end = "needs_person" if record.needs_person else "done"
        records.finish(self.state, record, self.settings.retention.runs)
        self._write_metrics()
        _log.info(
            "run ends", extra={"end": record.end, "exit_code": record.exit_code, "seconds": record.seconds}
        )

    def _write_metrics(self) -> None:
        present = current(self.settings.paths.output)
        path = self.settings.paths.metrics or self.state / METRICS
        try:
            rows = manifest_of(present).get("rows", {}) if present else {}
            write_metrics(self.state, path, rows)
        except (OSError, ValueError) as error:
            _log.warning("metrics not written", extra={"file": str(path), "problem": str(error)})
