"""Writes that survive a crash: synced before they are named, named in one step."""

from __future__ import annotations

import os
from pathlib import Path


def fsync_tree(folder: Path, *, recurse: bool = True) -> None:
    """Puts a folder's entries, and with `recurse` its files, on the disk."""
    if recurse:
        for path in folder.iterdir():
            _fsync(path, os.O_RDONLY)
    _fsync(folder, os.O_RDONLY | os.O_DIRECTORY)


def replace_link(link: Path, target: Path) -> None:
    """Points `link` to `target` in one step: readers see the old or the new target."""
    if link.exists() and not link.is_symlink():
        raise FileExistsError(17, "in the way of a link is a file that this program did not make", str(link))
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    fsync_tree(link.parent, recurse=False)


def write_atomically(path: Path, content: bytes) -> None:
    """Writes beside, syncs, then renames."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    fsync_tree(path.parent, recurse=False)


def _fsync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
