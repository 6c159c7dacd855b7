"""A whole run on some saved pages in a process of its own, to be killed, and what it must leave."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crash_points import Points

from extractors import extract
from fetchers.agencies import agency_of
from fetchers.archive import pages_from_warc
from fetchers.documents import Page
from fetchers.gathering import article_path_of
from pipeline.errors import PactwireError
from pipeline.fetching import Fetched  # noqa: F401  loaded here, so that no child has to
from pipeline.run import Source, run_stages
from pipeline.settings import Gates, Paths, Retention, Run, Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
AGENCIES = ("cnas",)
FULL = 70


def warm_up() -> None:
    """Loads what every child needs: a child is forked and starts from here."""
    extract("On 3 May 2024, NIST and SAMR met in Beijing.", lang="en")
    extract("2024年5月3日，中国合格评定国家认可委员会（CNAS）与美国的ANAB在北京签署谅解备忘录。", lang="zh")


def make_pages(folder: Path) -> Path:
    for agency in AGENCIES:
        shutil.copytree(FIXTURES / agency, folder / agency)
    return folder


def change_pages(folder: Path) -> None:
    """A day later: one page is corrected, one is new to the listing that a first run had cut off."""
    page = next(p for p in sorted((folder / "cnas").glob("*.html")) if p.stem.startswith("singapore"))
    page.write_bytes(page.read_bytes().replace("新加坡".encode(), "新加坡共和国".encode(), 1))


def settings(place: Path, **run: Any) -> Settings:
    return Settings(
        paths=Paths(output=place / "output", state=place / "state"),
        run=Run(agencies=list(AGENCIES), engine="serial", **run),
        gates=Gates(accept=list(AGENCIES)),
        retention=Retention(archive_days=36_500),
    )


def whole_run(place: Path, pages: Path) -> None:
    run_stages(settings(place), ("fetch", "extract", "build"), Source(saved=pages))


def in_child(work: Callable[[], None], kill_after: float | None = None) -> int:
    """Runs the work in a forked child and gives its exit code, or the signal that ended it as a negative."""
    child = os.fork()
    if child == 0:
        _end_as(work)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _end_as(work: Callable[[], None]) -> None:
    code = 0
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        work()
    except PactwireError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        code = error.exit_code
    except BaseException:  # noqa: BLE001  the child's end is what is looked at
        traceback.print_exc()
        code = FULL
    os._exit(code)


def dry_run(place: Path, pages: Path) -> list[str]:
    """The names of all points that an uninterrupted run passes."""
    log = place.with_name(place.name + ".points")

    def work() -> None:
        points = Points()
        points.install()
        whole_run(place, pages)
        log.write_text(json.dumps([points.names, points.writes]))

    assert in_child(work) == 0
    names, _ = json.loads(log.read_text())
    return list(names)


def killed_at(place: Path, pages: Path, number: int) -> int:
    def work() -> None:
        Points(kill_at=number).install()
        whole_run(place, pages)

    return in_child(work)


def full_at(place: Path, pages: Path, number: int) -> int:
    def work() -> None:
        Points(full_at=number).install()
        whole_run(place, pages)

    return in_child(work)


def published(place: Path) -> dict[str, str]:
    """What readers see: every file of the current version by its hash.

    run.json tells of the run itself, the report and the changes also of the versions before.
    """
    current = place / "output" / "current"
    if not current.exists():
        return {}
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(current.iterdir())
        if path.name not in {"run.json", "report.html", "changes.csv"}
    }


def traces(place: Path) -> list[str]:
    """The names of everything in output and state: a stale temporary file shows as one too many.

    Archives are left out: each run has a file for what it asked of the sites.
    """
    found = (str(path.relative_to(place)) for path in place.rglob("*"))
    return sorted(name for name in found if not name.endswith(".warc.gz"))


def archived_twice(place: Path) -> list[str]:
    """Articles whose bodies lie in the archive twice: what was archived must not be asked for again."""
    files = sorted((place / "state" / "saved" / "archive").glob("*.warc.gz"))
    seen = Counter((page.url, page.body) for page in pages_from_warc(files) if _is_article(page))
    return sorted(url for (url, _), times in seen.items() if times > 1)


def _is_article(page: Page) -> bool:
    agency = agency_of(page.url)
    return page.status == 200 and bool(agency and agency.article_path.search(article_path_of(page.url)))
