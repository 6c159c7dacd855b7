"""Every hostile page through the workers that read pages: `python tests/reliability/hostile_trials.py`.

Prints as JSON how each page ended, how long it took and how much memory its worker came to, beside the
largest of both. Exit code 1 if a page was unhandled, took longer than 10 s or its workers more than 512 MiB
beyond an idle one.
"""

from __future__ import annotations

import argparse
import json
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from hostile_pages import PAGES, HostilePage

from fetchers.agencies import AGENCIES
from fetchers.documents import Page
from fetchers.errors import ReadingError
from pipeline.isolated_extraction import extract_isolated
from pipeline.isolated_reading import asked
from pipeline.isolation import Isolated, Limits

SECONDS, MIB = 10.0, 512
_WHEN = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class End:
    """How one page ended; `mib` is the most that reading and extracting took beyond idle workers."""

    page: str
    size: int
    end: str
    seconds: float
    mib: float


class Reader:
    """A worker of each kind, with its memory before and at its highest."""

    def __init__(self, limits: Limits) -> None:
        self.reading, self.extracting = Isolated("read", limits), Isolated("extract", limits)

    def close(self) -> None:
        self.reading.close()
        self.extracting.close()

    def end_of(self, page: HostilePage) -> End:
        body = page.body()
        for worker in (self.reading, self.extracting):
            worker.start()
        before = [_reset(worker.pid) for worker in (self.reading, self.extracting)]
        began = time.monotonic()
        end = self._end(Page("https://www.nist.gov/news-events/news/2024/05/x", body, {}, _WHEN))
        seconds = time.monotonic() - began
        after = [_highest(worker.pid) for worker in (self.reading, self.extracting)]
        most = max(b - a if b else 0.0 for a, b in zip(before, after, strict=True))
        return End(page.name, page.size, end, round(seconds, 2), round(most, 1))

    def _end(self, page: Page) -> str:
        try:
            document = asked(self.reading, page, AGENCIES["nist"])
        except ReadingError as error:
            return error.reason
        extracted = extract_isolated(self.extracting, document)
        if extracted.problem is not None:
            return extracted.problem.partition(":")[0]
        return "cut" if "text_cut" in document.warnings else "read"


def _reset(pid: int | None) -> float:
    """Forgets the highest memory of a process so far; gives what it has now, in MiB."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")
    return _highest(pid)


def _highest(pid: int | None) -> float:
    """The highest resident memory of a process in MiB; 0.0 for one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return float(next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0)) / 1024


def trials(sizes: tuple[int, ...], limits: Limits) -> list[End]:
    with closing(Reader(limits)) as reader:
        return [reader.end_of(HostilePage(name, size)) for name in PAGES for size in sizes]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[20_000, 200_000])
    given = parser.parse_args()
    ends = trials(tuple(given.sizes), Limits(seconds=SECONDS))
    wrong = [e for e in ends if e.end == "internal_error" or e.seconds > SECONDS + 1 or e.mib > MIB]
    told = {
        "generators": len(PAGES),
        "pages": len(ends),
        "ends": {end: sum(e.end == end for e in ends) for end in sorted({e.end for e in ends})},
        "slowest": [asdict(e) for e in sorted(ends, key=lambda e: -e.seconds)[:8]],
        "largest": [asdict(e) for e in sorted(ends, key=lambda e: -e.mib)[:4]],
        "wrong": [asdict(e) for e in wrong],
    }
    print(json.dumps(told, indent=2))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
