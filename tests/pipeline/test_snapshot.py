"""Pages saved for the tests: one, or a whole new site, from sites that are answered by saved pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fetchers.agencies import AGENCIES
from pipeline.cli import NEEDS_PERSON, WRONG_USAGE, cli, run_command

FIXTURES = Path(__file__).parents[2] / "fixtures"
LISTING = "https://www.din.de/en/din-and-our-partners/press/press-releases"
ARTICLE = f"{LISTING}/din-and-pkn-sign-memorandum-140212"


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [*arguments, "--saved", str(FIXTURES)], standalone_mode=False)
    return (result.return_value if result.exception is None else -1), result.output


def test_a_new_agency_leaves_its_file_its_pages_and_what_is_read_from_them(tmp_path: Path) -> None:
    (tmp_path / "agencies").mkdir()
    code, told = call(
        "new-agency", "dinmore", LISTING, "--articles", "2",
        "--fixtures", str(tmp_path), "--declarations", str(tmp_path / "agencies"),
    )  # fmt: skip
    assert code == NEEDS_PERSON
    assert "DINMORE = Agency(" in (tmp_path / "agencies" / "dinmore.py").read_text("utf-8")
    entries = json.loads((tmp_path / "dinmore" / "manifest.json").read_text("utf-8"))
    assert sorted(entry["kind"] for entry in entries) == ["article", "article", "listing", "robots"]
    for entry in entries:
        assert (tmp_path / "dinmore" / entry["file"]).read_bytes()
    expected = json.loads(next((tmp_path / "dinmore").glob("din-vde*.expected.json")).read_text("utf-8"))
    assert sorted(expected) == ["document", "records"]
    assert expected["document"]["title"] == "DIN, VDE/DKE and KATS agree to work more closely"
    assert "by hand" in told


def test_a_snapshot_joins_the_pages_that_are_there(tmp_path: Path) -> None:
    code, told = call("snapshot", ARTICLE, "--fixtures", str(tmp_path))
    assert code == NEEDS_PERSON
    assert "2015-12-10 DIN and PKN sign memorandum" in told
    (entry,) = json.loads((tmp_path / "din" / "manifest.json").read_text("utf-8"))
    assert entry["url"] == ARTICLE
    assert (tmp_path / "din" / entry["file"]).read_bytes() == (
        FIXTURES / "din" / "pkn-memorandum.html"
    ).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("snapshot", "https://nobody.example/x"), "describe the site first"),
        (("new-agency", "Din", LISTING), "no name for an agency"),
        (("new-agency", "din", LISTING), "there is an agency din already"),
    ],
)
def test_what_cannot_be_saved_is_refused(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [*arguments, "--saved", str(FIXTURES), "--fixtures", str(tmp_path)]
    assert run_command(given) == WRONG_USAGE
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_saved_is_not_saved_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("snapshot", ARTICLE, "--fixtures", str(tmp_path))
    assert (
        run_command(["snapshot", ARTICLE, "--saved", str(FIXTURES), "--fixtures", str(tmp_path)])
        == WRONG_USAGE
    )
    assert "saved already" in capsys.readouterr().err


def test_every_agency_is_found_by_its_file() -> None:
    files = {path.stem for path in (FIXTURES.parent / "fetchers" / "agencies").glob("*.py")} - {"__init__"}
    assert set(AGENCIES) == files
