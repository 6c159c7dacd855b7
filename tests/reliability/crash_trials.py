"""Kills and full disks by the hundred: `python tests/reliability/crash_trials.py --kills 1000 --points all`.

Every trial: a run that is killed (or finds no space), then one that is left alone; afterwards everything must
be as if there had only been the second. Prints what was tried as JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crash_scene import (
    archived_twice,
    change_pages,
    dry_run,
    full_at,
    in_child,
    killed_at,
    make_pages,
    published,
    traces,
    warm_up,
    whole_run,
)

_IN_A_ROW = 5


@dataclass
class Scene:
    """`first`: nothing is there yet. `later`: a dataset is published, and a page has changed since."""

    name: str
    pages: Path
    base: Path | None
    names: list[str]
    expected: dict[str, str]
    left: list[str]
    seconds: float

    def place(self, folder: Path) -> Path:
        place = Path(tempfile.mkdtemp(dir=folder))
        if self.base is not None:
            shutil.copytree(self.base, place, symlinks=True, dirs_exist_ok=True)
        return place


@dataclass
class Tally:
    kills: int = 0
    ended_before: int = 0
    points: int = 0
    full: int = 0
    until: float = float("inf")
    wrong: list[str] = field(default_factory=list)

    @property
    def over(self) -> bool:
        return time.monotonic() > self.until


def scenes(folder: Path) -> Iterator[Scene]:
    """The two scenes with what an uninterrupted run leaves in each."""
    pages = make_pages(folder / "pages")
    base = folder / "base"
    assert in_child(lambda: whole_run(base, pages)) == 0
    yield _scene(folder, "first", pages, None)
    changed = make_pages(folder / "changed")
    change_pages(changed)
    yield _scene(folder, "later", changed, base)


def _scene(folder: Path, name: str, pages: Path, base: Path | None) -> Scene:
    empty = Scene(name, pages, base, [], {}, [], 0.0)
    names = dry_run(empty.place(folder), pages)
    place = empty.place(folder)
    began = time.monotonic()
    assert in_child(lambda: whole_run(place, pages)) == 0
    seconds = time.monotonic() - began
    return Scene(name, pages, base, names, published(place), traces(place), seconds)


def after(scene: Scene, place: Path, what: str) -> list[str]:
    """What is wrong once a run was left alone after the trouble; removes the place."""
    wrong = []
    end = in_child(lambda: whole_run(place, scene.pages))
    if end != 0:
        wrong.append(f"{what}: the next run ended with {end}")
    elif published(place) != scene.expected:
        wrong.append(f"{what}: other bytes are published")
    elif extra := set(traces(place)) ^ set(scene.left):
        wrong.append(f"{what}: left behind or missing: {sorted(extra)[:4]}")
    elif twice := archived_twice(place):
        wrong.append(f"{what}: archived twice: {twice[:2]}")
    shutil.rmtree(place)
    return wrong


def at_points(scene: Scene, folder: Path, numbers: Sequence[int], tally: Tally) -> None:
    for number in numbers:
        if tally.over:
            return
        place = scene.place(folder)
        name = f"{scene.name}, point {number} {scene.names[number - 1]}"
        before = published(place)
        if killed_at(place, scene.pages, number) != -9:
            tally.wrong.append(f"{name}: not reached")
        tally.wrong += _between(scene, place, before, name) + after(scene, place, name)
        tally.points += 1


def at_random(scene: Scene, folder: Path, times: int, chance: random.Random, tally: Tally) -> None:
    """Kills until there were so many, some in a row before a run is left alone."""
    wanted = tally.kills + times
    while tally.kills < wanted and not tally.over:
        place, name = scene.place(folder), f"{scene.name}, killed"
        before = published(place)
        for _ in range(_IN_A_ROW):
            delay = chance.uniform(0, scene.seconds)
            end = in_child(lambda place=place: whole_run(place, scene.pages), kill_after=delay)  # type: ignore[misc]
            name += f" after {delay:.4f} s"
            tally.wrong += _between(scene, place, before, name)
            tally.kills += end == -9
            tally.ended_before += end == 0
            if end == 0:
                break
        tally.wrong += after(scene, place, name)


def with_full_disk(scene: Scene, folder: Path, numbers: Sequence[int], tally: Tally) -> None:
    for number in numbers:
        if tally.over:
            return
        place = scene.place(folder)
        before = published(place)
        name = f"{scene.name}, no space from write {number} on"
        end = full_at(place, scene.pages, number)
        if end not in (0, 1, 3):
            tally.wrong.append(f"{name}: ended with {end}")
        tally.wrong += _between(scene, place, before, name) + after(scene, place, name)
        tally.full += 1


def _between(scene: Scene, place: Path, before: dict[str, str], what: str) -> list[str]:
    """Readers see the old version or the new one, whole."""
    now = published(place)
    return [] if now in (before, scene.expected) else [f"{what}: readers see a mixture"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--points", type=int, default=20, help="how many of the named points; 0: all")
    parser.add_argument("--full", type=int, default=10, help="how many of the writes find no space; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e6, help="begin no further trial after so long")
    given = parser.parse_args()
    began = time.monotonic()
    chance, tally = random.Random(given.seed), Tally(until=began + 60 * given.minutes)
    folder = Path(tempfile.mkdtemp(prefix="pactwire-crash-"))
    warm_up()
    named: dict[str, int] = {}
    try:
        for scene in scenes(folder):
            numbers = list(range(1, len(scene.names) + 1))
            named[scene.name] = len(numbers)
            at_points(scene, folder, _some(numbers, given.points, chance), tally)
            writes = [n for n, name in enumerate(scene.names) if name.startswith("before ")]
            with_full_disk(scene, folder, _some(list(range(1, len(writes) + 1)), given.full, chance), tally)
            at_random(scene, folder, given.kills // 2, chance, tally)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = {
        "seed": given.seed,
        "named points": named,
        "killed at named points": tally.points,
        "killed at random": tally.kills,
        "ended before the kill": tally.ended_before,
        "full disks": tally.full,
        "wrong": tally.wrong,
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(told, indent=2))
    raise SystemExit(bool(tally.wrong))


def _some(numbers: list[int], most: int, chance: random.Random) -> list[int]:
    return numbers if most == 0 or most >= len(numbers) else sorted(chance.sample(numbers, most))


if __name__ == "__main__":
    main()
