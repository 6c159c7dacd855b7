"""Every moment at which the disk changes, as a named point where a run can be killed or the disk be full.

`Points.install` wraps what the program changes the disk with: fsync, rename, replace, unlink, symlink, the
commits of SQLite, the writing of archives, of files and of Parquet. Each call is two points, `before` and
`after`; nothing in the program knows of them.
"""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fetchers.archive
import pipeline.publishing


def _full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@dataclass
class Points:
    """Counts the points passed; kills the process at number `kill_at`, or fails writes from `full_at` on."""

    kill_at: int | None = None
    full_at: int | None = None
    names: list[str] = field(default_factory=list)
    writes: int = 0

    def install(self) -> None:
        for name in ("fsync", "rename", "replace", "unlink", "symlink"):
            setattr(os, name, self._wrapped(getattr(os, name), name, writes=name in ("fsync", "symlink")))
        Path.write_bytes = self._wrapped(Path.write_bytes, "write", writes=True)  # type: ignore[method-assign]
        record, parquet = fetchers.archive._write_record, pipeline.publishing.write_parquet
        fetchers.archive._write_record = self._wrapped(record, "archive", writes=True)
        pipeline.publishing.write_parquet = self._wrapped(parquet, "parquet", writes=True, target=1)
        self._wrap_commits()

    def _wrapped(
        self, original: Callable[..., Any], name: str, *, writes: bool, target: int = 0
    ) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            told = f"{name} {_shown(args[target])}"
            self._before(told, _full() if writes else None)
            result = original(*args, **kwargs)
            self._reach(f"after {told}")
            return result

        return call

    def _wrap_commits(self) -> None:
        points = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
                if not sql.startswith("COMMIT"):
                    return super().execute(sql, *args)
                points._before("commit", sqlite3.OperationalError("database or disk is full"))
                done = super().execute(sql, *args)
                points._reach("after commit")
                return done

        connect = sqlite3.connect

        def connected(*args: Any, **kwargs: Any) -> sqlite3.Connection:
            return connect(*args, **({"factory": Connection} | kwargs))

        sqlite3.connect = connected  # type: ignore[assignment]

    def _before(self, told: str, failure: Exception | None) -> None:
        self._reach(f"before {told}")
        if failure is not None:
            self.writes += 1
            if self.full_at is not None and self.writes >= self.full_at:
                raise failure

    def _reach(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def _shown(target: object) -> str:
    """A name for what is changed that is the same in every run."""
    if isinstance(target, int):
        target = Path(f"/proc/self/fd/{target}").readlink()
    name = Path(str(getattr(target, "name", None) or target)).name
    return ".building" if name.startswith(".building-") else name
