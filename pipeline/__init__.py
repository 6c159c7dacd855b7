"""Runs the whole: fetch, extract, normalize, publish; and loads what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.loading import Dataset

__all__ = ["load"]


def load(path: str | Path = "output") -> Dataset:
    """The published dataset at `path` as typed DataFrames, one attribute per table.

    Raises `pipeline.errors.DatasetError` when there is none, or one damaged or newer than this version.
    """
    from pipeline.loading import load_dataset

    return load_dataset(path)
