"""Publishing a dataset: built beside, verified, then swapped in whole.

    output/versions/<id>/   one complete dataset, named by what it says
    output/current          link to the version that readers see: the only thing that is ever swapped
    output/<file>           links through `current`, for people

A failure at any moment leaves `current` where it was.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.arrow_form import arrow_table
from pipeline.changes import CHANGES_FILE, changes_csv
from pipeline.checks import check
from pipeline.datapackage import datapackage
from pipeline.durable import fsync_tree, replace_link
from pipeline.errors import DatasetError
from pipeline.files import csv_bytes, read_csv, read_parquet, sha256_of, write_parquet
from pipeline.past import Past, past_of
from pipeline.rows import Rows
from pipeline.schema import TABLES, VERSION
from pipeline.sqlite_form import SQLITE_FILE, read_sqlite, write_sqlite
from pipeline.workbook import WORKBOOK_FILE, write_workbook

MANIFEST = "run.json"

# Files for people, from what run.json will say and what came before. Asked twice: with neither, so that
# the version's name tells only what the dataset says, and then for what is published.
Pages = Callable[[Mapping[str, Any], Past], Mapping[str, bytes]]
_BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class Published:
    """What became of it: the version's directory, its id, and whether it is new.

    `changes` counts the agreements added, modified and removed since the version before; None for the first.
    """

    path: Path
    version: str
    changed: bool
    changes: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is to be published, checked."""

    tables: Mapping[str, pa.Table]
    csv: Mapping[str, bytes]
    pages: Pages
    manifest: Mapping[str, Any]
    version: str


def publish(rows: Rows, output: Path, manifest: Mapping[str, Any], pages: Pages, keep: int) -> Published:
    """Publishes the rows, as `in_order` puts them, and the pages; says so if `output` already holds them.

    `manifest` is completed by counts, checksums and what changed, and written as run.json. Raises
    ContractError if the rows break the schema and DatasetError if writing fails; what was published before
    stays in both cases.
    """
    tables = {table.name: arrow_table(table, rows[table.name]) for table in TABLES}
    check(tables)
    csv = {f"{table.name}.csv": csv_bytes(table, tables[table.name]) for table in TABLES}
    version = content_id({**csv, **pages({}, Past())})
    draft = _Draft(tables, csv, pages, {"version": version, **manifest}, version)
    try:
        return _publish(draft, rows, output, keep)
    except OSError as error:
        where = error.filename or output
        raise DatasetError(
            f"cannot publish to {output}: {error.strerror} ({where}); what was published before stays"
        ) from error


def require_writable(output: Path) -> None:
    """Raises DatasetError if nothing could be published there: better told before the work than after."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    except OSError as error:
        raise DatasetError(f"cannot write to {output}: {error.strerror}; name another folder") from error


def content_id(contents: Mapping[str, bytes]) -> str:
    """The version's name: a hash of its contents, the same on every machine."""
    digest = hashlib.sha256(VERSION.encode())
    for name in sorted(contents):
        digest.update(f"\n{name} {hashlib.sha256(contents[name]).hexdigest()}".encode())
    return digest.hexdigest()[:16]


def current(output: Path) -> Path | None:
    """The version that readers see, or None if nothing is published."""
    link = output / "current"
    return link.resolve() if link.is_symlink() and link.exists() else None


def manifest_of(version: Path) -> dict[str, Any]:
    """A version's run.json; empty where it cannot be read."""
    try:
        found = json.loads((version / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def intact(version: Path) -> bool:
    """Whether every file of a version is there with the bytes that its manifest tells."""
    try:
        files = json.loads((version / MANIFEST).read_text("utf-8"))["files"]
        return all(sha256_of(version / name) == told["sha256"] for name, told in files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _publish(draft: _Draft, rows: Rows, output: Path, keep: int) -> Published:
    versions = output / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(versions)
    present = current(output)
    if present and present.name.partition("_")[0] == draft.version and intact(present):
        _link_files(output, present)
        return Published(present, draft.version, changed=False)
    past = past_of(present, MANIFEST, rows["agreements"])
    target = _finished(versions, draft.version, past)
    if target is None:
        built = _build(draft, versions, past)
        target = _free_name(versions, draft.version)
        built.rename(target)
    fsync_tree(versions, recurse=False)
    replace_link(output / "current", Path("versions") / target.name)
    _link_files(output, target)
    _remove_old(versions, keep, target)
    return Published(target, draft.version, changed=True, changes=past.counts)


def _build(draft: _Draft, versions: Path, past: Past) -> Path:
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=versions))
    try:
        _write(draft, building, past)
        _verify(draft.tables, building)
        fsync_tree(building)
        building.chmod(0o755)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return building


def _write(draft: _Draft, building: Path, past: Past) -> None:
    counts = {name: data.num_rows for name, data in draft.tables.items()}
    manifest = {**draft.manifest, "schema": VERSION, "rows": counts, **past.as_manifest()}
    contents = {**draft.csv, **draft.pages(manifest, past), CHANGES_FILE: changes_csv(past.changes)}
    for name, content in contents.items():
        (building / name).write_bytes(content)
    for name, data in draft.tables.items():
        write_parquet(data, building / f"{name}.parquet")
    write_sqlite(draft.tables, building / SQLITE_FILE)
    write_workbook(draft.tables, building / WORKBOOK_FILE)
    (building / "datapackage.json").write_bytes(json_bytes(datapackage(_files(building))))
    (building / MANIFEST).write_bytes(json_bytes({**manifest, "files": _files(building)}))


def _files(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        path.name: {"bytes": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(folder.iterdir())
    }


def _verify(tables: Mapping[str, pa.Table], building: Path) -> None:
    """Reads back what was written: a disk that lies must not reach the readers."""
    for table in TABLES:
        name = table.name
        found = {
            f"{name}.parquet": read_parquet(table, building / f"{name}.parquet"),
            f"{name}.csv": read_csv(table, building / f"{name}.csv"),
            f"{SQLITE_FILE}, table {name},": read_sqlite(table, building / SQLITE_FILE),
        }
        for where, data in found.items():
            if not data.equals(tables[name]):
                raise DatasetError(f"{where} does not read back as written; nothing was published")


def json_bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _finished(versions: Path, version: str, past: Past) -> Path | None:
    """The version as a run left it that was killed before readers saw it: it follows the same one."""
    told = past.as_manifest()
    return next((path for path in sorted(versions.glob(f"{version}*")) if _follows(path, told)), None)


def _follows(version: Path, told: Mapping[str, Any]) -> bool:
    manifest = manifest_of(version)
    return intact(version) and all(manifest.get(name) == value for name, value in told.items())


def _free_name(versions: Path, version: str) -> Path:
    """A version that comes back, or was damaged, gets a numbered name: nothing published is overwritten."""
    target, number = versions / version, 2
    while target.exists():
        target, number = versions / f"{version}_{number}", number + 1
    return target


def _link_files(output: Path, version: Path) -> None:
    """Links every file of the version through `current`; what the version does not have loses its link."""
    names = {path.name for path in version.iterdir()}
    for name in sorted(names):
        link, aim = output / name, Path("current") / name
        if not (link.is_symlink() and link.readlink() == aim):
            replace_link(link, aim)
    for path in output.iterdir():
        if path.is_symlink() and path.name not in names and path.readlink().parent == Path("current"):
            path.unlink()


def _remove_unfinished(versions: Path) -> None:
    for left in versions.glob(f"{_BUILDING}*"):
        shutil.rmtree(left)


def _remove_old(versions: Path, keep: int, present: Path) -> None:
    """Keeps the newest `keep` versions: whoever still reads an older one has had that long."""
    old = sorted(
        (p for p in versions.iterdir() if p != present), key=lambda p: p.stat().st_mtime, reverse=True
    )
    for path in old[max(keep - 1, 0) :]:
        shutil.rmtree(path)
