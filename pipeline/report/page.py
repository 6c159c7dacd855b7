"""The page itself: one HTML file with its style and script in it, and a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.files import read_parquet
from pipeline.loading import open_version
from pipeline.past import Past, published_past
from pipeline.quality import quality
from pipeline.report.figures import coverage, most, rates, timeline
from pipeline.report.fragments import web_address
from pipeline.report.records import records
from pipeline.report.versions import VERSION_FIGURES, versions
from pipeline.report.wording import country_name, spoken
from pipeline.rows import Row, Rows, text, texts
from pipeline.schema import TABLES


def report_html(rows: Rows, manifest: Mapping[str, Any], past: Past) -> bytes:
    """The page; everything that comes from a document is escaped.

    `manifest` and `past` tell of the run and of earlier versions; empty ones leave that part out.
    """
    changed = {change.agreement_id: change.change for change in past.changes}
    told = records(rows, changed)
    agreements = rows["agreements"]
    page = _template().render(
        style=_asset("page.css"),
        script=_asset("page.js"),
        policy=_policy(),
        records=told,
        bodies=most(party for row in agreements for party in texts(row, "parties")),
        countries=most(country_name(code) for row in agreements for code in texts(row, "countries")),
        fields=most(spoken(code) for row in agreements for code in texts(row, "fields")),
        years=timeline(told),
        coverage=coverage(rows, told),
        documents={row["doc_id"]: _reference(row) for row in rows["documents"]},
        waiting=[row for row in rows["issues"] if row["severity"] != "info"],
        noted=[row for row in rows["issues"] if row["severity"] == "info"],
        quality=(figures := manifest.get("quality") or quality(rows, {})),
        rates=rates(figures.get("filled", {})),
        version_figures=VERSION_FIGURES,
        history=versions([*past.history, manifest]) if manifest else [],
    )
    return page.encode("utf-8")


def published_report(output: Path) -> bytes:
    """The page of the published dataset, made anew. Raises DatasetError if there is none."""
    version, manifest = open_version(output)
    rows = {t.name: read_parquet(t, version / f"{t.name}.parquet").to_pylist() for t in TABLES}
    return report_html(rows, manifest, published_past(version, manifest))


def _reference(document: Row) -> dict[str, str | None]:
    """What a line about a document says of it."""
    url = text(document, "url")
    return {
        "agency": text(document, "agency"),
        "lang": text(document, "lang"),
        "title": str(document["title"] or url),
        "link": web_address(url),
    }


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipeline.report", "."), autoescape=True, undefined=StrictUndefined
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["spoken"] = spoken
    return environment.get_template("page.html.j2")


@cache
def _asset(name: str) -> Markup:
    """Our own style or script, which stands in the page as it is: nothing of a document is in it."""
    return Markup((files("pipeline.report") / name).read_text("utf-8"))


@cache
def _policy() -> str:
    """Only the page's own style and script, known by their hashes; no network, no forms, no base."""
    style, script = (_hash(_asset(name)) for name in ("page.css", "page.js"))
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
