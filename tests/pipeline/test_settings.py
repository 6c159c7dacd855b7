"""Settings from a file, the environment and the defaults, with errors that name the setting."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, load_settings, with_overrides
from pipeline.settings_file import settings_toml


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_without_a_file() -> None:
    assert load_settings(None, {}) == Settings()


def test_what_init_writes_is_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "pactwire.toml"
    file.write_text(settings_toml(Settings()), "utf-8")
    assert load_settings(None, {}) == Settings()
    assert set(tomllib.loads(file.read_text("utf-8"))) == set(Settings.model_fields)


def test_every_default_is_written() -> None:
    written = settings_toml(Settings())
    for name, section in Settings.model_fields.items():
        for key in section.annotation.model_fields:  # type: ignore[union-attr]
            assert (f"{key} =" in written) or (name == "fetch" and key in {"archive_dir", "state_path"})


def test_file_environment_and_command_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[paths]\noutput = "a"\nstate = "b"\n[run]\nagencies = ["nist"]\n')
    variables = {
        "PACTWIRE_CONFIG": str(file),
        "PACTWIRE_PATHS_OUTPUT": "/data/o",
        "PACTWIRE_RUN_LIMIT": "7",
        "PACTWIRE_RUN_AGENCIES": '["samr"]',
        "PACTWIRE_FETCH_DELAY_SECONDS": "3.5",
        "HOME": "x",
    }
    settings = load_settings(None, variables)
    assert (settings.paths.output, settings.paths.state) == (Path("/data/o"), Path("b"))
    assert (settings.run.limit, settings.run.agencies, settings.fetch.delay_seconds) == (7, ["samr"], 3.5)
    changed = with_overrides(settings, {"paths": {"output": Path("z"), "state": None}})
    assert (changed.paths.output, changed.paths.state) == (Path("z"), Path("b"))
    assert changed.fetch.delay_seconds == 3.5


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[paths", "not valid TOML"),
        ("[run]\nlimit = 0", "run.limit"),
        ("[run]\nengine = 'cluster'", "run.engine"),
        ("[run]\nsince = 'May'", "run.since"),
        ("[run]\nsince = '2024-13-01'", "run.since"),
        ("[run]\nlimits = 5", "run.limits"),
        ("[more]\na = 1", "more"),
        ("run = 5", "run"),
        ("[fetch]\ndelay_seconds = -1", "fetch.delay_seconds"),
        ("[fetch]\nstate_path = 'x'", "paths.state"),
    ],
)
def test_wrong_files(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=said) as error:
        load_settings(file, {})
    assert "wrong.toml" in str(error.value)


def test_a_missing_file_is_an_error_only_if_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="pactwire init"):
        load_settings(tmp_path / "none.toml", {})
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings(None, {"PACTWIRE_CONFIG": "none.toml"})


@pytest.mark.parametrize("name", ["PACTWIRE_OUTPUT", "PACTWIRE_RUN_LIMITS", "PACTWIRE_FETCH_STATE_PATH"])
def test_misspelt_variables(name: str) -> None:
    with pytest.raises(SettingsError):
        load_settings(None, {name: "1"})


def test_a_section_that_is_no_table_and_a_variable() -> None:
    Path("pactwire.toml").write_text("run = 5")
    with pytest.raises(SettingsError, match="run"):
        load_settings(None, {"PACTWIRE_RUN_LIMIT": "1"})
