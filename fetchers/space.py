"""The free-space floor: a run stops while its files can still be closed, not when the disk is full."""

from __future__ import annotations

import shutil
from pathlib import Path

from fetchers.errors import ArchiveError

_MIB = 1024 * 1024


def check_space(directory: Path, floor: int) -> None:
    """Raises ArchiveError when the disk that the directory is, or will be, on has less than `floor` free."""
    free = free_space(directory)
    if free < floor:
        raise ArchiveError(
            f"{directory}: its disk has {free // _MIB} MiB free, less than the {floor // _MIB} MiB that "
            "fetching leaves: make room, or lower fetch.min_free_bytes"
        )


def free_space(directory: Path) -> int:
    """The bytes free on the disk that the directory is, or will be, on."""
    there = next(path for path in (directory.absolute(), *directory.absolute().parents) if path.exists())
    try:
        return shutil.disk_usage(there).free
    except OSError as error:
        raise ArchiveError(f"{there}: its free space cannot be told ({error})") from error
