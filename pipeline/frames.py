"""Arrow tables as DataFrames with the types that analysts expect: real dates, integers with gaps, lists."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.columns import Column, Kind, Table

_STRING, _INTEGER, _NUMBER = pd.StringDtype(na_value=pd.NA), pd.Int64Dtype(), pd.Float64Dtype()
_DTYPES: dict[Kind, Any] = {
    "string": _STRING,
    "integer": _INTEGER,
    "number": _NUMBER,
    "date": "datetime64[ms]",
    "datetime": pd.DatetimeTZDtype("s", "UTC"),
    "list": object,
}
_FROM_ARROW = {pa.string(): _STRING, pa.int64(): _INTEGER, pa.float64(): _NUMBER}


def dtype(column: Column) -> Any:
    """What pandas makes of the column."""
    return _DTYPES[column.kind]


def frame(table: Table, data: pa.Table) -> pd.DataFrame:
    """Strings as `string`, numbers as `Int64`/`Float64`, dates as `datetime64`, lists as Python lists."""
    result: pd.DataFrame = data.to_pandas(types_mapper=_FROM_ARROW.get, date_as_object=False)
    for column in table.columns:
        if column.kind == "list":
            result[column.name] = pd.Series(data.column(column.name).to_pylist(), result.index, dtype=object)
    return result
