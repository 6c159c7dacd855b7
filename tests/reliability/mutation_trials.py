"""Saved pages, changed at random, through the workers: `mutation_trials.py --pages N`.

With `--memory` the pages are unchanged and the resident memory of the workers is followed instead.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from fetchers.agencies import AGENCIES, agency_of
from fetchers.documents import Page
from fetchers.errors import ReadingError
from fetchers.saved import SavedPages
from pipeline.isolated_extraction import extract_isolated
from pipeline.isolated_reading import asked
from pipeline.isolation import Isolated, Limits

_FIXTURES = Path(__file__).parents[2] / "fixtures"
_WHEN = datetime(2026, 3, 1, tzinfo=UTC)
_PIECES = (
    b"<", b">", b"</div>", b"<p>", b"&", b"\x00", b"\xff", b'"', b"<!--", b"<script>", b"\xe4\xb8",
    b"<table>", b"2024-02-30", b"&#x1F;", b"<div style='display:none'>", "签署".encode(), b"\r",
    b"\xef\xbb\xbf",
)  # fmt: skip
BROKEN = frozenset({"page_deadline", "page_memory", "worker_died", "internal_error"})


def saved() -> list[Page]:
    """The saved articles of every agency."""
    pages = SavedPages.from_directory(_FIXTURES).pages()
    articles = [page for page in pages if page.kind == "article" and page.file is not None]
    return [Page(p.url, p.body(), {"content-type": p.content_type}, _WHEN) for p in articles]


def mutated(body: bytes, chance: random.Random) -> bytes:
    """The body with a few cuts, copies, swaps and insertions."""
    raw = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(raw) + 1), chance.choice((1, 3, 40, 400, 4000))
        match chance.randrange(5):
            case 0:
                del raw[at : at + size]
            case 1:
                raw[at:at] = raw[at : at + size]
            case 2:
                raw[at:at] = chance.choice(_PIECES) * chance.choice((1, 1, 3, 50))
            case 3:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                raw = raw[: max(200, at)] if chance.random() < 0.2 else raw
    return bytes(raw)


def mutants(number: int, seed: int) -> Iterator[Page]:
    chance, pages = random.Random(seed), saved()
    for page in islice(cycle(pages), number):
        yield Page(page.url, mutated(page.body, chance), page.headers, _WHEN)


def end_of(reading: Isolated, extracting: Isolated, page: Page) -> str:
    """`read`, or the reason why not."""
    try:
        document = asked(reading, page, agency_of(page.url) or AGENCIES["nist"])
    except ReadingError as error:
        return error.reason
    extracted = extract_isolated(extracting, document)
    return "read" if extracted.problem is None else extracted.problem.partition(":")[0]


def resident(worker: Isolated) -> float:
    """MiB."""
    lines = Path(f"/proc/{worker.pid}/status").read_text("ascii").splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    began, ends, memory = time.monotonic(), Counter[str](), []
    limits = Limits(pages=10**9) if given.memory else Limits()
    pages = islice(cycle(saved()), given.pages) if given.memory else mutants(given.pages, given.seed)
    with closing(Isolated("read", limits)) as reading, closing(Isolated("extract", limits)) as extracting:
        for number, page in enumerate(pages, 1):
            ends[end_of(reading, extracting, page)] += 1
            if given.memory and number % max(1, given.pages // 20) == 0:
                memory.append([number, round(resident(reading), 1), round(resident(extracting), 1)])
            if time.monotonic() - began > 60 * given.minutes:
                break
    broken = {end: n for end, n in ends.items() if end in BROKEN}
    told = {
        "pages": ends.total(),
        "seed": given.seed,
        "ends": dict(ends.most_common()),
        "broken": broken,
        "resident MiB (pages, reading, extracting)": memory,
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(told, indent=2, ensure_ascii=False))
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
