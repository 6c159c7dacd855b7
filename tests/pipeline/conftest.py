"""Hand-made documents through the real stages."""

from __future__ import annotations

import pytest
from pipeline_samples import SIGNING_ZH, document, known_bodies, signing, signing_zh

from pipeline.rows import Rows
from pipeline.tables import Extracted, build_rows


@pytest.fixture(scope="session")
def extracted() -> list[Extracted]:
    """One signing, told by two documents in two languages, and a document without events."""
    english = document()
    chinese = document(SIGNING_ZH, "zh", lang="zh-Hans", published="2025-04-12")
    other = document("Nothing was signed today.", "none", published=None, title="NA")
    return [
        Extracted(english, (signing(english.text),)),
        Extracted(chinese, (signing_zh(chinese.text),)),
        Extracted(other),
    ]


@pytest.fixture
def rows(extracted: list[Extracted]) -> Rows:
    return build_rows(extracted, known_bodies(), [])
