"""Reading a published dataset as typed DataFrames."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.changes import CHANGES_FILE, Change, read_changes
from pipeline.columns import Table
from pipeline.errors import DatasetError
from pipeline.files import read_parquet
from pipeline.frames import frame
from pipeline.publishing import MANIFEST, current
from pipeline.schema import AGREEMENTS, EVENTS, TABLES, VERSION


@dataclass(frozen=True, slots=True)
class Dataset:
    """One version of the dataset, whole; `manifest` is its run.json.

    `changes` has what became of agreements since the version before: agreement_id, change (`added`,
    `modified`, `removed`), and of modified ones column, before and after (as cells of the CSV files).
    """

    path: Path
    manifest: dict[str, Any]
    agreements: pd.DataFrame
    documents: pd.DataFrame
    events: pd.DataFrame
    parties: pd.DataFrame
    signatories: pd.DataFrame
    instruments: pd.DataFrame
    fields: pd.DataFrame
    activities: pd.DataFrame
    working_groups: pd.DataFrame
    evidence: pd.DataFrame
    bodies: pd.DataFrame
    corrections: pd.DataFrame
    issues: pd.DataFrame
    changes: pd.DataFrame

    def __repr__(self) -> str:
        counts = ", ".join(f"{table.name} {len(getattr(self, table.name))}" for table in TABLES)
        return f"<Pactwire dataset {self.manifest['version']}: {counts}>"

    def evidence_for(self, row: pd.Series[Any]) -> pd.DataFrame:
        """Where the values of one row were read: of an event with all that hangs on it, or of any other row.

        An agreement has the evidence of all events that tell of it. Raises ValueError for a row of a
        table that is not read from texts.
        """
        table = next((t for t in TABLES if t.column_names == tuple(row.index)), None)
        if table is None or not (table.row_key or table is AGREEMENTS):
            raise ValueError(f"a row with columns {', '.join(map(str, row.index))} has no evidence")
        if table is AGREEMENTS:
            return self._evidence_of_agreement(row["agreement_id"])
        found = _where(self.evidence, self.evidence["event_id"] == row["event_id"])
        if table is EVENTS:
            return found
        return _where(found, (found["table"] == table.name) & (found["row_key"] == row[table.row_key]))

    def _evidence_of_agreement(self, agreement_id: str) -> pd.DataFrame:
        cluster = self.agreements.set_index("agreement_id").loc[agreement_id, "cluster_id"]
        told = _where(self.events, self.events["cluster_id"] == cluster)
        own = _where(self.instruments, self.instruments["agreement_id"] == agreement_id)
        found = _where(self.evidence, self.evidence["event_id"].isin(told["event_id"]))
        return _where(found, (found["table"] != "instruments") | found["row_key"].isin(own["instrument_id"]))


def _where(rows: pd.DataFrame, condition: pd.Series[bool]) -> pd.DataFrame:
    chosen: pd.DataFrame = rows[condition]
    return chosen


def load_dataset(path: str | Path) -> Dataset:
    """The dataset at `path`: an output directory, or one version of it."""
    version, manifest = open_version(Path(path))
    tables = {table.name: frame(table, _read(table, version)) for table in TABLES}
    return Dataset(version, manifest, **tables, changes=_changes(version))


def open_version(root: Path) -> tuple[Path, dict[str, Any]]:
    """The version that readers of `root` see now, with its manifest. Raises DatasetError."""
    if root.is_file():
        raise DatasetError(f"{root} is a file: name the folder that `pactwire run` publishes to")
    version = current(root) or root.resolve()
    manifest = _manifest(version, root)
    _refuse_other_schema(str(manifest.get("schema")), root)
    return version, manifest


def _manifest(version: Path, root: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((version / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise DatasetError(
            f"there is no dataset in {root}: run `pactwire run --output {root}` first"
        ) from None
    except (OSError, ValueError) as error:
        raise DatasetError(f"{version / MANIFEST} cannot be read ({error}): publish again") from error
    if not isinstance(manifest, dict) or not {"version", "schema"} <= manifest.keys():
        raise DatasetError(f"{version / MANIFEST} is not the manifest of a dataset: publish again")
    return manifest


def _refuse_other_schema(found: str, root: Path) -> None:
    """A newer minor version only adds columns, which are left out; an older one lacks some."""
    try:
        theirs, ours = (tuple(int(part) for part in v.split(".")[:2]) for v in (found, VERSION))
    except ValueError:
        raise DatasetError(f"the dataset in {root} has no readable schema version ({found})") from None
    if theirs[0] > ours[0]:
        raise DatasetError(
            f"the dataset in {root} has schema {found}, newer than the {VERSION} that this version reads: "
            "upgrade pactwire"
        )
    if theirs < ours:
        raise DatasetError(
            f"the dataset in {root} has schema {found}, older than the {VERSION} that this version reads: "
            f"publish it again with `pactwire build --output {root}`"
        )


def _read(table: Table, version: Path) -> pa.Table:
    path = version / f"{table.name}.parquet"
    try:
        told = (pq.read_schema(path).metadata or {}).get(b"pactwire.table", b"").decode()
        if told != table.name:
            raise DatasetError(f"{path} holds {told or 'no table of pactwire'}: publish again")
        return read_parquet(table, path)
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(f"{path} is missing or damaged ({error}): publish again") from error


def _changes(version: Path) -> pd.DataFrame:
    try:
        found = read_changes(version / CHANGES_FILE)
    except (OSError, ValueError) as error:
        raise DatasetError(
            f"{version / CHANGES_FILE} is missing or damaged ({error}): publish again"
        ) from error
    names = [field.name for field in fields(Change)]
    return pd.DataFrame([astuple(change) for change in found], columns=names, dtype="string")
