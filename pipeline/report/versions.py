"""What each version said of itself, as a table: how the dataset's size and quality went over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VERSION_FIGURES = (
    "documents",
    "events",
    "agreements",
    "added",
    "modified",
    "removed",
    "mean confidence",
    "unknown names",
    "to look at",
)
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Version:
    """One version; `figures` go with `VERSION_FIGURES`, empty where it does not tell."""

    published: str
    version: str
    figures: tuple[object, ...]


def versions(manifests: Sequence[Mapping[str, Any]]) -> list[Version]:
    """The newest versions first."""
    return [_version(told) for told in reversed(manifests[-_SHOWN:])]


def _version(told: Mapping[str, Any]) -> Version:
    rows, changed, quality = (told.get(name) or {} for name in ("rows", "changed", "quality"))
    issues = quality.get("issues")
    figures = [rows.get(name) for name in VERSION_FIGURES[:3]]
    figures += [changed.get(name) for name in VERSION_FIGURES[3:6]]
    figures.append((quality.get("confidence") or {}).get("mean"))
    figures.append((quality.get("unresolved_names") or {}).get("count"))
    figures.append(sum(sum(issues[s].values()) for s in ("error", "warning")) if issues else None)
    shown = tuple("" if figure is None else figure for figure in figures)
    return Version(str(told.get("started", ""))[:16].replace("T", " "), str(told.get("version", "")), shown)
