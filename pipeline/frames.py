"""Arrow tables as DataFrames with the types that analysts expect: real dates, integers with gaps, lists."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from pipeline.columns import Table

_DTYPES = {
    pa.string(): pd.StringDtype(na_value=pd.NA),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
}


def frame(table: Table, data: pa.Table) -> pd.DataFrame:
    """Strings as `string`, numbers as `Int64`/`Float64`, dates as `datetime64`, lists as Python lists."""
    result: pd.DataFrame = data.to_pandas(types_mapper=_DTYPES.get, date_as_object=False)
    for column in table.columns:
        if column.kind == "list":
            result[column.name] = pd.Series(data.column(column.name).to_pylist(), result.index, dtype=object)
    return result
