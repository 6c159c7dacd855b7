"""report.html: the dataset as one page to look at, without network or scripts."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pipeline.errors import DatasetError
from pipeline.files import read_parquet
from pipeline.publishing import current
from pipeline.rows import Rows
from pipeline.schema import TABLES


def report_html(rows: Rows) -> bytes:
    """The page; everything that comes from a document is escaped."""
    dated = sorted(rows["agreements"], key=lambda row: str(row["date_start"] or ""), reverse=True)
    by_agency = Counter(str(row["agency"]) for row in rows["documents"])
    page = _template().render(
        agreements=dated,
        documents=rows["documents"],
        by_agency=sorted(by_agency.items()),
        urls={row["doc_id"]: row["url"] for row in rows["documents"]},
        issues=[row for row in rows["issues"] if row["severity"] != "info"],
    )
    return page.encode("utf-8")


def published_rows(output: Path) -> Rows:
    """The rows of the published dataset."""
    version = current(output)
    if version is None:
        raise DatasetError(f"there is no dataset in {output}: run `pactwire run --output {output}` first")
    return {t.name: read_parquet(t, version / f"{t.name}.parquet").to_pylist() for t in TABLES}


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.filters["address"] = _address
    return environment.get_template("report.html.j2")


def _address(url: str) -> str:
    """Only web addresses become links: `javascript:` and its like lead nowhere."""
    return url if url.startswith(("https://", "http://")) else "#"
