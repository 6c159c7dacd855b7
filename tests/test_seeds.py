"""The two documents the project grew from, read by the command as anybody runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation import Score, score

_GOLD = Path(__file__).parents[2] / "shared" / "seeds" / "gold.jsonl"
_PROTOCOL, _DIGEST = "seed-nist-protocol-2008", "seed-sesec-digest-2025"
_ORIGINALS = "https://www.samr.gov.cn/xw/zj/art/2025/"

pytestmark = pytest.mark.skipif(not _GOLD.is_file(), reason=f"the seeds are not beside the project: {_GOLD}")

Json = dict[str, Any]


@cache
def _gold() -> tuple[Json, ...]:
    return tuple(json.loads(line) for line in _GOLD.read_text(encoding="utf-8").splitlines() if line.strip())


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Json]]:
    """By document, what `pactwire extract` prints, run where no settings file is."""
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(_GOLD)]
    folder = tmp_path_factory.mktemp("elsewhere")
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["doc_id"]: line["events"] for line in lines}


@pytest.fixture(scope="module")
def figures(events: dict[str, list[Json]]) -> Score:
    return score(_gold(), events)


def test_both_documents_are_read(events: dict[str, list[Json]]) -> None:
    assert set(events) == {document["doc_id"] for document in _gold()} == {_PROTOCOL, _DIGEST}


def test_nearly_every_fact_is_right(figures: Score) -> None:
    assert figures.overall >= 0.95, figures.mistakes


def test_every_signing_is_right_as_a_whole(figures: Score) -> None:
    assert (figures.exact, figures.signings) == (4, 4), figures.mistakes


def test_the_protocol_names_seven_activities(events: dict[str, list[Json]]) -> None:
    (signing,) = events[_PROTOCOL]
    assert [activity["code"] for activity in signing["activities"]] == [
        "information_exchange",
        "workshop",
        "joint_research",
        "market_cooperation",
        "inquiry_point_cooperation",
        "expert_exchange",
        "comparison",
    ]


def test_the_protocol_sets_up_three_working_groups_with_a_contact_on_each_side(
    events: dict[str, list[Json]],
) -> None:
    (signing,) = events[_PROTOCOL]
    groups = signing["working_groups"]
    assert [group["name"] for group in groups] == [
        "Metrology Working Group",
        "Documentary Standards Working Group",
        "Conformity Assessment Working Group",
    ]
    assert [len(group["contacts"]) for group in groups] == [2, 2, 2]
    assert all("NIST" in group["contacts"][1] and "NIST" not in group["contacts"][0] for group in groups)


def test_the_digest_tells_five_events_in_three_items(events: dict[str, list[Json]]) -> None:
    told = [(event["item"], event["type"], event["date"]) for event in events[_DIGEST]]
    assert told == [
        (1, "meeting", "2025-03-11"),
        (2, "meeting", "2025-04-11"),
        (2, "signing", "2025-04-11"),
        (2, "signing", "2025-04-11"),
        (3, "signing", "2025~"),
    ]


def test_each_item_of_the_digest_leads_to_its_original(events: dict[str, list[Json]]) -> None:
    assert {(event["item"], event["source_url"]) for event in events[_DIGEST]} == {
        (1, f"{_ORIGINALS}art_bce0e5aa2dbd4286be1372fa96fd2872.html"),
        (2, f"{_ORIGINALS}art_8a25d8fc8b8a429183a9670f131d3ca7.html"),
        (3, f"{_ORIGINALS}art_c6ecbe677a034fdc8decb8609a5c6fd5.html"),
    }


def test_evidence_lies_in_the_documents(events: dict[str, list[Json]]) -> None:
    for document in _gold():
        for event in events[document["doc_id"]]:
            for found in event["evidence"]:
                slice_ = document["text"][found["start"] : found["end"]]
                assert "".join(slice_.split()) == "".join(found["text"].split()), found
